"""What programmes begin as: one table, of which everything may be said otherwise. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from libs.common.contracts import Words
from libs.common.contracts.programme_facts import (
    Entry,
    Mode,
    OwnMusts,
    OwnWeights,
    ProgrammeSettings,
    Stage,
    StageStart,
    Way,
)
from libs.common.contracts.requests import Direction

DEFAULT_STAGE_DAYS = (21, 14, 180, 21)
"""Of a cohort whose template is none."""


@dataclass(frozen=True, slots=True)
class Template:
    """A kind of programme, what it is good for, and what it is by default."""

    template: str
    about: Words
    settings: ProgrammeSettings
    stage_days: tuple[int, ...] = field(default=())
    """Of a cohort: how long each stage takes."""


ALL: Mapping[str, Template] = {
    one.template: one
    for one in (
        Template(
            "organic",
            {
                "en": "People find each other by themselves, whenever they like. The lightest way to begin.",
                "de": "Alle finden sich selbst, wann immer sie möchten. So leicht kann es losgehen.",
            },
            ProgrammeSettings(
                called={"en": "Mentoring for everybody", "de": "Mentoring für alle"},
                pair_months=6,
            ),
        ),
        Template(
            "reverse",
            {
                "en": "Younger colleagues show senior ones what they know. Across departments, at eye level.",
                "de": "Jüngere zeigen Erfahrenen, was sie können. Über Abteilungen hinweg und auf Augenhöhe.",
            },
            ProgrammeSettings(
                called={"en": "Reverse mentoring", "de": "Reverse Mentoring"},
                entry=Entry.APPROVED,
                direction=Direction.REVERSE,
                pair_months=6,
                musts=OwnMusts(other_department=True),
                ways=(Way.ASKING, Way.OFFERING, Way.ROUND, Way.RECOGNITION),
            ),
        ),
        Template(
            "onboarding",
            {
                "en": "Whoever is new has somebody nearby for the first months, and shows what they bring along.",
                "de": "Wer neu ist, hat in den ersten Monaten jemanden in der Nähe und zeigt, was schon da ist.",
            },
            ProgrammeSettings(
                called={"en": "A good start", "de": "Gut ankommen"},
                pair_months=3,
                weights=OwnWeights(seniority=0.5, other_site=0.6),
                musts=OwnMusts(least_overlap=3),
                ways=(Way.ASKING, Way.OFFERING, Way.ROUND),
            ),
        ),
        Template(
            "women-in-leadership",
            {
                "en": "A cohort of women on their way to lead, with mentors from other departments. By invitation.",
                "de": "Frauen auf dem Weg in Führung, als Gruppe und aus anderen Abteilungen begleitet. Auf Einladung.",
            },
            ProgrammeSettings(
                called={"en": "Women in leadership", "de": "Frauen in Führung"},
                entry=Entry.INVITED,
                mode=Mode.COHORT,
                pair_months=9,
                weights=OwnWeights(seniority=2),
                musts=OwnMusts(other_department=True),
                ways=(Way.ASKING, Way.ROUND, Way.CIRCLE),
            ),
            stage_days=(28, 14, 270, 28),
        ),
        Template(
            "flash",
            {
                "en": "One talk about one question, and that was it. For a first step and for busy weeks.",
                "de": "Ein Gespräch zu einer Frage, mehr nicht. Für den ersten Schritt und für volle Wochen.",
            },
            ProgrammeSettings(
                called={"en": "One good talk", "de": "Ein gutes Gespräch"},
                direction=Direction.FLASH,
                weights=OwnWeights(time=0),
                ways=(Way.ASKING, Way.OFFERING),
            ),
        ),
    )
}


def settings_from(template: Template, starts_at: datetime, said: Mapping[str, Any]) -> ProgrammeSettings:
    """The template's, but for what is said; stages that are not said follow each other from `starts_at` on."""
    own: dict[str, Any] = dict(template.settings) | {name: value for name, value in said.items() if value is not None}
    if own["mode"] is Mode.COHORT and not own["stages"]:
        own |= laid_out(template.stage_days or DEFAULT_STAGE_DAYS, starts_at)
    return ProgrammeSettings.model_validate(own)


def laid_out(stage_days: tuple[int, ...], starts_at: datetime) -> dict[str, Any]:
    """Stages one after another, and the end."""
    begins = [starts_at + timedelta(days=sum(stage_days[:number])) for number in range(len(stage_days) + 1)]
    stages = tuple(StageStart(stage=stage, starts_at=begin) for stage, begin in zip(Stage, begins[:-1], strict=True))
    return {"stages": stages, "ends_at": begins[-1]}
