"""What is left of a document without the parts that do not fit its kind, so that it can be judged too."""

from __future__ import annotations

from collections.abc import Iterable
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
    touched = {entry.key.text for entry in root.entries if any(_holds(entry.span, span) for span in spans)}
    kept = (_without(entry, spans) for entry in root.entries)
    return evolve(root, entries=tuple(entry for entry in kept if entry is not None)), frozenset(touched)


def _without(entry: Entry, spans: Iterable[Span]) -> Entry | None:
    """The entry less the items that spans lie in; None where one lies in no item."""
    here = [span for span in spans if _holds(entry.span, span)]
    match entry.value:
        case _ if not here:
            return entry
        case Sequence(items=items) as value if _cover(items, here):
            return evolve(entry, value=evolve(value, items=_clear_of(items, here)))
        case Mapping(entries=entries) as value if _cover(entries, here):
            return evolve(entry, value=evolve(value, entries=_clear_of(entries, here)))
        case _:
            return None


def _cover(parts: Iterable[_Part], spans: list[Span]) -> bool:
    return all(any(_holds(part.span, span) for part in parts) for span in spans)


def _clear_of(parts: Iterable[_Part], spans: list[Span]) -> tuple[_Part, ...]:
    return tuple(part for part in parts if not any(_holds(part.span, span) for span in spans))


def _holds(whole: Span, part: Span) -> bool:
    return whole.start <= part.start and part.end <= whole.end
