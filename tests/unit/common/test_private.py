"""What goes over the wire stays out of the words of its own errors, which end in logs."""

from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from libs.common.contracts import Event
from libs.common.contracts.asks import ReportSession
from libs.common.contracts.notices import InboxItem
from libs.common.contracts.people import PersonJoined
from services.gateway.schemas.me import Me
from services.gateway.schemas.requests import AskForMentor

SECRET = {"person_id": ["SECRET"], "data": "SECRET", "title": ["SECRET"], "session_id": ["SECRET"], "topics": "SECRET"}


@pytest.mark.parametrize("model", [Event[PersonJoined], PersonJoined, InboxItem, ReportSession, AskForMentor, Me])
def test_an_error_about_what_was_sent_does_not_repeat_it(model: type[BaseModel]) -> None:
    content: dict[str, Any] = SECRET
    with pytest.raises(ValidationError) as wrong:
        model.model_validate(content)
    assert "SECRET" not in str(wrong.value)
