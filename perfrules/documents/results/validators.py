"""The validators of the schemas of results; jsonschema is slow to load, so this module is imported late."""

from __future__ import annotations

from functools import cache

from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from perfrules.documents.results.schemas import SUFFIX, Schema, result_names, schema_of


@cache
def validator_of(result: str) -> Draft202012Validator:
    """Return the validator of a result, which follows references to other schemas of results."""
    return Draft202012Validator(schema_of(result), registry=_registry())


@cache
def _registry() -> Registry[bool | Schema]:
    """Return all schemas of results, searched for names once: else every reference searches them again."""
    resources = [(name + SUFFIX, Resource.from_contents(schema_of(name))) for name in result_names()]
    return Registry().with_resources(resources).crawl()
