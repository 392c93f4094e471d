"""Notifications on a real broker, database and mail server."""
