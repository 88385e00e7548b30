"""Help and usage errors in Chinese, from `grammar/help.yaml`.

Messages and usage errors are Chinese unless English is requested. Help is English unless Chinese is
requested, by `--lang zh` or by the locale.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from typing import Any, TypeVar

import click

from perfrules.resources import load_data
from perfrules.resources.late_patterns import late_pattern

ROOT = "perfrules"
_OPTION = "--lang"
_KEPT = "\b\n"
"""Stops click from wrapping a paragraph."""
_Command = TypeVar("_Command", bound=click.Command)
_PLACE = late_pattern(r"\\\{(\w+)\\\}")


def wants_chinese(arguments: Sequence[str] = ()) -> bool:
    """Return whether the arguments contain `--lang zh`, or the locale asks for Chinese.

    >>> wants_chinese(["--help", "--lang", "zh"]), wants_chinese(["--lang=en"])
    (True, False)
    """
    return _requested(arguments).startswith("zh")


def wants_english(arguments: Sequence[str] = ()) -> bool:
    """Return whether the arguments contain `--lang en`, or the locale asks for English.

    >>> wants_english(["check", "--lang", "en"]), wants_english(["--lang=zh"])
    (True, False)
    """
    return _requested(arguments).startswith("en")


def _requested(arguments: Sequence[str]) -> str:
    """Return the language of `--lang`, else of the locale."""
    for at, each in enumerate(arguments):
        name, equals, value = each.partition("=")
        if name == _OPTION:
            return value if equals else "".join(arguments[at + 1 : at + 2])
    named = (os.environ.get(variable) for variable in ("PERFRULES_LANG", "LC_ALL", "LC_MESSAGES", "LANG"))
    return next(filter(None, named), "")


class _ChineseFormatter(click.HelpFormatter):
    """A formatter that translates click's own words."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, _words(args), _words("Usage: ") if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        super().write_heading(_words(heading))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        super().write_dl([(name, _words(text)) for name, text in rows], col_max, col_spacing)


class _ChineseContext(click.Context):
    formatter_class = _ChineseFormatter


def summaries() -> dict[str, str]:
    """Return what each command does, by its name."""
    return {name: texts["summary"] for name, texts in _texts().items() if "summary" in texts}


def in_chinese(command: _Command, name: str | None = None) -> _Command:
    """Return a copy of the command with its help in Chinese."""
    texts, shared = _texts().get(name or command.name or "", {}), _texts()["_"]
    found = copy(command)
    if "help" in texts:
        paragraphs = texts["help"].split("\n\n")
        found.help = "\n\n".join(_KEPT + each for each in paragraphs)
    options = {**shared, **texts.get("options", {})}
    found.params = [_translated(parameter, options) for parameter in command.params]
    found.context_class = _ChineseContext
    return found


def usage_error(error: click.ClickException, *, chinese: bool) -> tuple[str, str]:
    """Return what is wrong and where to find help: the two lines of a usage error."""
    text = error.format_message().strip()
    context = error.ctx if isinstance(error, click.UsageError) else None
    where = "" if context is None else f"{context.command_path} --help"
    if not chinese:
        return text, f"see: {where}" if where else ""
    return _error_in_chinese(text), f"参见：{where} --lang zh" if where else ""


def _error_in_chinese(text: str) -> str:
    for pattern, chinese in _texts()["errors"].items():
        found = re.fullmatch(_PLACE.sub(r"(?P<\1>.*?)", re.escape(pattern)), text, re.DOTALL)
        if found is not None:
            facts = {name: _error_in_chinese(_unquoted(value)) for name, value in found.groupdict().items()}
            return str(chinese).format_map(facts)
    return text


def _unquoted(value: str) -> str:
    """A name without quotes; click lists values as 'a', 'b' and names of an option as '-o' / '--output'."""
    if len(value) > 1 and value[0] == value[-1] == "'":
        value = value[1:-1]
    return value.replace("', '", "、").replace("' / '", " / ")


def _words(text: str) -> str:
    for english, chinese in _texts()["words"].items():
        text = text.replace(english, chinese)
    return text


def _translated(parameter: click.Parameter, options: Mapping[str, str]) -> click.Parameter:
    if not isinstance(parameter, click.Option) or parameter.name not in options:
        return parameter
    found = copy(parameter)
    found.help = options[parameter.name]
    return found


def _texts() -> dict[str, dict[str, Any]]:
    texts: dict[str, dict[str, Any]] = load_data("grammar", "help.yaml")
    return texts
