"""Where nothing is sent: into this machine, into this network, to many at once."""

import socket
from ipaddress import ip_address

import pytest

from libs.common.network import NotPublic, Posts, PublicNetwork, is_public


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("127.0.0.1", False),
        ("0.0.0.0", False),  # noqa: S104 - an address like any other
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("239.1.1.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1", False),
        ("fd00::1", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:93.184.216.34", False),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
    ],
)
def test_only_what_anybody_may_reach_is_public(address: str, expected: bool) -> None:
    assert is_public(ip_address(address)) is expected


@pytest.mark.parametrize(
    "url",
    [
        "http://93.184.216.34/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://[fe80::1]/",
        "https://localhost/",
        "https://2130706433/",
        "https://0x7f.1/",
        "https://user@93.184.216.34/",
        "https://",
        "https://[::1",
        "https://93.184.216.34:99999/",
        "file:///etc/passwd",
    ],
)
async def test_no_address_leads_into_this_network(url: str) -> None:
    with pytest.raises(NotPublic):
        await PublicNetwork().require(url)


async def test_a_name_that_leads_elsewhere_when_it_is_called_is_not_called() -> None:
    with pytest.raises(NotPublic):
        await PublicNetwork().connect_tcp("localhost", 443)


async def test_nothing_is_sent_by_an_address_that_was_fine_where_everything_is() -> None:
    posts = Posts(PublicNetwork(), 1)
    with pytest.raises(NotPublic):
        await posts.post("http://93.184.216.34/", [], b"{}")
    await posts.close()


async def test_a_name_that_leads_to_this_machine_is_not_even_knocked_at() -> None:
    posts = Posts(PublicNetwork(), 1)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        port = listening.getsockname()[1]
        for host in ("localhost", "127.0.0.1", "[::ffff:127.0.0.1]"):
            with pytest.raises(NotPublic):
                await posts.post(f"https://{host}:{port}/hook", [], b"{}")
        with pytest.raises(BlockingIOError):
            listening.accept()
    await posts.close()
