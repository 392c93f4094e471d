"""Packages of the distribution: installed by root, named to everybody else."""

import os
import shutil
import subprocess
from collections.abc import Sequence

from rich.console import Console

from deploy.local.trouble import Trouble


def may_install() -> bool:
    """Root on Debian or its like."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(console: Console, packages: Sequence[str], why: str) -> None:
    """Trouble with apt's own words where it cannot."""
    names = " ".join(packages)
    with console.status(f"Installing {names}, which {why}"):
        for arguments in (["update", "-q"], ["install", "-y", "-q", "--no-install-recommends", *packages]):
            env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
            done = subprocess.run(["apt-get", *arguments], env=env, capture_output=True, text=True, check=False)
            if done.returncode:
                raise Trouble(f"apt-get could not install {names}:\n{done.stderr}", install_line(packages))


def install_line(packages: Sequence[str]) -> str:
    """For whoever does it by hand."""
    return f"{'' if os.geteuid() == 0 else 'sudo '}apt-get install -y {' '.join(packages)}"
