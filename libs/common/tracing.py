"""OpenTelemetry traces that follow an event through outbox, broker and handler."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.sdk.trace.sampling import ALWAYS_OFF, ALWAYS_ON
from opentelemetry.trace import Link, Span, SpanKind, get_current_span
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

_PROPAGATOR = TraceContextTextMapPropagator()
_TRACER = trace.get_tracer("bothways")


def configure(service: str, endpoint: str | None) -> None:
    """Send spans to an OTLP endpoint; without one they carry ids (for logs and headers) and record nothing."""
    resource = Resource.create({"service.name": f"bothways-{service}"})
    provider = TracerProvider(resource=resource, sampler=ALWAYS_ON if endpoint else ALWAYS_OFF)
    if endpoint:
        provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint)))
    trace.set_tracer_provider(provider)


def outgoing_headers() -> dict[str, str]:
    """The trace context of the code that runs now, as message headers."""
    headers: dict[str, str] = {}
    _PROPAGATOR.inject(headers)
    return headers


def _context_of(headers: Mapping[str, Any]) -> Context:
    # A header of another type than text is an outsider's mistake; it must not fail the message.
    return _PROPAGATOR.extract({key: value for key, value in headers.items() if isinstance(value, str)})


@contextmanager
def consuming(name: str, headers: Mapping[str, Any], attributes: Mapping[str, str]) -> Iterator[Span]:
    """A span that continues the trace of a message from inside the house."""
    with _TRACER.start_as_current_span(
        name, context=_context_of(headers), kind=SpanKind.CONSUMER, attributes=attributes
    ) as span:
        yield span


@contextmanager
def entering(name: str, headers: Mapping[str, Any], kind: SpanKind = SpanKind.SERVER) -> Iterator[Span]:
    """A new trace at the edge, linked to the outsider's: a stranger's trace id is not made ours."""
    foreign = get_current_span(_context_of(headers)).get_span_context()
    links = [Link(foreign)] if foreign.is_valid else []
    with _TRACER.start_as_current_span(name, context=Context(), kind=kind, links=links) as span:
        yield span


def current_trace_id() -> str | None:
    """32 hex digits, or None outside of any span."""
    context = get_current_span().get_span_context()
    return f"{context.trace_id:032x}" if context.is_valid else None
