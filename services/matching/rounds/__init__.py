"""Cohort rounds: who is placed with whom in a whole pool, to the best total there is. Pure of input and output."""
