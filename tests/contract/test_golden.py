"""Every event type has a golden sample, and whatever was once written can still be read."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from libs.common.contracts import ALL, Contract, parse
from tests.contract.samples import FOLDER, ROOT, Sample, committed, path_of, sample_of, samples


def lost(before: Any, after: Any, where: str = "") -> list[str]:
    """What is in `before` and not in `after`. `after` may have more: optional fields of a later day."""
    if isinstance(before, dict) and isinstance(after, dict):
        missing = [f"{where}/{key}: gone" for key in before if key not in after]
        return missing + [
            words for key in before.keys() & after for words in lost(before[key], after[key], f"{where}/{key}")
        ]
    if isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        pairs = enumerate(zip(before, after, strict=True))
        return [words for index, (one, other) in pairs for words in lost(one, other, f"{where}/{index}")]
    return [] if before == after else [f"{where}: {before!r} became {after!r}"]


@pytest.mark.parametrize("contract", ALL, ids=lambda contract: contract.event)
def test_every_contract_has_a_golden_sample(contract: type[Contract]) -> None:
    assert path_of(contract).exists(), f"add one real event as {path_of(contract).relative_to(ROOT)}"


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.name)
def test_a_golden_sample_survives_reading_and_writing(sample: Sample) -> None:
    event = parse(sample.body)
    assert sample.name == f"{event.type}.json"
    assert lost(sample.plain, json.loads(event.to_json())) == []


@pytest.mark.parametrize("contract", ALL, ids=lambda contract: contract.event)
def test_a_golden_sample_comes_from_a_publisher_of_its_type(contract: type[Contract]) -> None:
    event = parse(sample_of(contract).body)
    assert event.source in {f"/bothways/{service}" for service in contract.publishers}


def test_every_golden_sample_ever_committed_can_still_be_read() -> None:
    for sample in committed(ROOT, "tests/contract/golden"):
        assert lost(sample.plain, json.loads(parse(sample.body).to_json())) == [], sample.name


def test_no_golden_sample_was_taken_away() -> None:
    gone = {sample.name for sample in committed(ROOT, "tests/contract/golden")} - {
        path.name for path in FOLDER.iterdir()
    }
    assert not gone, f"samples of released versions stay for ever: {sorted(gone)}"


def test_history_is_found_where_a_sample_was_changed_and_removed(tmp_path: Path) -> None:
    folder = tmp_path / "golden"
    folder.mkdir()
    _git(tmp_path, "init", "-q")
    for text in ('{"a": 1}', '{"a": 2}'):
        (folder / "a.json").write_text(text)
        _git(tmp_path, "add", ".")
        _git(tmp_path, "commit", "-q", "-m", text)
    _git(tmp_path, "rm", "-q", "golden/a.json")
    _git(tmp_path, "commit", "-q", "-m", "gone")
    found = committed(tmp_path, "golden")
    assert {sample.body for sample in found} == {b'{"a": 1}', b'{"a": 2}'}


def test_without_a_history_only_the_files_count(tmp_path: Path) -> None:
    assert committed(tmp_path, "golden") == []


@pytest.mark.parametrize(
    ("after", "words"),
    [
        ({"a": [1, {"b": 2}], "new": 0}, []),
        ({"a": [1, {}]}, ["/a/1/b: gone"]),
        ({"a": [1, {"b": 3}]}, ["/a/1/b: 2 became 3"]),
        ({"a": [1]}, ["/a: [1, {'b': 2}] became [1]"]),
        ({}, ["/a: gone"]),
    ],
)
def test_what_a_sample_lost_is_named(after: Any, words: list[str]) -> None:
    assert lost({"a": [1, {"b": 2}]}, after) == words


def _git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)
