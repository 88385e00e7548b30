"""README.md has the commands that the checks run; every link of every page leads somewhere."""

from __future__ import annotations

import re

import click
import pytest
from paths import ROOT

from perfrules.cli import main

COMMAND = re.compile(r"<!-- ci: ([a-z-]+) -->\n```sh\n([^\n]+)\n```")
LINK = re.compile(r"\]\((?!https?:)([^)#]+)\)")


def test_both_commands_are_there_for_the_checks_to_run():
    commands = dict(COMMAND.findall((ROOT / "README.md").read_text(encoding="utf-8")))
    assert sorted(commands) == ["main-job", "test"]
    assert all(command.startswith("python3 -m venv .venv && ") for command in commands.values())


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_command_stands_in_the_table_of_commands(language):
    page = (ROOT / "docs" / language / "commands.md").read_text(encoding="utf-8")
    reported = re.findall(r"^\| `perfrules ([a-z]+)", page, re.MULTILINE)
    assert sorted(set(reported)) == main.list_commands(click.Context(main))


@pytest.mark.parametrize("page", [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")], ids=lambda page: page.name)
def test_every_link_leads_somewhere(page):
    links = LINK.findall(page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []
