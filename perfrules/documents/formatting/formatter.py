"""The one layout of a document: order of keys, indentation, quotes, brackets; comments and meaning stay."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, TypeGuard

from perfrules.diagnostics import Language, Source, display_width
from perfrules.documents.document import read_document
from perfrules.documents.errors import DocumentError
from perfrules.documents.formatting.commented_nodes import Group, Layout, Leaf, Part, Value, lay_out
from perfrules.documents.nodes import Mapping, Node, Scalar, node_at
from perfrules.documents.schemas.schema import place_of_kind
from perfrules.documents.yaml.comments import Comment
from perfrules.documents.yaml.reader import read_yaml
from perfrules.documents.yaml.scalars import (
    LONGEST_KEY,
    MERGE_KEY,
    block_text,
    is_literal,
    is_plain,
    key_text,
    quoted,
    reads_as_itself,
)
from perfrules.resources.late_patterns import late_pattern

WIDEST_LINE = 110
"""What is in brackets is taken apart where it would make a longer line, in terminal columns."""

_INDENT = 2
_PLAIN_IN_BRACKETS = late_pattern(r"[A-Za-z\u4e00-\u9fff][0-9A-Za-z\u4e00-\u9fff（）。；％%/._-]*")

_Role = Literal["item", "key", "value"]
_SAMPLES: dict[_Role, str] = {"item": "[{}]", "key": "{{{}: a}}", "value": "{{a: {}}}"}


def format_document(source: Source, keys: Language | None = None) -> str:
    r"""The text of a document in its one layout.

    Comments stay beside their neighbours, what is in brackets stays in them where the line allows it, and one
    empty line is kept of several.

    Args:
        source: the document's text.
        keys: the language in which to spell fixed keys and values; as they are where None.

    Raises:
        DocumentError: the text does not read; all that `read_document` raises.

    >>> source = Source(
    ...     "kind: tests\ntests: [{expect: {outcome: {}}, given: {金额: '5元'}}] # 一个\nperfrules: 1"
    ... )
    >>> print(format_document(source, "zh"), end="")
    版本: 1
    类别: 用例
    用例: [{已知: {金额: 5元}, 预期: {结果: {}}}] # 一个
    """
    document = read_document(source)
    root = read_yaml(source)
    if not isinstance(root, Mapping):
        raise AssertionError("a document without keys was read")
    text = format_layout(lay_out(root, place_of_kind(document.kind), source, keys))
    if read_document(Source(text)).plain != document.plain:
        raise AssertionError("formatting would have changed what the document says")
    return text


def format_layout(layout: Layout) -> str:
    """The lines of a layout, each ended by a line break."""
    opening = list(_above(layout.opening))
    if opening and layout.gap:
        opening.append("")
    body = _group(layout.root, 0) if layout.root.parts else ["{}", *_above(layout.root.foot)]
    return "\n".join([*_without_first_gap(opening), *body]) + "\n"


def _above(comments: Iterable[Comment]) -> Iterator[str]:
    """Comments on lines of their own."""
    for each in comments:
        if each.gap:
            yield ""
        yield each.text


def _without_first_gap(lines: list[str]) -> list[str]:
    return lines[1:] if lines and not lines[0] else lines


def _group(group: Group, indent: int) -> list[str]:
    """A group in block style; `indent` counts its leading blanks."""
    lines = [line for part in group.parts for line in _part(part, indent)]
    return _without_first_gap([*lines, *_above(group.foot)])


def _part(part: Part, indent: int) -> list[str]:
    mark = "-" if part.key is None else _block_key(part.key) + ":"
    measured = len("-") if part.key is None else display_width(part.key.measured) + 1
    if len(mark) > LONGEST_KEY:
        body = _with_long_key(part, mark, indent)
    elif _stands_below(part.value, indent + measured + 1):
        lines = _group(part.value, indent + _INDENT)
        body = _block_item(part, lines) if part.key is None else _block_entry(part, mark, lines)
    else:
        body = _with_value(part, mark)
    return [*_above(part.before), *([""] if part.gap else ()), *body]


def _with_value(part: Part, mark: str) -> list[str]:
    """An entry or item whose value begins on its line; the last comment goes behind it, any others above."""
    comments = (*part.head, *_foot_of_empty(part.value), *part.behind)
    *_, behind = (None, *(each for each in comments if not each.alone))
    first, *rest = _lines_of_value(part.value)
    if not first and part.key is None:
        # Nothing after a colon is an empty text; nothing after a dash looks unfinished.
        first = quoted("")
    written = f"{mark} {first}" if first else mark
    line = written if behind is None else f"{written} {behind.text}"
    return [*(each.text for each in comments if each is not behind), line, *rest]


def _block_entry(part: Part, mark: str, lines: list[str]) -> list[str]:
    comments = (*part.head, *part.behind)
    behind = next((each for each in comments if not each.alone), None)
    inside = [each.text for each in comments if each is not behind]
    return [
        mark if behind is None else f"{mark} {behind.text}",
        *_indented([*inside, *lines]),
    ]


def _block_item(part: Part, lines: list[str]) -> list[str]:
    above, lines = _parted(lines)
    return [*(each.text for each in part.behind), *above, "- " + lines[0], *_indented(lines[1:])]


def _with_long_key(part: Part, mark: str, indent: int) -> list[str]:
    value = part.value
    lines = _group(value, indent + _INDENT) if _stands_below(value, 0) else _lines_of_value(value)
    above, lines = _parted(lines)
    comments = [each.text for each in (*part.head, *_foot_of_empty(part.value), *part.behind)]
    first = f": {lines[0] or quoted('')}"
    return [*comments, *above, "? " + mark.removesuffix(":"), first, *_indented(lines[1:])]


def _foot_of_empty(value: Value) -> tuple[Comment, ...]:
    """The comments in brackets that hold nothing else."""
    return value.foot if isinstance(value, Group) and not value.parts else ()


def _parted(lines: list[str]) -> tuple[list[str], list[str]]:
    """The comments above a group's first line, which cannot be behind a dash, and the rest."""
    count = next((at for at, line in enumerate(lines) if line and not line.startswith("#")), 0)
    return lines[:count], lines[count:]


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (" " * _INDENT + line if line else "" for line in lines)


