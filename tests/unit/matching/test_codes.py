"""Every no is explained, in both languages, with what happened and what to do."""

import re

import pytest

from services.matching.domain.codes import Code, explain


@pytest.mark.parametrize("code", Code)
def test_every_code_says_what_happened_and_the_remedy(code: Code) -> None:
    explanation = explain(code)
    assert set(explanation) == {"en", "de"}
    for text in explanation.values():
        assert len(re.findall(r"[.](?: |$)", text)) == 2


@pytest.mark.parametrize("code", Code)
def test_codes_are_kebab_case(code: Code) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", code.value)


def test_explanation_changed_by_a_caller_stays_right_for_the_next() -> None:
    explain(Code.MENTOR_FULL)["en"] = "changed"
    assert explain(Code.MENTOR_FULL)["en"] != "changed"
