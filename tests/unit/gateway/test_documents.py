"""The documents that are made from the code: kept fresh, whole, and quiet about what is not for outsiders."""

import re
from typing import Any

import pytest

from deploy.docs import ROOT, documents
from libs.common.contracts import ALL, Audience
from services.gateway import asyncapi, catalogue
from services.gateway.api import openapi_document


@pytest.mark.parametrize("path", documents(), ids=lambda path: path.name)
def test_a_document_is_as_fresh_as_the_code(path: Any) -> None:
    assert path.read_text(encoding="utf-8") == documents()[path], f"{path.relative_to(ROOT)} is stale: make docs"


def references(content: Any) -> set[str]:
    if isinstance(content, dict):
        own = {content["$ref"]} if isinstance(content.get("$ref"), str) else set()
        return own.union(*map(references, content.values()))
    return set().union(*map(references, content)) if isinstance(content, list) else set()


def found(content: Any, reference: str) -> bool:
    for part in reference.removeprefix("#/").split("/"):
        if not isinstance(content, dict) or part not in content:
            return False
        content = content[part]
    return True


@pytest.mark.parametrize(
    "content",
    [openapi_document(), asyncapi.document(house=True), asyncapi.document(house=False)],
    ids=["openapi", "asyncapi of the house", "asyncapi for outsiders"],
)
def test_every_reference_leads_somewhere(content: dict[str, Any]) -> None:
    assert references(content)
    assert [reference for reference in references(content) if not found(content, reference)] == []


def test_every_operation_tells_of_problems_and_of_no_other_errors() -> None:
    content = openapi_document()
    for methods in content["paths"].values():
        for operation in methods.values():
            assert "422" not in operation["responses"]
            assert list(operation["responses"]["default"]["content"]) == ["application/problem+json"]
            assert operation["description"]


def test_every_event_is_in_the_catalogue_of_the_house() -> None:
    content, page = asyncapi.document(house=True), catalogue.page(house=True)
    assert set(content["components"]["messages"]) >= {contract.event for contract in ALL}
    for contract in ALL:
        for publisher in contract.publishers:
            assert f"{publisher}.publishes.{contract.event}" in content["operations"]
        assert f'id="{contract.event}"' in page


def test_outsiders_read_of_no_event_that_is_not_theirs() -> None:
    content, page = asyncapi.document(house=False), catalogue.page(house=False)
    for contract in ALL:
        is_theirs = contract.from_outside or Audience.PLATFORM in contract.audience
        assert (contract.event in content["components"]["messages"]) is is_theirs
        assert (contract.event in content["components"]["schemas"]) is is_theirs
        assert (f'id="{contract.event}"' in page) is is_theirs


def test_the_catalogue_needs_nothing_from_anywhere() -> None:
    page = catalogue.page(house=True)
    assert "<script" not in page
    assert not re.search(r"""(src|href)=["']?(https?:)?//""", page)
    assert "url(" not in page
