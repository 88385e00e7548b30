"""Labels with their values on one line or in one cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from perfrules.documents.media.pages import Cell
from perfrules.resources.late_patterns import late_pattern
from perfrules.sheets.imports.recognition.vocabulary import (
    amount_of,
    field_of,
    goal_column_of,
    key_of,
    vocabulary,
)
from perfrules.sheets.labels import plain

_INLINE = late_pattern(
    r"([^:：\s]{1,20})\s*[:：]\s*([^:：]*?)(?=\s{2,}[^:：\s]{1,20}\s*[:：]|\s+[^:：\s]{2,8}[:：]|$)"
)
_LINE_END = late_pattern(r"\s*\n\s*(?P<label>[^:：\s]{1,20}\s*[:：])?")
_RUN_ON = late_pattern(r"(?<=[0-9元])(?=(?:其中[:：]?)?[\u4e00-\u9fff]{2,10}[:：])")
"""Where an amount ends and the label of the next one follows without a blank."""
_MOST_LABEL = 24
_VALUED = frozenset(
    {
        "code",
        "name",
        "department",
        "agency",
        "purpose",
        "grade",
        "total",
        "fiscal",
        "carried",
        "other",
        "further",
        "executed",
    }
)
"""The meanings of labels that have one value beside or below them."""
_WIDE = late_pattern(r"(?:(?!\n)\s){2,}")


def is_label(cell: Cell) -> bool:
    """Whether a cell is a label that is known, or a label with its value."""
    if field_of(cell.text) is not None or key_of(cell.text) in vocabulary().money:
        return True
    return plain(cell.text).endswith(":") or bool(list(inline_pairs(cell.text)))


def are_labels(cells: Sequence[Cell]) -> bool:
    """Whether all cells of a row are labels: all known, or more than half, which beside values never are."""
    meanings = [field_of(cell.text) for cell in cells]
    known = sum(meaning in _VALUED for meaning in meanings)
    if known == len(cells):
        return True
    names_project = "name" in meanings or "code" in meanings
    return names_project and 2 * known > len(cells) and all(map(may_be_label, cells))


def may_be_label(cell: Cell) -> bool:
    """Whether a cell is short enough for a label and no number."""
    text = plain(cell.text)
    return len(text) <= _MOST_LABEL and not re.fullmatch(r"[-+0-9.,%]+", text) and "。" not in text


def inline_pairs(text: str) -> Iterator[tuple[str, str]]:
    """The labels and values of a line such as `项目名称：培训`; none unless a label is known.

    >>> list(inline_pairs("项目名称：培训   主管部门：商务局"))
    [('项目名称', '培训'), ('主管部门', '商务局')]
    >>> list(inline_pairs("目标1：完成培训"))
    []
    """
    # A line may end inside a label.
    readings = (
        _LINE_END.sub(_between_lines, text).strip(),
        _RUN_ON.sub("   ", "".join(text.split("\n"))).strip(),
    )
    pairs = max((_pairs_in(each) for each in readings), key=_known_labels)
    if not pairs:
        yield from _wide_pairs(text)
        return
    if not text.strip().startswith(pairs[0][0]):
        return
    if any(_is_inline_label(label) for label, _ in pairs):
        yield from pairs


def _pairs_in(line: str) -> list[tuple[str, str]]:
    return [(found[1], found[2].strip()) for found in _INLINE.finditer(line)]


def _known_labels(pairs: Sequence[tuple[str, str]]) -> int:
    return sum(_is_inline_label(label) for label, _ in pairs)


def _wide_pairs(text: str) -> Iterator[tuple[str, str]]:
    """The labels and values of a line in which wide blanks separate them; none unless each label is known."""
    pieces = _WIDE.split(text.strip())
    labels, values = pieces[::2], pieces[1::2]
    if len(labels) == len(values) and all(map(_is_valued, labels)):
        yield from zip(labels, values, strict=True)


def _is_valued(label: str) -> bool:
    """Whether a text is a label with a value: of the head, of an amount, of goals."""
    return field_of(label) is not None or amount_of(label) is not None or goal_column_of(label) is not None


def _between_lines(found: re.Match[str]) -> str:
    """What is between two lines: a gap before a label, nothing inside a text that wraps."""
    return f"   {found['label']}" if found["label"] else ""


def _is_inline_label(label: str) -> bool:
    key = key_of(label)
    known = field_of(label) is not None or key in vocabulary().notes or key in vocabulary().total
    return known or goal_column_of(label) is not None or key in ("单位", "金额单位")
