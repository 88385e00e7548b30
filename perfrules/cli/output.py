"""Options, JSON on standard output and diagnostics on standard error, for all commands."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

from perfrules.cli.noticed import Noticed
from perfrules.diagnostics import Diagnostic, Language, PerfrulesError, json_text
from perfrules.documents import require_no_input
from perfrules.resources.late_patterns import late_pattern

_NOT_ASCII = late_pattern(r"[^\x00-\x7f]")
_Command = TypeVar("_Command", bound=Callable[..., Any])


def json_option(command: _Command) -> _Command:
    """Add `--json`, machine-readable output."""
    return click.option("--json", "as_json", is_flag=True, help="print JSON")(command)


def as_of_option(meaning: str) -> Callable[[_Command], _Command]:
    """Add `--as-of DATE`, a date or None; `meaning` is its help text."""
    return click.option("--as-of", "as_of", metavar="DATE", callback=read_day, help=meaning)


def outputs_option(what: str, endings: str) -> Callable[[_Command], _Command]:
    """Add `-o FILE` (`outputs`), which may be repeated; `endings` are those that FILE may have."""
    return click.option(
        "-o",
        "--output",
        "outputs",
        type=click.Path(path_type=Path),
        multiple=True,
        metavar="FILE",
        help=f"write the {what} to FILE, {endings}, instead of printing them",
    )


def read_day(_context: click.Context, _parameter: click.Parameter, text: str | None) -> date | None:
    """Return the day in the text of an option; None without a text."""
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError as error:
        raise click.BadParameter(f"{text} is not a date such as 2021-12-31") from error


def print_json(data: Any, *, indent: int | None = 2) -> None:
    """Print one JSON value; Chinese characters are escaped only where the output cannot encode them."""
    sys.stdout.write(encodable_json(json_text(data, indent)) + "\n")


def encodable_json(text: str) -> str:
    """Return JSON as standard output takes it; characters other than ASCII are only inside strings."""
    return text if _is_encodable(text) else _NOT_ASCII.sub(lambda found: json.dumps(found[0])[1:-1], text)


def _is_encodable(text: str) -> bool:
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def print_diagnostics(diagnostics: Iterable[Diagnostic], language: Language) -> None:
    """Print diagnostics on standard error, with line and caret, and their number at the end.

    Of many diagnostics with one code, only the first are printed.
    """
    noticed = Noticed(language)
    noticed.add(diagnostics)
    noticed.print()


def fail(error: PerfrulesError, language: Language, *, as_json: bool) -> NoReturn:
    """Report an error that leaves a command without an answer, and exit with code 2."""
    if as_json:
        print_json({"diagnostics": [each.to_json(language) for each in error.diagnostics]})
    print_diagnostics(error.diagnostics, language)
    sys.exit(2)


def require_other_files(
    outputs: Iterable[Path], inputs: Iterable[Path], language: Language, *, as_json: bool
) -> None:
    """End with PR163 if an output is one of the inputs."""
    try:
        require_no_input(outputs, inputs)
    except PerfrulesError as error:
        fail(error, language, as_json=as_json)


def styled(text: str, colour: str) -> str:
    """Return the text in a colour, or unchanged if NO_COLOR is set (https://no-color.org)."""
    return text if os.environ.get("NO_COLOR") else click.style(text, fg=colour)


def exit_code(diagnostics: Iterable[Diagnostic]) -> int:
    """Return 1 if anything above information was found, else 0."""
    return int(any(diagnostic.severity != "info" for diagnostic in diagnostics))
