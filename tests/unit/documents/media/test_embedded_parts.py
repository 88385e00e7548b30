"""Documents inside a document: web pages, texts and .docx files that Word shows in place."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path

import docx
import pytest

from perfrules.documents.media.pages import Page, Paragraph, read_pages

TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk"
NAMESPACE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HTML = "<html><body><p>附表</p><table><tr><td>指标名称</td><td>≥3场</td></tr></table></body></html>"


def document(*lines: str) -> bytes:
    made, stream = docx.Document(), BytesIO()
    for line in lines:
        made.add_paragraph(line)
    made.save(stream)
    return stream.getvalue()


def holding(outer: bytes, part: str, data: bytes, *, identifier: str = "rIdChunk") -> bytes:
    """A document with a part inside, shown after its paragraphs."""
    stream = BytesIO()
    chunk = f'<w:altChunk xmlns:r="{NAMESPACE}" r:id="{identifier}"/><w:sectPr'.encode()
    relation = f'<Relationship Id="rIdChunk" Type="{TYPE}" Target="{part}"/></Relationships>'.encode()
    with zipfile.ZipFile(BytesIO(outer)) as old, zipfile.ZipFile(stream, "w") as new:
        for each in old.infolist():
            content = old.read(each.filename)
            if each.filename == "word/document.xml":
                content = re.sub(rb"<w:sectPr", chunk, content, count=1)
            elif each.filename == "word/_rels/document.xml.rels":
                content = content.replace(b"</Relationships>", relation)
            new.writestr(each.filename, content)
        new.writestr(f"word/{part}", data)
    return stream.getvalue()


def page_of(data: bytes, path: Path) -> Page:
    path.write_bytes(data)
    (page,) = read_pages(path).pages
    return page


def lines_of(page: Page) -> list[tuple[str, str | None]]:
    return [(block.text, block.at.cell) for block in page.blocks if isinstance(block, Paragraph)]


def test_a_web_page(tmp_path):
    page = page_of(holding(document("正文"), "a.html", HTML.encode()), tmp_path / "文.docx")
    assert lines_of(page) == [("正文", "段1"), ("附表", "嵌入1 段1")]
    (grid,) = page.grids
    assert [(cell.text, cell.at.cell) for cell in grid.rows[0]] == [
        ("指标名称", "嵌入1 表1!A1"), ("≥3场", "嵌入1 表1!B1"),
    ]  # fmt: skip


def test_a_text_and_another_document(tmp_path):
    text = page_of(holding(document("正文"), "a.txt", "一\n\n二\n".encode()), tmp_path / "文.docx")
    inner = page_of(holding(document("正文"), "a.docx", document("内")), tmp_path / "文.docx")
    assert lines_of(text)[1:] == [("一", "嵌入1 段1"), ("二", "嵌入1 段3")]
    assert lines_of(inner)[1:] == [("内", "嵌入1 段1")]


@pytest.mark.parametrize(
    ("part", "data", "identifier"),
    [
        ("a.rtf", b"{\\rtf1}", "rIdChunk"),
        ("a.html", HTML.encode(), "rIdOther"),
    ],
    ids=["kind", "relation"],
)
def test_a_part_that_cannot_be_read_is_named(part, data, identifier, tmp_path):
    page = page_of(holding(document("正文"), part, data, identifier=identifier), tmp_path / "文.docx")
    assert ([each.code for each in page.noticed], lines_of(page)) == (["PR891"], [("正文", "段1")])


def test_a_document_inside_one_inside_is_not_opened(tmp_path):
    deepest = holding(document("中"), "b.docx", document("深"))
    page = page_of(holding(document("外"), "a.docx", deepest), tmp_path / "文.docx")
    assert [text for text, _ in lines_of(page)] == ["外", "中"]
