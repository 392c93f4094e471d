"""Other solvers, each in an environment of its own, and what they cannot do."""

import json
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np

from services.matching.rounds.candidates import Edges
from services.matching.rounds.cohort import Ints
from tests.bench.peers import environment
from tests.bench.rounds_instance import Instance

PEERS = Path(environment.__file__).parent
PATIENCE_S = 240.0
SPARSE, DENSE, STABLE, POINTS = "scipy sparse", "scipy dense", "matching", "mentor-match"

CANNOT = {
    SPARSE: "BSD; no capacities: a column for each place and one to stay alone. Its optimum is exact.",
    DENSE: "BSD; no capacities and no pairs left out: places as columns, barred pairs worth nothing. Exact.",
    STABLE: "MIT; capacities, but ranks in place of scores: nobody would rather swap, at a lower total.",
    POINTS: "MIT; no capacities: some mentors get more mentees than they have places, which lifts its total.",
}
"""The flow itself is OR-tools' (Apache-2.0), which takes capacities and whole scores as they are."""

Solver = Callable[[Instance], tuple[float, Ints]]
"""The seconds, and the mentor of each mentee."""


def scipy_peer(kind: str, pairs: Callable[[Instance], Edges]) -> Solver:
    """One of the solvers of `peers/rounds_scipy.py`."""

    def run(instance: Instance) -> tuple[float, Ints]:
        edges = pairs(instance)
        with tempfile.TemporaryDirectory() as folder:
            file = f"{folder}/instance.npz"
            np.savez(
                file,
                mentees=edges.mentees,
                mentors=edges.mentors,
                values=edges.values,
                places=instance.pool.places,
                rows=np.arange(instance.mentees),
            )
            return _peer("bench-rounds", "rounds_scipy.py", kind, file)

    return run


def mentor_match(instance: Instance) -> tuple[float, Ints]:
    """`peers/rounds_mentor_match.py`."""
    edges = instance.everything
    rows = zip(edges.mentees.tolist(), edges.mentors.tolist(), edges.values.tolist(), strict=True)
    given = {"mentees": instance.mentees, "places": instance.pool.places.tolist(), "edges": list(rows)}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "instance.json"
        file.write_text(json.dumps(given))
        return _peer("bench-mentor-match", "rounds_mentor_match.py", str(file))


def _peer(extra: str, program: str, *arguments: str) -> tuple[float, Ints]:
    command = [str(environment.python(extra)), str(PEERS / program), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=PATIENCE_S)
    told = json.loads(done.stdout.splitlines()[-1])
    return told["seconds"], np.array(told["mentors"], dtype=np.int64)
