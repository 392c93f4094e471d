"""Two who are kept apart."""

from pydantic import Field

from services.gateway.schemas.shown import Shown


class Block(Shown):
    """Somebody whom you do not want to meet here."""

    person_id: str
    pair_ids: tuple[str, ...] = Field(
        description="A pair that you two are goes on beside a block, until one of you ends it."
    )


class Blocks(Shown):
    """In the order of ids."""

    data: list[Block]
