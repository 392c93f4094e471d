"""Deliveries of platforms in: who sent it is what the broker says, and what is rejected is a readable dead letter."""
