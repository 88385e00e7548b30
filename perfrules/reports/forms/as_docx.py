"""Forms as a word-processor document: a summary, then each form on pages of its own."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from attrs import evolve
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length, Mm, Pt

from perfrules.diagnostics import Language
from perfrules.reports.forms.evaluation import Report
from perfrules.reports.forms.layout import FormCell, Layout
from perfrules.reports.forms.limits import require_showable
from perfrules.reports.forms.monitoring import MonitoringForms
from perfrules.reports.forms.office_blocks import Book, book_of
from perfrules.reports.forms.tables import Table
from perfrules.reports.forms.words import FormWords
from perfrules.reports.roles import Role, Tint

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The days the file says it was made: always the same, so that the same report makes the same bytes."""

_MARGIN = 15
_SHORT, _LONG = 210, 297
"""The sides of an A4, in millimetres."""
_SHADE, _RULE = "F2F4F7", "8A94A6"
_SUMMARY_WIDTHS = {"number": 6, "code": 20, "project": 32, "grade": 8, "light": 8}
_COMMON_WIDTH = 12
_TINTS: dict[Tint, str] = {"red": "F5C6C6", "yellow": "FFF0B3", "green": "CFEBD3", "blue": "CFE2F7"}
_SIDES: dict[Role, str] = {"text": "left", "figure": "right", "share": "right", "total": "right"}
_SHADED = {"label", "side", "total", "grade"}


def render(report: Report | MonitoringForms, language: Language) -> bytes:
    """The document.

    Raises:
        ReportError: PR752.
    """
    require_showable(report)
    words = FormWords(language)
    book = book_of(report, words)
    document = _blank(book)
    if book.summary is not None:
        _heading(document, book.summary.name)
        _summary(document, book.summary.table, words)
    for number, page in enumerate(book.pages):
        _form(document, page.layout, words, new_page=number > 0 or book.summary is not None)
    # A document does not end in a table.
    document.add_paragraph().paragraph_format.line_spacing = Pt(1)
    _footer(document, book, words)
    return _stored(document)


def _blank(book: Book) -> Document:
    document = docx.Document()
    about = document.core_properties
    about.title, about.author, about.comments = book.title, "", ""
    about.created = about.modified = _EPOCH
    section = document.sections[0]
    sides = Mm(_SHORT), Mm(_LONG)
    section.page_width, section.page_height = sides[::-1] if book.landscape else sides
    section.orientation = WD_ORIENT.LANDSCAPE if book.landscape else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = Mm(_MARGIN)
    section.top_margin, section.bottom_margin = Mm(18), Mm(16)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(9)
    shown = normal.element.get_or_add_rPr()
    shown.get_or_add_rFonts().set(qn("w:eastAsia"), "宋体")
    shown.append(_element("w:lang", val="en-US", eastAsia="zh-CN"))
    normal.paragraph_format.space_after = Pt(0)
    return document


def _stored(document: Document) -> bytes:
    """The document's parts, each of the same day; python-docx stamps them with the hour."""
    written, stored = io.BytesIO(), io.BytesIO()
    document.save(written)
    with ZipFile(written) as parts, ZipFile(stored, "w") as fixed:
        for name in parts.namelist():
            part = ZipInfo(name, _ZIP_EPOCH)
            part.compress_type = ZIP_DEFLATED
            fixed.writestr(part, parts.read(name))
    return stored.getvalue()


def _heading(document: Document, text: str, *, new_page: bool = False) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.page_break_before = new_page
    paragraph.paragraph_format.space_after = Pt(4)
    run = paragraph.add_run(text)
    run.font.size = Pt(17)
    run.font.name = "Arial"
    run.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "黑体")


def _form(document: Document, layout: Layout, words: FormWords, *, new_page: bool) -> None:
    title, year, *cells = layout.cells
    _heading(document, str(title.value), new_page=new_page)
    below = document.add_paragraph(str(year.value))
    below.alignment = WD_ALIGN_PARAGRAPH.CENTER
    below.paragraph_format.space_after = Pt(4)
    above = [cell for cell in cells if cell.row < layout.table]
    table = [cell for cell in cells if cell.row >= layout.table and cell.role != "signature"]
    _table(document, above, layout.widths, words)
    # Without a paragraph between them two tables are one, and a heading repeats only at a table's top.
    gap = document.add_paragraph()
    gap.paragraph_format.line_spacing = Pt(3)
    _table(document, table, layout.widths, words, heads=True)
    for cell in cells:
        if cell.role == "signature":
            document.add_paragraph(str(cell.value)).paragraph_format.space_before = Pt(8)


def _summary(document: Document, table: Table, words: FormWords) -> None:
    document.add_paragraph(table.note).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    cells = [FormCell(0, column, head, "label") for column, head in enumerate(table.heads)]
    for row, values in enumerate(table.rows, 1):
        cells += (evolve(cell, row=row) for cell in table.cells(values, last=row == len(table.rows)))
    _table(
        document, cells, [_SUMMARY_WIDTHS.get(key, _COMMON_WIDTH) for key in table.keys], words, heads=True
    )


