"""Whoever operates the house, at a terminal."""

import asyncio
import gc
import os
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from typer.testing import CliRunner

from deploy.ops.__main__ import app
from tests.support.running import ASK_KEY, Bench
from tests.support.stack import TestStack

OPERATOR_KEY = "operator-" + "k" * 32


@dataclass(slots=True)
class Said:
    """What a command said, and how it ended."""

    code: int
    out: str
    err: str


@dataclass(slots=True)
class Operator:
    """Somebody at a terminal, with the administrator's access in the environment."""

    environment: dict[str, str]

    async def run(self, *arguments: str, **changed: str | None) -> Said:
        """`python -m deploy.ops …`"""
        found = self.environment | changed
        said = await asyncio.to_thread(_invoke, arguments, {name: found.get(name) for name in {*os.environ, *found}})
        forget_failed_connections()
        return said


def _invoke(arguments: Sequence[str], environment: Mapping[str, str | None]) -> Said:
    result = CliRunner().invoke(app, list(arguments), env=environment)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return Said(result.exit_code, result.stdout, result.stderr)


def operator_of(bench: Bench, stack: TestStack) -> Operator:
    """Without a gateway."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("BOTHWAYS_")}
    return Operator(
        ours
        | {
            "BOTHWAYS_STATE": "/nonexistent",
            "BOTHWAYS_AMQP_URL": bench.amqp_url,
            "BOTHWAYS_RABBITMQ_MANAGEMENT_URL": stack.management_url,
            "BOTHWAYS_MONGO_URL": bench.mongo_url,
            "BOTHWAYS_DATABASE_PREFIX": bench.prefix,
            "BOTHWAYS_ASK_KEY": ASK_KEY,
            "BOTHWAYS_OPERATOR_KEY": OPERATOR_KEY,
        }
    )


def forget_failed_connections() -> None:
    """Both drivers leave the sockets of connections that failed to the garbage collector, which complains."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()
