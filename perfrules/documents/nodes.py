"""What a YAML document is made of: texts, lists and keyed groups, each with its place in the source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, TypeAlias

from attrs import evolve, field, frozen

from perfrules.diagnostics import Source, Span
from perfrules.resources.plain_repr import PlainRepr

Ends: TypeAlias = tuple[int, int]
"""Start and end of a span. The cycle collector does not visit such a tuple, as it does each `Span`."""


def _ends(span: Span | Ends) -> Ends:
    return span if isinstance(span, tuple) else (span.start, span.end)


class _Placed:
    """A node with a place in the source."""

    __slots__ = ()
    _at: Ends

    @property
    def span(self) -> Span:
        """The stretch of the source that it is."""
        return Span(*self._at)

    @property
    def ends(self) -> Ends:
        """Start and end of the span."""
        return self._at


@frozen(repr=False)
class Scalar(_Placed, PlainRepr):
    """A text. `quoted`: it is in quotes or a `|` block; an unquoted one is its own source.

    A key with nothing after its colon has an unquoted empty text whose span is empty.
    """

    text: str
    _at: Ends = field(alias="span", converter=_ends)
    quoted: bool = False


_PackedScalar: TypeAlias = tuple[str, Ends, bool]
_PackedNode: TypeAlias = "_PackedScalar | Sequence | Mapping"
_PackedEntry: TypeAlias = tuple[str, Ends, bool, _PackedNode]
"""A key and its value. The cycle collector does not visit tuples of texts and numbers: half of the time of
reading a large file was its visits to the nodes."""


def _packed(node: Node) -> _PackedNode:
    return (node.text, node.ends, node.quoted) if isinstance(node, Scalar) else node


def _unpacked(node: Node | _PackedNode) -> Node:
    return Scalar(*node) if isinstance(node, tuple) else node


def _packed_items(items: Iterable[Node | _PackedNode]) -> tuple[_PackedNode, ...]:
    return tuple(each if isinstance(each, tuple) else _packed(each) for each in items)


def _packed_entries(entries: Iterable[Entry | _PackedEntry]) -> tuple[_PackedEntry, ...]:
    return tuple(each if isinstance(each, tuple) else _packed_entry(each.key, each.value) for each in entries)


def _packed_entry(key: Scalar, value: Node) -> _PackedEntry:
    return key.text, key.ends, key.quoted, _packed(value)


@frozen(repr=False)
class Sequence(_Placed, PlainRepr):
    """A list of nodes: `items`."""

    _items: tuple[_PackedNode, ...] = field(alias="items", converter=_packed_items)
    _at: Ends = field(alias="span", converter=_ends)

    @property
    def items(self) -> tuple[Node, ...]:
        """The nodes."""
        return tuple(self)

    @property
    def packed(self) -> tuple[_PackedNode, ...]:
        """The nodes as they are kept: texts as tuples."""
        return self._items

    def __iter__(self) -> Iterator[Node]:
        return map(_unpacked, self._items)

    def __len__(self) -> int:
        return len(self._items)


@frozen(repr=False)
class Entry(PlainRepr):
    """A key and its value."""

    key: Scalar
    value: Node

    @property
    def span(self) -> Span:
        """From the start of the key to the end of the value."""
        return Span(self.key.span.start, max(self.key.span.end, self.value.span.end))


@frozen(repr=False)
class Mapping(_Placed, PlainRepr):
    """Keys and their values, in the order written: `entries`; no key occurs twice."""

    _entries: tuple[_PackedEntry, ...] = field(alias="entries", converter=_packed_entries)
    _at: Ends = field(alias="span", converter=_ends)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The keys with their values."""
        return tuple(self)

    @property
    def packed(self) -> tuple[_PackedEntry, ...]:
        """The keys with their values as they are kept: as tuples."""
        return self._entries

    @cached_property
    def _positions(self) -> dict[str, int]:
        return {entry[0]: at for at, entry in enumerate(self.packed)}

    def entry(self, key: str) -> Entry | None:
        """The entry of a key, or None."""
        at = self._positions.get(key)
        return None if at is None else _unpacked_entry(self.packed[at])

    def get(self, key: str) -> Node | None:
        """The value of a key, or None.

        >>> Mapping((Entry(Scalar("id", Span(0, 2)), Scalar("a", Span(4, 5))),), Span(0, 5)).get("id").text
        'a'
        """
        entry = self.entry(key)
        return None if entry is None else entry.value

    def __iter__(self) -> Iterator[Entry]:
        return map(_unpacked_entry, self.packed)

    def __len__(self) -> int:
        return len(self._entries)


