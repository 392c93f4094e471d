"""Who hears what, when, through which channel, and when to stay silent."""
