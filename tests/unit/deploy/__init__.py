"""What is tested of `deploy` without servers."""