def _unpacked_entry(entry: _PackedEntry) -> Entry:
    text, at, quoted, value = entry
    return Entry(Scalar(text, at, quoted), _unpacked(value))


Node: TypeAlias = Scalar | Sequence | Mapping


def to_plain(node: Node) -> Any:
    """The node as plain data: str, list or dict, keys in the order written.

    >>> to_plain(Sequence((Scalar("5%", Span(2, 4)),), Span(0, 4)))
    ['5%']
    """
    match node:
        case Scalar():
            return node.text
        case Sequence():
            return [item[0] if isinstance(item, tuple) else to_plain(item) for item in node.packed]
        case Mapping():
            return {
                key: value[0] if isinstance(value, tuple) else to_plain(value)
                for key, _, _, value in node.packed
            }


def node_at(node: Node, *path: str | int) -> Node | None:
    """The node that a path of keys and list positions leads to, or None where it leads nowhere.

    >>> node_at(Sequence((Scalar("5%", Span(2, 4)),), Span(0, 4)), 0).span
    Span(start=2, end=4)
    """
    found: Node | None = node
    for step in path:
        match found:
            case Mapping() if isinstance(step, str):
                found = found.get(step)
            case Sequence() if isinstance(step, int) and -len(found) <= step < len(found):
                found = _unpacked(found.packed[step])
            case _:
                return None
    return found


def moved(node: Node, start: int | None, whole: Span) -> Node:
    """The node of a text inside a longer one, with its spans counted there.

    Args:
        node: what was read from the text alone.
        start: where the text occurs letter for letter, or None.
        whole: the stretch to point at then.

    >>> moved(Scalar("5%", Span(0, 2)), 7, Span(7, 9)).span
    Span(start=7, end=9)
    """
    span = whole if start is None else node.span.shifted(start)
    match node:
        case Scalar():
            return evolve(node, span=span)
        case Sequence():
            return evolve(node, span=span, items=tuple(moved(item, start, whole) for item in node.items))
        case Mapping():
            entries = (
                Entry(evolve(each.key, span=whole if start is None else each.key.span.shifted(start)), value)
                for each in node.entries
                for value in (moved(each.value, start, whole),)
            )
            return evolve(node, span=span, entries=tuple(entries))


def span_at(root: Node, *path: str | int) -> Span:
    """Where to point for the place that a path leads to: at a text itself, else at its key.

    A list item that is not a text is pointed at by its first key. Where the path leads nowhere, the last
    place on the way that is there is pointed at.

    >>> node = Mapping((Entry(Scalar("id", Span(0, 2)), Scalar("a", Span(4, 5))),), Span(0, 5))
    >>> span_at(node, "id"), span_at(node), span_at(node, "title")
    (Span(start=4, end=5), Span(start=0, end=2), Span(start=0, end=2))
    """
    node = node_at(root, *path)
    if node is None:
        return span_at(root, *path[:-1])
    if isinstance(node, Scalar) and node.span.end > node.span.start:
        return node.span
    group = node_at(root, *path[:-1]) if path else None
    entry = group.entry(str(path[-1])) if isinstance(group, Mapping) else None
    return entry.key.span if entry is not None else _opening(node)


def _opening(node: Node) -> Span:
    if isinstance(node, Mapping) and node.entries:
        return node.entries[0].key.span
    return Span(node.span.start, min(node.span.start + 1, node.span.end))


def start_of_text(scalar: Scalar, source: Source) -> int | None:
    """Where a scalar's text occurs letter for letter, or None if escapes or line breaks change it.

    >>> start_of_text(Scalar("5%", Span(0, 4), quoted=True), Source('"5%"'))
    1
    """
    start, end = (
        (scalar.span.start + 1, scalar.span.end - 1)
        if scalar.quoted
        else (scalar.span.start, scalar.span.end)
    )
    return start if source.text[start:end] == scalar.text else None
