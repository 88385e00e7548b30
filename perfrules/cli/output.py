"""What every command shares at the edge: options, JSON on standard output, diagnostics on standard error."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, NoReturn, TypeVar

import click

from perfrules.diagnostics import (
    Diagnostic,
    Language,
    PerfrulesError,
    Severity,
    counted,
    default_language,
    json_text,
    render,
)

_OF_ONE_CODE = 20
"""Beyond so many, what says the same is only counted; `--json` has all."""
_MORE: dict[Language, str] = {
    "zh": "另有 {count} 条 {code}，可用 --json 查看",
    "en": "{count} more of {code}, all of them with --json",
}
_Command = TypeVar("_Command", bound=Callable[..., Any])


def language_option(command: _Command) -> _Command:
    """`--lang zh|en`, told by the locale where it is not given."""
    return click.option(
        "--lang",
        "language",
        type=click.Choice(["zh", "en"]),
        default=default_language,
        help="language of messages (default: the locale's, else zh)",
    )(command)


def json_option(command: _Command) -> _Command:
    """`--json`: machine-readable output."""
    return click.option("--json", "as_json", is_flag=True, help="print JSON")(command)


def as_of_option(meaning: str) -> Callable[[_Command], _Command]:
    """`--as-of DATE`, a day of the calendar or None; `meaning` is its help text."""
    return click.option("--as-of", "as_of", metavar="DATE", callback=_day, help=meaning)


def _day(_context: click.Context, _parameter: click.Parameter, text: str | None) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError as error:
        raise click.BadParameter(f"{text} is no date such as 2021-12-31") from error


def print_json(data: Any, *, indent: int | None = 2) -> None:
    """One JSON value on standard output, Chinese as it is."""
    sys.stdout.write(json_text(data, indent) + "\n")


def print_diagnostics(diagnostics: Iterable[Diagnostic], language: Language) -> None:
    """Diagnostics on standard error, with line and caret; of many that say the same, the first few.

    Where there are several, their numbers come last, so that they need not be counted on the way up.
    """
    shown: Counter[str] = Counter()
    severities: Counter[Severity] = Counter()
    for diagnostic in diagnostics:
        shown[diagnostic.code] += 1
        severities[diagnostic.severity] += 1
        if shown[diagnostic.code] <= _OF_ONE_CODE:
            sys.stderr.write(render(diagnostic, language) + "\n")
    for code, count in sorted(shown.items()):
        if count > _OF_ONE_CODE:
            sys.stderr.write(_MORE[language].format(count=count - _OF_ONE_CODE, code=code) + "\n")
    if severities.total() - severities["info"] > 1:
        sys.stderr.write(counted({**severities, "info": 0}, language) + "\n")


def fail(error: PerfrulesError, language: Language, *, as_json: bool) -> NoReturn:
    """Tell of an error that leaves a command without an answer, and end with exit code 2."""
    if as_json:
        print_json({"diagnostics": [each.to_json(language) for each in error.diagnostics]})
    print_diagnostics(error.diagnostics, language)
    sys.exit(2)


def styled(text: str, colour: str) -> str:
    """The text in a colour, or as it is where the user wants none (https://no-color.org)."""
    return text if os.environ.get("NO_COLOR") else click.style(text, fg=colour)


def exit_code(diagnostics: Iterable[Diagnostic]) -> int:
    """1 where anything above information was found, else 0."""
    return int(any(diagnostic.severity != "info" for diagnostic in diagnostics))
