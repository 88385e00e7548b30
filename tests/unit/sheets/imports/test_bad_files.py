"""Files that cannot be read, or are not what their name says: each a code, and no file stops another."""

from __future__ import annotations

import io
import shutil
import sys
import zipfile

import docx
import openpyxl
import pytest
from click.testing import CliRunner
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from import_layouts import LAYOUTS, to_docx, to_pdf, to_xls, to_xlsx
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas

from perfrules.cli import main
from perfrules.documents.media.pages import legacy
from perfrules.resources.extras import install_command
from perfrules.sheets import import_document

DRAWN = next(each for each in LAYOUTS if each.name == "self-evaluation-2020")
TABLE = "一级指标,三级指标,指标值\n产出指标,人数,≥5人\n"
PAGE = "<html><table>" + "".join(
    f"<tr>{''.join(f'<td>{text}</td>' for text in line.split(','))}</tr>" for line in TABLE.split()
)
SOFFICE = shutil.which("soffice")
COMPOUND = legacy.COMPOUND + bytes(512)


def packed(parts):
    """A zip file of parts with texts."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return data.getvalue()


def codes(path):
    return [each.code for each in import_document(path).diagnostics if each.severity != "info"]


def cut(write, path):
    write(DRAWN, path)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


BROKEN = [
    ("表.docx", b"", "PR733"), ("表.docx", b"text", "PR906"), ("表.docx", COMPOUND, "PR907"),
    ("表.xlsx", b"PK\x03\x04", "PR906"), ("表.pdf", b"", "PR733"),
    ("表.pdf", b"%PDF-1.4\n1 0 obj\n<<", "PR717"),
    ("表.doc", bytes(range(256)) * 4, "PR717"), ("表.xls", COMPOUND, "PR717"), ("表.xls", b"", "PR733"),
    ("照片.jpg", b"\xff\xd8\xff\xe0", "PR731"),
    ("照片.docx", b"\x89PNG\r\n\x1a\n", "PR731"), ("图.webp", b"RIFF0000WEBP", "PR731"),
    ("表.rar", b"Rar!\x1a", "PR893"), ("表.exe", b"MZ\x90\x00", "PR732"),
    ("表.ofd", b"PK\x03\x04", "PR892"), ("表.ppt", COMPOUND, "PR892"),
    ("表.odp", packed({"mimetype": "application/vnd.oasis.opendocument.presentation"}), "PR892"),
    ("表.ods", b"PK\x03\x04", "PR906"), ("表.rtf", b"\x00\x01", "PR717"),
    ("表.xlsx", packed({"xl/workbook.bin": ""}), "PR892"), ("表.docx", packed({"OFD.xml": ""}), "PR892"),
    ("表.zip", packed({"表.docx": ""}), "PR893"),
    ("表.xlsx", COMPOUND + "EncryptedPackage".encode("utf-16-le"), "PR716"),
    ("表.csv", b"\x00\x01\x02", "PR105"),
    ("表.csv", b"\n \n", "PR733"), ("表.html", b"<html><p>x", "PR727"),
    ("表.csv", "甲,乙\n1,2\n".encode(), "PR727"),
    ("表.csv", TABLE.encode().decode("gb18030", "replace").encode(), "PR719"),
    ("表.csv", "一級指標,三級指標\n產出指標,人數\n".encode("big5"), "PR719"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "code"), BROKEN)
def test_a_broken_file_is_named(name, data, code, tmp_path):
    (tmp_path / name).write_bytes(data)
    assert codes(tmp_path / name) == [code]


@pytest.mark.parametrize(
    ("ending", "write", "code"),
    [
        ("docx", to_docx, "PR906"),
        ("xlsx", to_xlsx, "PR906"),
        ("xls", to_xls, "PR717"),
        ("pdf", to_pdf, "PR717"),
    ],
)
def test_a_truncated_file_is_named(ending, write, code, tmp_path):
    cut(write, tmp_path / f"表.{ending}")
    assert codes(tmp_path / f"表.{ending}") == [code]


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("表.xls", PAGE.encode("gb18030"), "html"),
        ("表.xls", TABLE.replace(",", "\t").encode("gb18030"), "csv"),
        ("表.xlsx", TABLE.encode("gb18030"), "csv"),
        ("表.docx", TABLE.replace(",", "\t").encode(), "text"),
        ("表.csv", PAGE.encode(), "html"),
        ("表.doc", PAGE.encode(), "html"),
    ],
)
def test_a_file_with_the_wrong_ending_is_read_by_its_content(name, data, kind, tmp_path):
    (tmp_path / name).write_bytes(data)
    found = import_document(tmp_path / name)
    assert [each.name for each in found.sheets[0].indicators] == ["人数"]
    (noticed,) = [each for each in found.diagnostics if each.code == "PR718"]
    assert noticed.arguments["kind"] == kind


def test_a_workbook_named_as_a_document_is_read(tmp_path):
    to_xlsx(DRAWN, tmp_path / "表.docx")
    found = import_document(tmp_path / "表.docx")
    assert len(found.sheets[0].indicators) == 5
    assert codes(tmp_path / "表.docx") == []


def test_a_page_that_is_an_image_is_named(tmp_path):
    made = canvas.Canvas(str(tmp_path / "表.pdf"), pagesize=A4)
    image = io.BytesIO()
    Image.new("RGB", (50, 70), "white").save(image, "PNG")
    made.drawImage(ImageReader(image), 0, 0, *A4)
    made.save()
    found = import_document(tmp_path / "表.pdf")
    assert [(each.code, each.arguments["page"]) for each in found.diagnostics] == [("PR715", "1")]


def test_a_pdf_with_a_password_is_named(tmp_path):
    made = canvas.Canvas(str(tmp_path / "表.pdf"), encrypt="geheim")
    made.drawString(10, 10, "x")
    made.save()
    assert codes(tmp_path / "表.pdf") == ["PR716"]


def test_a_million_empty_rows_cost_nothing(tmp_path):
    made = openpyxl.Workbook()
    for row in (line.split(",") for line in TABLE.split()):
        made.active.append(row)
    stream = io.BytesIO()
    made.save(stream)
    rows = b"".join(b'<row r="%d" s="1" customFormat="1"/>' % number for number in range(3, 1_000_000))
    target = tmp_path / "表.xlsx"
    with (
        zipfile.ZipFile(stream) as whole,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as large,
    ):
        for name in whole.namelist():
            content = whole.read(name)
            large.writestr(name, content.replace(b"</sheetData>", rows + b"</sheetData>"))
    found = import_document(target)
    assert [each.name for each in found.sheets[0].indicators] == ["人数"]


def test_a_page_that_nests_too_deep_is_refused(tmp_path):
    (tmp_path / "表.html").write_text("<html>" + "<div>" * 20_000, encoding="utf-8")
    result = CliRunner().invoke(main, ["import", str(tmp_path / "表.html"), "--lang", "zh"])
    assert result.exit_code == 2
    assert "[PR726]: “" in result.stderr
    assert "表.html”过大或嵌套过深" in result.stderr


def test_a_cell_that_covers_too_many_places_is_refused_in_words(tmp_path):
    (tmp_path / "表.html").write_text(
        '<table><tr><td rowspan="65000" colspan="1000">x</table>', encoding="utf-8"
    )
    (refused,) = import_document(tmp_path / "表.html").diagnostics
    assert refused.code == "PR720"
    assert "表.html" in refused.message("zh")
    assert "表.html" in refused.message("en")


def test_spans_beyond_the_table_are_clipped(tmp_path):
    page = PAGE.replace("<td>产出指标", '<td rowspan="1000">产出指标')
    (tmp_path / "表.html").write_text(page, encoding="utf-8")
    assert [each.level1 for each in import_document(tmp_path / "表.html").sheets[0].indicators] == [
        "产出指标"
    ]


def test_the_other_files_of_a_folder_are_read(tmp_path):
    to_xlsx(DRAWN, tmp_path / "好.xlsx")
    (tmp_path / "坏.xlsx").write_bytes(b"x")
    (tmp_path / "空.docx").write_bytes(b"")
    result = CliRunner().invoke(main, ["import", str(tmp_path), "--json"])
    assert result.exit_code == 2
    assert '"农村公路养护"' in result.stdout
    assert [result.stdout.count(f'"{code}"') for code in ("PR906", "PR733")] == [1, 1]


def test_a_missing_library_is_named_with_its_remedy(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pdfplumber", None)
    to_pdf(DRAWN, tmp_path / "表.pdf")
    found = import_document(tmp_path / "表.pdf")
    assert [each.code for each in found.diagnostics] == ["PR712"]
    assert found.diagnostics[0].help("zh") == f"请运行 {install_command('documents')}"


def test_tracked_changes_count_as_accepted_and_are_named(tmp_path):
    made = docx.Document()
    table = made.add_table(2, 3)
    cells = [cell for row in table.rows for cell in row.cells]
    for cell, text in zip(cells, ["一级指标", "三级指标", "指标值", "产出指标", "合格率", "≥"], strict=True):
        cell.text = text
    inserted = f'<w:ins {nsdecls("w")} w:id="1"><w:r><w:t>90%</w:t></w:r></w:ins>'
    deleted = f'<w:del {nsdecls("w")} w:id="2"><w:r><w:delText>80%</w:delText></w:r></w:del>'
    for xml in (deleted, inserted):
        cells[-1].paragraphs[0].runs[0].element.addnext(parse_xml(xml))
    made.save(str(tmp_path / "表.docx"))
    found = import_document(tmp_path / "表.docx")
    assert found.sheets[0].indicators[0].target == "≥90%"
    assert [each.code for each in found.diagnostics] == ["PR711"]
