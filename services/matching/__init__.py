"""Matching: who suits whom, both ways; whether a request may stand; that a pair is formed."""
