"""Matching on a real broker and database."""
