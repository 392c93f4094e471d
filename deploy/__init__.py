"""How Bothways is run: the one-machine stack, operations, containers, manifests, locks."""
