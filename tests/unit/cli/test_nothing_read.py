"""Where nothing is read, only the reason is printed: no empty tables, no counts, no empty folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from perfrules.cli.main import main


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)))


@pytest.mark.parametrize("command", ["summary", "review"])
def test_without_a_sheet_only_the_reason_is_printed(command: str, tmp_path: Path) -> None:
    result = run(command, tmp_path / "nosuch")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "PR100" in result.stderr


@pytest.mark.parametrize("command", ["summary", "review"])
def test_json_is_printed_without_a_sheet(command: str, tmp_path: Path) -> None:
    assert run(command, tmp_path / "nosuch", "--json").stdout.startswith("{")


@pytest.mark.parametrize(
    ("name", "data"),
    [("甲.pdf", b"no PDF"), ("甲.docx", b"PK\x03\x04abc"), ("甲.csv", b""), ("甲.html", b"<p>text</p>")],
)
def test_a_failed_import_leaves_no_folder(name: str, data: bytes, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert run("import", path, "-o", tmp_path / "目标表").exit_code > 0
    assert not (tmp_path / "目标表").exists()


@pytest.mark.parametrize("text", ["只有一段文字。", "第一段。</p><p>第二段。"])
def test_running_text_is_not_counted_as_cells(text: str, tmp_path: Path) -> None:
    path = tmp_path / "甲.html"
    path.write_text(f"<html><body><p>{text}</p></body></html>", encoding="utf-8")
    assert "导入 0 个" in run("import", path).stdout


@pytest.mark.parametrize("data", [b"no PDF", b"%PDF-1.4\nabc", b"%PDF-1.7\n\xff\xfe\x00"])
def test_a_damaged_pdf_is_called_damaged(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "甲.pdf"
    path.write_bytes(data)
    result = run("import", path)
    assert (result.exit_code, "PR717" in result.stderr) == (2, True)


def test_a_damaged_docx_is_to_be_opened_in_word(tmp_path: Path) -> None:
    path = tmp_path / "甲.docx"
    path.write_bytes(b"PK\x03\x04abc")
    assert "Word 或 WPS 文字" in run("import", path).stderr
