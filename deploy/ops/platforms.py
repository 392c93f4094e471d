"""`python -m deploy.ops platforms`: programs outside the house that may speak to it."""

import asyncio
import json
from typing import Annotated

import typer
from rich.table import Table

from deploy.local.trouble import Trouble, troubles_in_words
from deploy.ops.access import Access
from deploy.ops.broker import Broker
from deploy.ops.gateway import OperatorApi
from deploy.ops.shown import console
from libs.common.topology import inbound_exchange

app = typer.Typer(help="Programs outside the house that may speak to it.", no_args_is_help=True)

Id = Annotated[str, typer.Argument(help="Its id: a-z, 0-9 and -, up to 40.")]
AsJson = Annotated[bool, typer.Option("--json", help="For programs.")]


@app.command()
def add(
    context: typer.Context,
    platform_id: Id,
    org: Annotated[str, typer.Option(help="The organisation it speaks for.")],
    name: Annotated[str, typer.Option(help="What people call it.")] = "",
    scope: Annotated[list[str] | None, typer.Option(help="act-for-people: its word is the people's word.")] = None,
    source_uri: Annotated[str | None, typer.Option(help="Take only events with this `source`, or beneath it.")] = None,
    as_json: AsJson = False,
) -> None:
    """Register a platform, and print its access. The secrets are shown this once."""
    with troubles_in_words():
        access: Access = context.obj
        broker = _broker(access)
        body = {"platform_id": platform_id, "org": org, "name": name or platform_id}
        further = {"scopes": scope, "source_uri": source_uri}
        platform, key = _gateway(access).register(body | {what: value for what, value in further.items() if value})
        try:
            amqp_url = asyncio.run(broker.open_platform(platform.platform_id))
        except Trouble as trouble:
            console.print(f"API key: {key}", markup=False)
            again = f"python -m deploy.ops platforms access {platform_id}"
            raise Trouble(f"It is registered and has no access to RabbitMQ yet. {trouble.problem}", again) from trouble
        _show(
            as_json,
            platform_id=platform_id,
            org=org,
            amqp_url=amqp_url,
            exchange=inbound_exchange(platform_id),
            api_key=key,
        )


@app.command()
def access(context: typer.Context, platform_id: Id, as_json: AsJson = False) -> None:
    """Make (or make again) a platform's exchange and RabbitMQ user, with a new password."""
    with troubles_in_words():
        known: Access = context.obj
        broker = _broker(known)
        _require_active(_gateway(known), platform_id)
        amqp_url = asyncio.run(broker.open_platform(platform_id))
        _show(as_json, platform_id=platform_id, amqp_url=amqp_url, exchange=inbound_exchange(platform_id))


@app.command()
def rotate(context: typer.Context, platform_id: Id, as_json: AsJson = False) -> None:
    """Make a further API key. The newest two work, so that the old one can go without a gap."""
    with troubles_in_words():
        _show(as_json, platform_id=platform_id, api_key=_gateway(context.obj).rotate(platform_id))


@app.command("list")
def list_(context: typer.Context, as_json: AsJson = False) -> None:
    """All platforms; their keys are known to nobody."""
    with troubles_in_words():
        platforms = _gateway(context.obj).list_()
        if as_json:
            console.print_json(json.dumps([platform.model_dump(mode="json") for platform in platforms]))
            return
        table = Table("platform", "organisation", "name", "scopes", "state", box=None)
        for platform in platforms:
            row = (platform.platform_id, platform.org, platform.name, " ".join(platform.scopes), platform.state)
            table.add_row(*row)
        console.print(table)


@app.command()
def revoke(context: typer.Context, platform_id: Id) -> None:
    """Take nothing of a platform any more: its keys, its RabbitMQ user and its connections go."""
    with troubles_in_words():
        access: Access = context.obj
        broker = _broker(access)
        _gateway(access).revoke(platform_id)
        broker.close_platform(platform_id)
        console.print(f"{platform_id} is revoked.")


def _broker(access: Access) -> Broker:
    return Broker(access.need("amqp_url"), access.need("management_url"))


def _gateway(access: Access) -> OperatorApi:
    return OperatorApi(access.need("gateway_url"), access.need("operator_key"))


def _require_active(gateway: OperatorApi, platform_id: str) -> None:
    states = {platform.platform_id: platform.state for platform in gateway.list_()}
    if states.get(platform_id) != "active":
        state = states.get(platform_id, "unknown to the gateway")
        raise Trouble(f"{platform_id} is {state}.", "python -m deploy.ops platforms list")


def _show(as_json: bool, **facts: str) -> None:
    if as_json:
        console.print_json(json.dumps(facts))
        return
    for name, value in facts.items():
        console.print(f"{name.replace('_', ' '):12} {value}", markup=False)
