"""The organisation's own words in mails and inboxes, set by its administrators."""

from typing import Annotated

from fastapi import APIRouter, Depends

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
from services.gateway.deps import EdgeDep, Member, ask, may, require_json
from services.gateway.domain.access import Permission

router = APIRouter(prefix="/v1/programme/wordings", tags=["programme"])

WordsDep = Annotated[Member, Depends(may(Permission.SET_COMMUNICATION))]


@router.get("")
async def list_wordings(person: WordsDep, edge: EdgeDep) -> Wordings:
    """Every message that can be said in your own words, and what it can name."""
    return await ask(edge, ReadWordings(), person)


@router.get("/{template}/{locale}")
async def read_wording(template: str, locale: str, person: WordsDep, edge: EdgeDep) -> WordingShown:
    """What is said in one language, `en` or `de`, with made-up people in the house's words."""
    return await ask(edge, ReadWording(template=template, locale=locale), person)


@router.put("/{template}/{locale}", dependencies=[Depends(require_json)])
async def set_wording(template: str, locale: str, body: OwnWords, person: WordsDep, edge: EdgeDep) -> WordingShown:
    """From now on it is said in these words, also where it was said before.

    Text with variables (`{{ partner }}`), `{% if … %}` and `{{ days|plural(one='one day', other='# days') }}`.
    Words that cannot always be said are refused (`words-unfit`), with the part and the reason.
    """
    return await ask(edge, SetWording(template=template, locale=locale, words=body), person)


@router.delete("/{template}/{locale}")
async def reset_wording(template: str, locale: str, person: WordsDep, edge: EdgeDep) -> WordingShown:
    """Back to the house's words."""
    return await ask(edge, ResetWording(template=template, locale=locale), person)


@router.post("/{template}/{locale}/preview", dependencies=[Depends(require_json)])
async def preview_wording(template: str, locale: str, body: OwnWords, person: WordsDep, edge: EdgeDep) -> Example:
    """How it would read, for made-up people. Nothing is kept."""
    return await ask(edge, PreviewWording(template=template, locale=locale, words=body), person)
