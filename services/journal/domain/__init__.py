"""The rules of a pair's story. Pure: no I/O, no clock, no framework."""
