"""Everything that proves Bothways works."""
