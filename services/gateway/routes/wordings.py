"""The organisation's own words in mails and inboxes, set by its administrators."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Response

from libs.common.contracts.wordings import (
    Example,
    OwnWords,
    PreviewWording,
    ReadWording,
    ReadWordings,
    ResetWording,
    SetWording,
    Wordings,
    WordingShown,
)
from services.gateway.deps import (
    Edge,
    EdgeDep,
    IfMatchDep,
    Member,
    PathId,
    ask,
    edit,
    may,
    require_json,
    tagged,
)
from services.gateway.domain.access import Permission
from services.gateway.schemas.shown import Body

router = APIRouter(prefix="/v1/programme/wordings", tags=["programme"])

WordsDep = Annotated[Member, Depends(may(Permission.SET_COMMUNICATION))]


@dataclass(frozen=True, slots=True)
class One:
    """One message in one language, and who words it."""

    template: str
    locale: str
    person: Member
    edge: Edge

    @property
    def ids(self) -> dict[str, str]:
        """As every question about it names it."""
        return {"template": self.template, "locale": self.locale}


async def one(
    template: PathId,
    locale: Annotated[str, Path(min_length=2, max_length=10)],
    person: WordsDep,
    edge: EdgeDep,
) -> One:
    """The message that the address names."""
    return One(template, locale, person, edge)


OneDep = Annotated[One, Depends(one)]


@router.get("")
async def list_wordings(person: WordsDep, edge: EdgeDep) -> Wordings:
    """Every message that can be said in your own words, and what it can name."""
    return await ask(edge, ReadWordings(), person)


@router.get("/{template}/{locale}")
async def read_wording(one: OneDep, response: Response) -> WordingShown:
    """What is said in one language, `en` or `de`, with made-up people in the house's words."""
    return tagged(response, await ask(one.edge, ReadWording(**one.ids), one.person))


@router.put("/{template}/{locale}", dependencies=[Depends(require_json)])
async def set_wording(one: OneDep, body: OwnWords, version: IfMatchDep, response: Response) -> WordingShown:
    """From now on it is said in these words, also where it was said before.

    Text with variables (`{{ partner }}`), `{% if … %}` and `{{ days|plural(one='one day', other='# days') }}`.
    Words that cannot always be said are refused (`words-unfit`), with the part and the reason.
    """
    question = SetWording(**one.ids, words=body, version=version)
    return tagged(response, await edit(one.edge, question, one.person, body))


@router.delete("/{template}/{locale}")
async def reset_wording(one: OneDep, version: IfMatchDep, response: Response) -> WordingShown:
    """Back to the house's words."""
    question = ResetWording(**one.ids, version=version)
    return tagged(response, await edit(one.edge, question, one.person, Body()))


@router.post("/{template}/{locale}/preview", dependencies=[Depends(require_json)])
async def preview_wording(one: OneDep, body: OwnWords) -> Example:
    """How it would read, for made-up people. Nothing is kept."""
    return await ask(one.edge, PreviewWording(**one.ids, words=body), one.person)
