"""Platforms and their keys."""

from typing import Self

from services.gateway.domain.platforms import Platform
from services.gateway.schemas.shown import Shown, fields_of


class RegisteredPlatform(Shown):
    """A platform as administrators and the operator see it; never its keys."""

    platform_id: str
    org: str
    name: str
    scopes: tuple[str, ...]
    source_uri: str | None
    priority: int
    events_per_minute: int
    state: str

    @classmethod
    def of(cls, platform: Platform) -> Self:
        """Without its keys."""
        return cls.model_validate(fields_of(platform, cls))


class NewPlatform(Shown):
    """The key is shown this once."""

    platform: RegisteredPlatform
    api_key: str


class RegisteredPlatforms(Shown):
    """By organisation and id."""

    data: list[RegisteredPlatform]
