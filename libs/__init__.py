"""What the four services share: `libs.common`."""
