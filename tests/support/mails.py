"""Every message in every language: for the tests, and as pages to look at (`python -m tests.support.mails FOLDER`)."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from libs.common.contracts.circles import CircleChange, CircleEnding
from libs.common.contracts.conflicts import ConflictOption
from libs.common.contracts.erasure import ErasureAsked, ErasureTakenBack
from libs.common.contracts.interest import InterestBecameMutual
from libs.common.contracts.invitations import Wish
from libs.common.contracts.pairs import Ending, PairChange, PairRole
from libs.common.contracts.recognitions import RecognitionState
from libs.common.contracts.requests import STANDING, Direction, RequestState, Side
from services.notifications import examples
from services.notifications.domain import circles, conflicts
from services.notifications.domain.invitations import TEMPLATE
from services.notifications.domain.moments import accounts, learning, pairs, people, recognitions, requests, sessions
from services.notifications.domain.pairs import Pair, with_session
from services.notifications.domain.people import Person
from services.notifications.domain.plan import About, Message, Moment
from services.notifications.languages import LOCALES
from services.notifications.letters import Letters
from services.notifications.pages import Item, Offers
from services.notifications.plans import house_plan
from services.notifications.ports import Mail
from services.notifications.words import Writer
from tests.support.notifications import (
    ADA,
    BOB,
    START,
    circle_changed,
    circle_conflict_found,
    circle_ended,
    circle_formed,
    circle_proposed,
    circle_reminded,
    claim_refused,
    conflict_found,
    dividend_ready,
    make_delivery,
    make_enclosed,
    make_formed,
    make_invitation,
    make_person,
    mentors_suggested,
    message_waiting,
    milestone_reached,
    pair_changed,
    pair_ended,
    pair_reminded,
    place_freed,
    recognition_changed,
    recognition_reminded,
    request_changed,
    request_closed,
    request_followed_up,
    request_opened,
    request_proposed,
    request_reminded,
    session_held,
    session_suggested,
)
from tests.support.plan import moments_of_people, moments_of_time

PEOPLE = {
    person.person_id: person
    for person in (
        make_person(ADA, name="Ada Lovelace", locale="en"),
        make_person(BOB, name="Björn Müller", locale="de-AT"),
        make_person("eve", name="Ève Noël"),
    )
}


def all_moments() -> list[Moment | None]:
    """Every occasion in every direction, as the facts make them."""
    found: list[Moment | None] = [
        requests.claim_refused(claim_refused()),
        people.pause(ADA),
        accounts.erasure_asked(ErasureAsked(person_id=ADA, due_at=START)),
        accounts.erasure_taken_back(ErasureTakenBack(person_id=ADA)),
        requests.interest_mutual(InterestBecameMutual(interest_id="spark_1", people=(ADA, BOB))),
        requests.interest_mutual(InterestBecameMutual(interest_id="spark_1", people=(ADA, BOB), request_id="req_1")),
        *_moments_of_request(by_spark=True),
        requests.request_changed(request_changed(RequestState.TALK_HELD, by=ADA, by_spark=True, agreed_id=ADA)),
        requests.request_changed(request_changed(RequestState.TALK_HELD, by=BOB, by_spark=True, agreed_id=BOB)),
        circles.proposed(circle_proposed()),
        circles.formed(circle_formed()),
        circles.changed(circle_changed(CircleChange.INVITED, ADA, members=(BOB, "eve"))),
        *(circles.reminded(circle_reminded(ADA, BOB, "eve", number=number)) for number in (1, 2)),
        circles.changed(circle_changed(CircleChange.JOINED, "eve")),
        circles.changed(circle_changed(CircleChange.LEFT, "zoe")),
        *(circles.ended(circle_ended(ending)) for ending in CircleEnding),
        conflicts.found(conflict_found()),
        conflicts.found(circle_conflict_found()),
        conflicts.found(circle_conflict_found(among_peers=True)),
        conflicts.found(circle_conflict_found(options=(ConflictOption.LEAVE,))),
        recognitions.recognition_changed(recognition_changed(RecognitionState.PROPOSED, ADA, BOB), 1, None),
        *(
            recognitions.recognition_changed(recognition_changed(state), 2, None)
            for state in (RecognitionState.DECLINED, RecognitionState.EXPIRED, RecognitionState.LEFT)
        ),
        recognitions.recognition_reminded(recognition_reminded(ADA, BOB)),
        pairs.pair_formed(Pair("acme", "pair_1", replace(make_formed(), since=START))),
        conflicts.found(conflict_found(pair_id=None, request_id="req_1")),
        people.colleague_here(make_invitation(), BOB),
        people.welcome(make_invitation(), BOB),
        learning.message_waiting(message_waiting()),
        learning.message_waiting(message_waiting(request_id="req_1")),
        learning.dividend_ready(dividend_ready()),
        *moments_of_people(),
    ]
    for direction in Direction:
        formed = make_formed(direction)
        unmet = Pair("acme", "pair_1", formed=formed)
        for side in Side:
            found += _moments_of_request(direction=direction, started_by=side)
        found += [
            requests.request_proposed(request_proposed(direction=direction)),
            requests.place_freed(place_freed(direction=direction)),
            requests.mentors_suggested(mentors_suggested(ADA, "eve", direction=direction)),
            requests.mentors_suggested(mentors_suggested(ADA, direction=direction)),
            requests.mentors_suggested(mentors_suggested(direction=direction)),
            pairs.pair_formed(unmet),
            *(pairs.pair_changed(pair_changed(change), unmet, by) for change in PairChange for by in (None, ADA)),
            pairs.pair_reminded(pair_reminded(), unmet),
            *(pairs.pair_ended(pair_ended(ending), unmet) for ending in Ending),
            learning.milestone_reached(milestone_reached(), unmet),
            *moments_of_time(unmet),
        ]
        for pair in (unmet, with_session(unmet, session_held(START, BOB), "s1")):
            suggested = (session_suggested(formed.of_role(role)) for role in PairRole)
            found += [sessions.session_suggested(fact, pair) for fact in suggested]
    return found


def _moments_of_request(**fields: Any) -> list[Moment | None]:
    states = [state for state in RequestState if state not in STANDING]
    on_the_way = [
        request_changed(RequestState.INFO_ASKED, **fields),
        request_changed(RequestState.OPEN, more_id="claim_1", **fields),
        *(request_changed(RequestState.TALK_PROPOSED, by=person, **fields) for person in (ADA, BOB)),
        *(request_changed(RequestState.TALK_HELD, by=person, **fields) for person in (ADA, BOB)),
    ]
    followed_up = [
        request_followed_up(state, *others, **fields, next_mentor_id=next_id)
        for state in states
        for others, next_id in (((), None), (("eve",), None), ((), "eve"))
    ]
    return [
        requests.request_opened(request_opened(**fields)),
        *(requests.request_changed(fact) for fact in on_the_way),
        *(requests.request_reminded(request_reminded(number, **fields)) for number in (1, 2)),
        *(requests.request_closed(request_closed(state, **fields)) for state in states),
        *(requests.request_followed_up(fact) for fact in followed_up),
    ]


MESSAGES: list[Message] = [message for moment in all_moments() if moment for message in house_plan().messages(moment)]


def invitation(inviter: Person, **enclosed: Any) -> Mail:
    """As somebody gets it who is not here."""
    delivery = make_delivery(TEMPLATE, About(path="/invitations/token"))
    return Letters(Writer("https://mentoring.example.org")).mail(delivery, inviter, make_enclosed(**enclosed))


def write_pages(folder: Path) -> None:
    """Each message as Ada (English) and as Bob (German) gets it, and what they send to Cleo."""
    for wish in (None, *Wish):
        for inviter in (PEOPLE[ADA], PEOPLE[BOB]):
            mail = invitation(inviter, note="Ich denke oft an deinen Vortrag.", wish=wish)
            folder.joinpath(f"{TEMPLATE}.{wish}.{mail.locale[:2]}.html").write_text(mail.html, encoding="utf-8")
    writer = Writer("https://mentoring.example.org")
    for message in MESSAGES:
        for reader in (PEOPLE[ADA], PEOPLE[BOB]):
            mail = writer.mail(make_delivery(message.template, message.about), reader, PEOPLE)
            folder.joinpath(f"{message.template}.{mail.locale}.html").write_text(mail.html, encoding="utf-8")
    for locale in LOCALES:
        _write_others(folder, writer, make_person(examples.READER, name="Alex Winter", locale=locale))


def _write_others(folder: Path, writer: Writer, reader: Person) -> None:
    """What no fact above leads to, with made-up people and a switch in the foot; and three of them in one mail."""
    named = {message.template for message in MESSAGES}
    for template in writer.templates:
        if template not in named:
            delivery = make_delivery(template, examples.ABOUT)
            mail = writer.mail(delivery, reader, examples.PEOPLE, offers=Offers(switch=writer.link("/switch/token")))
            folder.joinpath(f"{template}.{mail.locale}.html").write_text(mail.html, encoding="utf-8")
    some = ("month-mentee", "learned-from-you-member", "session-ahead-owner")
    items = [Item(writer.example(template, reader.locale), writer.link("/pairs/pair_1")) for template in some]
    mail = writer.digest(make_delivery("digest", About()), items, reader)
    folder.joinpath(f"digest.{mail.locale}.html").write_text(mail.html, encoding="utf-8")


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    write_pages(target)
