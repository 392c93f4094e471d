"""Short texts to read or to do, by stage, direction and role: content."""
