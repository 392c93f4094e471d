"""A dry run of the communication plan: every message that two people of a kind would get, before anybody joins."""

from enum import StrEnum


class Persona(StrEnum):
    """What two people are like."""

    BEST = "best"
    SLOW = "slow"
    SILENT = "silent"
