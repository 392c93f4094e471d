"""The resource library: short texts to read or to do, by the stage and the parts of a pair."""

from typing import Literal

from libs.common.contracts.asks import Ask, Reply
from libs.common.contracts.base import Id, Service, Words

StageName = Literal["prepare", "rapport", "direction", "progress", "wind-down", "after"]
"""How far two who learn together have come."""


class ResourceLine(Reply):
    """What a text is called, what one does with it, and how many minutes it takes."""

    resource_id: Id
    kind: Id
    minutes: int
    stages: tuple[StageName, ...]
    title: Words


class Resources(Reply):
    """Those that fit, from the beginning of a pair to its end."""

    resources: tuple[ResourceLine, ...]


class Resource(ResourceLine):
    """One of them."""

    text: Words


class ListResources(Ask[Resources], to=Service.JOURNAL, reply=Resources):
    """Of a stage; for a pair of the asker's, of the stage it is in (or another) and of their part in it; or all."""

    stage: StageName | None = None
    pair_id: Id | None = None


class ReadResource(Ask[Resource], to=Service.JOURNAL, reply=Resource):
    """Somebody opens one."""

    resource_id: Id
