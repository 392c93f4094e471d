"""Python's garbage collector, set for a process that makes many small objects and hardly any circles."""

import gc

YOUNG_OBJECTS = 10_000
"""New objects before the collector looks: a group of events is made and forgotten in between. Python's own is 700."""


def calm_collector() -> None:
    """Call once everything is imported: what is loaded stays, and is not looked at again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS)
