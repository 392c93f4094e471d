"""What things are called."""

from typing import Annotated

from pydantic import ConfigDict, Field, StringConstraints

from libs.common.contracts.asks import TopicTerm
from libs.common.contracts.requests import Topic
from services.gateway.schemas.shown import Body


class Sentence(Body):
    """A goal in somebody's own words."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"text": "I want to get better at leading a small team and at React."}]}
    )

    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]


class NamedTopics(Body):
    """Topics by whatever names."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"topics": ["Giving feedback", "k8s"]}]})

    topics: tuple[Topic, ...] = Field(min_length=1, max_length=100)


class OwnVocabulary(Body):
    """Topics of one organisation, or further names of topics that the house knows."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "terms": [
                        {"name": "Kubernetes", "also": ["the ship"]},
                        {"name": "Crane driving", "german": "Kranführen", "also": ["~cranes"]},
                    ]
                }
            ]
        }
    )

    terms: tuple[TopicTerm, ...] = Field(max_length=1000)
