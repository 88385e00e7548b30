"""Pages of blocks into forms, narrative, and a report on every cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from attrs import define, evolve, field, frozen

from perfrules.diagnostics import Diagnostic
from perfrules.diagnostics.listed import Listed
from perfrules.documents.media.pages import Grid, Page, Paragraph
from perfrules.sheets.imports.headings import heading_of as numbered_heading
from perfrules.sheets.imports.headings import part_of
from perfrules.sheets.imports.recognition.beginnings import (
    begins_form,
    begins_head,
    begins_next,
    goes_on_head,
    is_continued,
    is_head_cell,
    is_outside,
    names_project,
    opens_form,
    runs_headings_together,
    year_in,
)
from perfrules.sheets.imports.recognition.drafts import FormDraft, cells_of
from perfrules.sheets.imports.recognition.form import ImportedForm
from perfrules.sheets.imports.recognition.head import new_cells
from perfrules.sheets.imports.recognition.ledger import Entry, Ledger
from perfrules.sheets.imports.recognition.pairs import inline_pairs
from perfrules.sheets.imports.recognition.tables.header import Header, find_header
from perfrules.sheets.imports.recognition.vocabulary import is_group
from perfrules.sheets.model import Narrative

_MOST_SHOWN = 60


@frozen
class Recognised:
    """What a document holds: forms, running text, what became of each cell, and what was noticed."""

    forms: tuple[ImportedForm, ...]
    narrative: tuple[Narrative, ...]
    entries: tuple[Entry, ...]
    diagnostics: tuple[Diagnostic, ...]


def recognise(pages: Iterable[Page]) -> Recognised:
    """Read the forms of a document."""
    reader = _DocumentReader()
    for page in pages:
        reader.take_page(page)
    return reader.finish()


@define
class _DocumentReader:
    """Goes through pages in order; a form begins with its title, its head or its table."""

    ledger: Ledger = field(factory=Ledger)
    drafts: list[FormDraft] = field(factory=list)
    above: list[Paragraph] = field(factory=list)
    narrative: list[Narrative] = field(factory=list)
    diagnostics: list[Diagnostic] = field(factory=list)
    grids: list[Grid] = field(factory=list)
    last: tuple[Grid, Header] | None = None
    interrupted: bool = False

    @property
    def draft(self) -> FormDraft:
        return self.drafts[-1]

    def take_page(self, page: Page) -> None:
        """Take a page; a new worksheet begins a new form."""
        self.diagnostics += page.noticed
        self._begin()
        for block in page.blocks:
            if isinstance(block, Paragraph):
                self.above.append(block)
            else:
                self.diagnostics += block.noticed
                self.grids.append(block)
                self._take_grid(block)
        self._take_above(for_table=False)

    def _begin(self) -> None:
        self.drafts.append(FormDraft.new(self.ledger))
        self.last = None

    def _take_above(self, *, for_table: bool) -> None:
        """Take the lines since the last table: a title and labels for the next one, the rest is narrative."""
        lines, self.above = self.above, []
        if for_table and self.draft.has_table and any(names_project(line.text) for line in lines):
            self._begin()
        title = self._title_in(lines) if for_table else None
        rest: list[Paragraph] = []
        for line in lines:
            if line is title:
                self.draft.head.set_title(" ".join(line.text.split()), line.at)
                self.ledger.accept(line, "title")
            elif for_table and self.draft.head.take_line(line.text, line.at):
                self.ledger.accept(line, "head")
            else:
                rest.append(line)
                self._take_narrative(line)
        self.narrative += _sections(rest)

    def _take_narrative(self, line: Paragraph) -> None:
        """Keep a line as running text; PR745 for the headings of a table that has lost its cells."""
        if not runs_headings_together(line.text):
            self.ledger.accept(line, "narrative")
            return
        reason = line.at.report("PR745", text=" ".join(line.text.split())[:_MOST_SHOWN])
        self.diagnostics.append(reason)
        self.ledger.leave(line, reason)

    @staticmethod
    def _title_in(lines: Sequence[Paragraph]) -> Paragraph | None:
        """The last line that looks like the title of a table."""
        titles = (line for line in reversed(lines) if opens_form(line.text))
        return next((line for line in titles if not list(inline_pairs(line.text))), None)

    def _take_grid(self, grid: Grid) -> None:
        continues = not self.interrupted and all(map(is_continued, self.above))
        self._take_above(for_table=True)
        year = self.draft.head.year or year_in(grid)
        header = find_header(grid, 0, year)
        number = 0
        if header is None and continues and self._continues(grid):
            self._reopen(grid)
        elif header is None and not self._is_head(grid):
            self._take_other(grid)
            return
        while number < len(grid.rows):
            if header is not None and number == header.first:
                self._open(grid, header, continues=continues or number > 0)
                number = header.last + 1
                header = find_header(grid, number, year)
                continue
            self._take_row(grid, number, header)
            number += 1
        if self.draft.reader is not None:
            self.last = (grid, self.draft.headers[-1])

    def _continues(self, grid: Grid) -> bool:
        """Whether a grid without headings goes on with the table above it."""
        if self.last is None or self.last[0].width != grid.width:
            return False
        return self.last[1].is_row(grid.rows[0]) or not self._is_head(grid)

    def _is_head(self, grid: Grid) -> bool:
        """Whether a grid holds the head of a form whose table follows."""
        known = [
            cell for row in range(len(grid.rows)) for cell in new_cells(grid, row)[:1] if is_head_cell(cell)
        ]
        return bool(known) or (self.draft.head.is_named and goes_on_head(new_cells(grid, 0)))

    def _reopen(self, grid: Grid) -> None:
        if self.last is None:
            return
        above = self.last[1]
        self.draft.open(grid, evolve(above, first=-1, last=-1, cells=(), whole_period=False, doubles=()))

    def _open(self, grid: Grid, header: Header, *, continues: bool) -> None:
        """Begin a table; after other text, other columns or a total another form begins."""
        draft = self.draft
        if draft.rows and (draft.ended or not continues or draft.headers[-1].meanings != header.meanings):
            self._begin()
        self.interrupted = False
        self.draft.open(grid, header)
        self.diagnostics += _about(header)

    def _take_row(self, grid: Grid, number: int, following: Header | None) -> None:
        draft = self.draft
        cells = new_cells(grid, number)
        if not cells:
            return
        if (
            draft.has_table
            and len(cells) == 1
            and is_continued(cells[0])
            and not cells[0].text.strip().isdigit()
        ):
            self.ledger.accept(cells[0], "narrative")
            return
        if draft.has_table and (begins_form(cells) or begins_next(draft, cells)):
            self._begin_below(grid, number, following)
            draft = self.draft
        if draft.reader is None or draft.reader.grid is not grid or is_outside(draft, cells, grid):
            draft.head.take(grid, number)
        else:
            draft.take(number)

    def _begin_below(self, grid: Grid, number: int, following: Header | None) -> None:
        """Begin a form inside a table; its rows may go on below the headings of the table."""
        above = self.draft
        below = number + 1
        shares = below < len(grid.rows) and (following is None or following.first != below)
        shares = shares and not begins_head(new_cells(grid, below))
        if shares and not above.rows and not above.head.is_named:
            return
        self._begin()
        if shares and above.reader is not None and above.reader.grid is grid and not above.ended:
            last = above.headers[-1]
            self.draft.open(grid, evolve(last, first=-1, last=-1, cells=()))

    def _take_other(self, grid: Grid) -> None:
        """A table without indicators: kept as narrative; a list of contents is named."""
        self.interrupted = True
        cells = list(cells_of(grid))
        for cell in cells:
            self.ledger.leave(cell)
        if cells:
            texts = Listed(" ".join(cell.text.split()) for cell in cells[:6])
            self.diagnostics.append(cells[0].at.report("PR721", texts=texts))
            lines = [
                "\t".join(" ".join(cell.text.split()) for cell in new_cells(grid, row))
                for row in range(len(grid.rows))
            ]
            self.narrative.append(Narrative("", "\n".join(filter(None, lines)), cells[0].at))

    def finish(self) -> Recognised:
        """The forms that have a table, and what is left."""
        forms: list[ImportedForm] = []
        for draft in self.drafts:
            self.diagnostics += draft.found_problems
            self.narrative += (Narrative("", " ".join(c.text.split()), c.at) for c in draft.head.notes)
            if draft.has_table or draft.breaks_off:
                forms += draft.forms()
        forms = self._without_repeated(forms)
        for draft in self.drafts:
            headings = [cell for header in draft.headers for cell in header.cells]
            if headings and not draft.rows and not draft.problems:
                self.diagnostics.append(headings[0].at.report("PR723"))
        self._sweep()
        if not forms:
            self.diagnostics = [each for each in self.diagnostics if each.code != "PR721"]
        return Recognised(
            tuple(forms), tuple(self.narrative), tuple(self.ledger.entries), tuple(self.diagnostics)
        )

    def _without_repeated(self, forms: list[ImportedForm]) -> list[ImportedForm]:
        """The forms without those of a list of all projects that repeats forms of their own."""
        alone = {form.key: form for form in forms if not form.listed and form.key}
        repeated = [form for form in forms if form.listed and form.key in alone]
        for form in repeated:
            at = next((each.at for each in form.sheet.indicators), None)
            if at is not None and not form.says_the_same(alone[form.key]):
                self.diagnostics.append(at.report("PR729", name=form.sheet.name or form.key))
        return [form for form in forms if form not in repeated]

    def _sweep(self) -> None:
        """Name each cell that no field took."""
        for grid in self.grids:
            for cell in cells_of(grid):
                if is_group(cell.text):
                    self.ledger.accept(cell, "label")
                elif not self.ledger.knows(cell):
                    reason = cell.at.report("PR709", text=" ".join(cell.text.split()))
                    self.diagnostics.append(reason)
                    self.ledger.leave(cell, reason)


def _about(header: Header) -> Iterator[Diagnostic]:
    """What is noticed of headings: several columns of targets, or of one other meaning."""
    if header.rivals:
        columns = Listed(column.text for column in header.rivals)
        yield header.rivals[0].cells[-1].at.report("PR724", columns=columns)
    for used, *others in header.doubles:
        facts = {"used": used.text, "others": Listed(column.text for column in others)}
        yield others[0].cells[-1].at.report("PR895", **facts)


def _sections(lines: Sequence[Paragraph]) -> Iterator[Narrative]:
    """The running text by its numbered headings."""
    heading, texts, at = "", [], None
    for line in lines:
        found = part_of(line.text) or numbered_heading(line.text)
        if found is not None:
            if at is not None:
                yield Narrative(heading, "\n".join(texts), at)
            heading, texts, at = found, [] if found == line.text else [line.text], line.at
        else:
            texts.append(line.text)
            at = at or line.at
    if at is not None:
        yield Narrative(heading, "\n".join(texts), at)
