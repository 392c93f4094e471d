"""The command line of whoever operates Bothways: `python -m deploy.ops`."""

import sys
from typing import Annotated

import typer

from deploy.local.trouble import troubles_in_words
from deploy.ops import audit, database, dead_letters, keys, platforms, topology, views
from deploy.ops.access import Access

app = typer.Typer(help=__doc__, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
app.add_typer(topology.app, name="topology")
app.add_typer(database.app, name="database")
app.add_typer(platforms.app, name="platforms")
app.add_typer(dead_letters.app, name="dead-letters")
app.add_typer(keys.app, name="keys")
app.add_typer(audit.app, name="audit")
app.add_typer(views.app, name="views")


@app.callback()
def find_servers(
    context: typer.Context,
    amqp_url: Annotated[str | None, typer.Option(help="RabbitMQ as its administrator. [BOTHWAYS_AMQP_URL]")] = None,
    management_url: Annotated[
        str | None, typer.Option(help="RabbitMQ's management API. [BOTHWAYS_RABBITMQ_MANAGEMENT_URL]")
    ] = None,
    mongo_url: Annotated[str | None, typer.Option(help="MongoDB. [BOTHWAYS_MONGO_URL]")] = None,
    gateway_url: Annotated[str | None, typer.Option(help="The gateway. [BOTHWAYS_GATEWAY_URL]")] = None,
) -> None:
    """Tools for whoever operates Bothways.

    Servers are found in these options, else in the environment, else in .local/stack.json (a local stack). Keys are
    read from BOTHWAYS_OPERATOR_KEY and BOTHWAYS_ASK_KEY, or from the local stack; as options others could see them.
    """
    with troubles_in_words():
        context.obj = Access.find(
            {
                "amqp_url": amqp_url,
                "management_url": management_url,
                "mongo_url": mongo_url,
                "gateway_url": gateway_url,
            }
        )


if __name__ == "__main__":
    sys.exit(app())
