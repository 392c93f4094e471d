"""Published assignment problems with known optima, where somebody has the files: they are not kept here.

J. E. Beasley, OR-Library: distributing test problems by electronic mail, J. Opl. Res. Soc. 41 (1990).
"""

from pathlib import Path

import numpy as np
from rich.table import Table

from services.matching.rounds.candidates import Edges
from services.matching.rounds.cohort import Ints
from services.matching.rounds.flow import assign

OPTIMA = {
    "assign100.txt": 305,
    "assign200.txt": 475,
    "assign300.txt": 626,
    "assign400.txt": 804,
    "assign500.txt": 991,
    "assign600.txt": 1176,
    "assign700.txt": 1362,
    "assign800.txt": 1552,
}


def published_table(folder: Path) -> Table:
    """Those that are in the folder."""
    table = Table(title="Published assignment problems: least total cost", title_justify="left")
    for heading in ("", "published", "found", ""):
        table.add_column(heading)
    for name, optimum in OPTIMA.items():
        if (folder / name).exists():
            found = least_total(costs_of((folder / name).read_text()))
            table.add_row(name, str(optimum), str(found), "reached" if found == optimum else "short")
    return table


def costs_of(text: str) -> Ints:
    """The size, then row by row all costs."""
    size, *costs = map(int, text.split())
    return np.array(costs, dtype=np.int64).reshape(size, size)


def least_total(costs: Ints) -> int:
    """Of one in each row and each column; so much is added that nobody stays alone."""
    size, most = len(costs), int(costs.max()) * len(costs) + 1
    rows, columns = np.indices(costs.shape).reshape(2, -1)
    edges = Edges(rows, columns, most - costs.ravel())
    taken = assign(edges, size, np.ones(size, dtype=np.int64))
    if len(taken) < size:
        raise AssertionError("a full assignment is worth more than any other")
    return int(costs[rows[taken], columns[taken]].sum())
