"""SCIM 2.0 (RFC 7643, 7644, 9865) for directories: a library speaks the protocol, here is what stands behind it."""
