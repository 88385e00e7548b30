"""The validators of the schemas of results; jsonschema is slow to load, so this module is imported late."""

from __future__ import annotations

from functools import cache
from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from perfrules.documents.results.schemas import SUFFIX, schema_of


@cache
def validator_of(result: str) -> Draft202012Validator:
    """Return the validator of a result, which follows references to other schemas of results."""

    def referred(name: str) -> Resource[Any]:
        return Resource.from_contents(schema_of(name.removesuffix(SUFFIX)))

    return Draft202012Validator(schema_of(result), registry=Registry(retrieve=referred))  # type: ignore[call-arg] # an alias that mypy does not see
