"""The commands for a first look: a working folder, and the policies that ship."""

from __future__ import annotations

import json
import sys

import pytest
from click.testing import CliRunner

from perfrules.cli import main
from perfrules.policies.loader import find_policy
from perfrules.resources.extras import install_command


def run(*arguments):
    return CliRunner().invoke(main, [*map(str, arguments)])


def test_the_folder_can_be_scored_checked_and_tested(tmp_path):
    folder = tmp_path / "a" / "demo"
    assert run("demo", folder).exit_code == 0
    assert json.loads(run("score", folder, "--json").stdout)
    assert run("score", folder).exit_code in {0, 1}
    assert "社区健身器材维护" in run("score", folder, "--lang", "zh").stdout
    assert run("check", folder).exit_code == 0
    assert run("test", folder).exit_code == 0


def test_the_form_is_the_scored_sheet_and_agrees(tmp_path):
    printed = run("demo", tmp_path).stdout.splitlines()
    assert str(tmp_path / "form.xlsx") in printed
    assert f"perfrules verify {tmp_path / 'form.xlsx'}" in printed
    checked = run("verify", tmp_path / "form.xlsx", "--json")
    assert checked.exit_code == 0
    (form,) = json.loads(checked.stdout)["forms"]
    assert (form["agrees"], len(form["rows"])) == (True, 4)


@pytest.mark.parametrize(("language", "heading"), [("zh", "下一步："), ("en", "What next:")])
def test_commands_come_below_a_heading(tmp_path, language, heading):
    written, commands = run("demo", tmp_path, "--lang", language).stdout.split(f"{heading}\n")
    assert "perfrules " not in written
    assert len(commands.splitlines()) == 4
    assert all(each.startswith("perfrules ") for each in commands.splitlines())


def test_without_the_library_for_forms_the_rest_is_written(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    result = run("demo", tmp_path)
    assert result.exit_code == 0
    assert "form.xlsx" in result.stderr
    assert install_command("office") in result.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "actuals.yaml", "procurement.test.yaml", "procurement.yaml", "sheet.yaml", "tutorial",
    ]  # fmt: skip
    assert "verify" not in result.stdout


def test_writing_twice_changes_nothing_and_replaces_nothing(tmp_path):
    assert run("demo", tmp_path).exit_code == 0
    assert run("demo", tmp_path).exit_code == 0
    (tmp_path / "sheet.yaml").write_text("mine", encoding="utf-8")
    result = run("demo", tmp_path)
    assert result.exit_code == 2
    assert "PR902" in result.stderr
    assert (tmp_path / "sheet.yaml").read_text(encoding="utf-8") == "mine"


def test_the_files_of_the_tutorial_are_in_a_folder_of_their_own(tmp_path):
    run("demo", tmp_path)
    imported = run("import", tmp_path / "tutorial" / "绩效目标表.docx", "--json")
    assert len(json.loads(imported.stdout)["sheets"]) == 3
    (card,) = json.loads(run("score", tmp_path, "--json").stdout)["cards"]
    assert card["code"] == "DEMO-001"


def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("")
    result = run("demo", tmp_path / "file" / "demo")
    assert result.exit_code == 2
    assert isinstance(result.exception, SystemExit)


def test_every_shipped_policy_is_listed():
    rows = json.loads(run("policies", "--json").stdout)["policies"]
    assert len(rows) >= 10
    for row in rows:
        assert find_policy(row["id"]).head.title == row["title"]
    lines = run("policies").stdout.splitlines()
    assert [line.split("\t")[0] for line in lines] == [row["id"] for row in rows]


@pytest.mark.parametrize("command", ["demo", "policies"])
def test_help_in_both_languages(command):
    assert "退出码" in run(command, "--help", "--lang", "zh").stdout
    assert "Exit code" in run(command, "--help", "--lang", "en").stdout
