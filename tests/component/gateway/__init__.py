"""The gateway on a real broker and database."""
