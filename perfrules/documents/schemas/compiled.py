"""Schemas compiled into plain checks: whether a document fits, without a word on what does not.

Most documents fit. For those that do not, jsonschema, which is fifty times slower and takes long to load,
says where. Only the keywords that our schemas use are known here; a schema with another one is left to it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, TypeAlias

from perfrules.documents.schemas.schema import Schema, referred, schema_of
from perfrules.resources.late_patterns import late_pattern

Check: TypeAlias = Callable[[Any], bool]

_SHAPES: Mapping[str, type] = {"string": str, "array": list, "object": dict}
_SAID = frozenset({"$schema", "$id", "$defs", "title", "description", "x-expects", "default", "examples"})


@cache
def check_of(kind: str) -> Check:
    """The check of a kind's schema: true only for plain data that fit it.

    >>> check_of("common")({})
    True
    """
    return compile_schema(kind, schema_of(kind)) or _leave_to_jsonschema


def compile_schema(name: str, schema: Schema) -> Check | None:
    """Compile the schema of a file; None if it has a keyword that only jsonschema knows.

    >>> compile_schema("common", {"not": {}}) is None
    True
    """
    compiler = _Compiler()
    check = compiler.check(name, schema)
    return check if compiler.knows_all else None


class _Compiler:
    """Compiles schemas, each place that others refer to once."""

    def __init__(self) -> None:
        self.referred: dict[tuple[str, str], list[Check]] = {}
        self.knows_all = True

    def check(self, name: str, schema: Any) -> Check:
        if isinstance(schema, bool):
            return lambda _value: schema
        checks = [
            self._keyword(name, schema, keyword, value)
            for keyword, value in schema.items()
            if keyword not in _SAID
        ]
        if len(checks) == 1:
            return checks[0]
        return lambda value: all(check(value) for check in checks)

    def _keyword(self, name: str, schema: Schema, keyword: str, value: Any) -> Check:
        match keyword:
            case "$ref":
                return self._reference(name, value)
            case "items":
                return _items(self.check(name, value))
            case "properties" | "additionalProperties":
                return self._properties(name, schema, keyword)
            case "allOf" | "anyOf" | "oneOf":
                return _branches(keyword, [self.check(name, each) for each in value])
        if keyword in _SIMPLE:
            return _SIMPLE[keyword](value)
        self.knows_all = False
        return _leave_to_jsonschema

    def _reference(self, name: str, reference: str) -> Check:
        file, schema = referred(name, reference)
        key = (file, reference.partition("#")[2])
        if key not in self.referred:
            self.referred[key] = []
            self.referred[key].append(self.check(file, schema))
        holder = self.referred[key]
        # Empty while the schema is being compiled: it refers to itself.
        return holder[0] if holder else lambda data: holder[0](data)  # noqa: PLW0108 - empty now

    def _properties(self, name: str, schema: Schema, keyword: str) -> Check:
        known = {key: self.check(name, each) for key, each in schema.get("properties", {}).items()}
        if keyword == "properties":
            return _only(dict, lambda data: all(known[key](data[key]) for key in data if key in known))
        other = self.check(name, schema["additionalProperties"])
        return _only(dict, lambda data: all(other(data[key]) for key in data if key not in known))


def _leave_to_jsonschema(_data: Any) -> bool:
    return False


def _branches(keyword: str, checks: list[Check]) -> Check:
    match keyword:
        case "allOf":
            return lambda data: all(check(data) for check in checks)
        case "anyOf":
            return lambda data: any(check(data) for check in checks)
    return lambda data: sum(check(data) for check in checks) == 1


def _type(value: str | list[str]) -> Check:
    shapes = tuple(_SHAPES[each] for each in ([value] if isinstance(value, str) else value))
    return lambda data: isinstance(data, shapes)


def _pattern(value: str) -> Check:
    pattern = late_pattern(value)
    return _only(str, lambda data: pattern.search(data) is not None)


def _items(item: Check) -> Check:
    return _only(list, lambda data: all(map(item, data)))


def _unique(value: bool) -> Check:
    return _only(list, lambda data: not value or _all_differ(data))


def _all_differ(data: list[Any]) -> bool:
    if all(isinstance(item, str) for item in data):
        return len(set(data)) == len(data)
    return all(item not in data[:at] for at, item in enumerate(data))


def _only(shape: type, check: Check) -> Check:
    """The check for data of a shape; a keyword says nothing of others."""
    return lambda data: not isinstance(data, shape) or check(data)


_SIMPLE: Mapping[str, Callable[[Any], Check]] = {
    "type": _type,
    "pattern": _pattern,
    "enum": lambda value: lambda data: data in value,
    "const": lambda value: lambda data: bool(data == value),
    "minLength": lambda value: _only(str, lambda data: len(data) >= value),
    "minItems": lambda value: _only(list, lambda data: len(data) >= value),
    "maxItems": lambda value: _only(list, lambda data: len(data) <= value),
    "uniqueItems": _unique,
    "minProperties": lambda value: _only(dict, lambda data: len(data) >= value),
    "maxProperties": lambda value: _only(dict, lambda data: len(data) <= value),
    "required": lambda value: _only(dict, lambda data: all(key in data for key in value)),
}
"""The checks of keywords that depend only on their own value."""
