"""`python -m deploy.ops topology`: exchanges, queues and permissions."""

import asyncio

import typer

from deploy.local.trouble import troubles_in_words
from deploy.ops.access import Access
from deploy.ops.broker import Broker
from deploy.ops.shown import console

app = typer.Typer(help="Exchanges, queues and permissions on RabbitMQ.", no_args_is_help=True)


@app.command()
def apply(context: typer.Context) -> None:
    """Declare everything the house needs; repeating it changes nothing.

    Where the management API is known, the services' users get the permissions they need and no more.
    """
    with troubles_in_words():
        access: Access = context.obj
        broker = Broker(access.need("amqp_url"), access.management_url)
        declared = asyncio.run(broker.apply_topology())
        console.print(f"{len(declared)} queues are declared in virtual host {broker.vhost}.")
        if access.management_url:
            granted = broker.grant_services()
            console.print(f"Permissions are set for: {', '.join(granted) or 'nobody, the services have no own users'}.")
