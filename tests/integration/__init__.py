"""Tests on the real RabbitMQ and MongoDB."""
