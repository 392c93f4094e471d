"""The ways out of the house to a person."""
