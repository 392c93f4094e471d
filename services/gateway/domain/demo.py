"""Somebody of a demo, whom a newcomer can be with one click."""

from dataclasses import dataclass

from libs.common.contracts import Words


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Who they are, and in words why one would want to be them."""

    org: str
    person_id: str
    name: str
    words: Words
