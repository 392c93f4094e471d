"""What matching does, one file per aggregate."""
