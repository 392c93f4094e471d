"""What an organisation may write in place of the house's words, and what becomes of it."""

from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.notifications.domain.plan import About
from services.notifications.domain.wordings import PROBLEMS, Wording, explained
from services.notifications.examples import PARTNER, PEOPLE, READER
from services.notifications.languages import LOCALES
from services.notifications.wordings import Unfit
from services.notifications.words import Writer
from tests.support.notifications import make_delivery, make_person

WRITER = Writer("https://mentoring.example.org")


def wording(text: str = "Text.", template: str = "fading-member", **parts: str) -> Wording:
    known: dict[str, Any] = {"title": "For {{ partner }}", "action": "Go", "why": "Because of {{ partner }}."} | parts
    return Wording("acme", f"{template}.en", template, "en", text=text, **known)


def problem_of(wanted: Wording) -> tuple[str, str, str]:
    with pytest.raises(Unfit) as unfit:
        WRITER.tried(wanted)
    return unfit.value.part, unfit.value.problem, unfit.value.what


def test_own_words_are_said_with_the_same_variables() -> None:
    own = wording(
        "{{ days|plural(one='One day', other='# days') }} without a talk.\n\n{% if days > 9 %}Still on?{% endif %}",
        "nudge-session-gap-mentee",
        title="You & {{ mentor }}",
        why="It is a while.",
    )
    assert WRITER.tried(own).paragraphs == ("17 days without a talk.", "Still on?")
    about = About(PARTNER, READER, days=1, path="/pairs/p")
    delivery = make_delivery(own.template, about)
    mail = WRITER.mail(delivery, make_person(READER), PEOPLE, own)
    assert (mail.title, "One day without a talk." in mail.text, "Still on" in mail.text) == (
        "You & Robin Okafor",
        True,
        False,
    )


def test_what_an_organisation_writes_is_text_and_never_markup() -> None:
    own = wording('<a href="https://evil.example">now</a> <b>{{ partner }}</b>')
    mail = WRITER.mail(make_delivery(own.template, About(PARTNER, READER)), make_person(READER), PEOPLE, own)
    assert '<a href="https://evil.example">now</a>' in mail.text
    assert "&lt;a href=" in mail.html
    assert "&lt;b&gt;Robin Okafor&lt;/b&gt;" in mail.html
    assert '<a href="https://evil.example"' not in mail.html


def test_names_are_said_as_they_are_written() -> None:
    people = PEOPLE | {PARTNER: replace(PEOPLE[PARTNER], name="R & D <b>")}
    mail = WRITER.mail(
        make_delivery("fading-member", About(PARTNER, READER)), make_person(READER), people, wording("{{ partner }}!")
    )
    assert mail.title == "For R & D <b>"
    assert "R & D <b>!" in mail.text
    assert "R &amp; D &lt;b&gt;!" in mail.html


@pytest.mark.parametrize(
    ("text", "problem", "what"),
    [
        ("{% for x in range(10**9) %}x{% endfor %}", "not-allowed", "for"),
        ("{{ range(10) }}", "not-allowed", "call"),
        ("{{ partner.__class__ }}", "not-allowed", "getattr"),
        ("{{ partner['x'] }}", "not-allowed", "getitem"),
        ("{{ 'x' * 1000000000 }}", "not-allowed", "mul"),
        ("{{ 9 ** 999999999 }}", "not-allowed", "pow"),
        ("{{ '%999999999d' % 1 }}", "not-allowed", "mod"),
        ("{{ 'x' ~ partner }}", "not-allowed", "concat"),
        ("{{ partner|safe }}", "not-allowed", "safe"),
        ("{{ partner|center(999999999) }}", "not-allowed", "center"),
        ("{% include 'frame.jinja' %}", "not-allowed", "include"),
        ("{% import 'frame.jinja' as frame %}", "not-allowed", "import"),
        ("{% extends 'message.jinja' %}", "not-allowed", "extends"),
        ("{% block title %}x{% endblock %}", "not-allowed", "block"),
        ("{% macro m() %}x{% endmacro %}", "not-allowed", "macro"),
        ("{% set x = 1 %}x", "not-allowed", "assign"),
        ("{{ (1, 2) }}", "not-allowed", "tuple"),
        ("{% if partner is sameas 1 %}x{% endif %}", "not-allowed", "sameas"),
        ("{{ topics }}", "unknown-variable", "topics"),
        ("{{ partner", "not-readable", "unexpected end of template, expected 'end of print statement'."),
        ("{% if partner is undefined %}x{% endif %}", "not-allowed", "undefined"),
        ("{% if partner == 'x' %}x{% endif %}", "empty", ""),
        ("{% if true %}" * 40 + "x" + "{% endif %}" * 40, "too-deep", ""),
        ("{{ " + "(" * 1900 + "1" + ")" * 1900 + " }}", "too-deep", ""),
    ],
)
def test_what_could_hang_or_look_elsewhere_is_refused_with_its_part_and_reason(
    text: str, problem: str, what: str
) -> None:
    assert problem_of(wording(text)) == ("text", problem, what)


@pytest.mark.parametrize("part", ["title", "text", "action", "why"])
def test_the_part_that_cannot_be_used_is_named(part: str) -> None:
    assert problem_of(wording(**{part: "{{ nobody }}"})) == (part, "unknown-variable", "nobody")


@pytest.mark.parametrize("text", ["{{ partner|plural(other='#') }}", "{{ 3|plural(one='#') }}", "{{ 3|plural('#') }}"])
def test_a_plural_without_a_number_or_a_last_form_cannot_be_said(text: str) -> None:
    assert problem_of(wording(text))[:2] == ("text", "not-rendered")


def test_what_is_not_always_known_has_to_be_asked_for_first() -> None:
    template = "request-declined-mentee"
    assert problem_of(wording("Ask {{ next }}.", template, title="T", why="W."))[1] == "not-rendered"
    fit = "{% if next is defined %}We ask {{ next }}.{% else %}See who is there.{% endif %}"
    assert WRITER.tried(wording(fit, template, title="T", why="W.")).text == "We ask Sam Lindqvist."


def test_words_that_do_not_fit_any_more_give_way_to_the_houses() -> None:
    own = wording("{{ gone_since }}")
    delivery = make_delivery(own.template, About(PARTNER, READER))
    said = WRITER.words(delivery, make_person(READER), PEOPLE, own)
    assert said == WRITER.words(delivery, make_person(READER), PEOPLE)


@pytest.mark.parametrize("problem", PROBLEMS)
def test_every_problem_names_part_and_reason_in_every_language(problem: str) -> None:
    said = explained(problem, "why", "{odd}")
    assert said.keys() == LOCALES.keys()
    assert all("“why”" in words or "„why“" in words for words in said.values())
    assert all(("{odd}" in words) == ("{what}" in PROBLEMS[problem][locale]) for locale, words in said.items())


@given(st.text("{}%|()'ifelsndpartr#= 0", max_size=60) | st.text(max_size=60))
def test_whatever_is_written_is_said_or_refused(text: str) -> None:
    with suppress(Unfit):
        assert WRITER.tried(wording(text)).text


def test_the_frame_of_every_mail_and_the_letter_to_strangers_stay_the_houses() -> None:
    assert {"frame", "message", "invitation", "next", "mail.html", "mail.txt"}.isdisjoint(WRITER.templates)
    assert {"digest", "fading-member", "pair-formed-mentor"} <= set(WRITER.templates)
