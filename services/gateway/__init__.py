"""The edge of the house: who may do what, what a person's record is, and the log of all facts."""
