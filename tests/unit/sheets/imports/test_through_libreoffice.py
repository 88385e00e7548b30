"""Files that are read through LibreOffice: old Word files, OpenDocument and rich text."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
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
posix = pytest.mark.skipif(os.name == "nt", reason="programs and signals of POSIX")
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


@pytest.fixture
def stands_in(tmp_path, monkeypatch):
    """Put a program in the place of LibreOffice, which notes its process; the folder of temporary files."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\necho $$ >{tmp_path / 'process'}\nexec sleep 60\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(libreoffice.shutil, "which", lambda _: str(program))
    (tmp_path / "表.rtf").write_bytes(FILES["表.rtf"])
    return scratch


@posix
def test_a_conversion_that_takes_too_long_is_ended(stands_in, tmp_path, monkeypatch):
    monkeypatch.setattr(libreoffice, "SECONDS", 0.5)
    found = import_document(tmp_path / "表.rtf")
    assert [each.code for each in found.diagnostics] == ["PR714"]
    assert not list(stands_in.iterdir())
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "process").read_text()), 0)


@posix
def test_ctrl_c_ends_the_conversion(stands_in, tmp_path, monkeypatch):
    def interrupted(process, timeout=None, waited=subprocess.Popen.wait):
        if timeout is None:
            return waited(process)
        while not (tmp_path / "process").exists() or not (tmp_path / "process").read_text():
            time.sleep(0.01)
        raise KeyboardInterrupt

    monkeypatch.setattr(subprocess.Popen, "wait", interrupted)
    with pytest.raises(KeyboardInterrupt):
        import_document(tmp_path / "表.rtf")
    assert not list(stands_in.iterdir())
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "process").read_text()), 0)


@posix
@pytest.mark.usefixtures("stands_in")
def test_a_program_that_cannot_be_run_is_a_fault_of_the_conversion(tmp_path):
    (tmp_path / "soffice").chmod(0o644)
    found = import_document(tmp_path / "表.rtf")
    assert [each.code for each in found.diagnostics] == ["PR714"]


@posix
def test_a_full_disk_is_not_taken_for_standard_output(stands_in, tmp_path):
    (tmp_path / "表.rtf").write_bytes(FILES["表.rtf"] * 500)
    code = (
        "import resource, signal, sys; sys.dont_write_bytecode = True\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "from perfrules.cli import main; main(sys.argv[1:])"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, "import", tmp_path / "表.rtf", "-o", tmp_path / "sheets"],
        env={**os.environ, "TMPDIR": str(stands_in), "PATH": str(tmp_path), "PERFRULES_LANG": "en"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 2
    assert "error[PR134]" in run.stderr
    assert not list(stands_in.iterdir())
    assert not (tmp_path / "sheets").exists()


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
