"""Who lives the months behind the demo."""

from collections import Counter

from deploy.local.demo.history import ASKED, DAYS, OTHERS, parts, people_of
from deploy.local.demo.organisation import demo_people
from deploy.local.demo.personas import personas
from deploy.local.demo.rehearsal.script import script

KNOWN = {persona.key: persona for persona in personas()}
PARTS = parts(KNOWN)


def test_everybody_has_one_part_but_the_mentor_whom_others_ask() -> None:
    both = Counter(one for part in PARTS for one in (part.couple.mentor_id, part.couple.mentee_id))
    assert [(one, count) for one, count in both.items() if count > 1] == [(KNOWN["mentor"].person_id, 1 + ASKED)]
    assert len(PARTS) == 2 + OTHERS + ASKED
    assert people_of(PARTS) == both.keys()


def test_what_somebody_learns_is_what_they_want_and_the_other_gives() -> None:
    people = {person.person_id: person for person in demo_people()}
    for couple in (part.couple for part in PARTS):
        assert couple.topic in {topic.topic for topic in people[couple.mentor_id].gives}
        assert couple.topic in {topic.topic for topic in people[couple.mentee_id].gets}


def test_whoever_a_newcomer_can_be_has_a_talk_ahead() -> None:
    for part in PARTS[:2]:
        assert part.way
        last = script(part.way, 0, DAYS)[-1]
        assert last.day + last.detail > DAYS
