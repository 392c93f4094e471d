"""Outside events, read with care: structured and binary mode, over AMQP and HTTPS."""

import json
from typing import Any

import pytest
from pydantic import ValidationError

from services.gateway.domain.people import PersonInput
from services.gateway.domain.refusals import REFUSALS, NotTaken
from services.gateway.envelope import DEEPEST, JSON, LARGEST_BODY, STRUCTURED, Incoming, not_valid, read

EVENT = {"specversion": "1.0", "id": "1", "source": "s", "type": "t", "data": {"a": 1}}
HEADERS = {"ce-specversion": "1.0", "ce-id": "1", "ce-source": "s", "ce-type": "t"}


def structured(event: Any, **how: Any) -> Incoming:
    usual: dict[str, Any] = {"content_type": STRUCTURED, "is_amqp": True}
    return Incoming(json.dumps(event).encode(), **(usual | how))


def nested(levels: int) -> dict[str, Any]:
    value: Any = 1
    for _ in range(levels):
        value = {"a": value}
    return {**EVENT, "data": value}


@pytest.mark.parametrize("content_type", [STRUCTURED, JSON, f"{STRUCTURED}; charset=utf-8", STRUCTURED.upper()])
def test_structured_mode(content_type: str) -> None:
    envelope = read(structured(EVENT | {"org": "acme", "time": "2026-11-01T10:00:00+01:00"}, content_type=content_type))
    assert (envelope.id, envelope.type, envelope.org, envelope.data) == ("1", "t", "acme", {"a": 1})
    assert envelope.time
    assert envelope.time.isoformat() == "2026-11-01T09:00:00+00:00"


@pytest.mark.parametrize("is_amqp", [True, False])
@pytest.mark.parametrize("spelling", [str, str.upper])
def test_binary_mode(is_amqp: bool, spelling: Any) -> None:
    headers = {spelling(name): value for name, value in (HEADERS | {"ce-org": "acme"}).items()}
    envelope = read(Incoming(b'{"a": 1}', JSON, headers | {"x-other": "7"}, is_amqp=is_amqp))
    assert (envelope.id, envelope.source, envelope.org, envelope.data) == ("1", "s", "acme", {"a": 1})
    assert envelope.time is None or envelope.time.tzinfo


def test_a_header_of_https_is_percent_decoded() -> None:
    assert read(Incoming(b"{}", JSON, HEADERS | {"ce-source": "s%20t"})).source == "s t"


def test_what_else_https_carries_is_no_matter() -> None:
    proxied = {f"x-{number}": "y" * 2000 for number in range(80)} | {"cc": "a"}
    assert read(structured(EVENT, headers=proxied, is_amqp=False)).id == "1"


def test_an_event_of_a_batch_is_read_as_it_is() -> None:
    assert read(Incoming(event=EVENT)).data == {"a": 1}


