"""Results that come back from JSON: the same names and values, to be read and not to be computed anew."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar

from attrs import field, frozen

from perfrules.diagnostics import Diagnostic, PerfrulesError
from perfrules.diagnostics.read_only import ReadOnlyDict
from perfrules.documents.results.misfits import misfit
from perfrules.documents.results.schemas import Schema, schema_of
from perfrules.resources.plain_repr import PlainRepr

_SUFFIX = ".schema.json"
_FORMATS: Mapping[str, Callable[[str], object]] = {
    "date": date.fromisoformat,
    "decimal": Decimal,
    "exact": Fraction,
}
"""What texts of a format are: days, numbers with their decimals, exact numbers."""


class ResultError(PerfrulesError):
    """Data that are not those of a result: a part is missing or has another form. Added in 0.2."""


@frozen(repr=False)
class SavedResult(PlainRepr):
    """A result, or a part of one, as `from_json` returns it. Added in 0.2.

    Its attributes are the keys of the JSON, which are named as the attributes of the result are. Exact
    numbers and days have the types that they have there. It cannot be changed, it can be pickled, and
    `to_json()` returns the data that it was made of. What would have to be computed is not in it.

    >>> data = {
    ...     "day": "2021-08-08",
    ...     "due": "2021-08-06",
    ...     "moved": True,
    ...     "reason": "weekend",
    ...     "holiday": None,
    ...     "share": None,
    ...     "deadline": "每月8日前",
    ...     "why": ["2021-08-08是星期日"],
    ... }
    >>> saved = SavedResult.read("due-date", data)
    >>> saved.due, saved.why
    (datetime.date(2021, 8, 6), ['2021-08-08是星期日'])
    """

    saved_as: str
    """The name of its schema in `grammar/results/`, empty for a part."""
    _text: str = field(repr=False)
    _values: Mapping[str, Any] = field(eq=False)

    @classmethod
    def read(cls, saved_as: str, data: object) -> SavedResult:
        """Return the result with a schema of that name from its plain data.

        Raises:
            ResultError: PR650: a part is missing or has another form.
        """
        part = misfit(data, saved_as)
        if part is not None or not isinstance(data, dict):
            raise ResultError(Diagnostic("PR650", {"part": part or "…"}))
        try:
            return _saved(data, schema_of(saved_as), saved_as, saved_as)
        except (ValueError, ArithmeticError) as error:
            # A day that the calendar does not have, a fraction with the denominator 0.
            raise ResultError(Diagnostic("PR650", {"part": str(error)})) from error

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name not in self._values:
            raise AttributeError(f"{type(self).__name__} has no attribute {name!r}")
        value = self._values[name]
        return list(value) if name == "why" else value

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *self._values})

    def to_json(self) -> dict[str, Any]:
        """Return the data that it was made of."""
        data: dict[str, Any] = json.loads(self._text)
        return data


class SavedAs:
    """A result whose JSON can be read back; `saved_as` names its schema in `grammar/results/`."""

    __slots__ = ()
    saved_as: ClassVar[str]

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> SavedResult:
        """Return what `to_json` gave, to be read: the same names and values. Added in 0.2.

        Raises:
            ResultError: PR650: a part is missing or has another form.
        """
        return SavedResult.read(cls.saved_as, data)


def _saved(data: Mapping[str, Any], schema: Schema, file: str, saved_as: str = "") -> SavedResult:
    known = schema["properties"]
    values = {name: _value(each, known.get(name, {}), file) for name, each in data.items()}
    return SavedResult(saved_as, json.dumps(data, ensure_ascii=False), ReadOnlyDict(values))


def _value(data: Any, schema: Schema, file: str) -> Any:
    """A value with the type that its schema gives it; `file` has the schema's own references."""
    if "$ref" in schema:
        return _value(data, *_referred(schema["$ref"], file))
    if "anyOf" in schema:
        fitting = [each for each in schema["anyOf"] if each.get("type") != "null"]
        return None if data is None else _value(data, fitting[0], file)
    if isinstance(data, dict):
        if "properties" in schema:
            return _saved(data, schema, file)
        inner = schema.get("additionalProperties", {})
        return ReadOnlyDict({name: _value(each, inner, file) for name, each in data.items()})
    if isinstance(data, list):
        return tuple(_value(each, schema.get("items", {}), file) for each in data)
    return _FORMATS[schema["format"]](data) if isinstance(data, str) and "format" in schema else data


def _referred(reference: str, file: str) -> tuple[Schema, str]:
    """The schema that a reference is to, and its file."""
    name, _, path = reference.partition("#/$defs/")
    file = name.removesuffix(_SUFFIX) or file
    schema = schema_of(file)
    return (schema["$defs"][path] if path else schema), file
