"""What commands share that write forms into files: their options, and a word on what is written."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any, TypeVar

import click

from perfrules.cli import terminal
from perfrules.cli.output import outputs_option
from perfrules.diagnostics import Language, phrase, visible

_Command = TypeVar("_Command", bound=Callable[..., Any])


def form_options(endings: str) -> Callable[[_Command], _Command]:
    """`-o FILE` (`outputs`), `--department` and `--agency`; `endings` are those that FILE may have."""
    options = (
        outputs_option("forms", endings),
        click.option(
            "--department", default="", metavar="NAME", help="with -o: the 主管部门 to put on the forms"
        ),
        click.option(
            "--agency", default="", metavar="NAME", help="with -o: the 实施单位 to put on the forms"
        ),
    )

    def with_options(command: _Command) -> _Command:
        for option in reversed(options):
            command = option(command)
        return command

    return with_options


def write_each(
    paths: Iterable[Path], write: Callable[[Path], None], language: Language, *, quiet: bool
) -> None:
    """Write each file, and say so on standard error; on a terminal also while it is written."""
    for path in paths:
        shown = visible(str(path))
        with _busy(phrase("commands.writing", language, path=shown), quiet=quiet):
            write(path)
        sys.stderr.write(phrase("commands.written", language, path=shown) + "\n")


def _busy(text: str, *, quiet: bool) -> AbstractContextManager[object]:
    """What is being done, on a terminal, while it is done."""
    if quiet or not sys.stderr.isatty():
        return nullcontext()
    shown: AbstractContextManager[object] = terminal.busy(text)
    return shown
