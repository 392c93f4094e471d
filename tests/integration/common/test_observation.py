"""What an operator sees: one trace across the broker, and numbers for everything that can go wrong."""

from collections.abc import Iterator

import pytest
from opentelemetry import trace
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from prometheus_client import generate_latest

from libs.common import tracing
from libs.common.contracts import Event, Service
from libs.common.contracts.entries import EntryWritten
from libs.common.contracts.pairs import PairFormed
from libs.common.errors import Permanent, Retryable
from tests.integration.common.diary import Built
from tests.integration.common.test_delivery import dead_letters, pair_formed
from tests.support.running import Bench, eventually

JOURNAL = Service.JOURNAL
NAMES = (
    "bothways_handled_total",
    "bothways_failed_total",
    "bothways_retried_total",
    "bothways_dead_total",
    "bothways_handler_seconds_bucket",
    "bothways_outbox_oldest_seconds",
    "bothways_timer_oldest_seconds",
    "bothways_published_total",
    "bothways_repeated_total",
)


@pytest.fixture(scope="module")
def spans() -> Iterator[InMemorySpanExporter]:
    """The process has one provider; what earlier tests made is not looked at."""
    exporter = InMemorySpanExporter()
    provider = trace.get_tracer_provider()
    if not isinstance(provider, TracerProvider):
        provider = TracerProvider()
        trace.set_tracer_provider(provider)
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    yield exporter
    exporter.clear()


async def test_a_trace_goes_on_through_outbox_broker_and_handler(bench: Bench, spans: InMemorySpanExporter) -> None:
    heard = await bench.listen(EntryWritten)
    async with bench.running(JOURNAL, Built()):
        with tracing.entering("a request at the edge", {}) as edge:
            headers = tracing.outgoing_headers()
        await bench.publish(pair_formed(bench, "pair_1"), headers=headers)
        await heard.expect(EntryWritten)

    async def finished() -> ReadableSpan | None:
        return _named(spans, "journal.events PairFormed.v1")

    handled = await eventually(finished, what="the handler's span")
    assert handled is not None
    assert handled.context is not None
    assert handled.context.trace_id == edge.get_span_context().trace_id
    assert heard.headers[0]["traceparent"].split("-")[1] == f"{handled.context.trace_id:032x}"


async def test_a_header_that_is_no_text_fails_no_message(bench: Bench, spans: InMemorySpanExporter) -> None:
    heard = await bench.listen(EntryWritten)
    async with bench.running(JOURNAL, Built()):
        await bench.publish(pair_formed(bench, "pair_1"), headers={"traceparent": 7, "baggage": ["x"]})
        await heard.expect(EntryWritten)


def test_a_strangers_trace_is_linked_and_not_continued(spans: InMemorySpanExporter) -> None:
    foreign = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    with tracing.entering("at the edge", {"traceparent": foreign}) as span:
        assert f"{span.get_span_context().trace_id:032x}" != foreign.split("-")[1]
    entered = _named(spans, "at the edge")
    assert entered is not None
    link = entered.links[0]
    assert f"{link.context.trace_id:032x}" == foreign.split("-")[1]


async def test_everything_that_can_go_wrong_has_a_number(bench: Bench) -> None:
    built, tries = Built(), []

    async def go_wrong(event: Event[PairFormed]) -> None:
        tries.append(event.subject)
        if event.subject == "pair_late" and tries.count("pair_late") == 1:
            raise Retryable("not-yet")
        if event.subject == "pair_bad":
            raise Permanent("bad-pair")

    heard = await bench.listen(EntryWritten)
    async with bench.running(JOURNAL, built) as house:
        assert built.diary
        built.diary.before = go_wrong
        await bench.publish(pair_formed(bench, "pair_late"))
        await bench.publish(pair_formed(bench, "pair_bad"))
        await bench.publish(pair_formed(bench, "pair_good"), times=2)
        await heard.expect(EntryWritten, 2)
        await dead_letters(house, 1)

        async def all_ended() -> bool:
            return house.deliveries.ended >= len(["late", "late again", "bad", "good", "repeat"])

        await eventually(all_ended, what="the end of all five")
    text = generate_latest().decode()
    for name in NAMES:
        assert f"\n{name}" in text, f"{name} is not counted"
    assert 'bothways_dead_total{code="bad-pair",queue="journal.events"}' in text
    assert 'bothways_failed_total{code="not-yet",queue="journal.events"}' in text


def _named(spans: InMemorySpanExporter, name: str) -> ReadableSpan | None:
    return next((span for span in reversed(spans.get_finished_spans()) if span.name == name), None)
