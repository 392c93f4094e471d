"""Cohort rounds."""

from pydantic import Field

from services.gateway.schemas.shown import Body


class PublishPreview(Body):
    """The version of the preview that was seen: a round that has changed since is not published."""

    version: int = Field(ge=1)
