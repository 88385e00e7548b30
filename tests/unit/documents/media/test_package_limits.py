"""Office files that are small on disk and huge in memory are refused before a library opens them."""

from __future__ import annotations

import io
import time
import zipfile

import pytest

from perfrules.documents import DocumentError
from perfrules.documents.media.ooxml import check_package
from perfrules.documents.media.package_limits import MOST_CELLS, MOST_PARAGRAPHS, PartCounter

SHEET = "xl/worksheets/sheet1.xml"
TEXT = "word/document.xml"


def package(kind, content):
    data = io.BytesIO()
    main, part = {"xlsx": ("xl/workbook.xml", SHEET), "docx": (TEXT, TEXT)}[kind]
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as made:
        if main != part:
            made.writestr(main, b"<workbook/>")
        made.writestr(part, content)
    return data.getvalue()


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("xlsx", b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
        ("xlsx", b'<mergeCells><mergeCell ref="A1:Z200000"/></mergeCells>'),
        ("xlsx", b"<x:mergeCell ref='$A$1:$Z$200000'/>"),
        ("xlsx", b'<mergeCell ref="Z200000:A1"/>'),
        ("xlsx", b'<hyperlink location="x" ref="A1:KN5000"/>'),
        ("xlsx", b'<mergeCell ref="A1:C1"/>' * 140_000),
        ("xlsx", b'<row><c r="A1"><v>1</v></c></row>' * (MOST_CELLS + 1)),
        ("xlsx", b"<x:c/>" * (MOST_CELLS + 1)),
        ("xlsx", '<mergeCell ref="A1:XFD1048576"/>'.encode("utf-16")),
        ("docx", b"<w:p/>" * (MOST_PARAGRAPHS + 1)),
        ("docx", b'<w:p w:id="1"><w:r/></w:p>' * (MOST_PARAGRAPHS + 1)),
        ("docx", b"<p>\n</p>" * 1_000_000),
    ],
)
def test_a_bomb_is_refused_at_once(kind, content):
    data = package(kind, content)
    start = time.process_time()
    with pytest.raises(DocumentError) as refused:
        check_package(data, kind, "bomb")
    assert refused.value.code == "PR166"
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("xlsx", b'<cols><col min="1"/></cols>' * (MOST_CELLS + 1)),  # not a cell
        ("xlsx", b"<c/>" * MOST_CELLS),
        ("xlsx", b'<mergeCell ref="A1:Z20000"/>'.replace(b"20000", b"1000")),
        ("docx", b"<w:pPr/>" * (MOST_PARAGRAPHS + 1)),
        ("docx", b"<w:p/>" * MOST_PARAGRAPHS),
    ],
)
def test_a_file_within_the_limits_is_accepted(kind, content):
    check_package(package(kind, content), kind)


@pytest.mark.parametrize("beginning", [b"<a>", b"<a ", b'<c r="'], ids=["text", "tag", "attribute"])
def test_a_long_text_or_tag_is_gone_through_once(beginning):
    data = package("docx", beginning + b" " * 40_000_000)
    start = time.process_time()
    check_package(data, "docx")
    assert time.process_time() - start < 2


@pytest.mark.parametrize("size", [1, 2, 3, 7, 64])
def test_tags_across_chunks_are_counted_once(size):
    content = b'<a><c r="A1"/><c/><mergeCell ref="A1:B2"/></a>' * 3
    counter = PartCounter(SHEET)
    for at in range(0, len(content), size):
        assert counter.feed(content[at : at + size]) is None
    assert counter.counts == {"cells": 6, "spanned": 12}
