"""Plays the main story against the running system: `make story`."""

import asyncio
import json
import os
import secrets
import subprocess
import sys

from rich.console import Console

from deploy.local.places import ROOT, state_folder
from deploy.local.story.acts import play
from deploy.local.story.stage import ORG, Platform, Stage
from deploy.local.story.witness import Missing, witness
from deploy.local.trouble import Trouble, troubles_in_words
from deploy.ops.access import Access


def add_platform(name: str, *scopes: str) -> Platform:
    """As an operator does it, with the operator's own tool."""
    platform_id = f"{name}-{secrets.token_hex(3)}"
    options = [word for scope in ("send-events", "read-facts", *scopes) for word in ("--scope", scope)]
    told = ops("platforms", "add", platform_id, "--org", ORG, "--name", name, *options, "--json")
    facts = json.loads(told)
    return Platform(platform_id, facts["amqp_url"], facts["api_key"])


def ops(*arguments: str) -> str:
    """What `python -m deploy.ops …` prints."""
    command = [sys.executable, "-m", "deploy.ops", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=os.environ, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Trouble(f"{' '.join(command[1:])} failed: {done.stdout}{done.stderr}")
    return done.stdout


async def main(console: Console) -> None:
    """Two platforms come, the story is played, the platforms go."""
    access = Access.find({})
    hr, lms = add_platform("story-hr", "act-for-people"), add_platform("story-lms")
    try:
        async with witness(access.need("amqp_url"), console) as listening:
            stage = Stage(
                gateway_url=access.need("gateway_url"),
                operator_key=access.need("operator_key"),
                mail=state_folder() / "mail",
                hr=hr,
                lms=lms,
                witness=listening,
                console=console,
            )
            await play(stage)
    finally:
        for platform in (hr, lms):
            ops("platforms", "revoke", platform.platform_id)
    console.print("\n[bold green]The whole story happened.[/]")


if __name__ == "__main__":
    shown = Console(highlight=False)
    with troubles_in_words():
        try:
            asyncio.run(main(shown))
        except Missing as missing:
            raise Trouble(f"The story stopped: {missing}", "make logs") from missing
