"""The rules of matching, tested without anything running."""
