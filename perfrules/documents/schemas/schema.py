"""The JSON Schemas of the kinds of document, `grammar/<kind>.schema.json`, and what they allow at a place.

How a schema of a kind is written:

- JSON Schema 2020-12; every scalar is a text, so `"type"` is `"string"`, `"array"` or `"object"` and numbers
  are `"string"` with a `"pattern"`. Property names are the canonical (English) keys of `grammar/keys.yaml`,
  which must have a Chinese spelling for each.
- A mapping with fixed keys says `"additionalProperties": false`. A mapping whose keys are free (project
  codes, indicator names, input names) says `"additionalProperties": <schema of the values>`, and they are
  left as they are written.
- `"$ref"` reaches `"#/$defs/…"` and the other schemas by file name: `"common.schema.json#/$defs/cite"`.
- `"x-expects": {"zh": …, "en": …}` beside a `pattern`, `anyOf`, `oneOf` and the like says in words what is
  expected; messages use it.
- `enum` and `const` values may have Chinese spellings under `values` in `grammar/keys.yaml`.
- The head (`perfrules`, `kind`, `id`, `title`, `in_force`, `cite`) is listed among `properties` like any key.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from functools import cache, cached_property
from typing import Any, TypeAlias

from attrs import field, frozen

from perfrules.resources.paths import data_path
from perfrules.resources.plain_repr import PlainRepr

SUFFIX = ".schema.json"
_COMMON = "common"
_BRANCHES = "allOf", "anyOf", "oneOf"
_CONDITIONS = "if", "then", "else"

Schema: TypeAlias = dict[str, Any]


@cache
def kinds() -> tuple[str, ...]:
    """The kinds of document that have a schema, sorted.

    >>> "common" in kinds()
    False
    """
    names = (path.name.removesuffix(SUFFIX) for path in data_path("grammar").glob(f"*{SUFFIX}"))
    return tuple(sorted(name for name in names if name != _COMMON))


@cache
def schema_of(name: str) -> Schema:
    """The schema of a kind, or the common one; its numbers are exact.

    Raises:
        FileNotFoundError: the schema is unknown.

    >>> sorted(schema_of("common")["$defs"])[:2]
    ['cite', 'date']
    """
    text = data_path("grammar", name + SUFFIX).read_text(encoding="utf-8")
    # jsonschema cannot weigh a Decimal against a float.
    schema: Schema = json.loads(text, parse_float=Decimal)
    return schema


@frozen(repr=False)
class Place(PlainRepr):
    """What the schemas say of one place in a document: every schema that may hold there, of any branch."""

    schemas: tuple[tuple[str, Schema], ...]
    _places: dict[str, Place] = field(factory=dict, init=False, eq=False, repr=False)

    @classmethod
    def of(cls, name: str, schema: Schema) -> Place:
        """The place that a schema in the file of that name speaks about.

        >>> sorted(Place.of("common", {"$ref": "#/$defs/cite"}).item.keys)
        ['document', 'phrase', 'section']
        """
        return cls(tuple(_expanded(name, schema)))

    @cached_property
    def keys(self) -> frozenset[str]:
        """The fixed keys that are allowed here, canonical."""
        return frozenset(key for _, schema in self.schemas for key in schema.get("properties", ()))

    @cached_property
    def values(self) -> frozenset[str]:
        """The fixed values that are allowed here, canonical."""
        enumerated = (value for _, schema in self.schemas for value in schema.get("enum", ()))
        constant = (schema["const"] for _, schema in self.schemas if "const" in schema)
        return frozenset((*enumerated, *constant))

    def key(self, key: str) -> Place:
        """Return the place of a key's value; each fixed key has one, and all free keys share one."""
        known = key if key in self.keys else ""
        place = self._places.get(known)
        if place is None:
            place = self._places[known] = self._of_key(known)
        return place

    def _of_key(self, key: str) -> Place:
        return Place(
            tuple(
                each
                for name, schema in self.schemas
                for each in _expanded(
                    name, schema.get("properties", {}).get(key, schema.get("additionalProperties"))
                )
            )
        )

    @cached_property
    def item(self) -> Place:
        """The place of a list's items."""
        return Place(
            tuple(each for name, schema in self.schemas for each in _expanded(name, schema.get("items")))
        )


@cache
def place_of_kind(kind: str) -> Place:
    """Return the place of the root of a document of a kind; made once for all of its documents."""
    return Place.of(kind, schema_of(kind))


def _expanded(name: str, schema: Any) -> Iterator[tuple[str, Schema]]:
    """A schema and all that it refers to or branches into, each with its file."""
    if not isinstance(schema, dict):
        return
    yield name, schema
    if "$ref" in schema:
        yield from _expanded(*referred(name, schema["$ref"]))
    for keyword in _BRANCHES:
        for branch in schema.get(keyword, ()):
            yield from _expanded(name, branch)
    for keyword in _CONDITIONS:
        yield from _expanded(name, schema.get(keyword))


def referred(name: str, reference: str) -> tuple[str, Schema]:
    """The schema that a `$ref` in the file of a name refers to, and the name of its file."""
    file, _, pointer = reference.partition("#")
    name = file.removesuffix(SUFFIX) or name
    schema = schema_of(name)
    for step in pointer.split("/")[1:]:
        schema = schema[step]
    return name, schema
