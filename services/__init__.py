"""The four services, each a package that never imports another."""
