"""An HTTP server in a thread of its own: keeps what it gets and answers as told."""

import threading
import time
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it came over the line."""

    path: str
    headers: Mapping[str, str]
    content: bytes


@dataclass(frozen=True, slots=True)
class Reply:
    """What is answered."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Receiver:
    """Whoever takes POSTs. A path that has answers waiting takes nothing before it has given them."""

    ok: int = 200
    received: list[Request] = field(default_factory=list)
    answers: defaultdict[str, deque[Reply]] = field(default_factory=lambda: defaultdict(deque))
    pause_s: float = 0
    """Before an answer, with the request already taken."""

    port: int = 0

    def take(self, request: Request) -> Reply:
        """Keep it, and say so."""
        self.received.append(request)
        return Reply(self.ok)

    def answer(self, request: Request) -> Reply:
        """What was laid out for its path, or else it is taken."""
        waiting = self.answers[request.path]
        return waiting.popleft() if waiting else self.take(request)


@contextmanager
def receiving(receiver: Receiver) -> Iterator[None]:
    """It listens, on a port that it knows then."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            content = self.rfile.read(length)
            if len(content) < length:
                self.close_connection = True  # its caller died half-way: nothing was sent
                return
            reply = receiver.answer(Request(self.path, dict(self.headers.items()), content))
            time.sleep(receiver.pause_s)
            self.send_response(reply.status)
            for name, value in {"Content-Length": "0", **reply.headers}.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Not on the screen."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: Any) -> None:
            """A caller that was killed is part of the test."""

    server = Server(("127.0.0.1", 0), Handler)
    receiver.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
