"""README.md says what is true: its commands are there to be run, and what it shows is what is printed."""

from __future__ import annotations

import re

import click
import pytest
from click.testing import CliRunner
from paths import ROOT

from perfrules.cli import main

READMES = ["README.md", "README.zh-CN.md"]
OUTPUT = re.compile(r"<!-- output: perfrules (.+?) -->\n```text\n(.*?)```", re.DOTALL)
POLICY = re.compile(r"```yaml\n((?:kind: decision|kind: tests|类别: 审批|类别: 用例)\n.*?)```", re.DOTALL)
COMMAND = re.compile(r"<!-- ci: ([a-z-]+) -->\n```sh\n([^\n]+)\n```")
LINK = re.compile(r"\]\((?!https?:)([^)#]+)\)")


def shown(readme):
    return OUTPUT.findall((ROOT / readme).read_text(encoding="utf-8"))


def test_each_readme_shows_output():
    assert all(shown(readme) for readme in READMES)


@pytest.mark.parametrize(("arguments", "excerpt"), [each for readme in READMES for each in shown(readme)])
def test_every_line_shown_is_printed(arguments, excerpt, monkeypatch):
    monkeypatch.chdir(ROOT)
    result = CliRunner().invoke(main, split(arguments))
    printed = {line.strip() for line in (result.stdout + result.stderr).splitlines()}
    lines = [line.strip() for line in excerpt.splitlines() if line.strip() not in {"", "…"}]
    assert [line for line in lines if line not in printed] == []


def split(arguments):
    return [quoted or plain for quoted, plain in re.findall(r"'([^']*)'|(\S+)", arguments)]


@pytest.mark.parametrize("readme", READMES)
def test_the_policy_shown_is_proved_and_its_tests_pass(readme, tmp_path):
    for block in POLICY.findall((ROOT / readme).read_text(encoding="utf-8")):
        ending = ".test.yaml" if block.startswith(("kind: tests", "类别: 用例")) else ".yaml"
        (tmp_path / f"unit{ending}").write_text(block, encoding="utf-8")
    assert (tmp_path / "unit.yaml").exists()
    commands = {"check": [tmp_path / "unit.yaml"], "test": [*tmp_path.glob("*.test.yaml")]}
    for command, paths in commands.items():
        for path in paths:
            result = CliRunner().invoke(main, [command, str(path)])
            assert result.exit_code == 0, result.output


def test_both_commands_are_there_for_the_checks_to_run():
    commands = dict(COMMAND.findall((ROOT / "README.md").read_text(encoding="utf-8")))
    assert sorted(commands) == ["main-job", "test"]
    assert all(command.startswith("python3 -m venv .venv && ") for command in commands.values())


def test_every_command_stands_in_the_table_of_commands():
    reported = re.findall(
        r"^\| `perfrules ([a-z]+)", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert sorted(set(reported)) == main.list_commands(click.Context(main))


@pytest.mark.parametrize("page", [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")], ids=lambda page: page.name)
def test_every_link_leads_somewhere(page):
    links = LINK.findall(page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []
