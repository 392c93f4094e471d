"""Feeds a peer with messages of its own kind, as many as each line of standard input says."""

import sys
from collections.abc import Callable


def serve(send: Callable[[int], None]) -> None:
    """Until standard input ends; a line of output for each line of input."""
    for line in sys.stdin:
        send(int(line))
        sys.stdout.write("sent\n")
        sys.stdout.flush()