def _stands_below(value: Value, column: int) -> TypeGuard[Group]:
    """Whether a value has lines of its own instead of following its key or dash."""
    if isinstance(value, Leaf) or not value.parts:
        return False
    if not value.in_brackets or value.has_comments:
        return True
    return column + display_width(_in_brackets(value, measured=True)) > WIDEST_LINE


def _lines_of_value(value: Value) -> list[str]:
    """A value that begins on the line of its key or dash."""
    return _block_leaf(value) if isinstance(value, Leaf) else [_in_brackets(value)]


def _block_leaf(leaf: Leaf) -> list[str]:
    if leaf.plain and (not leaf.text or reads_as_itself(leaf.text)):
        return [leaf.text]
    return block_text(leaf.text) if is_literal(leaf.text) or _goes_bare(leaf.text) else [quoted(leaf.text)]


def _goes_bare(text: str) -> bool:
    """Whether a text in quotes loses them: not one that begins with a sign, since some signs need them."""
    return text[:1].isalnum() and is_plain(text)


def _block_key(key: Leaf) -> str:
    if key.plain and key.text != MERGE_KEY and reads_as_itself(key.text):
        return key.text
    return key_text(key.text)


def _in_brackets(value: Value, role: _Role = "value", *, measured: bool = False) -> str:
    """A value on one line; `measured` gives it in the spelling that widths are taken of."""
    if isinstance(value, Leaf):
        return _leaf_in_brackets(value.measured if measured else value.text, role, plain=value.plain)
    if not value.keyed:
        return (
            "[" + ", ".join(_in_brackets(each.value, "item", measured=measured) for each in value.parts) + "]"
        )
    entries = (
        f"{_in_brackets(each.key, 'key', measured=measured)}: {_in_brackets(each.value, measured=measured)}"
        for each in value.parts
        if each.key is not None
    )
    return "{" + ", ".join(entries) + "}"


def _leaf_in_brackets(text: str, role: _Role, *, plain: bool) -> str:
    return (
        text
        if text != MERGE_KEY and (plain or _goes_bare(text)) and _reads_in_brackets(text, role)
        else quoted(text)
    )


def _reads_in_brackets(text: str, role: _Role) -> bool:
    if _PLAIN_IN_BRACKETS.fullmatch(text):
        return True
    if not text or "\n" in text:
        return False
    try:
        node = read_yaml(Source(_SAMPLES[role].format(text)))
    except DocumentError:
        return False
    found = node_at(node, 0 if role == "item" else "a") if role != "key" else _only_key(node)
    return (
        not isinstance(node, Scalar)
        and len(node) == 1
        and isinstance(found, Scalar)
        and not found.quoted
        and found.text == text
    )


def _only_key(node: Node) -> Node | None:
    return node.entries[0].key if isinstance(node, Mapping) else None
