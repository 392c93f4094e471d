"""What the gateway decides. Pure: no clock, no randomness, no I/O."""
