"""Validators of jsonschema for the schemas of documents."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.protocols import Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from perfrules.documents.schemas.schema import SUFFIX, schema_of


@cache
def validator_of(kind: str) -> Validator:
    """Return the validator of a kind's schema, which finds the schemas that it refers to.

    >>> validator_of("common").is_valid({})
    True
    """
    schema = schema_of(kind)
    registry = _registry(schema)
    return Draft202012Validator(schema, registry=registry)


def _registry(schema: Any) -> Registry[Any]:
    """All schemas that one leads to, indexed once: a registry that retrieves does so at every reference."""
    found: dict[str, Any] = {}
    left = [schema]
    while left:
        files = {each.partition("#")[0] for each in _references(left.pop())} - {"", *found}
        read = {file: schema_of(file.removesuffix(SUFFIX)) for file in files}
        found |= read
        left += read.values()
    resources = ((file, DRAFT202012.create_resource(each)) for file, each in found.items())
    return Registry[Any]().with_resources(resources).crawl()


def _references(schema: Any) -> Iterator[str]:
    """Every `$ref` in a schema."""
    if isinstance(schema, dict):
        yield from (value for key, value in schema.items() if key == "$ref")
    for below in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        yield from _references(below)
