"""What notifications does, one file per aggregate."""
