"""The pure parts of the bones."""
