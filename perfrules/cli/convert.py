"""`perfrules convert`: decision policies between YAML, DMN and xlsx."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from perfrules.cli.language import language_option
from perfrules.cli.output import fail, json_option, print_diagnostics, print_json
from perfrules.diagnostics import Language, PerfrulesError, visible
from perfrules.policies.formats.convert import convert
from perfrules.policies.loader import files_named, read_policy


@click.command("convert")
@click.argument("source", type=click.Path(path_type=Path))
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--decision", metavar="NAME", help="which decision of a DMN file")
@click.option("--force", is_flag=True, help="replace an existing file")
@click.option("--plain", is_flag=True, help="write scope, overrides and exceptions as plain rules")
@click.option("--keys", type=click.Choice(["zh", "en"]), help="language of keys (default: the source's)")
@json_option
@language_option
def command(
    source: Path,
    target: Path,
    decision: str | None,
    keys: Language | None,
    language: Language,
    *,
    force: bool,
    plain: bool,
    as_json: bool,
) -> None:
    """Convert a decision policy: SOURCE, a file or the id of a shipped policy, to TARGET.

    Files end in .yaml, .dmn (.xml) or .xlsx.

    Content that the target format cannot express is kept in extensions and reported, or refused.

    Exit codes: 0 converted, 2 not possible.
    """
    try:
        notes = convert(_file_of(source), target, decision=decision, overwrite=force, plain=plain, keys=keys)
    except PerfrulesError as error:
        fail(error, language, as_json=as_json)
    print_diagnostics(notes, language)
    if as_json:
        print_json({"target": str(target), "diagnostics": [each.to_json(language) for each in notes]})
    else:
        click.echo(visible(str(target)))


def _file_of(source: Path) -> Path:
    """The file to convert; of a shipped policy with several versions, the one that is in force today."""
    files = files_named(source)
    if len(files) == 1:
        return files[0]
    return next((each for each in files if date.today() in read_policy(each).head.in_force), files[-1])
