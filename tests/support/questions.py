"""Asks services as the gateway does, with the patience of a test."""

import asyncio
import base64
import time

from libs.common.asks import Asker, NoAnswer, Questions
from libs.common.contracts.asks import Ask, R
from libs.common.crypto import Box
from tests.support.running import ASK_KEY, PATIENCE_S

LATER = ("unavailable", "TimeoutError")
"""Not now: too many at one thing, or a machine that stood still."""


class PatientQuestions(Questions):
    """Asks again where the answer is to try later, as a client does, for as long as a test is patient."""

    def __init__(self, amqp_url: str) -> None:
        super().__init__(amqp_url, Box(base64.b64decode(ASK_KEY)), "tests ask", PATIENCE_S)

    async def ask(self, question: Ask[R], asker: Asker, *, timeout_s: float | None = None) -> R:
        """The answer; other failures than those that pass are raised at once."""
        end = time.monotonic() + (timeout_s or PATIENCE_S)
        while True:
            try:
                return await super().ask(question, asker, timeout_s=timeout_s)
            except NoAnswer as none:
                if str(none) not in LATER or time.monotonic() > end:
                    raise
            await asyncio.sleep(0.05)
