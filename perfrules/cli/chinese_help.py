"""Help in Chinese, from `grammar/help.yaml`, for whoever asks for Chinese in so many words.

Messages are Chinese unless English is asked for; help is English unless Chinese is, for what a command is
called and takes is English in any case.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from copy import copy
from typing import Any

import click

from perfrules.resources import load_data

_HELP = {"-h", "--help"}
_OPTION = "--lang"
_AS_WRITTEN = "\b\n"
"""Keeps click from filling the lines of a paragraph anew."""


def wants_chinese(arguments: Sequence[str] = ()) -> bool:
    """Whether `--lang zh` stands among arguments, or else the locale asks for Chinese.

    >>> wants_chinese(["--help", "--lang", "zh"]), wants_chinese(["--lang=en"])
    (True, False)
    """
    for at, each in enumerate(arguments):
        name, equals, value = each.partition("=")
        if name == _OPTION:
            return (value if equals else "".join(arguments[at + 1 : at + 2])) == "zh"
    named = (os.environ.get(variable) for variable in ("PERFRULES_LANG", "LC_ALL", "LC_MESSAGES", "LANG"))
    return next(filter(None, named), "").startswith("zh")


def asks_for_help(arguments: Sequence[str]) -> bool:
    """Whether arguments of a command ask for its help."""
    return not _HELP.isdisjoint(arguments)


def summaries() -> dict[str, str]:
    """What each command does, by its name."""
    return {name: texts["summary"] for name, texts in _texts().items() if "summary" in texts}


def in_chinese(command: click.Command) -> click.Command:
    """The command with its help in Chinese; what has no Chinese text keeps the English one."""
    texts, shared = _texts().get(command.name or "", {}), _texts()["_"]
    found = copy(command)
    if "help" in texts:
        paragraphs = texts["help"].split("\n\n")
        found.help = "\n\n".join(_AS_WRITTEN + each for each in paragraphs)
    options = {**shared, **texts.get("options", {})}
    found.params = [_told(parameter, options) for parameter in command.params]
    return found


def _told(parameter: click.Parameter, options: Mapping[str, str]) -> click.Parameter:
    if not isinstance(parameter, click.Option) or parameter.name not in options:
        return parameter
    told = copy(parameter)
    told.help = options[parameter.name]
    return told


def _texts() -> dict[str, dict[str, Any]]:
    texts: dict[str, dict[str, Any]] = load_data("grammar", "help.yaml")
    return texts
