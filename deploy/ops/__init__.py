"""The operator's tools: the broker's topology, platforms, dead letters."""
