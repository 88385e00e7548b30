"""A document's nodes with their comments hung on them: what the formatter lays out anew."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Sequence as Items
from typing import TypeAlias

from attrs import evolve, frozen

from perfrules.diagnostics import Language, Source
from perfrules.documents.nodes import Entry, Mapping, Node, Scalar, Sequence
from perfrules.documents.schemas.keys import canonical, spelled
from perfrules.documents.schemas.schema import Place
from perfrules.documents.yaml.comments import Comment, comments_of, has_gap_above, line_start
from perfrules.resources.plain_repr import PlainRepr


@frozen(repr=False)
class Leaf(PlainRepr):
    """A text as it is to be written, `plain` where it had no quotes; `measured` is its English spelling.

    Widths are taken of the English spelling, so that a document breaks its lines alike in both languages.
    """

    text: str
    measured: str
    plain: bool


@frozen(repr=False)
class Part(PlainRepr):
    """An entry, or an item where `key` is None, with the comments before it and behind it on its line.

    `head` are those between the key and what belongs to it; `gap`: an empty line is above.
    """

    key: Leaf | None
    value: Value
    before: tuple[Comment, ...] = ()
    head: tuple[Comment, ...] = ()
    behind: tuple[Comment, ...] = ()
    gap: bool = False

    @property
    def has_inner_comments(self) -> bool:
        """Whether it has a comment anywhere."""
        hung = self.before or self.head or self.behind
        return bool(hung) or (isinstance(self.value, Group) and self.value.has_comments)


@frozen(repr=False)
class Group(PlainRepr):
    """The parts of a list or of a keyed group, and the comments at its end.

    `in_brackets` is whether it was written in brackets.
    """

    parts: tuple[Part, ...]
    keyed: bool
    in_brackets: bool
    foot: tuple[Comment, ...] = ()

    @property
    def has_comments(self) -> bool:
        """Whether it has a comment anywhere."""
        return bool(self.foot) or any(part.has_inner_comments for part in self.parts)


Value: TypeAlias = Leaf | Group


@frozen(repr=False)
class Layout(PlainRepr):
    """A document: the comments above everything, whether an empty line follows them, and all the rest."""

    opening: tuple[Comment, ...]
    gap: bool
    root: Group


def lay_out(root: Mapping, place: Place, source: Source, keys: Language | None = None) -> Layout:
    """Hang a text's comments on its nodes, order fixed keys as the schema has them, and spell them.

    Args:
        root: what was read from the source.
        place: what the schema says of the root.
        source: the text.
        keys: the language of fixed keys and values; each as it is written where None.
    """
    hanger = _Hanger(source, comments_of(root, source), keys)
    start = root.entries[0].key.span.start if root.entries else root.span.start
    opening = hanger.until(start)
    group = hanger.group(root, place, _Surroundings(limit=len(source.text) + 1))
    rest = hanger.until(len(source.text) + 1)
    return Layout(opening, has_gap_above(source, start), evolve(group, foot=group.foot + rest))


@frozen(repr=False)
class _Surroundings(PlainRepr):
    """What a node lies in: where what follows begins, the indent of its parent, whether in brackets."""

    limit: int
    column: int = -1
    in_brackets: bool = False


class _Hanger:
    """Walks the nodes in the order written, taking the comments one after the other as it passes them."""

    def __init__(self, source: Source, comments: tuple[Comment, ...], keys: Language | None) -> None:
        self.source = source
        self.comments = comments
        self.passed = 0
        self.keys = keys

    def _take(self, fits: Callable[[Comment], bool], most: int | None = None) -> tuple[Comment, ...]:
        """The next comments, as long as they fit."""
        start = self.passed
        last = len(self.comments) if most is None else min(start + most, len(self.comments))
        while self.passed < last and fits(self.comments[self.passed]):
            self.passed += 1
        return self.comments[start : self.passed]

    def until(self, offset: int) -> tuple[Comment, ...]:
        """The comments that begin before a character."""
        return self._take(lambda each: each.start < offset)

    def _behind(self, end: int, limit: int) -> tuple[Comment, ...]:
        """The comment that follows on the same line, if there is one; on a block's first line too."""
        text = self.source.text
        return self._take(
            lambda each: each.start < limit and not each.alone and "\n" not in text[end : each.start], most=1
        )

    def group(self, node: Mapping | Sequence, place: Place, around: _Surroundings) -> Group:
        """A list or keyed group, its parts in the order of the schema."""
        has_brackets = self.source.text[node.span.start] in "[{"
        bracketed = has_brackets or around.in_brackets
        limit = node.span.end if has_brackets else around.limit
        # A list may have the indent of its key; what follows is then no longer its own.
        start = node.span.start
        column = max(start - line_start(self.source, start), around.column + 1)
        children = tuple(node)
        limits = (*map(_start, children[1:]), limit)
        parts = [
            self._part(child, place, _Surroundings(following, column, bracketed))
            for child, following in zip(children, limits, strict=False)
        ]
        foot = self._foot(node.span.end if bracketed else limit, 0 if bracketed else column)
        if isinstance(node, Mapping):
            parts = _ordered(node.entries, parts, place)
        return Group(tuple(parts), isinstance(node, Mapping), bracketed, foot)

    def _foot(self, limit: int, column: int) -> tuple[Comment, ...]:
        """The comments that follow the last part, as long as they are not further out than the group."""
        return self._take(lambda each: each.start < limit and each.column >= column)

    def _part(self, child: Entry | Node, place: Place, around: _Surroundings) -> Part:
        start = _start(child)
        before, gap = self.until(start), has_gap_above(self.source, start)
        if not isinstance(child, Entry):
            value = self._value(child, place.item, around)
            return Part(None, value, before, (), self._behind(child.span.end, around.limit), gap)
        key = canonical(child.key.text, place.keys)
        head = self._head(child, around)
        value = self._value(child.value, place.key(key or child.key.text), around)
        behind = self._behind(child.value.span.end, around.limit)
        return Part(self._key(child.key, key, place), value, before, head, behind, gap)

    def _head(self, entry: Entry, around: _Surroundings) -> tuple[Comment, ...]:
        """The comments of the key itself; those below it belong to the first thing that a block holds."""
        start = entry.value.span.start
        is_block = not isinstance(entry.value, Scalar) and self.source.text[start] not in "[{"
        if is_block and not around.in_brackets:
            return self._behind(entry.key.span.end, start)
        return self.until(start)

    def _value(self, node: Node, place: Place, around: _Surroundings) -> Value:
        if not isinstance(node, Scalar):
            return self.group(node, place, around)
        fixed = canonical(node.text, place.values, "values")
        if fixed is None:
            return Leaf(node.text, node.text, not node.quoted)
        written = node.text if self.keys is None else spelled(fixed, self.keys, "values", place.values)
        # A fixed value is the same with quotes and without, in either language.
        return Leaf(written, fixed, plain=fixed[:1].isalnum())

    def _key(self, node: Scalar, key: str | None, place: Place) -> Leaf:
        if key is None:
            return Leaf(node.text, node.text, not node.quoted)
        written = node.text if self.keys is None else spelled(key, self.keys, among=place.keys)
        return Leaf(written, key, plain=True)


def _start(child: Entry | Node) -> int:
    return child.key.span.start if isinstance(child, Entry) else child.span.start


def _ordered(entries: Items[Entry], parts: Items[Part], place: Place) -> list[Part]:
    """Fixed keys in the order of the schema, then free ones as written."""
    names = [key for _, schema in place.schemas for key in schema.get("properties", ())]
    order = {key: at for at, key in enumerate(dict.fromkeys(names))}
    ranks = [order.get(canonical(entry.key.text, place.keys) or "", len(order)) for entry in entries]
    return [parts[at] for at in sorted(range(len(parts)), key=ranks.__getitem__)]
