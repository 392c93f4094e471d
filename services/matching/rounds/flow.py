"""The assignment itself: the highest total there is under everybody's capacity, as a flow of the least cost."""

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from services.matching.rounds.candidates import Edges
from services.matching.rounds.cohort import Ints


def assign(edges: Edges, mentees: int, places: Ints) -> Ints:
    """The rows of the edges to take. Every mentee is one unit that flows through a mentor or past them all."""
    mentors = len(places)
    first_mentor, sink = mentees, mentees + mentors
    flow = SimpleMinCostFlow()
    through = _arcs(flow, edges.mentees, first_mentor + edges.mentors, -edges.values)
    _arcs(flow, np.arange(mentees), np.full(mentees, sink), np.zeros(mentees, dtype=np.int64))
    flow.add_arcs_with_capacity_and_unit_cost(
        first_mentor + np.arange(mentors), np.full(mentors, sink), places, np.zeros(mentors, dtype=np.int64)
    )
    flow.set_nodes_supplies(np.append(np.arange(mentees), sink), np.append(np.ones(mentees, dtype=np.int64), -mentees))
    status = flow.solve()
    if status != flow.OPTIMAL:
        raise AssertionError(f"a round always has a solution: {status}")
    used: Ints = np.flatnonzero(flow.flows(through) > 0)
    return used


def _arcs(flow: SimpleMinCostFlow, tails: Ints, heads: Ints, costs: Ints) -> Ints:
    """Arcs that carry one unit each."""
    arcs: Ints = flow.add_arcs_with_capacity_and_unit_cost(tails, heads, np.ones(len(tails), dtype=np.int64), costs)
    return arcs
