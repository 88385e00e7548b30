"""The schemas of the kinds as editors use them: alone, in both languages, over YAML that guesses types.

Our reader takes every scalar for a text and knows each key in two languages; an editor takes `1` for a
number and a schema at its word. What is made here allows all that our reader allows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from perfrules.documents.schemas.keys import chinese_spellings, spelled
from perfrules.documents.schemas.schema import Place, Schema, kinds, schema_of

_SUFFIX = ".schema.json"
_LISTED = "allOf", "anyOf", "oneOf"
_SINGLE = "items", "additionalProperties", "if", "then", "else"
_TYPED: dict[str, Any] = {"1": 1, "true": True, "false": False}


def editor_schema(kind: str) -> Schema:
    """The self-contained JSON Schema of a kind, for documents as people write them.

    Raises:
        FileNotFoundError: the kind is unknown.

    >>> schema = editor_schema("tests")
    >>> schema["properties"]["kind"]["enum"], schema["properties"]["类别"] == schema["properties"]["kind"]
    (['tests', '用例', '测试'], True)
    """
    bundler = _Bundler(kind)
    schema = bundler.written(kind, schema_of(kind))
    return {**schema, "$id": f"{kind}{_SUFFIX}", "$defs": bundler.definitions()}


def any_kind_schema() -> Schema:
    """The JSON Schema that holds a document against the schema, in the file beside it, of the kind it says.

    >>> len(any_kind_schema()["allOf"]) == len(kinds())
    True
    """
    named = {kind: _spelled_values([kind], kinds()) for kind in kinds()}
    keys = ["kind", *chinese_spellings("kind")]
    every = [name for names in named.values() for name in names]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Documents of perfrules",
        "type": "object",
        "properties": {key: {"examples": every} for key in keys},
        "allOf": [
            {"if": _one_of_keys(keys, {"enum": names}), "then": {"$ref": f"{kind}{_SUFFIX}"}}
            for kind, names in named.items()
        ],
    }


def _one_of_keys(keys: Iterable[str], schema: Schema) -> Schema:
    return {"anyOf": [{"properties": {key: schema}, "required": [key]} for key in keys]}


class _Bundler:
    """Rewrites the schemas of one kind, gathering what they refer to."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        # What is referred to, by the name it gets; filled while rewriting, so that each is rewritten once.
        self.referred: dict[str, tuple[str, Schema]] = {}

    def definitions(self) -> dict[str, Schema]:
        """All that the schemas rewritten so far refer to, and what that refers to."""
        done: dict[str, Schema] = {}
        while waiting := [name for name in self.referred if name not in done]:
            for name in waiting:
                done[name] = self.written(*self.referred[name])
        return done

    def written(self, file: str, schema: Schema, among: Collection[str] = ()) -> Schema:
        """A schema, with `among` the keys that other branches allow at the same place."""
        among = {*among, *Place.of(file, schema).keys}
        result: Schema = {}
        for keyword, value in schema.items():
            result |= self._keyword(file, keyword, value, among)
        if "required" in schema:
            result |= _required(schema["required"], among, result.get("allOf", []))
        described = _described(schema)
        return {**result, "description": described} if described else result

    def _keyword(self, file: str, keyword: str, value: Any, among: Collection[str]) -> Schema:
        match keyword:
            case "$defs" | "$id" | "required" | "x-expects" | "description":
                return {}
            case "$ref":
                return {"$ref": self._reference(file, value)}
            case "properties":
                return {"properties": dict(self._properties(file, value, among))}
            case "enum" | "const":
                return {"enum": _spelled_values(value if keyword == "enum" else [value], ())}
            case "type":
                return {"type": _guessed_types(value)}
        if keyword in _LISTED:
            return {keyword: [self.written(file, each, among) for each in value]}
        if keyword in _SINGLE and isinstance(value, dict):
            return {keyword: self.written(file, value, among if keyword in {"if", "then", "else"} else ())}
        return {keyword: value}

    def _properties(
        self, file: str, properties: Schema, among: Collection[str]
    ) -> Iterator[tuple[str, Schema]]:
        for key, schema in properties.items():
            written = self.written(file, schema)
            for spelling in (key, *chinese_spellings(key, among=among)):
                yield spelling, written

    def _reference(self, file: str, reference: str) -> str:
        other, _, pointer = reference.partition("#")
        file = other.removesuffix(_SUFFIX) or file
        schema: Any = schema_of(file)
        steps = pointer.split("/")[1:]
        for step in steps:
            schema = schema[step]
        name = ".".join(([] if file == self.kind else [file]) + [step for step in steps if step != "$defs"])
        self.referred.setdefault(name, (file, schema))
        return f"#/$defs/{name}"


def _required(required: list[str], among: Collection[str], others: list[Schema]) -> Schema:
    """Each key that must be there, in any of its spellings."""
    spellings = {key: (key, *chinese_spellings(key, among=among)) for key in required}
    plain = [key for key, names in spellings.items() if len(names) == 1]
    either = [
        {"anyOf": [{"required": [name]} for name in names]} for names in spellings.values() if len(names) > 1
    ]
    return {**({"required": plain} if plain else {}), **({"allOf": [*others, *either]} if either else {})}


def _spelled_values(values: Iterable[str], among: Collection[str]) -> list[Any]:
    """Fixed values in both languages, and as the number or truth value that an editor takes them for."""
    values = list(values)
    spellings = [(each, *chinese_spellings(each, "values", among or values)) for each in values]
    return [
        *(spelling for names in spellings for spelling in names),
        *(_TYPED[each] for each in values if each in _TYPED),
    ]


def _guessed_types(types: str | list[str]) -> list[str] | str:
    if "string" not in types:
        return types
    return [*([types] if isinstance(types, str) else types), "number", "boolean"]


def _described(schema: Schema) -> str:
    """What hovers over it in an editor."""
    expected = schema.get("x-expects", {})
    return "\n".join(filter(None, [schema.get("description"), expected.get("zh"), expected.get("en")]))


def kind_titles() -> dict[str, tuple[str, str]]:
    """The Chinese name and the title of each kind.

    >>> kind_titles()["decision"][0]
    '审批'
    """
    return {kind: (spelled(kind, "zh", "values"), schema_of(kind).get("title", "")) for kind in kinds()}
