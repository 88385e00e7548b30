"""Office files of other programs: other part names, absolute targets, prefixes, strict namespaces."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from io import BytesIO

import docx
import pytest
import xlsxwriter

from perfrules.documents import DocumentError
from perfrules.documents.media.pages import read_pages

ROWS = [["一级指标", "指标名称", "指标值"], ["产出指标", "培训场次", "≥3场"]]
TRANSITIONAL = b"http://schemas.openxmlformats.org/"
STRICT = {
    TRANSITIONAL + b"spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    TRANSITIONAL + b"wordprocessingml/2006/main": b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    TRANSITIONAL
    + b"officeDocument/2006/relationships": b"http://purl.oclc.org/ooxml/officeDocument/relationships",
}


def workbook() -> bytes:
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("表")
        for number, row in enumerate(ROWS):
            sheet.write_row(number, 0, row)
    return stream.getvalue()


def document() -> bytes:
    made, stream = docx.Document(), BytesIO()
    table = made.add_table(len(ROWS), 3)
    for number, row in enumerate(ROWS):
        for column, text in enumerate(row):
            table.cell(number, column).text = text
    made.save(stream)
    return stream.getvalue()


def rewritten(data: bytes, edit: Callable[[str, bytes], tuple[str, bytes] | None]) -> bytes:
    """A package whose parts `edit` renames, changes or leaves out."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for part in old.infolist():
            made = edit(part.filename, old.read(part))
            if made is not None:
                new.writestr(*made)
    return stream.getvalue()


def replaced(*pairs: tuple[bytes, bytes]) -> Callable[[str, bytes], tuple[str, bytes]]:
    """Rename parts and the references to them alike."""

    def edit(name: str, data: bytes) -> tuple[str, bytes]:
        for old, new in pairs:
            name = name.replace(old.decode(), new.decode())
            data = data.replace(old, new)
        return name, data

    return edit


def absolute_targets(name: str, data: bytes) -> tuple[str, bytes]:
    if name == "xl/worksheets/sheet1.xml":
        return "xl/sheets/Page A.xml", data
    data = data.replace(b'Target="worksheets/sheet1.xml"', b'Target="/xl/sheets/Page%20A.xml"')
    return name, data.replace(b'Target="sharedStrings.xml"', b'Target="/xl/sharedStrings.xml"')


def prefixed(name: str, data: bytes) -> tuple[str, bytes]:
    if name not in ("xl/workbook.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"):
        return name, data
    body = re.sub(rb"<(/?)([a-zA-Z])", rb"<\1x:\2", data.partition(b"?>")[2])
    return name, body.replace(b" xmlns=", b" xmlns:x=")


def inline_texts(name: str, data: bytes) -> tuple[str, bytes] | None:
    """The texts in the cells, without shared texts, styles and theme."""
    if name in ("xl/sharedStrings.xml", "xl/styles.xml", "xl/theme/theme1.xml"):
        return None
    if name == "xl/_rels/workbook.xml.rels":
        return name, re.sub(rb"<Relationship [^>]*(?:sharedStrings|styles|theme)[^>]*/>", b"", data)
    texts = [text for row in ROWS for text in row]
    shared = {number: text.encode() for number, text in enumerate(texts)}
    pattern = rb'<c r="([A-Z]+[0-9]+)" t="s"><v>([0-9]+)</v></c>'
    return name, re.sub(
        pattern,
        lambda found: b'<c r="%b" t="inlineStr"><is><t>%b</t></is></c>' % (found[1], shared[int(found[2])]),
        data,
    )


def without_addresses(name: str, data: bytes) -> tuple[str, bytes]:
    """Cells and rows without their addresses, and no dimension."""
    data = re.sub(rb"<dimension[^>]*/>", b"", data)
    return name, re.sub(rb'<(c|row) r="[A-Z0-9]+"', rb"<\1", data)


def other_main_part(name: str, data: bytes) -> tuple[str, bytes]:
    for old, new in ((b"workbook.xml", b"workbook2.xml"), (b"word/document.xml", b"word/document2.xml")):
        if name.startswith(("_rels", "[Content")):
            data = data.replace(old, new)
    return re.sub(r"(workbook|document)\.xml", r"\g<1>2.xml", name), data


WORKBOOKS = {
    "absolute-targets": absolute_targets,
    "prefixed": prefixed,
    "inline-texts": inline_texts,
    "without-addresses": without_addresses,
    "other-main-part": other_main_part,
    "strict": replaced(*STRICT.items()),
    "other-case": lambda name, data: (name.replace("sharedStrings", "SharedStrings"), data),
    "backslashes": lambda name, data: (name.replace("xl/worksheets/", "xl\\worksheets\\"), data),
}
DOCUMENTS = {"other-main-part": other_main_part, "strict": replaced(*STRICT.items())}


def texts_of(data: bytes, path) -> list[list[str]]:
    path.write_bytes(data)
    (page,) = read_pages(path).pages
    return [[cell.text for cell in row] for row in page.grids[0].rows]


@pytest.mark.parametrize("edit", WORKBOOKS.values(), ids=WORKBOOKS)
def test_workbooks_of_other_programs(edit, tmp_path):
    assert texts_of(rewritten(workbook(), edit), tmp_path / "表.xlsx") == ROWS


@pytest.mark.parametrize("edit", DOCUMENTS.values(), ids=DOCUMENTS)
def test_documents_of_other_programs(edit, tmp_path):
    assert texts_of(rewritten(document(), edit), tmp_path / "表.docx") == ROWS


@pytest.mark.parametrize(
    ("data", "left_out"),
    [
        (workbook(), "xl/worksheets/sheet1.xml"),
        (workbook(), "xl/workbook.xml"),
        (document(), "word/document.xml"),
    ],
    ids=["no-sheet", "no-workbook", "no-document"],
)
def test_a_package_without_its_main_parts_is_refused(data, left_out, tmp_path):
    path = tmp_path / ("表.docx" if left_out.startswith("word") else "表.xlsx")
    path.write_bytes(rewritten(data, lambda name, part: None if name == left_out else (name, part)))
    with pytest.raises(DocumentError) as caught:
        read_pages(path)
    assert [each.code for each in caught.value.diagnostics] == ["PR906"]
