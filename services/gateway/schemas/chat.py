"""The chat in which somebody is told what is new."""

from pydantic import ConfigDict, Field

from libs.common.contracts.chat import ChatAddress
from services.gateway.schemas.shown import Body


class LinkChat(Body):
    """Where to write."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"address": "https://hooks.slack.com/services/T01234567/B01234567/your-own-token"},
                {"address": "tgram://123456789:bot-token/12315544/"},
            ]
        }
    )

    address: ChatAddress = Field(
        description="A link that the service itself shows, or an address as Apprise writes it: Slack, Teams "
        "(workflows), Telegram, Discord, Google Chat, Webex, Zulip; Mattermost, Matrix, Rocket.Chat and Nextcloud on "
        "hosts that the operator named. Kept encrypted, and never shown again."
    )
