"""Reads that are answered 304 where the reader has the very same already."""

import hashlib

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

NOT_MODIFIED = 304
QUOTE = '"'
WITHOUT_BODY = ("content-length", "content-type")


class Conditional:
    """Gives the `ETag` of what is read a mark of the whole answer, behind the version: `"3.5f2a9c41d0e7b683"`.

    The version alone says whether somebody edited it; what is shown beside it may change without.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        is_read = scope["type"] == "http" and scope["method"] == "GET"
        await self._app(scope, receive, _Held(Headers(scope=scope), send) if is_read else send)


class _Held:
    """Holds back an answer that has a tag until all of it is known; any other goes out as it comes."""

    def __init__(self, asked: Headers, send: Send) -> None:
        self._asked, self._send = asked, send
        self._start: Message | None = None
        self._body = bytearray()

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] == 200 and "etag" in Headers(scope=message):
            self._start = message
        elif self._start is None:
            await self._send(message)
        else:
            self._body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._finish(self._start)

    async def _finish(self, start: Message) -> None:
        headers = MutableHeaders(scope=start)
        mark = hashlib.blake2b(self._body, digest_size=8).hexdigest()
        headers["ETag"] = f"{headers['etag'].removesuffix(QUOTE)}.{mark}{QUOTE}"
        if _has(self._asked.get("if-none-match", ""), headers["ETag"]):
            start["status"] = NOT_MODIFIED
            for name in WITHOUT_BODY:
                del headers[name]
            self._body.clear()
        await self._send(start)
        await self._send({"type": "http.response.body", "body": bytes(self._body)})


def _has(tags: str, tag: str) -> bool:
    """One of the tags is this one, or any will do (RFC 9110, weak comparison)."""
    return any(one.strip().removeprefix("W/") in (tag, "*") for one in tags.split(","))
