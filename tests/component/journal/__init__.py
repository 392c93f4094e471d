"""Journal on a real broker and database."""
