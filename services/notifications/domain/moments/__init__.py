"""From facts to moments: whom a fact concerns, in which part. The plan says what they hear."""
