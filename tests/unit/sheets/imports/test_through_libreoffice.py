"""Files that are read through LibreOffice: old Word files, OpenDocument and rich text."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from import_layouts import LAYOUTS, to_docx, to_xlsx

from perfrules.documents.media.pages import legacy, libreoffice
from perfrules.sheets import import_document

SOFFICE = shutil.which("soffice")
DRAWN = LAYOUTS[0]
installed = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
OPEN = "application/vnd.oasis.opendocument."
DOC = legacy.COMPOUND + bytes(512) + "WordDocument".encode("utf-16-le")
FLAT = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<office:document xmlns:office="urn:oasis:names:tc:opendocument:'
    f'xmlns:office:1.0" office:mimetype="{OPEN}spreadsheet"><office:body/></office:document>'
).encode()
MANIFEST = "META-INF__manifest.xml"


def packed(**parts: str) -> bytes:
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/"), text)
    return data.getvalue()


def converted(source: Path, *targets: str) -> Path:
    """The file after conversions of LibreOffice, one after the other."""
    profile = f"-env:UserInstallation={(source.parent / 'profile').as_uri()}"
    for target in targets:
        command = [SOFFICE, profile, "--headless", "--convert-to", target, "--outdir", source.parent, source]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        source = source.with_suffix("." + target.partition(":")[0])
    return source


FILES = {"表.doc": DOC, "表.rtf": b"{\\rtf1}", "表.odt": packed(mimetype=f"{OPEN}text"), "表.fods": FLAT}


@pytest.mark.parametrize(("name", "data"), FILES.items(), ids=FILES)
def test_without_libreoffice_the_remedy_is_named(name, data, tmp_path, monkeypatch):
    monkeypatch.setattr(libreoffice.shutil, "which", lambda _: None)
    (tmp_path / name).write_bytes(data)
    found = import_document(tmp_path / name)
    assert [each.code for each in found.diagnostics] == ["PR713"]
    assert ".docx" in found.diagnostics[0].help("zh")


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("表.ods", packed(mimetype=f"{OPEN}spreadsheet", **{MANIFEST: "<encryption-data/>"}), "PR716"),
        ("表.ods", packed(mimetype=f"{OPEN}spreadsheet", **{"content.xml": "<!DOCTYPE x>"}), "PR909"),
        ("表.fods", FLAT.replace(b"<office:body/>", b"<!DOCTYPE x>"), "PR717"),
        ("表.fodt", b"\x00\x01", "PR717"),
    ],
)  # fmt: skip
def test_an_unsafe_or_protected_file_is_not_handed_on(name, data, code, tmp_path, monkeypatch):
    monkeypatch.setattr(libreoffice.shutil, "which", lambda _: "/nowhere")
    (tmp_path / name).write_bytes(data)
    assert [each.code for each in import_document(tmp_path / name).diagnostics] == [code]


@installed
@pytest.mark.parametrize(
    "targets", [("odt", "doc:MS Word 97"), ("odt",), ("rtf",)], ids=lambda each: each[-1]
)
def test_a_text_document_is_read_as_the_docx_is(targets, tmp_path):
    to_docx(DRAWN, tmp_path / "表.docx")
    found = import_document(converted(tmp_path / "表.docx", *targets))
    assert found.sheets == import_document(tmp_path / "表.docx").sheets
    assert not [each for each in found.diagnostics if each.severity != "info"]


@installed
@pytest.mark.parametrize("target", ["ods", "fods"])
def test_a_workbook_is_read_as_the_xlsx_is(target, tmp_path):
    to_xlsx(DRAWN, tmp_path / "表.xlsx")
    found = import_document(converted(tmp_path / "表.xlsx", target))
    assert found.sheets == import_document(tmp_path / "表.xlsx").sheets
    assert not [each for each in found.diagnostics if each.severity != "info"]


def test_a_text_named_like_a_workbook_is_read_as_a_table(tmp_path):
    (tmp_path / "表.ods").write_text("一级指标,三级指标,指标值\n产出指标,人数,≥5人\n", encoding="utf-8")
    found = import_document(tmp_path / "表.ods")
    assert [row.target for row in found.sheets[0].indicators] == ["≥5人"]
    assert "PR718" in [each.code for each in found.diagnostics]
