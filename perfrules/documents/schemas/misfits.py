"""What in a document does not fit the schema of its kind, in words for its author."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, get_args

from attrs import frozen

from perfrules.diagnostics import Diagnostic, Language, Source, phrase
from perfrules.documents.nodes import Mapping, Scalar, node_at, span_at, to_plain
from perfrules.documents.schemas.compiled import check_of
from perfrules.documents.schemas.keys import Table, nearest, spelled
from perfrules.documents.yaml.missing_blanks import colon_without_blank
from perfrules.resources.plain_repr import PlainRepr

_SHAPE_CODES = {"string": "PR142", "array": "PR143", "object": "PR144"}


def misfits(root: Mapping, kind: str, source: Source) -> list[Diagnostic]:
    """What in a document does not fit the schema of its kind, by place; the document's keys are canonical.

    >>> from perfrules.documents.yaml.reader import read_yaml
    >>> source = Source("perfrules: 1")
    >>> misfits(read_yaml(source), "common", source)
    []
    """
    plain = to_plain(root)
    if check_of(kind)(plain):
        return []
    from perfrules.documents.schemas.validators import validator_of  # late: jsonschema costs 70 ms

    explainer = _Explainer(root, source)
    found = [
        each
        for error in validator_of(kind).iter_errors(plain)
        for each in explainer.diagnostics(_Finding.of(error))
    ]
    by_place = {
        (each.span.start if each.span else -1, each.code, *each.arguments.values()): each for each in found
    }
    return [by_place[place] for place in sorted(by_place)]


@frozen(repr=False)
class _Finding(PlainRepr):
    """What jsonschema found: the keyword that does not hold, its value, and the instance at which path.

    `context` holds what each branch of an `anyOf` or `oneOf` found, `branch` the number of the branch and
    `inner_path` the path from where the branches part.
    """

    keyword: str
    value: Any
    instance: Any
    schema: dict[str, Any]
    path: tuple[str | int, ...]
    inner_path: tuple[str | int, ...]
    branch: str | int
    context: tuple[_Finding, ...]

    @classmethod
    def of(cls, error: Any) -> _Finding:
        """The finding of a `jsonschema.ValidationError`."""
        return cls(
            keyword=str(error.validator),
            value=error.validator_value,
            instance=error.instance,
            schema=error.schema if isinstance(error.schema, dict) else {},
            path=tuple(error.absolute_path),
            inner_path=tuple(error.relative_path),
            branch=error.relative_schema_path[0] if error.relative_schema_path else 0,
            context=tuple(cls.of(each) for each in error.context or ()),
        )


@frozen(repr=False)
class _Explainer(PlainRepr):
    """Says what jsonschema found, about the place in the source that it is about."""

    root: Mapping
    source: Source

    def diagnostics(self, error: _Finding) -> Iterator[Diagnostic]:
        """The diagnostics of one finding."""
        match error.keyword:
            case "required":
                yield from self._missing(error)
            case "additionalProperties":
                yield from self._unknown(error)
            case "type":
                yield self._shape(error, _listed(error.value))
            case "enum" | "const":
                yield self._not_one_of(error)
            case "anyOf" | "oneOf":
                yield from self._no_branch(error)
            case "minLength" | "minItems" | "minProperties" if not error.instance:
                yield self._about(error, "PR147")
            case "uniqueItems":
                yield self._repeated(error)
            case _:
                yield self._otherwise(error)

    def _missing(self, error: _Finding) -> Iterator[Diagnostic]:
        for key in _listed(error.value):
            if key not in error.instance:
                yield self._about(error, "PR139", key=key, key_zh=spelled(key, "zh"))

    def _unknown(self, error: _Finding) -> Iterator[Diagnostic]:
        group = node_at(self.root, *error.path)
        allowed = list(error.schema.get("properties", ()))
        if isinstance(group, Mapping):
            absent = [key for key in allowed if group.get(key) is None]
            for entry in group.entries:
                if entry.key.text not in allowed:
                    yield self._unknown_key(entry.key, allowed, absent)

    def _unknown_key(self, key: Scalar, allowed: list[str], absent: list[str]) -> Diagnostic:
        # A key that is there already is hardly the one that was meant.
        meant = nearest(key.text, absent) or nearest(key.text, allowed)
        facts = {"key": key.text, **choices(allowed, "keys")}
        if meant is None:
            return Diagnostic("PR141", facts, key.span, self.source)
        return Diagnostic("PR140", {**facts, "meant": meant}, key.span, self.source)

    def _shape(self, error: _Finding, shapes: list[str]) -> Diagnostic:
        node = node_at(self.root, *error.path)
        if isinstance(node, Scalar) and not node.quoted:
            colon = colon_without_blank(node.text, node.span.start)
            if colon is not None:
                return Diagnostic("PR123", {}, colon, self.source)
        if len(shapes) == 1:
            return self._about(error, _SHAPE_CODES[shapes[0]])
        return self._otherwise(error, shapes)

    def _not_one_of(self, error: _Finding) -> Diagnostic:
        values = error.value if error.keyword == "enum" else [error.value]
        if not isinstance(error.instance, str):
            return self._about(error, "PR142")
        return self._about(error, "PR145", text=error.instance, **choices(values, "values"))

    def _no_branch(self, error: _Finding) -> Iterator[Diagnostic]:
        """Choose the branch of the same shape with the fewest misfits as the one that was meant."""
        branches: dict[Any, list[_Finding]] = {}
        for each in error.context:
            branches.setdefault(each.branch, []).append(each)
        alike = [found for found in branches.values() if not any(map(_is_of_other_shape, found))]
        if not alike:
            other = [each for found in branches.values() for each in found if _is_of_other_shape(each)]
            shapes = dict.fromkeys(shape for each in other for shape in _listed(each.value))
            yield self._shape(error, list(shapes))
        elif isinstance(error.instance, str) and "x-expects" in error.schema:
            yield self._otherwise(error)
        else:
            for each in min(alike, key=_misfit_rank):
                yield from self.diagnostics(each)

    def _repeated(self, error: _Finding) -> Diagnostic:
        items = error.instance
        second = next(at for at, item in enumerate(items) if item in items[:at])
        path = *error.path, second
        first = *error.path, items.index(items[second])
        other = Diagnostic("PR112", {"key": _brief(items[second])}, span_at(self.root, *first), self.source)
        return Diagnostic(
            "PR148", {"text": _brief(items[second])}, span_at(self.root, *path), self.source, (other,)
        )

    def _otherwise(self, error: _Finding, shapes: Iterable[str] = ()) -> Diagnostic:
        if expects := error.schema.get("x-expects"):
            return self._about(error, "PR146", expects_zh=expects["zh"], expects_en=expects["en"])
        keys = [f"documents.{shape}" for shape in shapes] or ["documents.as-the-kind-requires"]
        wanted: dict[str, str] = {}
        for language in get_args(Language):
            shapes_in_words = (phrase(key, language) for key in keys)
            wanted[f"expects_{language}"] = phrase("documents.or", language).join(shapes_in_words)
        return self._about(error, "PR146", **wanted)

    def _about(self, error: _Finding, code: str, **arguments: str) -> Diagnostic:
        return Diagnostic(code, arguments, span_at(self.root, *error.path), self.source)


def _is_of_other_shape(error: _Finding) -> bool:
    return error.keyword == "type" and not error.inner_path


def _misfit_rank(found: list[_Finding]) -> tuple[int, int]:
    # A branch whose fixed values differ (`method: …`) is another variant, even with fewer misfits.
    return sum(each.keyword in {"const", "enum"} for each in found), len(found)


def _listed(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def _brief(value: Any) -> str:
    return value if isinstance(value, str) else "…"


def choices(allowed: Iterable[str], table: Table) -> dict[str, str]:
    """The allowed spellings as each language lists them, `allowed_zh` and `allowed_en` of a message.

    >>> choices(["rules"], "keys")
    {'allowed_zh': '规则', 'allowed_en': 'rules'}
    """
    allowed = list(allowed)
    return {
        "allowed_zh": "、".join(spelled(each, "zh", table, allowed) for each in allowed),
        "allowed_en": ", ".join(allowed),
    }
