"""scipy and `matching` on an instance: `python rounds_scipy.py KIND FILE`; the seconds and the placement as JSON."""

import json
import sys
import time
from typing import Any

import numpy as np

# The house's ten-thousandths: for an assignment with a place for nobody, costs count down from just above the best.
MOST = 10_001


def sparse(mentees: int, places: Any, edges: Any) -> Any:
    """A column for every place, and one for each mentee to stay alone."""
    from scipy.sparse import csr_array  # noqa: PLC0415 - only this peer needs it
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching  # noqa: PLC0415

    mentee, mentor, value = edges
    starts, copies = np.cumsum(places) - places, places[mentor]
    column = np.repeat(starts[mentor], copies) + np.arange(copies.sum()) - np.repeat(np.cumsum(copies) - copies, copies)
    slots = int(places.sum())
    rows = np.concatenate([np.repeat(mentee, copies), np.arange(mentees)])
    columns = np.concatenate([column, slots + np.arange(mentees)])
    costs = np.concatenate([MOST - np.repeat(value, copies), np.full(mentees, MOST)]).astype(float)
    row, found = min_weight_full_bipartite_matching(
        csr_array((costs, (rows, columns)), shape=(mentees, slots + mentees))
    )
    return _mentors(mentees, places, row, found)


def dense(mentees: int, places: Any, edges: Any) -> Any:
    """All pairs, a column for every place; a pair of nothing is nobody."""
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415

    mentee, mentor, value = edges
    values = np.zeros((mentees, len(places)))
    values[mentee, mentor] = value
    slots = np.repeat(np.arange(len(places)), places)
    row, column = linear_sum_assignment(values[:, slots], maximize=True)
    found = np.full(mentees, -1)
    found[row] = np.where(values[row, slots[column]] > 0, slots[column], -1)
    return found


def stable(mentees: int, places: Any, edges: Any) -> Any:
    """`matching`: hospitals and residents, both ranking the other side by the score they share."""
    from matching.games import HospitalResident  # noqa: PLC0415

    sys.setrecursionlimit(10**6)
    ranked: tuple[dict[int, list[int]], dict[int, list[int]]] = ({}, {})
    order = np.lexsort((edges[1], edges[0], -edges[2]))
    for one, other in zip(edges[0][order].tolist(), edges[1][order].tolist(), strict=True):
        ranked[0].setdefault(one, []).append(other)
        ranked[1].setdefault(other, []).append(one)
    capacities = {mentor: int(places[mentor]) for mentor in ranked[1]}
    found = np.full(mentees, -1)
    for mentor, residents in HospitalResident.create_from_dictionaries(*ranked, capacities).solve().items():
        for resident in residents:
            found[resident.name] = mentor.name
    return found


def _mentors(mentees: int, places: Any, rows: Any, columns: Any) -> Any:
    slots = np.repeat(np.arange(len(places)), places)
    found = np.full(mentees, -1)
    is_placed = columns < len(slots)
    found[rows[is_placed]] = slots[columns[is_placed]]
    return found


def main(kind: str, file: str) -> None:
    """Imports first: what loads is not what solves."""
    given = np.load(file)
    edges = (given["mentees"], given["mentors"], given["values"])
    solver = {"sparse": sparse, "dense": dense, "stable": stable}[kind]
    solver(1, np.ones(1, dtype=np.int64), (np.zeros(1, int), np.zeros(1, int), np.ones(1, int)))
    began = time.perf_counter()
    found = solver(len(given["rows"]), given["places"], edges)
    sys.stdout.write(json.dumps({"seconds": time.perf_counter() - began, "mentors": found.tolist()}))


if __name__ == "__main__":
    main(*sys.argv[1:])
