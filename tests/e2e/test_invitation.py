"""An invitation on its whole way: over HTTP and the broker into a mail, by its link to the page, and to who came."""

import re
from email.message import EmailMessage
from typing import Any
from urllib.parse import urlsplit

from libs.common.clock import SteppedClock
from libs.common.contracts import Service
from services.notifications.app import build
from services.notifications.domain.invitations import KEPT
from services.notifications.settings import Settings
from tests.component.gateway.front import Front, open_front
from tests.support.running import eventually
from tests.support.smtp import SmtpServer, smtp_server
from tests.support.stack import TestStack

CLEO, DORA, EVE = "cleo@example.org", "dora@example.org", "eve@example.org"


async def mail_to(server: SmtpServer, address: str) -> EmailMessage:
    async def came() -> list[EmailMessage]:
        return server.mails_to(address)

    (mail,) = await eventually(came, what=f"a mail to {address}")
    return mail


async def invite(front: Front, by: str, address: str) -> dict[str, Any]:
    """As soon as notifications knows who invites."""
    async with front.member(by) as http:

        async def taken() -> dict[str, Any]:
            answer = await http.post("/v1/invitations", json={"address": address}, headers={"Idempotency-Key": address})
            return answer.json() if answer.status_code == 202 else {}

        return await eventually(taken, what="an invitation")


async def test_the_link_of_a_mail_opens_its_page_and_a_click_there_ends_invitations(stack: TestStack) -> None:
    with smtp_server() as server:
        async with open_front(stack, neighbours=[]) as front:
            mails = {"smtp_host": "127.0.0.1", "smtp_port": server.port, "public_url": front.url}
            settings = Settings(**front.bench.settings_values(Service.NOTIFICATIONS) | mails)
            async with front.bench.running(Service.NOTIFICATIONS, build, settings) as house:
                await front.arrive("mia", "ada")
                await invite(front, "mia", CLEO)
                await invite(front, "mia", DORA)
                (link,) = re.findall(r"<(.+)>", (await mail_to(server, DORA))["List-Unsubscribe"])
                async with front.anybody() as http:
                    assert (await http.get(urlsplit(link).path)).status_code == 200
                    assert "Done" in (await http.post(urlsplit(link).path)).text
                await front.arrive("cleo", email=CLEO)
                await mail_to(server, "mia@example.org")
                async with front.member("mia") as mia:
                    shown = {one["address"]: one for one in (await mia.get("/v1/invitations")).json()["data"]}
                assert isinstance(house.clock, SteppedClock)
                await house.clock.step_to_offset(KEPT)
                await invite(front, "ada", DORA)
                await invite(front, "ada", EVE)
                await mail_to(server, EVE)
    assert (shown[CLEO]["state"], shown[CLEO]["person_id"]) == ("here", "cleo")
    assert (shown[DORA]["state"], shown[DORA]["person_id"]) == ("open", None)
    assert len(server.mails_to(DORA)) == 1, "the ninety days are over, but not the no"
