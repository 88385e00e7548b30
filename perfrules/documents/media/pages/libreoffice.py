"""Files that LibreOffice converts before they are read: .doc, .wps, OpenDocument and rich text."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

from perfrules.diagnostics import Diagnostic, Source
from perfrules.documents.errors import DocumentError
from perfrules.documents.media.office_package import OfficePackage
from perfrules.documents.media.ooxml import check_package
from perfrules.documents.media.pages.placing import RawPage
from perfrules.documents.media.pages.word.reader import read_docx
from perfrules.documents.media.pages.workbook.reader import read_workbook
from perfrules.documents.writing import scratch_folder

_FILTERS = {
    "doc": ("MS Word 97", "docx"),
    "rtf": ("Rich Text Format", "docx"),
    "odt": ("writer8", "docx"),
    "fodt": ("OpenDocument Text Flat XML", "docx"),
    "ods": ("calc8", "xlsx"),
    "fods": ("OpenDocument Spreadsheet Flat XML", "xlsx"),
}
"""How LibreOffice names each format, and the format to which it is converted."""
KINDS = frozenset(_FILTERS)
"""The kinds of files that are read through LibreOffice."""
_MANIFEST = "META-INF/manifest.xml"
SECONDS = 60
"""The longest that a conversion may take."""
_PROGRAMS = "soffice", "libreoffice"
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
</oor:items>
"""


def libreoffice() -> str | None:
    """The program that converts old formats, None where it is not installed."""
    return next((found for name in _PROGRAMS if (found := shutil.which(name))), None)


def read_converted(data: bytes, kind: str, name: str) -> tuple[RawPage, ...]:
    """The paragraphs and tables of a file of one of `KINDS`.

    Raises:
        DocumentError: PR713 LibreOffice is not installed, PR714 it does not convert the file, PR134 there is
            no place for temporary files, PR716 a password, PR717 a flat file with a DOCTYPE, and what the
            readers of .docx and .xlsx raise.
    """
    if kind in ("ods", "odt"):
        _require_open_package(data, kind, name)
    if kind in ("fods", "fodt") and b"<!DOCTYPE" in data:
        raise _refused("PR717", name)
    read = read_docx if _FILTERS[kind][1] == "docx" else read_workbook
    return read(_converted(data, kind, name), name)


def _require_open_package(data: bytes, kind: str, name: str) -> None:
    check_package(data, kind, name)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        package = OfficePackage.of(archive)
        if _MANIFEST in package and b"encryption-data" in package.read(_MANIFEST):
            raise _refused("PR716", name)


def _converted(data: bytes, kind: str, name: str) -> bytes:
    program = libreoffice()
    if program is None:
        raise _refused("PR713", name)
    target = _FILTERS[kind][1]
    with scratch_folder(Path(f"document.{target}")) as folder:
        profile = folder / "profile" / "user"
        profile.mkdir(parents=True)
        (profile / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        source = folder / f"document.{kind}"
        source.write_bytes(data)
        _run(program, folder, source, name)
        # LibreOffice reports success where it fails; only the file is proof.
        result = folder / f"document.{target}"
        if not result.exists():
            raise _refused("PR714", name, reason="no output")
        return result.read_bytes()


def _run(program: str, folder: Path, source: Path, name: str) -> None:
    """Convert a file with a profile of its own, without network and macros, within a time limit."""
    infilter, target = _FILTERS[source.suffix.removeprefix(".")]
    command = [
        program,
        f"-env:UserInstallation={Path(folder, 'profile').as_uri()}",
        "--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck",
        f"--infilter={infilter}", "--convert-to", target, "--outdir", str(folder), str(source),
    ]  # fmt: skip
    try:
        process = subprocess.Popen(  # noqa: S603 the program is LibreOffice, the file has a name of our own
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise _refused("PR714", name, reason=error.strerror or str(error)) from error
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired as error:
        raise _refused("PR714", name, reason=f"{SECONDS} s") from error
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process, and those that it started, after the time limit or Ctrl-C."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _refused(code: str, name: str, **facts: str) -> DocumentError:
    return DocumentError(Diagnostic(code, {"name": name, **facts}, None, Source("", name)))
