"""The rules of a pair's story."""
