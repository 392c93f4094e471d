"""What the gateway does with what comes in: one file per aggregate, and the door."""
