"""Check results that come back as JSON against their schemas in `grammar/results/`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from perfrules.resources import data_path

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator


def misfit(data: object, result: str) -> str | None:
    """Return the name of a part of the data that does not fit the schema of a result, or None.

    >>> misfit({"governed": True}, "decision")
    'outcome'
    """
    errors = sorted(_validator(result).iter_errors(data), key=lambda error: list(map(str, error.path)))
    if not errors:
        return None
    first = errors[0]
    missing = _missing(first.instance, first.validator_value) if first.validator == "required" else ()
    return ".".join(map(str, (*first.path, *missing))) or "…"


def _missing(data: Mapping[str, Any], required: Iterable[str]) -> Iterable[str]:
    """Return the first required name that is missing, as the last step of a path."""
    return [name for name in required if name not in data][:1]


@cache
def _validator(result: str) -> Draft202012Validator:
    # Late: jsonschema is slow to load, and only results that come back need it.
    from jsonschema import Draft202012Validator

    schema = data_path("grammar", "results", f"{result}.schema.json").read_text("utf-8")
    return Draft202012Validator(json.loads(schema))
