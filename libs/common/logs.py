"""Structured logs: constant event names, keys, and no text that a person wrote."""

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

from libs.common.settings import CommonSettings, Env
from libs.common.tracing import current_trace_id

NEVER_LOGGED = frozenset(
    {"text", "body", "message", "note", "email", "address", "name", "password", "token", "authorization", "data"}
)
"""Keys that may hold what people wrote or who they are."""

QUIET = ("aio_pika", "aiormq", "pymongo", "faststream", "uvicorn.access", "opentelemetry", "asyncio")


def _redact(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for key in NEVER_LOGGED & event.keys():
        event[key] = "…"
    return event


def _trace(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    if trace_id := current_trace_id():
        event["trace_id"] = trace_id
    return event


def plain_console(*, colors: bool) -> structlog.dev.ConsoleRenderer:
    """For people. Tracebacks stay plain: a pretty one takes a second and shows variables, with what people wrote."""
    return structlog.dev.ConsoleRenderer(colors=colors, exception_formatter=structlog.dev.plain_traceback)


def configure(service: str, settings: CommonSettings) -> None:
    """Route structlog and the standard library through one renderer."""
    as_json = settings.log_format == "json" or (not settings.log_format and settings.env is Env.PRODUCTION)
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _trace,
        _redact,
    ]
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer() if as_json else plain_console(colors=sys.stdout.isatty())
    )
    finish = [structlog.processors.format_exc_info, renderer] if as_json else [renderer]
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *finish],
        )
    )
    logging.basicConfig(handlers=[handler], level=logging.INFO, force=True)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.ERROR)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    structlog.contextvars.bind_contextvars(service=service)
