"""What notifications decides. Pure: no clock, no randomness, no I/O."""
