"""What notifications decides, without servers."""
