"""`python -m tests.contract.freeze`: write down the schemas of new contracts and new optional fields, nothing else."""

import json
import sys
from pathlib import Path

from rich.console import Console

from tests.contract.compatibility import breaks
from tests.contract.frozen import FOLDER, Schema, all_current, all_frozen


def freeze(folder: Path, now: dict[str, Schema]) -> tuple[list[str], list[str]]:
    """(what was written, what stands against it); with anything against it, nothing is written."""
    frozen = all_frozen(folder)
    against = [f"{name}: gone, though it was released" for name in frozen.keys() - now.keys()]
    against += [f"{name}{words}" for name in frozen.keys() & now.keys() for words in breaks(frozen[name], now[name])]
    if against:
        return [], sorted(against)
    news = [name for name, schema in now.items() if frozen.get(name) != schema]
    for name in news:
        (folder / f"{name}.json").write_text(json.dumps(now[name], indent=2, ensure_ascii=False) + "\n")
    return sorted(news), []


def main() -> int:
    console = Console(highlight=False, soft_wrap=True)
    written, against = freeze(FOLDER, all_current())
    for words in against:
        console.print(f"[bold red]✗[/] {words}")
    if against:
        console.print("Released fields stay as they are. Make it optional, keep both, or add a new version.")
        return 1
    for name in written:
        console.print(f"[green]✓[/] {name}")
    console.print(f"{len(written)} written" if written else "nothing to write")
    return 0


if __name__ == "__main__":
    sys.exit(main())
