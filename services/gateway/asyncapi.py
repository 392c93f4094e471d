"""The events as an AsyncAPI 3 document: all of them for the house, for outsiders what concerns them."""

from collections.abc import Sequence
from typing import Any

from pydantic.json_schema import models_json_schema

from libs.common import topology
from libs.common.contracts import ALL, Audience, Contract, Event, Service
from libs.common.publisher import CLOUDEVENT
from services.gateway.examples import Examples
from services.gateway.use_cases.ingest import INPUTS

Document = dict[str, Any]
SCHEMAS, MESSAGES = "#/components/schemas/", "#/components/messages/"
ENVELOPE = "Envelope"
ABOUT = (
    "Every event is a CloudEvent 1.0. A fact is what a service decided; a claim is what somebody wants, and its one "
    "owner ends it in one outcome. `x-audience` says who outside the house may ever see a fact."
)


LICENSE = {"name": "Apache-2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0"}


BROKER_USER, PLATFORM_KEY, SIGNATURE = "brokerUser", "platformKey", "signature"
SECURITY = {
    BROKER_USER: {
        "type": "userPassword",
        "description": "A user of the broker, who may do what its own service or platform needs and nothing else.",
    },
    PLATFORM_KEY: {"type": "http", "scheme": "bearer", "description": "The API key of a platform, `bw_…`."},
    SIGNATURE: {
        "type": "httpApiKey",
        "in": "header",
        "name": "webhook-signature",
        "description": "Of id, timestamp and body, as Standard Webhooks has it.",
    },
}


def is_for_outsiders(contract: type[Contract]) -> bool:
    """Platforms may send it or read it."""
    return contract.from_outside or Audience.PLATFORM in contract.audience


def handlers_of(contract: type[Contract]) -> list[Service]:
    """The services that act on it. The gateway keeps the log of all of them, which is no reaction."""
    subscribed = topology.SUBSCRIPTIONS.items()
    return [service for service, events in subscribed if contract in events and service is not Service.GATEWAY]


def document(*, house: bool) -> Document:
    """The whole house, or what outsiders see of it."""
    contracts = [contract for contract in ALL if house or is_for_outsiders(contract)]
    channels, operations = _outside(contracts)
    schemas = _schemas(contracts)
    if house:
        for contract in contracts:
            channels[contract.event] = _channel(contract)
            operations |= _operations(contract)
    return {
        "asyncapi": "3.1.0",
        "info": {"title": "Bothways events", "version": "1", "description": ABOUT, "license": LICENSE},
        "defaultContentType": CLOUDEVENT,
        "channels": channels,
        "operations": operations,
        "components": {
            "messages": _messages(contracts, schemas),
            "schemas": _in_words_of_draft_7(schemas),
            "securitySchemes": SECURITY,
        },
    }


def _outside(contracts: Sequence[type[Contract]]) -> tuple[Document, Document]:
    """The ways of platforms: what they may send, the log they may read, and where it is sent on to them."""
    sent = [contract for contract in contracts if contract.from_outside]
    read = [contract for contract in contracts if Audience.PLATFORM in contract.audience]
    platform = {"platform": {"description": "The id of the platform; its own broker user may write here alone."}}
    inbound = {
        "address": topology.inbound_exchange("{platform}"),
        "description": "A platform's own exchange. The same events go to `POST /v1/events`, single or in batches, and "
        "signed (Standard Webhooks) to `POST /v1/webhooks/in/{platform}`.",
        "parameters": platform,
        "messages": {name: {"$ref": MESSAGES + name} for name in map(_input_name, sent)},
    }
    log = {
        "address": "/v1/events",
        "description": "The log over HTTPS: `GET /v1/events?after=<position>` with the platform's key.",
        "messages": _refs(read),
    }
    webhooks = {
        "address": "{url}",
        "description": "What the log has for platforms, sent on and signed (Standard Webhooks): `POST /v1/webhooks`.",
        "parameters": {"url": {"description": "As it was registered."}},
        "messages": _refs(read),
    }
    operations = {
        "platformsSend": _operation("receive", "inbound", BROKER_USER),
        "platformsRead": _operation("send", "log", PLATFORM_KEY),
        "webhooksAreTold": _operation("send", "webhooks", SIGNATURE),
    }
    return {"inbound": inbound, "log": log, "webhooks": webhooks}, operations


