"""Journal: the story of a pair, from the welcome on; sessions held, milestones reached."""
