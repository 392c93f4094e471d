"""`/scim/v2` as an application of its own, which the gateway mounts: who calls, and what they reach."""

from typing import Any

from scim2_models import ForbiddenException, UnauthorizedException
from scim2_server.applications.asgi import ASGIApplication, Receive, Scope, Send
from scim2_server.requests import ScimRequest
from scim2_server.responses import ScimResponse
from starlette.requests import Request

from services.gateway.deps import Edge, platform_of
from services.gateway.domain.platforms import Platform
from services.gateway.languages import best_language
from services.gateway.problems import COME_BACK_S, Problem
from services.gateway.scim.advertised import PROVIDER
from services.gateway.scim.service import Handler, Service
from services.gateway.scim.storage import Storage

PREFIX = "bearer "
NOBODY = Platform(org="", platform_id="", name="")
"""Whoever shows no key that works: of no organisation, and with no scope."""


async def serve(scope: Scope, receive: Receive, send: Send) -> None:
    """One request, for whoever shows its key."""
    edge: Edge = scope["app"].state.edge
    application = Application(edge, scope)
    try:
        await application.recognise()
        request = await application.read_request(scope, receive)
        response = await application.serve(request)
    except Exception as error:  # noqa: BLE001 - whatever it is: a directory reads SCIM's own errors
        response = application.answer(application.service.error_response(error))
        if isinstance(error, Problem):
            response.headers.update(error.headers)
    await application.send_response(response, send)


class Application(ASGIApplication):
    """The library's application for one request: it reads and writes for one platform, in one language."""

    service: Service

    def __init__(self, edge: Edge, scope: Scope) -> None:
        shown = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        self._edge, self._scope, self._shown = edge, scope, shown.get("authorization", "")
        self._language = best_language(shown.get("accept-language"))
        self._use(NOBODY)

    async def recognise(self) -> None:
        """Find out who calls."""
        if self._shown.lower().startswith(PREFIX):
            self._use(await platform_of(self._edge, self._shown[len(PREFIX) :].strip(), Request(self._scope)))

    def _use(self, platform: Platform) -> None:
        core = self._edge.core
        self._platform = platform
        secret = core.stores.box.mark(platform.org, "scim-cursors").encode()
        storage = Storage(platform, core.stores, core.provisioning, core.grouping)
        super().__init__(storage, PROVIDER, Service(secret, self._language))
        self.handler = Handler(self.service, storage)

    def check_auth(self, request: ScimRequest) -> None:
        """A platform whose key works, with the scope for this."""
        if self._platform is NOBODY:
            raise UnauthorizedException
        if not self._platform.may_provision:
            raise ForbiddenException

    async def dispatch_request(self, request: ScimRequest) -> ScimResponse:
        """As the library does, when there is room."""
        async with self._edge.work.place():
            return await super().dispatch_request(request)

    def handle_exception(self, request: ScimRequest, exception: Exception) -> ScimResponse:
        """Without the library's log, which would name what was sent."""
        return self.service.error_response(exception)

    def finalize_response(self, request: ScimRequest, response: ScimResponse) -> ScimResponse:
        """Without the library's `Location`, which would repeat the filter."""
        return self.answer(response)

    def answer(self, response: ScimResponse) -> ScimResponse:
        """With what every answer carries."""
        more: dict[str, Any] = {"Cache-Control": "no-store", "Vary": "Accept-Language"}
        if int(response.status) == 503:
            more["Retry-After"] = str(COME_BACK_S)
        if int(response.status) >= 400:
            more["Content-Language"] = self._language
        response.headers.update(more)
        return response
