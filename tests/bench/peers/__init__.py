"""Other ways to do the same small job: take an event from RabbitMQ, write one document, once.

Each as its own documentation sets it up, with acks after the work and writes as durable as ours. They run in an
environment of their own, which `environment.py` makes; no other module here is imported anywhere else.
"""
