"""Which language somebody reads best."""

import pytest

from services.gateway.languages import best_language, said


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        (None, "en"),
        ("", "en"),
        ("de", "de"),
        ("de-AT,de;q=0.9,en;q=0.8", "de"),
        ("en-GB,en;q=0.9,de;q=0.8", "en"),
        ("fr,de;q=0.5", "de"),
        ("fr", "en"),
        ("en;q=0.1,de;q=0.2", "de"),
        ("de;q=0", "en"),
        ("de;q=0,*", "en"),
        ("*", "en"),
        ("en;q=0,*;q=0.5", "de"),
        ("de;q=nonsense", "en"),
        ("DE", "de"),
        (",;,=;q", "en"),
    ],
)
def test_the_best_language_is_found(accepted: str | None, language: str) -> None:
    assert best_language(accepted) == language


def test_words_that_are_missing_are_said_in_english() -> None:
    assert said({"en": "Hello", "de": "Hallo"}, "de") == "Hallo"
    assert said({"en": "Hello"}, "de") == "Hello"
    assert said({}, "de") == ""
