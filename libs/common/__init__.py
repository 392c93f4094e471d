"""The bones every service stands on: contracts, delivery, storage, time, health."""
