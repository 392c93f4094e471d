"""Which RabbitMQ is taken of those that lie about."""

from pathlib import Path

import pytest

from deploy.local.rabbit_tree import LIBRARIES, find_tree, require_tree
from deploy.local.trouble import Trouble


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BOTHWAYS_CACHE", str(tmp_path))
    monkeypatch.delenv("BOTHWAYS_RABBITMQ_HOME", raising=False)
    monkeypatch.delenv("BOTHWAYS_RABBITMQ_SUITE", raising=False)
    return tmp_path


def make_tree(folder: Path, made_for: Path | None = None) -> None:
    folder.mkdir()
    (folder / "place").write_text(str(made_for or folder))


def test_the_newest_version_wins_by_number(cache: Path) -> None:
    make_tree(cache / "rabbitmq-bookworm-3.10.8")
    make_tree(cache / "rabbitmq-trixie-4.0.5")
    tree = find_tree()
    assert tree is not None
    assert tree.version == "4.0.5"


def test_a_suite_asked_for_hides_the_others(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_tree(cache / "rabbitmq-bookworm-3.10.8")
    make_tree(cache / "rabbitmq-trixie-4.0.5")
    monkeypatch.setenv("BOTHWAYS_RABBITMQ_SUITE", "bookworm")
    tree = find_tree()
    assert tree is not None
    assert tree.version_tuple == (3, 10, 8)


def test_a_tree_that_was_moved_is_not_used(cache: Path) -> None:
    make_tree(cache / "rabbitmq-trixie-4.0.5", made_for=Path("/elsewhere/rabbitmq-trixie-4.0.5"))
    assert find_tree() is None


def test_a_half_made_tree_is_not_used(cache: Path) -> None:
    (cache / "rabbitmq-trixie-4.0.5").mkdir()
    assert find_tree() is None


def test_a_given_home_without_rabbitmq_is_named(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOTHWAYS_RABBITMQ_HOME", str(cache))
    with pytest.raises(Trouble, match="BOTHWAYS_RABBITMQ_HOME"):
        find_tree()


def test_a_rabbitmq_older_than_ours_is_refused(cache: Path) -> None:
    make_tree(cache / "rabbitmq-jammy-3.9.27")
    with pytest.raises(Trouble, match="is too old"):
        require_tree()


@pytest.mark.parametrize("name", ["libc6", "libstdc++6", "libssl3", "libssl3t64", "zlib1g"])
def test_the_libraries_of_either_debian_are_brought_along(name: str) -> None:
    assert LIBRARIES.match(name)


@pytest.mark.parametrize("name", ["libc6-dev", "libcurl4", "erlang-base"])
def test_nothing_else_counts_as_one_of_them(name: str) -> None:
    assert not LIBRARIES.match(name)
