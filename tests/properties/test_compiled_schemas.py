"""The compiled check of a schema, and the findings about data that do not fit it, against jsonschema."""

from __future__ import annotations

import pytest
from budgets import law
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from schema_validators import validator_of

from perfrules.documents.schemas.compiled import check_of, compile_schema
from perfrules.documents.schemas.findings import findings
from perfrules.documents.schemas.schema import Place, kinds, schema_of

TEXTS = st.sampled_from(
    ["1", "", "decision", "collect", "true", "2021-01-01", "甲", "a.b", "money", "complete"]
)


def data_for(draw, place, depth=0):
    """Data that mostly fit a place, so that both verdicts come."""
    shape = draw(st.integers(0, 9))
    if depth > 4 or shape < 2:
        return draw(TEXTS)
    if place.values and shape < 8:
        return draw(st.sampled_from(sorted(place.values)))
    if place.keys and shape < 9:
        keys = draw(st.lists(st.sampled_from([*sorted(place.keys), "其他"]), max_size=6, unique=True))
        return {key: data_for(draw, place.key(key), depth + 1) for key in keys}
    if shape < 6:
        return {key: data_for(draw, place.key(key), depth + 1) for key in draw(st.sets(TEXTS, max_size=2))}
    return [data_for(draw, place.item, depth + 1) for _ in range(draw(st.integers(0, 3)))]


@st.composite
def documents(draw, kind):
    """Data for a kind, half of them with the head of a document."""
    drawn = data_for(draw, Place.of(kind, schema_of(kind)))
    head = {"kind": kind, "id": "a.b", "perfrules": "1"}
    return {**head, **drawn} if isinstance(drawn, dict) and draw(st.booleans()) else drawn


def ours(finding):
    """What a finding says, with that of its branches; which keys are missing is part of it."""
    missing = finding.value if finding.keyword == "required" else None
    return (
        finding.keyword,
        missing,
        finding.path,
        finding.inner_path,
        finding.branch,
        finding.schema,
        [ours(each) for each in finding.context],
    )


def theirs(error, branch=0):
    """The same of an error of jsonschema, which names the missing key only in its sentence."""
    return (
        error.validator or "",
        [error.message.split("'")[1]] if error.validator == "required" else None,
        tuple(error.absolute_path),
        tuple(error.relative_path),
        branch,
        error.schema if isinstance(error.schema, dict) else {},
        [theirs(each, each.relative_schema_path[0]) for each in error.context],
    )


class TestFitting:
    """The compiled check never takes what jsonschema refuses, and takes all that it takes."""

    @law(300)
    @given(st.data(), st.sampled_from(kinds()))
    def test_agrees_with_jsonschema(self, data, kind):
        plain = data.draw(documents(kind))
        assert check_of(kind)(plain) == validator_of(kind).is_valid(plain)

    @law(300)
    @given(st.data(), st.sampled_from(kinds()))
    def test_findings_are_those_of_jsonschema(self, data, kind):
        plain = data.draw(documents(kind))
        assert [*map(ours, findings(kind, plain))] == [*map(theirs, validator_of(kind).iter_errors(plain))]


@pytest.mark.parametrize("kind", kinds())
def test_every_shipped_schema_is_compiled_whole(kind):
    assert compile_schema(kind, schema_of(kind)) is not None


def test_a_schema_with_an_unknown_keyword_is_refused():
    with pytest.raises(ValueError, match="unknown keyword not"):
        compile_schema("common", {"oneOf": [{"type": "string"}, {"not": {}}]})


def test_data_that_fit_two_branches_have_a_finding_without_context(monkeypatch):
    schema = {"properties": {"a": {"oneOf": [{"type": "string"}, {"minLength": 1}]}}}
    monkeypatch.setattr("perfrules.documents.schemas.findings.schema_of", lambda _: schema)
    expected = [*map(theirs, Draft202012Validator(schema).iter_errors({"a": "1"}))]
    assert [(each[0], each[2], each[-1]) for each in expected] == [("oneOf", ("a",), [])]
    assert [*map(ours, findings("common", {"a": "1"}))] == expected


def test_a_schema_that_is_false_refuses_the_place(monkeypatch):
    monkeypatch.setattr(
        "perfrules.documents.schemas.findings.schema_of", lambda _: {"properties": {"a": False, "b": True}}
    )
    assert [(each.keyword, each.path) for each in findings("common", {"a": "1", "b": "2"})] == [("", ("a",))]
