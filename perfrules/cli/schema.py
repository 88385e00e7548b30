"""`perfrules schema`: the schemas of the kinds of document, for editors and other programs."""

from __future__ import annotations

from pathlib import Path

import click

from perfrules.cli.language import language_option
from perfrules.cli.output import fail, print_json
from perfrules.cli.vscode import install
from perfrules.diagnostics import Language, PerfrulesError, visible
from perfrules.documents import canonical, kinds
from perfrules.documents.schemas.for_editors import editor_schema, kind_titles


def _kind(_context: click.Context, _parameter: click.Parameter, written: str | None) -> str | None:
    if written is None:
        return None
    kind = canonical(written, kinds(), "values")
    if kind is None:
        raise click.BadParameter(f"{written} is not one of {', '.join(kinds())}")
    return kind


@click.command("schema")
@click.argument("kind", required=False, callback=_kind)
@click.option("--list", "as_list", is_flag=True, help="list the kinds")
@click.option(
    "--install-vscode",
    "folder",
    is_flag=False,
    flag_value=".",
    metavar="[DIR]",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="make Visual Studio Code check and complete the documents in DIR (default: here), offline",
)
@language_option
def command(kind: str | None, folder: Path | None, language: Language, *, as_list: bool) -> None:
    """Print the JSON Schema of a KIND of document, for files written in either language.

    Exit codes: 0 done, 2 wrong usage, or a file that cannot be written.
    """
    if sum((kind is not None, folder is not None, as_list)) != 1:
        raise click.UsageError("give a KIND, --list or --install-vscode")
    if kind is not None:
        print_json(editor_schema(kind))
    elif folder is None:
        for name, (chinese, title) in kind_titles().items():
            click.echo(f"{name}\t{chinese}\t{title}")
    else:
        _install(folder, language)


def _install(folder: Path, language: Language) -> None:
    try:
        written = install(folder)
    except PerfrulesError as error:
        fail(error, language, as_json=False)
    for path in written:
        click.echo(visible(str(path)))
