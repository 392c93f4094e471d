"""Rounds: the optimum, the limits it keeps, and what is told of it."""
