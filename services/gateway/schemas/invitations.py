"""Inviting somebody who is not here yet."""

from pydantic import ConfigDict, Field

from libs.common.contracts.invitations import FirstName, InvitedAddress, Note, Wish
from services.gateway.schemas.shown import Body


class InviteByMail(Body):
    """A colleague who is not here yet. One mail goes to them, in your language and the others."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"address": "ada@example.org"},
                {
                    "address": "ada@example.org",
                    "first_name": "Ada",
                    "note": "Your talk on proofs stayed with me.",
                    "wish": "learn",
                },
            ]
        }
    )

    address: InvitedAddress = Field(
        description="At your own domain, or at one where several colleagues show themselves. Kept encrypted."
    )
    first_name: FirstName | None = None
    note: Note | None = Field(default=None, description="A line of your own, without links. Kept encrypted.")
    wish: Wish | None = Field(
        default=None, description="You would like to learn from them, or have something to offer."
    )
