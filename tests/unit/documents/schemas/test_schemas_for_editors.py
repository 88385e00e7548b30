"""Schemas for editors take what our reader takes, in both languages, and refuse what it refuses."""

import json

import pytest
import yaml
from jsonschema import Draft202012Validator

from perfrules.diagnostics import Source
from perfrules.documents import kinds
from perfrules.documents.discovery import stated_kind, yaml_files
from perfrules.documents.formatting.formatter import format_document
from perfrules.documents.schemas.for_editors import any_kind_schema, editor_schema
from perfrules.resources.paths import data_path


class _Typed(yaml.CSafeLoader):
    """Types as editors guess them: dates stay texts."""


_Typed.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith("timestamp")]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}

DOCUMENTS = [path for path in yaml_files(data_path("policies")) if stated_kind(path)]


def problems(kind, text):
    data = yaml.load(text, Loader=_Typed)  # noqa: S506 - a safe loader with fewer types
    return [each.message for each in Draft202012Validator(editor_schema(kind)).iter_errors(data)]


@pytest.mark.parametrize("kind", kinds())
def test_each_is_a_schema_that_stands_alone(kind):
    schema = editor_schema(kind)
    Draft202012Validator.check_schema(schema)
    text = json.dumps(schema)
    assert "schema.json#" not in text
    for reference in set(_references(schema)):
        assert reference.removeprefix("#/$defs/") in schema["$defs"]


def _references(schema):
    if isinstance(schema, dict):
        yield from ([schema["$ref"]] if isinstance(schema.get("$ref"), str) else [])
        for each in schema.values():
            yield from _references(each)
    elif isinstance(schema, list):
        for each in schema:
            yield from _references(each)


@pytest.mark.parametrize("keys", ["zh", "en"])
@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_takes_shipped_documents(path, keys):
    text = format_document(Source(path.read_text(encoding="utf-8")), keys)
    assert problems(stated_kind(path), text) == []


@pytest.mark.parametrize(
    "text",
    [
        "类别: 审批\n编号: a\n输入: {a: {类型: number}}\n规则: []\n",
        "kind: decision\nid: a\ninputs: {a: {type: number}}\noutputs: {b: {type: text}}\nruels: []\n",
        "kind: decision\nid: a\ninputs: {a: {type: nonsense}}\noutputs: {b: {type: text}}\n"
        "rules: [{id: x, then: {b: c}}]\n",
    ],
)
def test_refuses_what_does_not_fit(text):
    assert problems("decision", text)


def test_any_kind_holds_a_document_against_its_own():
    schema = any_kind_schema()
    Draft202012Validator.check_schema(schema)
    branches = {branch["then"]["$ref"]: branch["if"] for branch in schema["allOf"]}
    is_decision = Draft202012Validator(branches["decision.schema.json"]).is_valid
    assert is_decision({"类别": "审批"})
    assert is_decision({"kind": "decision"})
    assert not is_decision({"kind": "sheet"})
    assert not is_decision({"on": "push"})
