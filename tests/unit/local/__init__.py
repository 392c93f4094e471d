"""The one-machine stack, as far as it can be told without starting anything."""
