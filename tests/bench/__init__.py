"""Benchmarks: each prints its own limits and peers, measured in the same run."""
