"""The lines above a table of indicators: labels with their values, amounts, goals, a plan of spending."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from perfrules.documents.media.pages.pieces import Piece
from perfrules.resources.late_patterns import late_pattern
from perfrules.sheets.imports.cell_lines.kinds import is_number
from perfrules.sheets.imports.recognition.vocabulary import (
    amount_of,
    field_of,
    heading_of,
    key_of,
    vocabulary,
)
from perfrules.sheets.labels import blanks, plain

_NUMBERED_GOAL = late_pattern(r"目标[0-9一二三四五六七八九十]{1,2}[：:、.]?")
_FEWEST_AMOUNTS = 2
_MOST_BLANK = 2
_FEWEST_LABELS = 2
_FARTHEST = 5
"""Headings of amounts are so close below the label of the amounts."""
_BESIDE_AMOUNTS = frozenset({"weight", "rate", "score", "note", "explanation"})
_Row: TypeAlias = list[Piece]


def head_rows(lines: Sequence[Piece]) -> tuple[list[Piece], list[_Row]]:
    """The lines before the first label, and the rows of labels with what follows them."""
    first = next((number for number, line in enumerate(lines) if is_label(line.text)), len(lines))
    rows: list[_Row] = []
    at = first
    while at < len(lines):
        if not lines[at].text:
            at += 1
            continue
        row, at = _head_row(lines, at)
        rows += row
    return [line for line in lines[:first] if line.text], rows


def is_label(text: str) -> bool:
    """Whether a line is a label of the head of a form."""
    return bool(text) and (field_of(text) is not None or key_of(text) in vocabulary().money)


def _head_row(lines: Sequence[Piece], at: int) -> tuple[list[_Row], int]:
    """The rows that begin at a line, and where the next one begins."""
    if (found := _amounts(lines, at)) is not None:
        return found
    if field_of(lines[at].text) == "goals":
        return _goal_rows(lines, at)
    if field_of(lines[at].text) == "plan":
        return _plan_rows(lines, at)
    if rows := _labels_above_values(lines, at):
        return rows, at + 2 * len(rows[0])
    return _label_and_value(lines, at)


def _amounts(lines: Sequence[Piece], at: int) -> tuple[list[_Row], int] | None:
    """The amounts at a line; labels may be above their headings, or be merged with the rows below them."""
    if field_of(lines[at].text) is not None and key_of(lines[at].text) not in vocabulary().money:
        return None
    near = range(at, min(at + _FARTHEST, len(lines)))
    first = next((number for number in near if amount_of(lines[number].text) is not None), len(lines))
    if any(field_of(line.text) is not None for line in lines[at + 1 : first]):
        return None
    beyond = first
    while beyond < len(lines) and _goes_on_headings(lines, beyond):
        beyond += 1
    if sum(amount_of(line.text) is not None for line in lines[first:beyond]) < _FEWEST_AMOUNTS:
        return None
    begin = min(first, max(at, beyond - _amounts_below(lines, beyond)))
    rows, end = _amount_rows(lines, range(begin, beyond))
    return [*([line] for line in lines[at:begin] if line.text), *rows], end


def _goes_on_headings(lines: Sequence[Piece], at: int) -> bool:
    """Whether a line heads amounts; an unknown heading may be between known ones."""
    text = lines[at].text
    if _is_amount_heading(text):
        return True
    unknown = bool(text) and not is_label(text) and not _is_amount(text)
    return unknown and at + 1 < len(lines) and amount_of(lines[at + 1].text) is not None


def _amounts_below(lines: Sequence[Piece], at: int) -> int:
    """How many amounts are behind the first label below a line."""
    while at < len(lines) and not lines[at].text:
        at += 1
    end = at + 1
    while end < len(lines) and lines[end].text and _is_amount(lines[end].text):
        end += 1
    return end - at - 1


def _label_and_value(lines: Sequence[Piece], at: int) -> tuple[list[_Row], int]:
    """A label with the text beside it; a label over several columns may have blank cells beside it."""
    if _is_amount(lines[at].text) or _is_total_of_two(lines, at):
        return [[lines[at]]], at + 1
    for beside in range(at + 1, min(at + 2 + _MOST_BLANK, len(lines))):
        if lines[beside].text:
            if _is_further_label(lines[beside].text):
                break
            return [[lines[at], lines[beside]]], beside + 1
    return [[lines[at]]], at + 1


def _is_total_of_two(lines: Sequence[Piece], at: int) -> bool:
    """Whether two numbers follow a total, of which either may be the score."""
    numbers = [line.text for line in lines[at + 1 : at + 1 + _FEWEST_AMOUNTS]]
    known = key_of(lines[at].text) in vocabulary().total
    return known and len(numbers) == _FEWEST_AMOUNTS and all(map(is_number, numbers))


def _is_further_label(text: str) -> bool:
    """Whether a text beside a label is itself one."""
    return is_label(text) or amount_of(text) is not None or key_of(text) in vocabulary().total


def _labels_above_values(lines: Sequence[Piece], at: int) -> list[_Row]:
    """The rows of labels and of as many values below them; none where a label may be a value."""
    end = at
    while end < len(lines) and is_label(lines[end].text):
        end += 1
    count = end - at
    values = list(lines[end : end + count])
    following = lines[end + count].text if end + count < len(lines) else ""
    if count < _FEWEST_LABELS or len(values) < count or not all(value.text for value in values):
        return []
    if any(is_label(value.text) for value in values) or (following and not is_label(following)):
        return []
    return [list(lines[at:end]), values]


def _is_amount_heading(text: str) -> bool:
    """Whether a line heads amounts, or the points of spending beside them."""
    return amount_of(text) is not None or heading_of(text).meaning in _BESIDE_AMOUNTS


def _amount_rows(lines: Sequence[Piece], headings: Sequence[int]) -> tuple[list[_Row], int]:
    """The headings of amounts and the rows below them, which have as many cells as there are headings."""
    width = len(headings)
    rows: list[_Row] = [[Piece("", lines[headings[0]].start), *(lines[number] for number in headings)]]
    at = headings[-1] + 1
    while at < len(lines):
        cells = list(lines[at + 1 : at + 1 + width])
        taken = next(
            (n for n, cell in enumerate(cells) if cell.text and not _is_amount(cell.text)), len(cells)
        )
        named = _is_source(lines[at].text) or (taken == width and bool(cells[0].text))
        if lines[at].text and not named:
            break
        if lines[at].text:
            rows.append([lines[at], *cells[:taken]])
            at += taken
        at += 1
    return rows, at


def _is_source(text: str) -> bool:
    return field_of(text) in ("total", "fiscal", "carried", "other") or key_of(text) in vocabulary().whole


def _is_amount(text: str) -> bool:
    return is_number(text.removesuffix("元").removesuffix("万").removesuffix("%")) or plain(
        text
    ) in blanks() | {"/"}


def _goal_rows(lines: Sequence[Piece], at: int) -> tuple[list[_Row], int]:
    """The label of goals, its headings, and a text below each heading."""
    label, at = lines[at], at + 1
    headings: list[Piece] = []
    while at < len(lines) and (not lines[at].text or key_of(lines[at].text) in vocabulary().goal_columns):
        headings += [lines[at]] if lines[at].text else []
        at += 1
    groups: list[list[Piece]] = [[]]
    while at < len(lines) and not is_label(lines[at].text):
        text = lines[at].text
        if (
            text
            and sum(map(len, groups)) >= max(len(headings), 1)
            and not _is_goal(text, groups[-1], headings)
        ):
            break
        if text:
            groups[-1].append(lines[at])
        elif groups[-1]:
            groups.append([])
        at += 1
    return _rows_of_goals(label, headings, [group for group in groups if group]), at


def _is_goal(text: str, before: Sequence[Piece], headings: Sequence[Piece]) -> bool:
    """Whether a text goes on with the goals: a sentence, a numbered label, or the rest of a row."""
    in_row = 0 < len(before) < len(headings)
    return in_row or text.endswith("。") or _NUMBERED_GOAL.match(text) is not None


def _rows_of_goals(label: Piece, headings: Sequence[Piece], groups: Sequence[Sequence[Piece]]) -> list[_Row]:
    """The rows of goals; a blank line between texts is a label that is merged over rows."""
    blank = Piece("", label.end)
    if headings:
        if all(len(group) == len(headings) for group in groups):
            return [[label, *headings], *([blank, *group] for group in groups)]
        # Which of the texts are below which heading is not said.
        return [[label, *headings], *([text] for group in groups for text in group)]
    rows = [
        row
        for group in groups
        for row in ([group] if _NUMBERED_GOAL.fullmatch(group[0].text) else [[text] for text in group])
    ]
    return [[label if number == 0 else blank, *row] for number, row in enumerate(rows or [[]])]


def _plan_rows(lines: Sequence[Piece], at: int) -> tuple[list[_Row], int]:
    """The label of a spending plan, its days, and as many shares."""
    label, at = lines[at], at + 1
    days: list[Piece] = []
    while at < len(lines) and not is_label(lines[at].text) and not is_number(lines[at].text):
        days += [lines[at]] if lines[at].text else []
        at += 1
    shares: list[Piece] = []
    while at < len(lines) and len(shares) < len(days) and (not lines[at].text or is_number(lines[at].text)):
        shares += [lines[at]] if lines[at].text else []
        at += 1
    return [[label, *days], [Piece("", label.end), *shares]], at
