"""Documents laid out like the text of a word-processor file, read into sheets and narrative."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from attrs import define, field

from perfrules.diagnostics import Diagnostic, Source, Span
from perfrules.diagnostics.invisible import code_point
from perfrules.documents import read_text
from perfrules.documents.invisible import UNSEEN
from perfrules.documents.origin import Origin
from perfrules.sheets.checks import check_sheets, in_order
from perfrules.sheets.imports.headings import (
    heading_of,
    looks_like_title,
    may_be_title,
    money_unit_of,
    part_of,
)
from perfrules.sheets.imports.result import Import
from perfrules.sheets.imports.table_reader import is_target_table, read_table, split_sheets
from perfrules.sheets.imports.tables import Block, Paragraph, Table, diagnostic_at
from perfrules.sheets.imports.text_layout import read_blocks
from perfrules.sheets.model import Narrative, Sheet

_PAGE_BREAKS = "\v\f"


def import_text(path: Path, encoding: str | None = None) -> Import:
    """Read the sheets and the narrative of a text file.

    Args:
        path: a text in UTF-8 or GB18030, with or without a byte order mark.
        encoding: reads by this encoding alone.

    Raises:
        DocumentError: the file cannot be read or is not a text.
    """
    return import_source(read_text(path, encoding).source)


def import_source(source: Source) -> Import:
    r"""Read the sheets and the narrative of a text.

    Never raises: what is not understood has a diagnostic, and every character that is not blank is
    in a sheet, in the narrative, in a diagnostic, or a label of the form.

    >>> found = import_source(
    ...     Source("第二部分\n\n绩效目标表\n\n\t项目编码\n\t482-G9SD\n\n\t一级指标\n\t三级指标\n\t指标值\n")
    ... )
    >>> found.sheets[0].part, found.sheets[0].title, found.sheets[0].missing[-1]
    ('第二部分', '绩效目标表', '绩效指标')
    """
    reader = _DocumentReader(source)
    blocks = read_blocks(source)
    for number, block in enumerate(blocks, 1):
        reader.take(block, last=number == len(blocks))
    reader.close_section()
    if not reader.sheets:
        reader.diagnostics.append(Diagnostic("PR310", {}, None, source))
    found = (*reader.diagnostics, *check_sheets(reader.sheets))
    return Import(
        tuple(reader.sheets), tuple(reader.narrative), in_order((*found, *_invisible(source, found)))
    )


def _invisible(source: Source, found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """PR332 for each invisible character, except page breaks and characters that are reported already."""
    known = {each.span.start for each in found if each.code == "PR203" and each.span is not None}
    for character in UNSEEN.finditer(source.text):
        if character.group() not in _PAGE_BREAKS and character.start() not in known:
            facts = {"character": code_point(character.group())}
            yield Diagnostic("PR332", facts, Span(*character.span()), source)


@define
class _Section:
    """A heading and the paragraphs found under it so far."""

    heading: str
    paragraphs: list[Paragraph] = field(factory=list)
    at: Origin | None = None


@define
class _DocumentReader:
    """Goes through the blocks in order, and keeps the paragraphs above a table until its title is known."""

    source: Source
    part: str = ""
    section: _Section = field(factory=lambda: _Section(""))
    sheets: list[Sheet] = field(factory=list)
    narrative: list[Narrative] = field(factory=list)
    diagnostics: list[Diagnostic] = field(factory=list)

    def take(self, block: Block, *, last: bool) -> None:
        """Take one block; `last` says that the document ends with it."""
        if isinstance(block, Paragraph):
            self._take_paragraph(block)
        elif is_target_table(block):
            self._take_table(block, last=last)
        else:
            self._take_other_table(block)

    def _take_paragraph(self, paragraph: Paragraph) -> None:
        heading = None if looks_like_title(paragraph.text) else heading_of(paragraph.text)
        if heading is None:
            self.section.paragraphs.append(paragraph)
            return
        self.close_section()
        self.part = part_of(paragraph.text) or self.part
        # A heading that runs into its paragraph stays in it, so that the paragraph can be quoted whole.
        run_in = [] if heading == paragraph.text else [paragraph]
        self.section = _Section(heading, run_in, paragraph.at)

    def _take_table(self, table: Table, *, last: bool) -> None:
        title, unit = self._lines_above()
        self.close_section()
        tables = list(split_sheets(table))
        for number, each in enumerate(tables, 1):
            ends = last and number == len(tables)
            reading = read_table(each, None if number > 1 else title, self.part, unit, last=ends)
            self.sheets.append(reading.sheet)
            self.diagnostics += reading.diagnostics

    def _lines_above(self) -> tuple[Paragraph | None, str]:
        """The title of the table that follows, taken out of the running text, and the unit of its amounts."""
        lines = self.section.paragraphs
        units = [money_unit_of(line.text) for line in lines]
        unit = units[-1] if units else None
        candidates = [at for at in range(len(lines)) if units[at] is None][-2:]
        # A line such as （2021年度） may be between the title and the table.
        sure = [at for at in candidates if looks_like_title(lines[at].text)]
        possible = [at for at in candidates[-1:] if may_be_title(lines[at].text)]
        title = lines.pop((sure or possible)[-1]) if sure or possible else None
        return title, unit or "万元"

    def _take_other_table(self, table: Table) -> None:
        first, *_ = written = [cell for row in table.rows for cell in row if cell] or [table.rows[0][0]]
        if first:
            self.diagnostics.append(diagnostic_at(first, "PR311", count=len(written)))
        for row in table.rows:
            texts = [cell for cell in row if cell]
            if texts:
                line = "\t".join(cell.text for cell in texts)
                self.section.paragraphs.append(Paragraph(line, texts[0].at))

    def close_section(self) -> None:
        """Keep the running text found so far; what follows a table belongs to the same heading."""
        section = self.section
        start = section.at or (section.paragraphs[0].at if section.paragraphs else None)
        if start is not None:
            text = "\n".join(paragraph.text for paragraph in section.paragraphs)
            self.narrative.append(Narrative(section.heading, text, start))
        self.section = _Section(section.heading)
