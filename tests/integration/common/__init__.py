"""The bones alone, on real servers."""
