"""The one-machine stack: a private RabbitMQ, a private MongoDB and the four services as child processes."""
