"""RabbitMQ, MongoDB and the mailbox of `make up`: ours, or those the environment points at."""

import os
import sys
import time
from urllib.parse import urlsplit

from deploy.local.child import Child
from deploy.local.mongo import MongoNode
from deploy.local.places import ROOT, state_folder
from deploy.local.ports import answers, keep_or_choose
from deploy.local.rabbit import RabbitNode
from deploy.local.stack import Stack
from deploy.local.steps import Steps
from deploy.local.trouble import Trouble


class Servers:
    """Starts what is ours, in parallel; afterwards the stack's file says where everything is."""

    def __init__(self, stack: Stack) -> None:
        self.stack = stack
        self.rabbit: RabbitNode | None = None
        self.mongo: MongoNode | None = None
        self.mailbox: Child | None = None

    def start(self, steps: Steps) -> None:
        amqp_url, mongo_url = os.environ.get("BOTHWAYS_AMQP_URL"), os.environ.get("BOTHWAYS_MONGO_URL")
        # Every program is looked for before the first is started: what is missing is said at once.
        rabbit = None if amqp_url else self.stack.rabbit_node()
        mongo = None if mongo_url else self.stack.mongo_node()
        if rabbit:  # takes longest, so it boots while the others start
            self.rabbit = rabbit
            rabbit.launch()
        with steps.step("The mailbox starts", "Mailbox ready"):
            self._start_mailbox()
        if mongo:
            self.mongo = mongo
            with steps.step(f"MongoDB {mongo.version} starts", f"MongoDB {mongo.version} ready"):
                mongo.start()
        if rabbit:
            with steps.step(f"RabbitMQ {rabbit.version} starts", f"RabbitMQ {rabbit.version} ready"):
                rabbit.wait_until_ready()
        self._write_down(amqp_url, mongo_url)

    def require_alive(self) -> None:
        for name, server in (("RabbitMQ", self.rabbit), ("MongoDB", self.mongo), ("The mailbox", self.mailbox)):
            if server and not server.is_running:
                raise Trouble(f"{name} stopped by itself.", f"less {state_folder()}/data/*/*.log")

    def stop(self) -> None:
        """Asked together, waited for one by one."""
        running = [server for server in (self.mailbox, self.rabbit, self.mongo) if server]
        for server in running:
            server.ask_to_stop()
        for server in running:
            server.stop()

    def _start_mailbox(self) -> None:
        smtp = self.stack.smtp
        smtp.port = keep_or_choose((smtp.port,))[0]
        folder = state_folder() / "mail"
        command = [sys.executable, "-m", "deploy.local.mailbox", "--port", str(smtp.port), "--folder", str(folder)]
        self.mailbox = Child(command, log=state_folder() / "logs" / "mailbox.log", folder=ROOT)
        self.mailbox.start()
        deadline = time.monotonic() + 20
        while not answers(smtp.port):
            if not self.mailbox.is_running or time.monotonic() > deadline:
                raise Trouble(f"The mailbox did not start:\n{self.mailbox.last_words(5)}")
            time.sleep(0.02)

    def _write_down(self, amqp_url: str | None, mongo_url: str | None) -> None:
        if self.rabbit:
            self._write_down_rabbit(self.rabbit)
        elif amqp_url:
            self._point_at_broker(amqp_url)
        if self.mongo:
            self._write_down_mongo(self.mongo)
        elif mongo_url:
            self._point_at_database(mongo_url)
        self.stack.save()

    def _write_down_rabbit(self, node: RabbitNode) -> None:
        ours = self.stack.rabbitmq
        ours.version, ours.pid, ours.ports = node.version, node.pid, node.ports
        ours.amqp_url, ours.management_url = node.amqp_url(), node.management_url
        for service, access in self.stack.services.items():
            access.amqp_url = node.amqp_url(service)

    def _write_down_mongo(self, node: MongoNode) -> None:
        ours = self.stack.mongodb
        ours.version, ours.pid, ours.port, ours.url = node.version, node.pid, node.port, node.url
        for service, access in self.stack.services.items():
            access.mongo_url = node.service_url(service)

    def _point_at_broker(self, url: str) -> None:
        """A broker that exists: all services use the one login that was given."""
        default = f"http://{urlsplit(url).hostname}:15672"
        theirs = self.stack.rabbitmq
        theirs.version, theirs.pid, theirs.amqp_url = "", None, url
        theirs.management_url = os.environ.get("BOTHWAYS_RABBITMQ_MANAGEMENT_URL", default)
        for access in self.stack.services.values():
            access.amqp_url = url

    def _point_at_database(self, url: str) -> None:
        theirs = self.stack.mongodb
        theirs.version, theirs.pid, theirs.url = "", None, url
        for access in self.stack.services.values():
            access.mongo_url = url
