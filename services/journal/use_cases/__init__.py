"""What journal does, one file per aggregate."""
