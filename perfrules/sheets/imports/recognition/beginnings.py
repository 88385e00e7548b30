"""Where a form, its head and its table begin and end, by the words of lines and rows."""

from __future__ import annotations

from collections.abc import Sequence

from perfrules.documents.media.pages import Cell, Grid, Paragraph
from perfrules.resources.late_patterns import late_pattern
from perfrules.sheets.imports.headings import looks_like_title
from perfrules.sheets.imports.recognition.drafts import FormDraft
from perfrules.sheets.imports.recognition.goals import are_goal_headings
from perfrules.sheets.imports.recognition.money import SOURCES, is_amount
from perfrules.sheets.imports.recognition.pairs import inline_pairs
from perfrules.sheets.imports.recognition.reported_days import is_year_line
from perfrules.sheets.imports.recognition.tables.carried import section_level
from perfrules.sheets.imports.recognition.vocabulary import STAGES, amount_of, field_of, key_of, vocabulary

_BEGINNINGS = frozenset({"code", "name"})
_HEAD_FIELDS = frozenset({"code", "name", "department", "agency", "grade", "goals"})
_MOST_TITLES = 4
_LONGEST_LEVEL = 24
_PAIR = 2
_CONTINUED = late_pattern(
    r"[（(]?(?:续|接)(?:上?表|上页|前表)?[0-9]*[）)]?|[-—第]*[0-9]{1,4}[-—页]*(?:共[0-9]+页)?"
)
"""Lines between the parts of one table: 续表, page numbers."""
_HEADINGS_TOGETHER = late_pattern(
    r"一级(?:指标|目标)\s*二级(?:指标|目标)\s*(?:三级(?:指标|目标)|指标名称|指标内容|指标值|目标值)"
)
_YEAR = late_pattern(r"(?<![0-9])((?:19|20)[0-9]{2})\s*年")


def year_in(grid: Grid) -> int | None:
    """The year in a title at the top of a grid."""
    for row in grid.rows[:_MOST_TITLES]:
        cells = {id(cell): cell for cell in row if cell}
        if len(cells) == 1 and (found := _YEAR.search(next(iter(cells.values())).text)):
            return int(found[1])
    return None


def is_continued(line: Paragraph | Cell) -> bool:
    """Whether a line only says that the table above goes on."""
    return _CONTINUED.fullmatch("".join(line.text.split())) is not None


def runs_headings_together(text: str) -> bool:
    """Whether a line holds the headings of a table that has lost its cells.

    >>> (
    ...     runs_headings_together("一级指标二级指标三级指标指标值"),
    ...     runs_headings_together("一级指标、二级指标"),
    ... )
    (True, False)
    """
    return _HEADINGS_TOGETHER.search(text) is not None


def opens_form(text: str) -> bool:
    """Whether a line is the title of a table or names a project."""
    line = " ".join(text.split())
    if _CONTINUED.fullmatch(line):
        return False
    return looks_like_title(line) or any(field_of(label) in _BEGINNINGS for label, _ in inline_pairs(text))


def names_project(text: str) -> bool:
    """Whether a line below a table begins the next form."""
    return opens_form(text) or is_year_line(text)


def is_head_cell(cell: Cell) -> bool:
    """Whether a cell is a label of the head of a form, alone or with its value."""
    if field_of(cell.text) in _HEAD_FIELDS or amount_of(cell.text) in ("adjusted", "executed"):
        return True
    return any(field_of(label) in _HEAD_FIELDS for label, _ in inline_pairs(cell.text))


def begins_head(cells: Sequence[Cell]) -> bool:
    """Whether a row has a label of the head, or one text alone, or nothing."""
    if len(cells) < _PAIR:
        return True
    text = cells[0].text
    return field_of(text) is not None or bool(list(inline_pairs(text)))


def goes_on_head(cells: Sequence[Cell]) -> bool:
    """Whether a table begins with amounts, goals or the total of the project that is named above it."""
    if are_goal_headings(cells):
        return True
    if len(cells) == _PAIR and field_of(cells[0].text) in SOURCES and is_amount(cells[1].text):
        return True
    lead = key_of(cells[0].text) if cells else ""
    if lead in vocabulary().total and len(cells) == _PAIR:
        return True
    stages = [cell for cell in cells if amount_of(cell.text) in STAGES]
    # Without a label of the money, two headings of amounts are needed.
    return len(stages) > 1 or (lead in vocabulary().money and bool(stages))


def begins_form(cells: Sequence[Cell]) -> bool:
    """Whether a row is a title or names a project."""
    lead = cells[0]
    line = " ".join(lead.text.split())
    if len(cells) == 1 and looks_like_title(line) and not _CONTINUED.fullmatch("".join(line.split())):
        return True
    return field_of(lead.text) in _BEGINNINGS or any(
        field_of(label) in _BEGINNINGS for label, _ in inline_pairs(lead.text)
    )


def begins_next(draft: FormDraft, cells: Sequence[Cell]) -> bool:
    """Whether a row below the total begins the next form, which has no name: its year, its amounts."""
    if not draft.ended:
        return False
    if len(cells) == 1 and draft.head.year is not None and is_year_line(cells[0].text):
        return True
    stages = [cell for cell in cells if amount_of(cell.text) in STAGES]
    return bool(draft.head.money.amounts) and len(stages) > 1


def is_outside(draft: FormDraft, cells: Sequence[Cell], grid: Grid) -> bool:
    """Whether a row below a table does not belong to it: labels, notes, signatures."""
    lead, header = cells[0], draft.headers[-1]
    if draft.ended:
        return True
    if len(cells) == 1 and list(inline_pairs(lead.text)):
        return True
    if lead.column >= header.place_of_name:
        return len(cells) == 1 and header.covers_name_and_target(lead) and section_level(lead.text) is None
    if field_of(lead.text) in _HEAD_FIELDS:
        # 绩效目标 is also a second level.
        return not (header.is_below_level(lead) and header.is_row(grid.rows[lead.row], labelled=True))
    if list(inline_pairs(lead.text)):
        return True
    key = key_of(lead.text)
    if any(key.startswith(word) and key != word for word in vocabulary().notes if len(word) > 1):
        return True
    if key.startswith("注") or key in vocabulary().notes:
        return True
    if any(header.covers_name_and_target(cell) for cell in cells[1:]):
        return True
    wide = lead.columns >= max(header.place_of_name + 1, grid.width - 1) > 1
    alone = len(cells) == 1 and (wide or len(key) > _LONGEST_LEVEL)
    return alone and key not in vocabulary().level1
