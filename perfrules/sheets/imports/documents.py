"""Read sheets and filled forms from a document of any medium."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from attrs import evolve

from perfrules.diagnostics import Diagnostic, Source
from perfrules.documents import DocumentError
from perfrules.documents.media.pages import Opened, Paragraph, read_pages
from perfrules.resources.late_patterns import late_pattern
from perfrules.sheets.checks import check_sheets, in_order
from perfrules.sheets.imports.cell_lines.page import cell_line_page, placed_page, tab_line_page
from perfrules.sheets.imports.garbled import garbled_text
from perfrules.sheets.imports.recognition.document import Recognised, recognise
from perfrules.sheets.imports.recognition.tables.column import unused_columns
from perfrules.sheets.imports.result import Import
from perfrules.sheets.imports.text_tables import import_source

_CELL_LINE = late_pattern(r"(?m)^[ \u3000]*\t[^\t\n]*$")
"""A cell on a line of its own after a tab, as in word-processor files saved as text."""
_NOT_UNDERSTOOD = frozenset({"PR311", "PR312", "PR313"})
_UNREAD = frozenset({"PR709", "PR721", "PR894", "PR896", "PR897", "PR704"})
_ROW_LINE = late_pattern(r"(?m)^[^\t\n]*[^\t\n \u3000][^\t\n]*\t.*$")
"""A row of cells with tabs between them."""


def import_document(path: Path | str, encoding: str | None = None) -> Import:
    """Read the sheets, filled forms and running text of a document.

    Never raises: what cannot be read or understood has a diagnostic, and every cell that is not blank is in
    the result or in its report.

    Args:
        path: a .docx, .xlsx, .csv, .tsv, .html or text file.
        encoding: reads a text by this encoding alone.

    >>> [found.code for found in import_document("nowhere.docx").diagnostics]
    ['PR100']
    """
    path = Path(path)
    try:
        opened = read_pages(path, encoding)
    except DocumentError as error:
        return Import(diagnostics=error.diagnostics)
    noticed = _about_encoding(opened)
    if opened.kind == "text" and opened.source is not None and _is_cell_a_line(opened.source.text):
        whole = import_source(opened.source)
        opened = evolve(opened, pages=(tab_line_page(opened.source),))
        found = recognise_opened(opened)
        if not _is_other_form(whole, found):
            return whole + Import(diagnostics=noticed)
    else:
        found = recognise_opened(opened)
    if opened.kind == "text" and opened.source is not None and not (found.forms or opened.pages[0].grids):
        return import_source(opened.source) + Import(diagnostics=noticed)
    sheets = tuple(form.sheet for form in found.forms)
    # Published tables seldom have codes; a name is enough.
    named = len(sheets) == 1 or all(sheet.name for sheet in sheets)
    checked = [each for each in check_sheets(sheets) if each.code != "PR307" or not named]
    problems = [*noticed, *found.diagnostics, *_unused_columns(found), *checked]
    if not sheets:
        problems += _without_table(opened, path)
    return Import(sheets, found.narrative, in_order(problems), found.forms, found.entries)


def _unused_columns(found: Recognised) -> Iterator[Diagnostic]:
    """PR894, PR896 for each heading that is not understood, once for all forms of a list."""
    seen: set[int] = set()
    for form in found.forms:
        cells = [cell for cell in form.unknown if id(cell) not in seen]
        seen.update(map(id, cells))
        yield from unused_columns(cells, form.meanings)


def _is_other_form(whole: Import, found: Recognised) -> bool:
    """Whether a text with a cell a line has another form than the whole document of a department.

    That has a code for each project, and groups of rows such as 资金支出计划. With codes alone, the reading
    that leaves less unread counts.
    """
    if not whole.sheets:
        return bool(found.forms)
    if any(sheet.plan for sheet in whole.sheets):
        return False
    if not all(sheet.code for sheet in whole.sheets):
        return True
    left = sum(each.code in _NOT_UNDERSTOOD for each in whole.diagnostics)
    unread = [*found.diagnostics, *_unused_columns(found)]
    return left > sum(each.code in _UNREAD for each in unread)


def recognise_opened(opened: Opened) -> Recognised:
    """The forms of an open document."""
    found = recognise(map(placed_page, opened.pages) if opened.kind == "text" else opened.pages)
    if opened.kind == "text" and opened.source is not None and not found.forms:
        page = cell_line_page(opened.source)
        found = found if page is None else recognise((page,))
    return found


def _without_table(opened: Opened, path: Path) -> Iterator[Diagnostic]:
    """Why a document has no table of indicators: its text is garbled, or it is about something else."""
    texts = (block.text for page in opened.pages for block in page.blocks if isinstance(block, Paragraph))
    cells = (cell.text for page in opened.pages for grid in page.grids for row in grid.rows for cell in row)
    found = garbled_text("\n".join(chain(texts, cells)))
    if found is None:
        yield Diagnostic("PR727", {"name": path.name}, None, Source("", str(path)))
    else:
        yield Diagnostic("PR719", {"text": found}, None, Source("", str(path)))


def _is_cell_a_line(text: str) -> bool:
    """Whether a text has a cell a line rather than a row a line."""
    return len(_CELL_LINE.findall(text)) > len(_ROW_LINE.findall(text))


def _about_encoding(opened: Opened) -> tuple[Diagnostic, ...]:
    if opened.encoding is None or opened.encoding.startswith("utf"):
        return ()
    source = opened.source
    return (Diagnostic("PR321", {"encoding": opened.encoding}, None, source),)
