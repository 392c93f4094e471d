"""A programme in stepped time: scripted pairs on the real services, beside a plain model of the same rules."""
