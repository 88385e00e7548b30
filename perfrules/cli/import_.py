"""`perfrules import`: documents into target sheets."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from functools import reduce
from operator import add
from pathlib import Path

import click

from perfrules.cli import terminal
from perfrules.cli.language import language_option
from perfrules.cli.output import exit_code, json_option, print_diagnostics, print_json, require_other_files
from perfrules.diagnostics import Diagnostic, Language, Source, phrase, visible
from perfrules.documents import DocumentError
from perfrules.sheets import Import, Sheet, file_names, load_sheets, save_sheet

_FILE_CODES = "PR1"
_UNREADABLE = 2
_HEADS = ("name", "code", "indicators", "complete")


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option(
    "-o",
    "--output",
    "folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="write each sheet to a YAML file of its own in DIR",
)
@click.option("--force", is_flag=True, help="with -o: replace files that hold something else")
@click.option(
    "--keys", type=click.Choice(["zh", "en"]), help="with -o: language of keys (default: the source's)"
)
@click.option("--encoding", metavar="NAME", help="the files' encoding (default: found out)")
@json_option
@language_option
def command(
    files: Sequence[Path],
    folder: Path | None,
    encoding: str | None,
    keys: Language | None,
    language: Language,
    *,
    force: bool,
    as_json: bool,
) -> None:
    """Read documents into target sheets (绩效目标表).

    FILE is the text of a document, UTF-8 or GB18030, laid out like a word-processor file saved as text; or a
    YAML file of kind `sheet`; or a folder of such YAML files.

    Exit codes: 0 clean, 1 something was found, 2 a file could not be read or written.
    """
    found = reduce(add, (load_sheets(file, encoding) for file in files), Import())
    if folder is not None:
        targets = [folder / name for name in file_names(found.sheets)] if force else []
        require_other_files(targets, files, language, as_json=as_json)
        found += _save(found.sheets, folder, keys, language, force=force)
    code = _exit_code(found.diagnostics)
    if as_json:
        print_json(found.to_json(language))
    elif found.sheets or code < _UNREADABLE:
        _print(found.sheets, language)
    print_diagnostics(found.diagnostics, language)
    sys.exit(code)


def _save(
    sheets: Sequence[Sheet], folder: Path, keys: Language | None, language: Language, *, force: bool
) -> Import:
    """Write the sheets and report each; the diagnostics say what could not be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        facts = {"name": str(folder), "reason": error.strerror or str(error)}
        return Import(diagnostics=(Diagnostic("PR134", facts, None, Source("", str(folder))),))
    problems: list[Diagnostic] = []
    for sheet, name in zip(sheets, file_names(sheets), strict=True):
        try:
            written = save_sheet(sheet, folder / name, overwrite=force, keys=keys)
        except DocumentError as error:
            problems += error.diagnostics
        else:
            key = "commands.written" if written else "commands.unchanged"
            sys.stderr.write(phrase(key, language, path=visible(str(folder / name))) + "\n")
    return Import(diagnostics=tuple(problems))


def _print(sheets: Sequence[Sheet], language: Language) -> None:
    """A line a sheet, and their number."""
    rows = [
        (sheet.title or sheet.name, sheet.code, str(len(sheet.indicators)), _state(sheet, language))
        for sheet in sheets
    ]
    if rows:
        heads = [phrase(f"commands.sheet-{each}", language) for each in _HEADS]
        terminal.print_table("", heads, ((row, "") for row in rows))
    total = phrase(
        "commands.sheets",
        language,
        sheets=len(sheets),
        indicators=sum(len(sheet.indicators) for sheet in sheets),
        incomplete=sum(not sheet.complete for sheet in sheets),
    )
    click.echo(total)


def _state(sheet: Sheet, language: Language) -> str:
    return phrase("commands.complete" if sheet.complete else "commands.incomplete", language)


def _exit_code(diagnostics: Iterable[Diagnostic]) -> int:
    """2 where a file could not be read or written at all, else as for every command."""
    told = tuple(diagnostics)
    if any(each.severity == "error" and each.code.startswith(_FILE_CODES) for each in told):
        return _UNREADABLE
    return exit_code(told)
