"""What a file of people would do, and how far it is done."""

from typing import Self

from pydantic import Field

from services.gateway.domain.imports import Outcome, Plan
from services.gateway.languages import said
from services.gateway.schemas.shown import Shown, fields_of

MOST_SHOWN = 1_000


class ImportCounts(Shown):
    """How many of each outcome."""

    new: int
    returns: int
    changed: int
    unchanged: int
    leaves: int
    errors: int


class PlannedChange(Shown):
    """Somebody for whom something would change."""

    person_id: str
    outcome: Outcome
    row: int | None = Field(description="As a spreadsheet numbers it. None for somebody who is not in the file.")
    fields: tuple[str, ...] = Field(description="What would stand differently.")


class RowProblem(Shown):
    """Something in a row that is not taken: where, and by which rule. The rest of the file can still be."""

    row: int
    column: str
    code: str
    detail: str = Field(description="In the language of `Accept-Language` (en, de).")


class ImportPreview(Shown):
    """What would be done. Send the file again with the `ETag` of this in `If-Match`, and just that is done."""

    counts: ImportCounts
    ignored_columns: tuple[int, ...] = Field(description="The numbers of columns with a header that is not known.")
    changes: list[PlannedChange] = Field(description="The first thousand.")
    errors: list[RowProblem] = Field(description="The first thousand.")

    @classmethod
    def of(cls, plan: Plan, language: str) -> Self:
        """As its reader sees it."""
        changes = [one for one in plan.planned if one.outcome is not Outcome.UNCHANGED]
        return cls(
            counts=ImportCounts(**plan.counts),
            ignored_columns=plan.ignored,
            changes=[
                PlannedChange(
                    person_id=one.person_id,
                    outcome=one.outcome,
                    row=one.row.row if one.row else None,
                    fields=one.fields,
                )
                for one in changes[:MOST_SHOWN]
            ],
            errors=[
                RowProblem(**fields_of(one, RowProblem), detail=said(one.words, language))
                for one in plan.errors[:MOST_SHOWN]
            ],
        )


class ImportProgress(Shown):
    """One line of the answer. Only the last one has `counts`: without it, the import was cut off."""

    done: int
    of: int
    counts: ImportCounts | None = None
