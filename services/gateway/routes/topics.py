"""What topics are called: found in a sentence, and added to by an organisation's administrators."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from libs.common.contracts.asks import (
    FindTopics,
    FoundTopics,
    OwnTopics,
    ReadOwnTopics,
    ReadTopicWords,
    SetOwnTopics,
    TopicWords,
)
from services.gateway.deps import EdgeDep, IfMatchDep, Member, MemberDep, ask, edit, may, require_json, tagged
from services.gateway.domain.access import Permission
from services.gateway.schemas.topics import NamedTopics, OwnVocabulary, Sentence

router = APIRouter(prefix="/v1/topics", tags=["topics"])

NamerDep = Annotated[Member, Depends(may(Permission.NAME_TOPICS))]


@router.post("/found", dependencies=[Depends(require_json)])
async def find_topics(body: Sentence, person: MemberDep, edge: EdgeDep) -> FoundTopics:
    """What a sentence about your goals speaks of, to ask for. The sentence is kept nowhere."""
    return await ask(edge, FindTopics(text=body.text), person)


@router.post("/words", dependencies=[Depends(require_json)])
async def read_topic_words(body: NamedTopics, person: MemberDep, edge: EdgeDep) -> TopicWords:
    """What topics are called in English and German, by whatever name somebody gave or wants them."""
    return await ask(edge, ReadTopicWords(topics=body.topics), person)


@router.get("/own")
async def read_own_topics(person: NamerDep, edge: EdgeDep, response: Response) -> OwnTopics:
    """The topics and names that your organisation added."""
    return tagged(response, await ask(edge, ReadOwnTopics(), person))


@router.put("/own", dependencies=[Depends(require_json)])
async def set_own_topics(
    body: OwnVocabulary, person: NamerDep, version: IfMatchDep, edge: EdgeDep, response: Response
) -> OwnTopics:
    """Put these in the place of those. What people give and want is compared by the new names within moments."""
    question = SetOwnTopics(terms=body.terms, version=version)
    return tagged(response, await edit(edge, question, person, body))