def _footer(document: Document, book: Book, words: FormWords) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.style = document.styles["Normal"]
    paragraph.paragraph_format.tab_stops.add_tab_stop(_across(document), WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run(book.policies).font.size = Pt(8)
    before, between, after = words("page", page="|", pages="|").split("|")
    for text, field in ((f"\t{before}", "PAGE"), (between, "NUMPAGES"), (after, "")):
        run = paragraph.add_run(text)
        run.font.size = Pt(8)
        if field:
            run.element.addnext(_field(field))


def _field(instruction: str) -> BaseOxmlElement:
    """A number that the word processor fills in."""
    field, run, shown = _element("w:fldSimple", instr=instruction), OxmlElement("w:r"), OxmlElement("w:rPr")
    shown.append(_element("w:sz", val="16"))
    run.append(shown)
    field.append(run)
    return field


def _element(name: str, **attributes: str) -> BaseOxmlElement:
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element


def _table(
    document: Document,
    cells: Sequence[FormCell],
    widths: Sequence[int],
    words: FormWords,
    *,
    heads: bool = False,
) -> None:
    """Put a table at the end of the document, its first row repeated on each page where it has `heads`."""
    across = int(_across(document).twips)
    twips = [across * width // sum(widths) for width in widths]
    table = OxmlElement("w:tbl")
    table.append(_properties(sum(twips)))
    grid = OxmlElement("w:tblGrid")
    for width in twips:
        grid.append(_element("w:gridCol", w=str(width)))
    table.append(grid)
    first = min(cell.row for cell in cells)
    for row in range(first, max(cell.row + cell.rows for cell in cells)):
        table.append(_row(cells, row, twips, words, repeated=heads and row == first))
    # The last thing in a body is the description of its pages.
    body = document.element.body
    body.insert(len(body) - 1, table)


def _across(document: Document) -> Length:
    """How wide the page is between its margins."""
    section = document.sections[0]
    width, left, right = section.page_width, section.left_margin, section.right_margin
    return Length(int(width or 0) - int(left or 0) - int(right or 0))


def _properties(width: int) -> BaseOxmlElement:
    properties = OxmlElement("w:tblPr")
    properties.append(_element("w:tblW", w=str(width), type="dxa"))
    properties.append(_element("w:jc", val="center"))
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(_element(f"w:{side}", val="single", sz="4", space="0", color=_RULE))
    properties.append(borders)
    properties.append(_element("w:tblLayout", type="fixed"))
    margins = OxmlElement("w:tblCellMar")
    for side, width in (("top", 40), ("left", 70), ("bottom", 40), ("right", 70)):
        margins.append(_element(f"w:{side}", w=str(width), type="dxa"))
    properties.append(margins)
    return properties


def _row(
    cells: Iterable[FormCell], row: int, twips: Sequence[int], words: FormWords, *, repeated: bool
) -> BaseOxmlElement:
    line = OxmlElement("w:tr")
    properties = OxmlElement("w:trPr")
    properties.append(OxmlElement("w:cantSplit"))
    properties.append(_element("w:trHeight", val="340", hRule="atLeast"))
    if repeated:
        properties.append(OxmlElement("w:tblHeader"))
    line.append(properties)
    here = (cell for cell in cells if cell.row <= row < cell.row + cell.rows)
    for cell in sorted(here, key=lambda cell: cell.column):
        line.append(_cell(cell, twips, words, begins=cell.row == row))
    return line


def _cell(cell: FormCell, twips: Sequence[int], words: FormWords, *, begins: bool) -> BaseOxmlElement:
    box = OxmlElement("w:tc")
    properties = OxmlElement("w:tcPr")
    width = sum(twips[cell.column : cell.column + cell.columns])
    properties.append(_element("w:tcW", w=str(width), type="dxa"))
    if cell.columns > 1:
        properties.append(_element("w:gridSpan", val=str(cell.columns)))
    if cell.rows > 1:
        properties.append(_element("w:vMerge", val="restart" if begins else "continue"))
    fill = _TINTS[cell.tint] if cell.tint else _SHADE if cell.role in _SHADED else ""
    if fill:
        properties.append(_element("w:shd", val="clear", color="auto", fill=fill))
    if cell.role == "side" and words.language == "en":
        properties.append(_element("w:textDirection", val="btLr"))
    properties.append(_element("w:vAlign", val="center"))
    box.append(properties)
    box.append(_paragraph(str(cell.value) if begins else "", cell.role))
    return box


def _paragraph(text: str, role: Role) -> BaseOxmlElement:
    paragraph, properties = OxmlElement("w:p"), OxmlElement("w:pPr")
    properties.append(_element("w:jc", val=_SIDES.get(role, "center")))
    paragraph.append(properties)
    run = OxmlElement("w:r")
    if role in _SHADED:
        bold = OxmlElement("w:rPr")
        bold.append(OxmlElement("w:b"))
        run.append(bold)
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n")):
        if number:
            run.append(OxmlElement("w:br"))
        words = OxmlElement("w:t")
        words.text = line
        words.set(qn("xml:space"), "preserve")
        run.append(words)
    paragraph.append(run)
    return paragraph