@pytest.mark.parametrize(
    ("incoming", "code"),
    [
        (Incoming(b"x" * (LARGEST_BODY + 1), STRUCTURED), "too-large"),
        (Incoming(b"x" * LARGEST_BODY, STRUCTURED), "unreadable"),
        (Incoming(event=EVENT | {"data": {"a": "x" * LARGEST_BODY}}), "too-large"),
        (Incoming(event=nested(300)), "too-deep"),
        (Incoming(event=None), "invalid-envelope"),
        (structured(EVENT, headers={"CC": ["a"]}), "forbidden-header"),
        (structured(EVENT, headers={"bcc": "a"}), "forbidden-header"),
        (structured(EVENT, content_type="text/plain"), "unsupported-content-type"),
        (structured(EVENT, content_type=None), "unsupported-content-type"),
        (structured(EVENT, headers={"x": b"bytes"}), "invalid-header"),
        (structured(EVENT, headers={"x": None}), "invalid-header"),
        (structured(EVENT, headers={"x": "ä" * 513}), "invalid-header"),
        (structured(EVENT, headers={f"x{number}": 1 for number in range(65)}), "invalid-header"),
        (Incoming(b"{}", JSON, HEADERS | {"ce-id": 7}), "invalid-header"),
        (Incoming(b"{", JSON, HEADERS), "unreadable"),
        (Incoming(b'{"a": NaN}', STRUCTURED), "unreadable"),
        (Incoming(b'{"a": "\\ud800"}', STRUCTURED), "unreadable"),
        (structured(nested(DEEPEST)), "too-deep"),
        (Incoming(b'{"a":' * DEEPEST + b"1" + b"}" * DEEPEST, JSON, HEADERS), "too-deep"),
        (structured({**EVENT, "data": "text"}), "invalid-envelope"),
        (structured({**EVENT, "id": 1}), "invalid-envelope"),
        (structured({**EVENT, "id": "x" * 129}), "invalid-envelope"),
        (structured({**EVENT, "source": ""}), "invalid-envelope"),
        (structured({**EVENT, "time": "2026-11-01T10:00:00"}), "invalid-envelope"),
        (structured({**EVENT, "specversion": "0.3"}), "invalid-envelope"),
        (structured({name: EVENT[name] for name in EVENT if name != "data"}), "invalid-envelope"),
        (Incoming(b"{}", JSON, {"ce-type": "t"}), "invalid-envelope"),
        (Incoming(b"{}", JSON, HEADERS | {"ce-time": "soon"}), "invalid-envelope"),
        (Incoming(b"{}", JSON, HEADERS | {"ce-not_a_name": "x"}), "invalid-envelope"),
        (Incoming(b"{}", JSON, HEADERS | {"ce-specversion": "2.0"}), "invalid-envelope"),
        (Incoming(b"[]", JSON, HEADERS), "invalid-envelope"),
        (Incoming(event={"specversion": "1.0"}), "invalid-envelope"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_its_code(incoming: Incoming, code: str) -> None:
    with pytest.raises(NotTaken) as refused:
        read(incoming)
    assert refused.value.code == code


def test_the_detail_points_at_the_place_and_does_not_repeat_the_input() -> None:
    with pytest.raises(NotTaken) as refused:
        read(structured({**EVENT, "id": {"secret": 1}, "time": "geheim"}))
    assert "/id: " in refused.value.detail
    assert "/time: " in refused.value.detail
    assert "secret" not in refused.value.detail
    assert "geheim" not in refused.value.detail


def test_the_first_thing_that_is_wrong_is_told() -> None:
    """Size before headers before content type before JSON, as in the table of refusals."""
    everything = Incoming(b"x" * (LARGEST_BODY + 1), "text/plain", {"CC": ["a"], "x": b"b"}, is_amqp=True)
    with pytest.raises(NotTaken) as refused:
        read(everything)
    assert refused.value.code == "too-large"


def test_every_refusal_speaks_both_languages() -> None:
    for code, refusal in REFUSALS.items():
        assert set(refusal.words) == {"en", "de"}, code
        assert refusal.en != refusal.de, code
        assert 400 <= refusal.status < 500, code


@pytest.mark.parametrize("is_amqp", [True, False])
def test_a_header_that_is_no_attribute_is_not_repeated(is_amqp: bool) -> None:
    with pytest.raises(NotTaken) as no:
        read(Incoming(b"{}", JSON, HEADERS | {"ce-time": "PSST"}, is_amqp=is_amqp))
    assert (no.value.code, "PSST" in no.value.detail) == ("invalid-envelope", False)


def test_a_long_reason_ends_with_a_whole_pointer() -> None:
    with pytest.raises(ValidationError) as wrong:
        PersonInput.model_validate({"person_id": "a", "gives": [{"topic": 7}] * 50})
    parts = not_valid("invalid-event", wrong.value, "data").detail.split("; ")
    assert len(parts) > 10
    assert {part.partition(": ")[0] for part in parts} <= {f"/data/gives/{number}/topic" for number in range(50)}
    assert {part.partition(": ")[2] for part in parts} == {"Input should be a valid string"}
