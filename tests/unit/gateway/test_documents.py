"""The documents that are made from the code: kept fresh, whole, and quiet about what is not for outsiders."""

import json
import re
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from deploy import docs
from deploy.docs import ROOT, documents
from libs.common.contracts import ALL, Audience
from services.gateway import asyncapi, catalogue
from services.gateway.openapi import TAGS

DOCUMENTS = documents()
OPENAPI: dict[str, Any] = json.loads(DOCUMENTS[docs.OPENAPI])


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_a_document_is_as_fresh_as_the_code(path: Any) -> None:
    assert path.read_text(encoding="utf-8") == DOCUMENTS[path], f"{path.relative_to(ROOT)} is stale: make docs"


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
    [OPENAPI, json.loads(DOCUMENTS[docs.ASYNCAPI]), asyncapi.document(house=False)],
    ids=["openapi", "asyncapi of the house", "asyncapi for outsiders"],
)
def test_every_reference_leads_somewhere(content: dict[str, Any]) -> None:
    assert references(content)
    assert [reference for reference in references(content) if not found(content, reference)] == []


def operations() -> list[Any]:
    """Of the document: where it stands, its name for parametrize."""
    found = OPENAPI["paths"].items()
    return [pytest.param(one, id=f"{method} {path}") for path, all_ in found for method, one in all_.items()]


def resolved(content: Any) -> Any:
    while "$ref" in content:
        found_there = OPENAPI
        for part in content["$ref"].removeprefix("#/").split("/"):
            found_there = found_there[part]
        content = found_there
    return content


@pytest.mark.parametrize("operation", operations())
def test_an_operation_is_described_named_and_shown_by_example(operation: Any) -> None:
    assert operation["summary"]
    assert operation["description"]
    assert re.fullmatch("[a-z_]+", operation["operationId"])
    assert "security" in operation
    assert set(operation["tags"]) <= TAGS.keys()
    responses = {status: resolved(response) for status, response in operation["responses"].items()}
    contents = [content for one in responses.values() for content in one.get("content", {}).items()]
    contents += operation.get("requestBody", {}).get("content", {}).items()
    for _, content in contents:
        assert "example" in content or "schema" not in content
    for status, response in responses.items():
        assert (list(response.get("content", {})) == ["application/problem+json"]) is (status >= "400"), status


@pytest.mark.parametrize("operation", operations())
def test_every_example_is_what_its_schema_allows(operation: Any) -> None:
    contents = [one for response in operation["responses"].values() for one in response.get("content", {}).values()]
    contents += operation.get("requestBody", {}).get("content", {}).values()
    for content in contents:
        schema = content.get("schema", {}) | {"components": OPENAPI["components"]}
        Draft202012Validator(schema).validate(content.get("example"))


def test_names_of_operations_are_there_once() -> None:
    names = [one.values[0]["operationId"] for one in operations()]
    assert len(set(names)) == len(names)


def test_the_document_is_valid_by_the_specification() -> None:
    validate(OPENAPI)


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
