"""The parse command."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from perfrules.cli import main


@pytest.fixture
def run():
    return lambda *arguments, **options: CliRunner().invoke(main, ["parse", *arguments], **options)


def readings(result):
    return [json.loads(line) for line in result.stdout.split("\n") if line]


def test_json_is_exactly_what_is_promised(run):
    result = run("不低于95%", "见附件", "--json", "--lang", "zh")
    assert result.exit_code == 1
    first, second = readings(result)
    assert first == {
        "text": "不低于95%",
        "reading": {"kind": "comparison", "op": ">=", "operator": ">=", "value": "95", "unit": "%"},
        "diagnostics": [],
    }
    assert second["reading"] is None
    (reported,) = second["diagnostics"]
    assert list(reported) == ["code", "severity", "message", "help", "arguments", "span"]
    assert (reported["code"], reported["severity"], reported["span"]) == ("PR201", "error", [0, 3])


@pytest.mark.parametrize(("language", "words"), [("zh", "不低于95%"), ("en", "at least 95%")])
def test_in_words(run, language, words):
    result = run("≥95%", "--lang", language)
    assert result.exit_code == 0
    assert result.stdout == f"≥95%\tcomparison\t>=95%\t{words}\n"


@pytest.mark.parametrize(("language", "words"), [("zh", "修改建议"), ("en", "help")])
def test_what_cannot_be_read_is_reported_on_standard_error(run, language, words):
    result = run("≥≥95%", "--lang", language)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "PR206" in result.stderr
    assert words in result.stderr


def test_a_suspicion_is_a_finding(run):
    result = run("290%")
    assert result.exit_code == 1
    assert "PR221" in result.stderr
    assert result.stdout.startswith("290%\tcomparison")


def test_a_text_that_begins_with_a_dash(run):
    assert run("--", "-5%").stdout.startswith("-5%\tcomparison\t-5%")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_file_in_any_usual_encoding(run, tmp_path, encoding):
    path = tmp_path / "targets.txt"
    path.write_bytes("不低于95%\r\n\r\n  \r\n每月8日前\r\n培训合格率达到百分之九十\r\n".encode(encoding))
    result = run("--input", str(path), "--json")
    assert result.exit_code == 0
    assert [each["reading"]["kind"] for each in readings(result)] == [
        "comparison",
        "recurring_deadline",
        "comparison",
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_standard_input(run, encoding):
    result = run("--input", "-", "--json", input="每季度末前\n500吨左右".encode(encoding))
    assert [each["text"] for each in readings(result)] == ["每季度末前", "500吨左右"]


def test_texts_and_a_file_together(run, tmp_path):
    path = tmp_path / "targets.txt"
    path.write_text("是\n", encoding="utf-8")
    assert [each["text"] for each in readings(run("否", "--input", str(path), "--json"))] == ["否", "是"]


def test_empty_input_is_clean(run):
    result = run("--input", "-", "--json", input=b"")
    assert (result.exit_code, result.stdout) == (0, "")


def test_an_empty_text_is_reported(run):
    result = run("", "--json")
    assert result.exit_code == 1
    assert readings(result)[0]["diagnostics"][0]["code"] == "PR202"


@pytest.mark.parametrize("character", ["\x1b", "\x0c", "\x1c", "\x85", "\u2028", "\u202e", "\u200b"])
def test_control_characters_neither_part_a_line_nor_reach_the_terminal(run, character):
    text = f"≥9{character}5%"
    (reported,) = readings(run("--input", "-", "--json", input=text.encode()))
    assert reported["text"] == text
    if reported["reading"] is None:
        assert reported["diagnostics"][0]["code"] in ("PR203", "PR204")
    plain = run("--input", "-", input=text.encode())
    assert character not in plain.stdout + plain.stderr


@pytest.mark.parametrize("noise", [b"\x81\xff\xfe\xfd\x80" * 40, b"\x00\x01\x02"])
def test_what_is_no_text_at_all(run, tmp_path, noise):
    path = tmp_path / "noise.txt"
    path.write_bytes(noise)
    result = run("--input", str(path))
    assert result.exit_code == 2
    assert "PR1" in result.stderr


def test_units_of_a_file(run, tmp_path):
    path = tmp_path / "units.yaml"
    path.write_text("kind: units\ncounts: [苗圃]\n", encoding="utf-8")
    assert run("≥3苗圃").exit_code == 1
    result = run("≥3苗圃", "--units", str(path), "--json")
    assert result.exit_code == 0
    assert readings(result)[0]["reading"]["unit"] == "苗圃"


@pytest.mark.parametrize(
    ("content", "code"), [("kind: units\ncounts: [元]", "PR234"), ("kind: sheet", "PR138"), (None, "PR100")]
)
def test_a_units_file_that_cannot_be_used(run, tmp_path, content, code):
    path = tmp_path / "units.yaml"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    result = run("≥3个", "--units", str(path))
    assert result.exit_code == 2
    assert code in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize("arguments", [[], ["--json"], ["--input", "nowhere.txt"], ["≥5", "--lang", "fr"]])
def test_wrong_usage(run, arguments):
    assert run(*arguments).exit_code == 2
