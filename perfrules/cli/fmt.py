"""`perfrules fmt`: lay documents out in the one way there is, comments and meaning kept."""

from __future__ import annotations

import sys
from difflib import unified_diff
from pathlib import Path

import click

from perfrules.cli.language import language_option
from perfrules.cli.output import print_diagnostics
from perfrules.diagnostics import Diagnostic, Language, PerfrulesError, visible
from perfrules.documents import DocumentError, read_text, write_text
from perfrules.documents.discovery import stated_kind, yaml_files
from perfrules.documents.formatting.formatter import format_document


@click.command("fmt")
@click.argument("paths", metavar="PATH…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--keys", type=click.Choice(["zh", "en"]), help="spell keys in Chinese or in English")
@click.option("--check", is_flag=True, help="write nothing; list the files that would change, exit 1 if any")
@click.option("--diff", is_flag=True, help="write nothing; print what would change, exit 1 if anything")
@language_option
def command(
    paths: tuple[Path, ...], keys: Language | None, language: Language, *, check: bool, diff: bool
) -> None:
    """Format documents: order of keys, indentation, quotes. Comments and meaning stay.

    Each PATH is a document or a folder of documents.

    Exit codes: 0 clean, 1 with --check or --diff something would change, 2 a file could not be read or
    written.
    """
    found = False
    documents, problems = _documents(paths)
    for path in documents:
        try:
            found |= _format(path, keys, diff=diff, write=not (check or diff))
        except PerfrulesError as error:
            problems += error.diagnostics
    print_diagnostics(problems, language)
    sys.exit(2 if problems else int(found))


def _documents(paths: tuple[Path, ...]) -> tuple[list[Path], list[Diagnostic]]:
    """The documents meant, each once, and what is wrong with folders that have none."""
    documents: list[Path] = []
    problems: list[Diagnostic] = []
    for path in paths:
        try:
            documents += _in_folder(path) if path.is_dir() else [path]
        except PerfrulesError as error:
            problems += error.diagnostics
    return list(dict.fromkeys(documents)), problems


def _in_folder(folder: Path) -> list[Path]:
    documents = [path for path in yaml_files(folder) if stated_kind(path) is not None]
    if not documents:
        raise DocumentError(Diagnostic("PR610", {"name": str(folder)}))
    return documents


def _format(path: Path, keys: Language | None, *, diff: bool, write: bool) -> bool:
    """Format one file, and return whether it has a fault."""
    read = read_text(path)
    text = format_document(read.source, keys)
    if path.read_bytes() == text.encode():
        return False
    if diff:
        before = read.source.text.splitlines(keepends=True)
        lines = unified_diff(before, text.splitlines(keepends=True), str(path), str(path))
        click.echo("".join(visible(line.rstrip("\n")) + "\n" for line in lines), nl=False)
    else:
        click.echo(visible(str(path)))
    if write:
        write_text(path, text)
    return not write
