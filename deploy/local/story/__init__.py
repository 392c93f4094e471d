"""The main story, played against a running system: `make story`."""
