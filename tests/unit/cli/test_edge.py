"""What all commands share: the number of messages, and unknown commands."""

import subprocess
import sys

import pytest
from click.testing import CliRunner
from rich.cells import cell_len

from perfrules.cli import main


def run(*arguments):
    return CliRunner().invoke(main, [*map(str, arguments)])


@pytest.mark.parametrize(
    ("language", "reported"), [("zh", "2 个错误，1 个警告"), ("en", "2 errors, 1 warning")]
)
def test_several_messages_are_counted_at_the_end(tmp_path, language, reported):
    (tmp_path / "empty.txt").write_text("没有表格。", encoding="utf-8")
    result = run("import", tmp_path / "a.txt", tmp_path / "empty.txt", tmp_path / "b.txt", "--lang", language)
    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1] == reported


def test_one_message_is_not_counted(tmp_path):
    result = run("import", tmp_path / "a.txt", "--lang", "zh")
    assert "个错误" not in result.stderr


def test_information_is_not_counted(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("没有表格。".encode("gb18030"))
    result = run("import", path, "--lang", "zh")
    assert "PR321" in result.stderr
    assert "个警告" not in result.stderr


POLICY = """\
kind: decision
id: unit.x
title: "标题\\e[31m"
inputs: {a: {type: money, title: "金额\\e[32m"}}
outputs: {o: {type: text, title: "结果\\e[33m"}}
rules: [{id: "r\\e[34m", when: {a: 5元以上}, then: {o: "甲\\e[35m"}}]
"""


def test_no_terminal_obeys_what_a_policy_holds(tmp_path):
    path = tmp_path / "p.yaml"
    path.write_text(POLICY, encoding="utf-8")
    for arguments in (["decide", path, "a=6元"], ["decide", path, "a=x\x1b[31m"], ["check", path]):
        for language in ("zh", "en"):
            # Colours are kept as for a terminal: otherwise click takes the escapes out itself.
            result = CliRunner().invoke(main, [*map(str, arguments), "--lang", language], color=True)
            assert "\x1b" not in result.output


def test_colours_only_where_they_are_wanted(tmp_path, monkeypatch):
    (tmp_path / "p.yaml").write_text(POLICY, encoding="utf-8")
    tests = "kind: tests\ntests: [{given: {a: 1元}, expect: {fires: []}}]\n"
    (tmp_path / "p.test.yaml").write_text(tests, encoding="utf-8")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[32mPASS" in CliRunner().invoke(main, ["test", str(tmp_path)], color=True).stdout
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in CliRunner().invoke(main, ["test", str(tmp_path)], color=True).stdout


FORM = "一级指标,三级指标,年度指标值,实际完成值,分值,得分\n产出指标,{name},≥100人,90人,50,50\n总分,,,,,50\n"


@pytest.mark.parametrize("columns", ["80", "100", "120", "no number"])
def test_columns_gives_what_is_piped_its_width(tmp_path, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", columns)
    path = tmp_path / "form.csv"
    path.write_text(FORM.format(name="惠及人数" * 9), encoding="utf-8")
    for language in ("zh", "en"):
        lines = run("verify", path, "--lang", language).stdout.splitlines()
        widest = int(columns) if columns.isdecimal() else 140
        assert max(cell_len(line) for line in lines) <= widest


def test_on_a_narrow_terminal_reasons_stand_beneath_the_table(tmp_path, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    path = tmp_path / "form.csv"
    path.write_text(FORM.format(name="惠及人数"), encoding="utf-8")
    for language, reason in (("zh", "完成90%，50×90%=45.00分"), ("en", "50 × 90% = 45.00 points")):
        lines = run("verify", path, "--lang", language).stdout.splitlines()
        beneath = [line.strip() for line in lines if line.startswith(" 惠及人数  ")]
        assert len(beneath) == 2
        assert beneath[1].endswith(reason)


def test_a_command_that_is_nearly_one_is_named():
    result = run("scor", "--lang", "en")
    assert result.exit_code == 2
    assert "Did you mean 'score'?" in result.stderr
    assert "Did you mean" not in run("xyz").stderr


def test_help_has_every_command_on_one_line():
    lines = run("--help").stdout.split("Commands:\n")[1].splitlines()
    assert all(line[2] != " " for line in lines)
    assert [line.split()[0] for line in lines] == sorted(line.split()[0] for line in lines)


def test_python_finds_the_command_without_a_script():
    reported = subprocess.run(
        [sys.executable, "-m", "perfrules", "--version"], capture_output=True, text=True, check=True
    )
    assert reported.stdout.startswith("perfrules, version ")
