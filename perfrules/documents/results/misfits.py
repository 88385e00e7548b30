"""Check results that come back as JSON against their schemas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any


def misfit(data: object, result: str) -> str | None:
    """Return the name of a part of the data that does not fit the schema of a result, or None.

    >>> misfit({"governed": True}, "decision")
    'outcome'
    """
    # Late: jsonschema is slow to load, and only results that come back need it.
    from perfrules.documents.results.validators import validator_of

    errors = sorted(validator_of(result).iter_errors(data), key=lambda error: list(map(str, error.path)))
    if not errors:
        return None
    first = errors[0]
    missing = _missing(first.instance, first.validator_value) if first.validator == "required" else ()
    return ".".join(map(str, (*first.path, *missing))) or "…"


def _missing(data: Mapping[str, Any], required: Iterable[str]) -> Iterable[str]:
    """Return the first required name that is missing, as the last step of a path."""
    return [name for name in required if name not in data][:1]
