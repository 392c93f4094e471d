"""What somebody writes while preparing."""

from libs.common.contracts.preparation import Answer, Choices
from services.gateway.schemas.shown import Body


class StepAnswer(Body):
    """Written at the end of a step. Nobody but you ever reads it."""

    answer: Answer


class OwnExpectations(Body):
    """The id of a choice for the id of each question."""

    choices: Choices
