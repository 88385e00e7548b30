"""The compiled check of a schema against jsonschema."""

from __future__ import annotations

import pytest
from budgets import law
from hypothesis import given
from hypothesis import strategies as st

from perfrules.documents.schemas.compiled import check_of, compile_schema
from perfrules.documents.schemas.schema import Place, kinds, schema_of
from perfrules.documents.schemas.validators import validator_of

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


class TestFitting:
    """The compiled check never takes what jsonschema refuses, and takes all that it takes."""

    @law(300)
    @given(st.data(), st.sampled_from(kinds()))
    def test_agrees_with_jsonschema(self, data, kind):
        place = Place.of(kind, schema_of(kind))
        head = {"kind": kind, "id": "a.b", "perfrules": "1"}
        drawn = data.draw(st.composite(lambda draw: data_for(draw, place))())
        plain = {**head, **drawn} if isinstance(drawn, dict) and data.draw(st.booleans()) else drawn
        assert check_of(kind)(plain) == validator_of(kind).is_valid(plain)


@pytest.mark.parametrize("kind", kinds())
def test_every_shipped_schema_is_compiled_whole(kind):
    assert compile_schema(kind, schema_of(kind)) is not None


def test_schema_with_an_unknown_keyword_is_left_to_jsonschema():
    schema = {"oneOf": [{"type": "string"}, {"not": {}}]}
    assert compile_schema("common", schema) is None
    assert compile_schema("common", {"oneOf": [{"type": "string"}]}) is not None
