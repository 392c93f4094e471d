"""The gateway's operator API, which keeps the platforms."""

from collections.abc import Sequence
from typing import Any

import httpx2
from pydantic import BaseModel, ConfigDict

from deploy.local.trouble import Trouble

TIMEOUT_S = 10


class PlatformRow(BaseModel):
    """A platform as the gateway tells of it; never its keys."""

    model_config = ConfigDict(extra="ignore")

    platform_id: str
    org: str
    name: str
    scopes: Sequence[str] = ()
    source_uri: str | None = None
    state: str = "active"


class OperatorApi:
    """`/v1/platforms`, with the operator's key."""

    def __init__(self, url: str, operator_key: str) -> None:
        self._url, self._headers = url.rstrip("/"), {"Authorization": f"Bearer {operator_key}"}

    def register(self, registration: dict[str, Any]) -> tuple[PlatformRow, str]:
        """The platform and its API key, which nobody can read again."""
        answer = self._call("POST", "/v1/platforms", registration)
        return PlatformRow.model_validate(answer["platform"]), str(answer["api_key"])

    def rotate(self, platform_id: str) -> str:
        """A further API key; the newest two work."""
        return str(self._call("POST", f"/v1/platforms/{platform_id}/keys")["api_key"])

    def list_(self) -> list[PlatformRow]:
        """All of them."""
        return [PlatformRow.model_validate(row) for row in self._call("GET", "/v1/platforms")["data"]]

    def revoke(self, platform_id: str) -> PlatformRow:
        """Nothing of it is taken from here on."""
        return PlatformRow.model_validate(self._call("DELETE", f"/v1/platforms/{platform_id}"))

    def _call(self, method: str, path: str, body: object = None) -> dict[str, Any]:
        try:
            answer = httpx2.request(method, self._url + path, headers=self._headers, json=body, timeout=TIMEOUT_S)
        except httpx2.HTTPError as error:
            what = f"{type(error).__name__}: {error}"[:300]
            raise Trouble(f"The gateway at {self._url} does not answer: {what}", "make up") from error
        if answer.is_error:
            raise Trouble(f"The gateway refused {method} {path}: {_problem(answer)}")
        content: dict[str, Any] = answer.json()
        return content


def _problem(answer: httpx2.Response) -> str:
    """What a problem+json says, or as much as there is."""
    try:
        problem = answer.json()
        told = [str(problem[name]) for name in ("code", "title", "detail") if problem.get(name)]
    except (ValueError, TypeError, AttributeError):
        told = [answer.text[:200]]
    return " · ".join([str(answer.status_code), *told])
