"""What clients can do: one file per resource."""
