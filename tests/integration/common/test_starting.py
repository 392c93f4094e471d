"""A process that cannot do its work ends with words that name the remedy, and never hangs. On real servers."""

import socket

import pytest

from libs.common.contracts import Service
from libs.common.errors import CannotStart
from libs.common.service import Process
from libs.common.settings import CommonSettings
from tests.integration.common.diary import Built
from tests.support.running import Bench


async def test_a_port_that_somebody_else_serves_ends_the_process(bench: Bench) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        settings = CommonSettings(**bench.settings_values(Service.JOURNAL) | {"health_port": port})
        with pytest.raises(CannotStart, match=rf"127\.0\.0\.1:{port} cannot .* BOTHWAYS_HEALTH_PORT"):
            await Process(Service.JOURNAL, settings).run(Built())
