"""Where plain data do not fit a schema, and which keyword of the schema they break.

The compiled check answers whether data fit, quickly. Only data that do not fit are searched here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

from attrs import evolve, frozen

from perfrules.documents.schemas.compiled import keyword_check
from perfrules.documents.schemas.schema import Schema, referred, schema_of
from perfrules.resources.plain_repr import PlainRepr

Path: TypeAlias = tuple[str | int, ...]


@frozen(repr=False)
class Finding(PlainRepr):
    """The keyword that does not hold, its value, the schema that it is in, and the instance at which path.

    `context` holds what each branch of an `anyOf` or `oneOf` found, `branch` the number of the branch and
    `inner_path` the path from where the branches part. The keyword of a schema that is `false` is empty.
    """

    keyword: str
    value: Any
    instance: Any
    schema: Schema
    path: Path
    inner_path: Path
    branch: int
    context: tuple[Finding, ...]


def findings(kind: str, data: Any) -> list[Finding]:
    """Return where plain data do not fit the schema of a kind, in the order of the schema.

    >>> [(each.keyword, each.path) for each in findings("sheet", [])]
    [('type', ())]
    """
    return list(_Place(kind, data).findings(schema_of(kind)))


@frozen(repr=False)
class _Place(PlainRepr):
    """A place in the data, and the file of the schemas that speak of it."""

    name: str
    instance: Any
    path: Path = ()
    inner_path: Path = ()
    branch: int = 0

    def findings(self, schema: Schema | bool) -> Iterator[Finding]:
        if isinstance(schema, bool):
            if not schema:
                yield self._finding("", schema, {})
            return
        for keyword, value in schema.items():
            yield from self._of_keyword(schema, keyword, value)

    def _of_keyword(self, schema: Schema, keyword: str, value: Any) -> Iterator[Finding]:
        match keyword:
            case "$ref":
                name, target = referred(self.name, value)
                yield from evolve(self, name=name).findings(target)
            case "items":
                items = self.instance if isinstance(self.instance, list) else ()
                for at, item in enumerate(items):
                    yield from self._below(at, item).findings(value)
            case "properties" | "additionalProperties":
                yield from self._of_properties(schema, keyword, value)
            case "allOf":
                for each in value:
                    yield from self.findings(each)
            case "anyOf" | "oneOf":
                yield from self._of_branches(schema, keyword, value)
            case _:
                yield from self._of_value(schema, keyword, value)

    def _of_value(self, schema: Schema, keyword: str, value: Any) -> Iterator[Finding]:
        """Each key that is missing is a finding of its own."""
        if keyword == "required" and isinstance(self.instance, dict):
            missing = [key for key in value if key not in self.instance]
            yield from (self._finding(keyword, [key], schema) for key in missing)
        elif not keyword_check(keyword, value)(self.instance):
            yield self._finding(keyword, value, schema)

    def _of_properties(self, schema: Schema, keyword: str, value: Any) -> Iterator[Finding]:
        if not isinstance(self.instance, dict):
            return
        known = schema.get("properties", {})
        if keyword == "properties":
            for key in (key for key in known if key in self.instance):
                yield from self._below(key, self.instance[key]).findings(known[key])
            return
        others = [key for key in self.instance if key not in known]
        if value is False:
            if others:
                yield self._finding(keyword, value, schema)
            return
        for key in others:
            yield from self._below(key, self.instance[key]).findings(value)

    def _of_branches(self, schema: Schema, keyword: str, branches: list[Schema]) -> Iterator[Finding]:
        found = [
            list(evolve(self, inner_path=(), branch=number).findings(each))
            for number, each in enumerate(branches)
        ]
        holding = found.count([])
        if holding == 1 or (keyword == "anyOf" and holding):
            return
        context = () if holding else tuple(each for of_branch in found for each in of_branch)
        yield self._finding(keyword, branches, schema, context)

    def _finding(
        self, keyword: str, value: Any, schema: Schema, context: tuple[Finding, ...] = ()
    ) -> Finding:
        return Finding(
            keyword, value, self.instance, schema, self.path, self.inner_path, self.branch, context
        )

    def _below(self, step: str | int, instance: Any) -> _Place:
        return evolve(self, instance=instance, path=(*self.path, step), inner_path=(*self.inner_path, step))
