"""A grammar of one kind, so that these tests hold whatever the shipped schemas say."""

import json
import shutil

import pytest

from perfrules.documents.schemas import schema, validators
from perfrules.resources.paths import data_path

TEXT = {"type": "string", "minLength": 1}
CHECKLIST = {
    "$id": "checklist.schema.json",
    "type": "object",
    "properties": {
        "perfrules": {"$ref": "common.schema.json#/$defs/perfrules"},
        "kind": {"const": "checklist"},
        "id": {"$ref": "common.schema.json#/$defs/id"},
        "title": {"$ref": "#/$defs/text"},
        "in_force": {"$ref": "common.schema.json#/$defs/in_force"},
        "cite": {"$ref": "common.schema.json#/$defs/cite"},
        "roll": {"enum": ["true", "false", "none"]},
        "share": {
            "type": "string",
            "pattern": "^[0-9]+$",
            "x-expects": {"zh": "整数", "en": "a whole number"},
        },
        "indicators": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "properties": {"name": {"$ref": "#/$defs/text"}, "target": {"$ref": "#/$defs/text"}},
                "required": ["name", "target"],
                "additionalProperties": False,
            },
        },
        "projects": {
            "type": "object",
            "additionalProperties": {
                "anyOf": [
                    {"$ref": "#/$defs/text"},
                    {
                        "type": "object",
                        "properties": {"rated": {"$ref": "#/$defs/text"}, "note": {"$ref": "#/$defs/text"}},
                        "required": ["rated"],
                        "additionalProperties": False,
                    },
                ]
            },
        },
        "method": {
            "oneOf": [
                {
                    "type": "object",
                    "properties": {"method": {"const": "cap"}, "above": {"$ref": "#/$defs/text"}},
                    "required": ["method", "above"],
                    "additionalProperties": False,
                },
                {
                    "type": "object",
                    "properties": {"method": {"const": "floor"}, "below": {"$ref": "#/$defs/text"}},
                    "required": ["method", "below"],
                    "additionalProperties": False,
                },
            ]
        },
        "of": {"type": "array", "items": {"$ref": "#/$defs/text"}, "uniqueItems": True},
    },
    "required": ["perfrules", "kind", "id"],
    "additionalProperties": False,
    "$defs": {"text": TEXT},
}


@pytest.fixture
def grammar(tmp_path, monkeypatch):
    """A `grammar/` folder with the schema above as the only kind."""
    shutil.copy(data_path("grammar", "common.schema.json"), tmp_path)
    (tmp_path / "checklist.schema.json").write_text(json.dumps(CHECKLIST), encoding="utf-8")
    caches = schema.kinds, schema.schema_of, schema.place_of_kind, validators.validator_of
    for cache in caches:
        cache.cache_clear()
    monkeypatch.setattr(schema, "data_path", lambda _, *parts: tmp_path.joinpath(*parts))
    yield tmp_path
    for cache in caches:
        cache.cache_clear()
