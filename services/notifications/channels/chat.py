"""Chats, through Apprise: the addresses that are taken, and one message to one of them."""

import asyncio
import logging
from collections.abc import Collection, Mapping
from typing import Any

from apprise import Apprise, AppriseAsset, NotifyBase, NotifyFormat
from apprise.plugins.discord import NotifyDiscord
from apprise.plugins.google_chat import NotifyGoogleChat
from apprise.plugins.matrix import NotifyMatrix
from apprise.plugins.mattermost import NotifyMattermost
from apprise.plugins.nextcloudtalk import NotifyNextcloudTalk
from apprise.plugins.rocketchat import NotifyRocketChat
from apprise.plugins.slack import NotifySlack
from apprise.plugins.telegram import NotifyTelegram
from apprise.plugins.webexteams import NotifyWebexTeams
from apprise.plugins.workflows import NotifyWorkflows
from apprise.plugins.zulip import NotifyZulip

from services.notifications.ports import ChatText, NotNow, Undeliverable

UNFIT = "chat-unfit"
NEVER = logging.CRITICAL + 1
GRACE_S = 1.0

FIXED: dict[str, tuple[str, type[NotifyBase]]] = {
    "slack": ("slack", NotifySlack),
    "tgram": ("telegram", NotifyTelegram),
    "discord": ("discord", NotifyDiscord),
    "gchat": ("google-chat", NotifyGoogleChat),
    "wxteams": ("webex", NotifyWebexTeams),
    "webex": ("webex", NotifyWebexTeams),
}
"""Services of which there is one in the world: an address cannot lead anywhere else."""

HOSTED: dict[str, tuple[str, type[NotifyBase]]] = {
    "workflow": ("teams", NotifyWorkflows),
    "workflows": ("teams", NotifyWorkflows),
    "zulip": ("zulip", NotifyZulip),
    "mmost": ("mattermost", NotifyMattermost),
    "mmosts": ("mattermost", NotifyMattermost),
    "matrix": ("matrix", NotifyMatrix),
    "matrixs": ("matrix", NotifyMatrix),
    "rocket": ("rocketchat", NotifyRocketChat),
    "rockets": ("rocketchat", NotifyRocketChat),
    "nctalk": ("nextcloud", NotifyNextcloudTalk),
    "nctalks": ("nextcloud", NotifyNextcloudTalk),
}
"""Services whose address names a host: only hosts of the service's maker, and those that the operator named."""

MAKERS = {
    "teams": (".logic.azure.com", ".api.powerplatform.com"),
    "zulip": (".zulipchat.com",),
}
SERVICES = FIXED | HOSTED
OPTIONS = frozenset(
    {"to", "channel", "team", "topic", "thread", "mode", "key", "token", "api-version", "sp", "sv", "sig"}
)
"""What may stand behind the question mark. Others read files, follow redirects, or make a failure look like success."""


class AppriseChats:
    """Writes to chats. There is no way to make a message known again: what is repeated stands there twice."""

    def __init__(self, hosts: Collection[str], public_url: str, timeout_s: float) -> None:
        self._hosts, self._timeout_s = frozenset(host.lower() for host in hosts), timeout_s
        self._asset = AppriseAsset(
            app_id="Bothways",
            app_desc="Bothways",
            app_url=public_url,
            image_url_mask="",
            image_path_mask="",
            http_redirects=False,
            pgp_autogen=False,
            pem_autogen=False,
        )
        # They say addresses with their tokens, and what is written.
        for name in ("apprise", "urllib3"):
            logging.getLogger(name).setLevel(NEVER)

    def service_of(self, address: str) -> str:
        """What an address belongs to; Undeliverable where nothing is written to it from here."""
        name, _, _ = self._parsed(address)
        return name

    async def send(self, text: ChatText) -> None:
        """Taken by the chat when this returns."""
        _, plugin, fields = self._parsed(text.address)
        try:
            target = plugin(**fields, asset=self._asset)
        except TypeError:
            raise Undeliverable(UNFIT, is_final_for_address=True) from None
        chat = Apprise(asset=self._asset)
        chat.add(target)
        try:
            async with asyncio.timeout(self._timeout_s + GRACE_S):
                result = await chat.async_notify(
                    body=text.line, title=text.title, body_format=NotifyFormat.TEXT, timeout=self._timeout_s
                )
            is_taken = bool(result)
        except TimeoutError:
            is_taken = False
        if not is_taken:
            raise NotNow("chat-not-taken")

    async def close(self) -> None:
        """Nothing stays open."""

    def _parsed(self, address: str) -> tuple[str, type[NotifyBase], Mapping[str, Any]]:
        name, plugin, fields = _recognised(address.replace("/#", "/%23"))
        names = {key for kind in ("qsd", "qsd+", "qsd-", "qsd:") for key in fields.get(kind, ())}
        if names - OPTIONS or not (fields["schema"] in FIXED or self._may_reach(name, fields)):
            raise Undeliverable(UNFIT, is_final_for_address=True)
        return name, plugin, fields

    def _may_reach(self, name: str, fields: Mapping[str, Any]) -> bool:
        host, port = str(fields.get("host") or "").lower(), fields.get("port")
        with_port = f"{host}:{port}" if port else host
        is_the_makers = host.endswith(MAKERS.get(name, ())) and port in (None, 443)
        return is_the_makers or with_port in self._hosts


def _recognised(address: str) -> tuple[str, type[NotifyBase], Mapping[str, Any]]:
    """By its schema, or as the link that the service itself shows."""
    schema = address.partition("://")[0].lower()
    if schema in SERVICES:
        name, plugin = SERVICES[schema]
        fields = plugin.parse_url(address)
        if fields:
            return name, plugin, fields
    elif schema == "https":
        for name, plugin in SERVICES.values():
            fields = plugin.parse_native_url(address)
            if fields:
                return name, plugin, fields
    raise Undeliverable(UNFIT, is_final_for_address=True)
