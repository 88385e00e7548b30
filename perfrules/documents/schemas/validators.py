"""Validators of jsonschema for the schemas of documents."""

from __future__ import annotations

from functools import cache
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.protocols import Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from perfrules.documents.schemas.schema import SUFFIX, schema_of


@cache
def validator_of(kind: str) -> Validator:
    """Return the validator of a kind's schema, which finds the schemas that it refers to.

    >>> validator_of("common").is_valid({})
    True
    """

    def retrieved(file: str) -> Resource[Any]:
        return DRAFT202012.create_resource(schema_of(file.removesuffix(SUFFIX)))

    return Draft202012Validator(schema_of(kind), registry=Registry(retrieve=retrieved))  # type: ignore[call-arg] # an alias that mypy does not see
