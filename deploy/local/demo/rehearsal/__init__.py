"""Pairs of the demo who live their months on a running system: for its tests, and for the history of the demo."""
