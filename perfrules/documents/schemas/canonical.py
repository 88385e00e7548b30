"""A document's keys and fixed values in their canonical spelling, from either language."""

from __future__ import annotations

from operator import is_

from attrs import evolve

from perfrules.diagnostics import Diagnostic, Source
from perfrules.documents.nodes import Entry, Mapping, Node, Scalar, Sequence
from perfrules.documents.schemas.keys import canonical
from perfrules.documents.schemas.schema import Place


def canonicalised(node: Node, place: Place, source: Source) -> tuple[Node, list[Diagnostic]]:
    """The node with canonical keys and values, and a diagnostic for each key that occurs in both spellings.

    Only what the schema knows at a place is changed: free keys, and texts that are no fixed value, stay as
    they are written. Spans stay too, so `source.text` has what was written.

    >>> from perfrules.documents.schemas.schema import schema_of
    >>> from perfrules.documents.yaml.reader import read_yaml
    >>> source = Source("自: 2020-01-01")
    >>> place = Place.of("common", schema_of("common")["$defs"]["in_force"])
    >>> canonicalised(read_yaml(source), place, source)[0].get("from").text
    '2020-01-01'
    """
    canoniser = _Canoniser(source)
    return canoniser.node(node, place), canoniser.problems


class _Canoniser:
    """Goes through one document; what is canonical already stays the very node it is."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.problems: list[Diagnostic] = []

    def node(self, node: Node, place: Place) -> Node:
        match node:
            case Scalar():
                return _respelled(node, canonical(node.text, place.values, "values"))
            case Sequence():
                written = node.items
                items = tuple(self.node(item, place.item) for item in written)
                return node if all(map(is_, items, written)) else evolve(node, items=items)
            case Mapping():
                return self._mapping(node, place)

    def _mapping(self, node: Mapping, place: Place) -> Mapping:
        entries: dict[str, Entry] = {}
        changed = False
        for entry in node:
            key = _respelled(entry.key, canonical(entry.key.text, place.keys))
            value = self.node(entry.value, place.key(key.text))
            as_written = key is entry.key and value is entry.value
            first = entries.setdefault(key.text, entry if as_written else Entry(key, value))
            if first.key is not key:
                self.problems.append(_twice(entry.key, first.key, self.source))
            changed |= not as_written or first.key is not key
        return evolve(node, entries=tuple(entries.values())) if changed else node


def _respelled(scalar: Scalar, text: str | None) -> Scalar:
    return scalar if text is None or text == scalar.text else evolve(scalar, text=text)


def _twice(key: Scalar, first: Scalar, source: Source) -> Diagnostic:
    written = source.text[first.span.start : first.span.end]
    other = Diagnostic("PR112", {"key": written}, first.span, source)
    return Diagnostic("PR149", {"key": key.text, "other": written}, key.span, source, (other,))
