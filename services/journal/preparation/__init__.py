"""What prepares both sides: content, by role and direction."""
