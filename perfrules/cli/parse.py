"""`perfrules parse`: read indicator expressions and say what they mean."""

from __future__ import annotations

import errno
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from perfrules.cli.language import language_option
from perfrules.cli.output import exit_code, fail, json_option, print_diagnostics, print_json
from perfrules.diagnostics import Diagnostic, Language, PerfrulesError, Source, visible
from perfrules.documents import DocumentError, decode, read_text
from perfrules.expressions import Reading, read
from perfrules.expressions.unit_files import load_units


def _texts(path: str) -> Sequence[str]:
    """Return the texts of a file, one per line, without empty lines.

    Raises:
        DocumentError: the file cannot be read or its encoding is unknown.
    """
    source = _standard_input() if path == "-" else read_text(Path(path)).source
    # Not splitlines, which also breaks at control characters; those are reported.
    return [line for line in re.split("\r\n|\n|\r", source.text) if line.strip()]


def _standard_input() -> Source:
    if sys.stdin is None:
        raise DocumentError(Diagnostic("PR102", {"name": "-", "reason": os.strerror(errno.EBADF)}))
    return decode(sys.stdin.buffer.read(), None).source


def _print(reading: Reading, language: Language) -> None:
    if reading.comparator is not None:
        meaning = reading.comparator.explain(language)
        click.echo(f"{visible(reading.text)}\t{reading.comparator.kind}\t{reading.comparator}\t{meaning}")


@click.command("parse")
@click.argument("texts", metavar="TEXT…", nargs=-1)
@click.option(
    "--input",
    "path",
    type=click.Path(exists=True, dir_okay=False, allow_dash=True),
    help="read one text a line from FILE, - for standard input",
)
@click.option(
    "--units",
    "unit_file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="accept the units of FILE, too (YAML of kind `units`)",
)
@json_option
@language_option
def command(
    texts: tuple[str, ...], path: str | None, unit_file: Path | None, language: Language, *, as_json: bool
) -> None:
    """Read indicator expressions (指标值) and print what each means.

    Write `--` before a text that begins with a dash.

    Exit codes: 0 clean, 1 something was found, 2 a file could not be read.
    """
    if not texts and path is None:
        raise click.UsageError("give at least one TEXT, or --input FILE")
    try:
        units = None if unit_file is None else load_units(unit_file)
        texts = (*texts, *(() if path is None else _texts(path)))
    except PerfrulesError as error:
        fail(error, language, as_json=as_json)
    found: list[Diagnostic] = []
    for text in texts:
        reading = read(text, units)
        found += reading.diagnostics
        if as_json:
            print_json(reading.to_json(language), indent=None)
        else:
            _print(reading, language)
            print_diagnostics(reading.diagnostics, language)
    sys.exit(exit_code(found))
