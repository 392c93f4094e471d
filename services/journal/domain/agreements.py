"""Agreements: what each brings and both arrange, signed by both as one text, and when that text comes into force."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from libs.common.contracts.agreements import Lacking
from services.journal.domain.keys import SealedText

Sealed = SealedText | None
"""What somebody wrote; None where they left it empty."""


@dataclass(frozen=True, slots=True)
class Goal:
    """Something a member would like to learn. Its id stays, whatever words it is given later."""

    goal_id: str
    text: SealedText
    measure: Sealed = None


@dataclass(frozen=True, slots=True)
class Part:
    """What one member brings. Nobody else writes it."""

    goals: tuple[Goal, ...] = ()
    gives: tuple[SealedText, ...] = ()
    needs: Sealed = None
    boundaries: Sealed = None

    @property
    def is_told(self) -> bool:
        """Whether the other can know what matters to this member."""
        return bool(self.needs or self.boundaries)

    @property
    def is_concrete(self) -> bool:
        """Whether one can tell of some goal when it is reached."""
        return any(goal.measure for goal in self.goals)


@dataclass(frozen=True, slots=True)
class Shared:
    """What both arrange, and both write."""

    cadence_days: int | None = None
    session_minutes: int | None = None
    channel: Sealed = None
    confidentiality: Sealed = None
    ending: Sealed = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """A whole text."""

    parts: Mapping[str, Part] = field(default_factory=dict)
    shared: Shared = Shared()

    def of(self, person_id: str) -> Part:
        """A member's part, which is empty before they write."""
        return self.parts.get(person_id, Part())


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A text that came into force, as it was signed. Never changed again."""

    org: str
    version_key: str
    pair_id: str
    number: int
    terms: Terms
    signed: Mapping[str, datetime]
    live_at: datetime
    revision: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """The newest text of a pair, and who has signed it. Any edit makes it the next version, signed by nobody."""

    org: str
    pair_id: str
    terms: Terms = Terms()
    signed: Mapping[str, datetime] = field(default_factory=dict)
    live_number: int = 0
    """Of the version in force; 0 before the first one is."""

    is_live: bool = False
    """Whether this text is the one in force."""

    written_since: int = 0
    """The revision since which the text is this one; signatures do not count."""

    shared_since: int = 0
    """The same of what both write."""

    revision: int = 0

    @property
    def number(self) -> int:
        """Of the version that this text is, or is to be."""
        return self.live_number + (not self.is_live)


class EditedMeanwhile(Exception):
    """What was read is not what is there."""


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that is not there yet. Without a person it is for either of the two to say."""

    person_id: str | None
    lacking: Lacking


class NotComplete(Exception):
    """There is nothing to sign yet."""

    def __init__(self, gaps: tuple[Missing, ...]) -> None:
        super().__init__("not-complete")
        self.gaps = gaps


def version_key(pair_id: str, number: int) -> str:
    """One document for each version of a pair's agreement."""
    return f"{pair_id}:{number}"


def with_part(agreement: Agreement, person_id: str, part: Part) -> Agreement:
    """A member's part in the place of what they had there."""
    if part == agreement.terms.of(person_id):
        return agreement
    return _edited(agreement, replace(agreement.terms, parts={**agreement.terms.parts, person_id: part}))


def with_shared(agreement: Agreement, version: int, shared: Shared) -> Agreement:
    """What both arrange, as somebody writes it who has read `version`. The other's part may have changed since."""
    if shared == agreement.terms.shared:
        return agreement
    if not agreement.shared_since <= version <= agreement.revision:
        raise EditedMeanwhile
    edited = _edited(agreement, replace(agreement.terms, shared=shared))
    return replace(edited, shared_since=agreement.revision + 1)


def with_signature(
    agreement: Agreement, person_id: str, version: int, at: datetime, member_ids: Collection[str]
) -> Agreement:
    """Signed, if `version` had the very text that is there. A text in force has been signed by both."""
    if not agreement.written_since <= version <= agreement.revision:
        raise EditedMeanwhile
    missing = gaps(agreement.terms, member_ids)
    if missing:
        raise NotComplete(missing)
    if person_id in agreement.signed:
        return agreement
    return replace(agreement, signed={**agreement.signed, person_id: at})


def gaps(terms: Terms, member_ids: Collection[str]) -> tuple[Missing, ...]:
    """What has to be written before anybody can sign: something to learn and to give on each side, and a rhythm."""
    found = [Missing(one, Lacking.GOAL) for one in member_ids if not terms.of(one).goals]
    found += [Missing(one, Lacking.GIVE) for one in member_ids if not terms.of(one).gives]
    if terms.shared.cadence_days is None:
        found.append(Missing(None, Lacking.CADENCE))
    if terms.shared.session_minutes is None:
        found.append(Missing(None, Lacking.LENGTH))
    return tuple(found)


def is_signed(agreement: Agreement, member_ids: Collection[str]) -> bool:
    """Whether nothing but preparation keeps this text from coming into force."""
    return not agreement.is_live and all(one in agreement.signed for one in member_ids)


def in_force(
    agreement: Agreement, member_ids: Collection[str], unprepared: Collection[str], at: datetime
) -> tuple[Agreement, Version] | None:
    """The agreement with its text in force, and the version that is kept of it; None while it has to wait."""
    if unprepared or not is_signed(agreement, member_ids):
        return None
    version = Version(
        org=agreement.org,
        version_key=version_key(agreement.pair_id, agreement.number),
        pair_id=agreement.pair_id,
        number=agreement.number,
        terms=agreement.terms,
        signed=agreement.signed,
        live_at=at,
    )
    return replace(agreement, live_number=version.number, is_live=True), version


def _edited(agreement: Agreement, terms: Terms) -> Agreement:
    return replace(agreement, terms=terms, signed={}, is_live=False, written_since=agreement.revision + 1)
