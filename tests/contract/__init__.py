"""What was once promised on the wire: golden samples, frozen schemas, audiences, bindings."""
