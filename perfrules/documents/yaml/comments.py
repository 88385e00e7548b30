"""The comments of a YAML text, which reading drops, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import frozen

from perfrules.diagnostics import Source
from perfrules.documents.nodes import Mapping, Node, Scalar, Sequence
from perfrules.resources.late_patterns import late_pattern
from perfrules.resources.plain_repr import PlainRepr

_COMMENT = late_pattern("#[^\n]*")


@frozen(repr=False)
class Comment(PlainRepr):
    """A comment from its `#` to the end of its line, without the blanks there.

    `column` counts from 0; `alone`: only blanks are before it on its line; `gap`: an
    empty line is above it.
    """

    text: str
    start: int
    column: int
    alone: bool
    gap: bool


def line_start(source: Source, offset: int) -> int:
    """Where the line of a character begins."""
    return source.text.rfind("\n", 0, offset) + 1


def has_gap_above(source: Source, offset: int) -> bool:
    r"""Whether the line above that of a character is empty.

    >>> has_gap_above(Source("a: 1\n\nb: 2"), 6)
    True
    """
    line = line_start(source, offset)
    return line > 0 and not source.text[line_start(source, line - 1) : line].strip()


def comments_of(root: Node, source: Source) -> tuple[Comment, ...]:
    r"""Every comment in the text that a root was read from, in order.

    >>> from perfrules.documents.yaml.reader import read_yaml
    >>> source = Source("a: '#1' # 一号\n# 完")
    >>> [each.text for each in comments_of(read_yaml(source), source)]
    ['# 一号', '# 完']
    """
    found = []
    at = 0
    for scalar in (*sorted(_scalars(root), key=lambda each: each.span.start), None):
        limit = len(source.text) if scalar is None else _start_of_content(scalar, source)
        found += [_comment(each, source) for each in _COMMENT.finditer(source.text, at, limit)]
        at = limit if scalar is None else max(at, scalar.span.end)
    return tuple(found)


def is_block(scalar: Scalar, source: Source) -> bool:
    """Whether a scalar is a `|` block."""
    return scalar.quoted and source.text[scalar.span.start] == "|"


def _scalars(node: Node) -> Iterator[Scalar]:
    match node:
        case Scalar():
            yield node
        case Sequence():
            for item in node:
                yield from _scalars(item)
        case Mapping():
            for entry in node:
                yield entry.key
                yield from _scalars(entry.value)


def _start_of_content(scalar: Scalar, source: Source) -> int:
    """Where comments end: the first line of a block may hold one behind its `|`."""
    if not is_block(scalar, source):
        return scalar.span.start
    end = source.text.find("\n", scalar.span.start)
    return len(source.text) if end < 0 else end


def _comment(found: re.Match[str], source: Source) -> Comment:
    start = found.start()
    line = line_start(source, start)
    alone = not source.text[line:start].strip()
    return Comment(found.group().rstrip(), start, start - line, alone, alone and has_gap_above(source, start))
