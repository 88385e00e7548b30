"""The Chinese help covers everything, and no line is wider than a terminal."""

import click
import pytest
from click.testing import CliRunner

from perfrules.cli import main
from perfrules.cli.chinese_help import in_chinese, summaries
from perfrules.diagnostics import display_width

CONTEXT = click.Context(main)
COMMANDS = main.list_commands(CONTEXT)


def run(*arguments, **environment):
    return CliRunner().invoke(main, arguments, env={"LANG": None, "LC_ALL": None, **environment}).stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_has_its_text(name):
    command = main.get_command(CONTEXT, name)
    chinese = in_chinese(command)
    assert chinese.help != command.help
    assert name in summaries()
    for option, told in zip(command.params, chinese.params, strict=True):
        if isinstance(option, click.Option):
            assert told.help != option.help, option.name


@pytest.mark.parametrize("name", COMMANDS)
def test_no_line_is_wider_than_a_terminal(name):
    for line in run(name, "--help", "--lang", "zh").splitlines():
        assert display_width(line) <= 80, line


def test_the_language_is_that_which_is_asked_for():
    assert "退出码" in run("due", "--help", "--lang", "zh")
    assert "退出码" in run("due", "-h", LANG="zh_CN.UTF-8")
    assert "Exit codes" in run("due", "--help", "--lang=en", LANG="zh_CN.UTF-8")
    assert "Exit codes" in run("due", "--help")
    assert "评分：完成情况与目标相比" in run("--help", LANG="zh_CN.UTF-8")
    assert "score results against" in run("--help")


def test_help_changes_no_command():
    before = run("due", "--help")
    run("due", "--help", "--lang", "zh")
    assert run("due", "--help") == before
