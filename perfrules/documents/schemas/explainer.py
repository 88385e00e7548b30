"""Words for the author of a document about what does not fit the schema."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, get_args

from attrs import frozen

from perfrules.diagnostics import Diagnostic, Language, Source, phrase
from perfrules.documents.nodes import Mapping, Scalar, node_at, span_at
from perfrules.documents.schemas.findings import Finding, findings
from perfrules.documents.schemas.keys import choices, nearest, spelled
from perfrules.documents.yaml.missing_blanks import colon_without_blank
from perfrules.resources.plain_repr import PlainRepr

_SHAPE_CODES = {"string": "PR142", "array": "PR143", "object": "PR144"}


def explained(data: Any, kind: str, root: Mapping, source: Source) -> list[Diagnostic]:
    """Say where data do not fit the schema of a kind; the data are those of the nodes below `root`.

    >>> from perfrules.documents.yaml.reader import read_yaml
    >>> source = Source("kind: sheet")
    >>> [each.code for each in explained({"kind": "sheet"}, "sheet", read_yaml(source), source)][:1]
    ['PR139']
    """
    explainer = _Explainer(root, source)
    return [each for finding in findings(kind, data) for each in explainer.diagnostics(finding)]


@frozen(repr=False)
class _Explainer(PlainRepr):
    """Says what was found, about the place in the source that it is about."""

    root: Mapping
    source: Source

    def diagnostics(self, error: Finding) -> Iterator[Diagnostic]:
        """The diagnostics of one finding."""
        match error.keyword:
            case "required":
                (key,) = error.value
                yield self._about(error, "PR139", key=key, key_zh=spelled(key, "zh"))
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

    def _unknown(self, error: Finding) -> Iterator[Diagnostic]:
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

    def _shape(self, error: Finding, shapes: list[str]) -> Diagnostic:
        node = node_at(self.root, *error.path)
        if isinstance(node, Scalar) and not node.quoted:
            colon = colon_without_blank(node.text, node.span.start)
            if colon is not None:
                return Diagnostic("PR123", {}, colon, self.source)
        if len(shapes) == 1:
            return self._about(error, _SHAPE_CODES[shapes[0]])
        return self._otherwise(error, shapes)

    def _not_one_of(self, error: Finding) -> Diagnostic:
        values = error.value if error.keyword == "enum" else [error.value]
        if not isinstance(error.instance, str):
            return self._about(error, "PR142")
        return self._about(error, "PR145", text=error.instance, **choices(values, "values"))

    def _no_branch(self, error: Finding) -> Iterator[Diagnostic]:
        """Choose the branch of the same shape with the fewest misfits as the one that was meant."""
        branches: dict[Any, list[Finding]] = {}
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

    def _repeated(self, error: Finding) -> Diagnostic:
        items = error.instance
        second = next(at for at, item in enumerate(items) if item in items[:at])
        path = *error.path, second
        first = *error.path, items.index(items[second])
        other = Diagnostic("PR112", {"key": _brief(items[second])}, span_at(self.root, *first), self.source)
        return Diagnostic(
            "PR148", {"text": _brief(items[second])}, span_at(self.root, *path), self.source, (other,)
        )

    def _otherwise(self, error: Finding, shapes: Iterable[str] = ()) -> Diagnostic:
        if expects := error.schema.get("x-expects"):
            return self._about(error, "PR146", expects_zh=expects["zh"], expects_en=expects["en"])
        keys = [f"documents.{shape}" for shape in shapes] or ["documents.as-the-kind-requires"]
        wanted: dict[str, str] = {}
        for language in get_args(Language):
            shapes_in_words = (phrase(key, language) for key in keys)
            wanted[f"expects_{language}"] = phrase("documents.or", language).join(shapes_in_words)
        return self._about(error, "PR146", **wanted)

    def _about(self, error: Finding, code: str, **arguments: str) -> Diagnostic:
        return Diagnostic(code, arguments, span_at(self.root, *error.path), self.source)


def _is_of_other_shape(error: Finding) -> bool:
    return error.keyword == "type" and not error.inner_path


def _misfit_rank(found: list[Finding]) -> tuple[int, int]:
    # A branch whose fixed values differ (`method: …`) is another variant, even with fewer misfits.
    return sum(each.keyword in {"const", "enum"} for each in found), len(found)


def _listed(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def _brief(value: Any) -> str:
    return value if isinstance(value, str) else "…"
