"""Somebody of a demo, whom a newcomer can be with one click."""

from pydantic import BaseModel, ConfigDict

from libs.common.contracts import Words
from libs.common.contracts.base import Id, OrgId


class DemoPerson(BaseModel):
    """Who they are, and in words why one would want to be them."""

    model_config = ConfigDict(frozen=True)

    org: OrgId
    person_id: Id
    name: str
    words: Words
