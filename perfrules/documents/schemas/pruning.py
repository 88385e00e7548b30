"""What is left of a document without the parts that do not fit its kind, so that it can be judged too."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterable
from itertools import accumulate
from typing import TypeVar

from attrs import evolve

from perfrules.diagnostics import Diagnostic, Span
from perfrules.documents.nodes import Entry, Mapping, Node, Sequence

_Part = TypeVar("_Part", Entry, Node)


def pruned(root: Mapping, problems: Iterable[Diagnostic]) -> tuple[Mapping, frozenset[str]]:
    r"""The root without what problems point at, and the keys under which something was taken out.

    Of a list or group under one of the root's keys the item concerned is taken out, else the key itself.

    >>> from perfrules.diagnostics import Source
    >>> from perfrules.documents.yaml.reader import read_yaml
    >>> source = Source("id: a\nrules: [{id: b}, {ix: c}]\n")
    >>> rest, touched = pruned(read_yaml(source), [Diagnostic("PR141", {}, Span(24, 26), source)])
    >>> len(rest.get("rules")), touched
    (1, frozenset({'rules'}))
    """
    spans = [each.span for each in problems if each.span is not None]
    found = _by_part(root.entries, spans)
    touched = {root.entries[at].key.text for at in found}
    kept = [_without(entry, found.get(at, [])) for at, entry in enumerate(root.entries)]
    return evolve(root, entries=tuple(entry for entry in kept if entry is not None)), frozenset(touched)


def _without(entry: Entry, spans: list[Span]) -> Entry | None:
    """The entry less the items that spans lie in; None where one lies in no item."""
    if not spans:
        return entry
    match entry.value:
        case Sequence(items=items) as value if _cover(found := _by_part(items, spans), spans):
            return evolve(entry, value=evolve(value, items=_clear_of(items, found)))
        case Mapping(entries=entries) as value if _cover(found := _by_part(entries, spans), spans):
            return evolve(entry, value=evolve(value, entries=_clear_of(entries, found)))
        case _:
            return None


def _by_part(parts: tuple[_Part, ...], spans: Iterable[Span]) -> dict[int, list[Span]]:
    """The spans that lie in each part, by the number of the part."""
    places: list[Span] = [part.span for part in parts]
    order: list[int] = sorted(range(len(parts)), key=lambda at: places[at].start)
    starts = [places[at].start for at in order]
    reach = [*accumulate((places[at].end for at in order), max)]
    found: dict[int, list[Span]] = {}
    for span in spans:
        place = bisect_right(starts, span.start) - 1
        while place >= 0 and reach[place] >= span.end:
            if places[order[place]].end >= span.end:
                found.setdefault(order[place], []).append(span)
            place -= 1
    return found


def _cover(found: dict[int, list[Span]], spans: list[Span]) -> bool:
    """Whether each span lies in one of the parts."""
    return {span for each in found.values() for span in each} == {*spans}


def _clear_of(parts: tuple[_Part, ...], found: Container[int]) -> tuple[_Part, ...]:
    return tuple(part for at, part in enumerate(parts) if at not in found)