def _refs(contracts: Sequence[type[Contract]]) -> Document:
    return {contract.event: {"$ref": MESSAGES + contract.event} for contract in contracts}


def _input_name(contract: type[Contract]) -> str:
    """What platforms send of an event is less than what the house says: it may carry only what changed."""
    return f"{contract.event}FromOutside"


def _channel(contract: type[Contract]) -> Document:
    return {
        "address": f"{{org}}.{contract.type.removeprefix('bothways.')}",
        "description": contract.__doc__,
        "parameters": {"org": {"description": "The organisation."}},
        "messages": _refs([contract]),
        "bindings": {
            "amqp": {
                "is": "routingKey",
                "exchange": {"name": topology.EVENTS, "type": "topic", "durable": True, "vhost": "/"},
            }
        },
    }


def _operations(contract: type[Contract]) -> Document:
    sending = {
        f"{service}.publishes.{contract.event}": _operation("send", contract.event, BROKER_USER)
        for service in sorted(contract.publishers)
    }
    receiving = {
        f"{service}.handles.{contract.event}": _operation("receive", contract.event, BROKER_USER)
        for service in handlers_of(contract)
    }
    return sending | receiving


def _operation(action: str, channel: str, security: str) -> Document:
    return {
        "action": action,
        "channel": {"$ref": f"#/channels/{channel}"},
        "security": [{"$ref": f"#/components/securitySchemes/{security}"}],
    }


def _messages(contracts: Sequence[type[Contract]], schemas: Document) -> Document:
    said = {contract.event: _message(contract, contract) for contract in contracts}
    sent = {_input_name(one): _message(one, INPUTS[one]) for one in contracts if one.from_outside}
    examples = Examples(schemas)
    for message in (messages := said | sent).values():
        message["examples"] = [{"payload": _example(message["payload"], examples)}]
    return messages


def _example(payload: Document, examples: Examples) -> Document:
    """An event that fits, of both parts of its payload."""
    envelope, own = payload["allOf"]
    example: Document = examples.of(envelope) | examples.of(own)
    return example


def _message(contract: type[Contract], model: type[Contract]) -> Document:
    payload = {"type": {"const": contract.type}, "data": {"$ref": SCHEMAS + model.__name__}}
    return {
        "name": contract.type,
        "title": contract.event,
        "summary": contract.__doc__,
        "contentType": CLOUDEVENT,
        "payload": {
            "allOf": [{"$ref": SCHEMAS + ENVELOPE}, {"type": "object", "properties": payload, "required": ["data"]}]
        },
        "x-claim": contract.is_claim,
        "x-from-outside": contract.from_outside,
        "x-audience": sorted(contract.audience),
        "x-published-by": sorted(contract.publishers),
    }


def _schemas(contracts: Sequence[type[Contract]]) -> Document:
    inputs = [INPUTS[contract] for contract in contracts if contract.from_outside]
    models = [(model, "serialization") for model in dict.fromkeys([*contracts, *inputs])]
    _, made = models_json_schema(models, ref_template=SCHEMAS + "{model}")  # type: ignore[arg-type]
    return {ENVELOPE: _envelope(), **made["$defs"]}


def _in_words_of_draft_7(rule: Any) -> Any:
    """AsyncAPI's own schemas: a tuple is `items`, and nothing counts beside a reference."""
    if isinstance(rule, list):
        return [_in_words_of_draft_7(one) for one in rule]
    if not isinstance(rule, dict):
        return rule
    said = {name: _in_words_of_draft_7(one) for name, one in rule.items()}
    if "prefixItems" in said:
        said |= {"items": said.pop("prefixItems"), "additionalItems": False}
    if "$ref" in said and len(said) > 1:
        return {"allOf": [{"$ref": said.pop("$ref")}], **said}
    return said


def _envelope() -> Document:
    schema = Event[Contract].model_json_schema(mode="serialization")
    fields = {name: rule for name, rule in schema["properties"].items() if name != "data"}
    needed = [name for name in schema["required"] if name != "data"]
    return {"type": "object", "title": "CloudEvent", "properties": fields, "required": needed}
