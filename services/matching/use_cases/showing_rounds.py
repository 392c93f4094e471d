"""Rounds in the words of the wire."""

from collections import Counter
from dataclasses import asdict

from libs.common.contracts import requests as request_wire
from libs.common.contracts import rounds as wire
from libs.common.contracts.people import Role
from services.matching.domain.gaps import Gap
from services.matching.domain.previews import LeftOut, Placed, Preview, explain_left_out
from services.matching.domain.reasons import Reason
from services.matching.domain.rounds import Round
from services.matching.domain.suggestions import Suggestion


def round_shown(one: Round, preview: Preview) -> wire.RoundShown:
    solution = preview.solution
    counts = Counter((left_out.role, left_out.why) for left_out in solution.left_out)
    shown = {name: value for name, value in asdict(one).items() if name in wire.RoundShown.model_fields}
    return wire.RoundShown.model_validate(
        shown
        | {
            "pairs": len(solution.placed),
            "total": solution.total,
            "fairness": [asdict(row) for row in solution.fairness],
            "left_out": [
                {"role": role, "code": why, "words": explain_left_out(why), "people": people}
                for (role, why), people in sorted(counts.items())
            ],
        }
    )


def line_shown(one: Round) -> wire.RoundLine:
    return wire.RoundLine.model_validate(one, from_attributes=True)


def pair_shown(one: Placed, why: Suggestion | None) -> wire.RoundPair:
    return wire.RoundPair(
        mentee_id=one.couple.mentee_id,
        mentor_id=one.couple.mentor_id,
        value=one.value,
        is_locked=one.is_locked,
        score=why.score if why else None,
        reasons=tuple(_reason(reason) for reason in why.reasons) if why else (),
        gap=_reason(why.gap) if why else None,
    )


def left_out_shown(one: LeftOut) -> wire.PersonLeftOut:
    return wire.PersonLeftOut(
        person_id=one.person_id, role=Role(one.role.value), code=one.why.value, words=explain_left_out(one.why)
    )


def _reason(reason: Reason | Gap) -> request_wire.Reason:
    return request_wire.Reason(code=reason.code, words=dict(reason.words))
