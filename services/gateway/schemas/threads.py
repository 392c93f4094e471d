"""Messages of a thread, as they are sent."""

from pydantic import ConfigDict

from libs.common.contracts.base import Id
from libs.common.contracts.threads import MessageText
from services.gateway.schemas.shown import Body


class WriteToOther(Body):
    """A short message to the other side."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"text": "Thursday at ten would suit me."}]})

    text: MessageText


class ReadSoFar(Body):
    """The last message that you have read."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"message_id": "message_8d2e6b1f90a74c35b6e1f2a3b4c5d6e7"}]}
    )

    message_id: Id
