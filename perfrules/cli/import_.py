"""`perfrules import`: documents into target sheets and actuals."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from operator import add
from pathlib import Path

import click

from perfrules.cli import terminal
from perfrules.cli.language import language_option
from perfrules.cli.output import exit_code, json_option, print_diagnostics, print_json, require_other_files
from perfrules.diagnostics import Diagnostic, Language, Source, phrase, visible
from perfrules.documents import DocumentError, make_folder
from perfrules.sheets import (
    Import,
    ImportedForm,
    Sheet,
    dump_actuals,
    file_names,
    find_documents,
    save_sheet,
    save_text,
)
from perfrules.sheets.departments.yaml_files import dump_department_goals
from perfrules.sheets.files.loading import read_sheets
from perfrules.sheets.imports.recognition.ledger import counts
from perfrules.sheets.imports.unreadable import is_of_file

_UNREADABLE = 2
_MOST_TABLES = 5
"""Up to this number, forms are shown indicator by indicator; more have a line each."""
_ACTUALS = "actuals.yaml"
_OVERVIEW = "name", "code", "indicators", "complete"
_HEAD = "code", "department", "agency", "budget"
_TARGETS = "level1", "level2", "name", "target", "weight"
_FILLED = "level1", "level2", "name", "target", "actual", "weight", "score"


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@click.option(
    "-o",
    "--output",
    "folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="write each sheet to a YAML file of its own in DIR, and what filled forms report to actuals.yaml",
)
@click.option("--dry-run", is_flag=True, help="with -o: say what would be written, and write nothing")
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
    dry_run: bool,
    force: bool,
    as_json: bool,
) -> None:
    """Read documents into target sheets (绩效目标表).

    FILE is a document (.docx, .xlsx, .csv, .html, text) with target sheets, self-evaluations or monitoring
    forms; or a YAML file of kind `sheet`; or a folder of such files.

    Exit codes: 0 clean, 1 something was found, 2 a file could not be read or written.
    """
    folders = [file for file in files if file.is_dir() and find_documents(file) == (file,)]
    paths = [path for file in files if file not in folders for path in find_documents(file)]
    empty = (Diagnostic("PR735", {"name": str(each)}, None, Source("", str(each))) for each in folders)
    found = reduce(add, (read_sheets(path, encoding) for path in paths), Import(diagnostics=tuple(empty)))
    if folder is not None:
        targets = [folder / name for name in file_names(found.sheets)] if force else []
        require_other_files(targets, files, language, as_json=as_json)
        saving = _Saving(folder, keys, language, force=force, dry_run=dry_run)
        found += Import(diagnostics=tuple(saving.save(found)))
    code = _exit_code(found.diagnostics)
    if as_json:
        print_json(found.to_json(language))
    elif found.sheets or code < _UNREADABLE:
        _print(found, language)
    print_diagnostics(found.diagnostics, language)
    sys.exit(code)


class _Saving:
    """Writes sheets and actuals into a folder, and reports each file on standard error."""

    def __init__(
        self, folder: Path, keys: Language | None, language: Language, *, force: bool, dry_run: bool
    ) -> None:
        self.folder, self.keys, self.language = folder, keys, language
        self.force, self.dry_run = force, dry_run

    def save(self, found: Import) -> Iterator[Diagnostic]:
        """Write everything; the diagnostics say what could not be written."""
        if not (found.sheets or found.departments or found.actuals):
            return
        try:
            if not self.dry_run:
                make_folder(self.folder)
        except DocumentError as error:
            yield from error.diagnostics
            return
        projects = [sheet for sheet in found.sheets if sheet.scope == "project"]
        for sheet, name in zip(projects, file_names(projects), strict=True):
            yield from self._save_sheet(sheet, self.folder / name, self.keys or _language_of(sheet, found))
        names = file_names(goals.sheet for goals in found.departments)
        for goals, name in zip(found.departments, names, strict=True):
            yield from self._save_text(dump_department_goals(goals), self.folder / name)
        actuals = found.actuals
        if actuals is not None:
            yield from self._save_text(dump_actuals(actuals), self.folder / _ACTUALS)

    def _save_sheet(self, sheet: Sheet, path: Path, keys: Language | None) -> Iterator[Diagnostic]:
        if self.dry_run:
            self._report("imports.would-write", path)
            return
        try:
            written = save_sheet(sheet, path, overwrite=self.force, keys=keys)
        except DocumentError as error:
            yield from error.diagnostics
        else:
            self._report("commands.written" if written else "commands.unchanged", path)

    def _save_text(self, text: str, path: Path) -> Iterator[Diagnostic]:
        if self.dry_run:
            self._report("imports.would-write", path)
            return
        try:
            written = save_text(text, path, self.keys or "zh", overwrite=self.force)
        except DocumentError as error:
            yield from error.diagnostics
        else:
            self._report("commands.written" if written else "commands.unchanged", path)

    def _report(self, key: str, path: Path) -> None:
        sys.stderr.write(phrase(key, self.language, path=visible(str(path))) + "\n")


def _language_of(sheet: Sheet, found: Import) -> Language | None:
    """The language of keys for a sheet from a table: Chinese where its levels are; None for other sheets.

    The names of the indicators count where the table has no levels.
    """
    levels = "".join(indicator.level1 + indicator.level2 for indicator in sheet.indicators)
    words = levels or "".join(indicator.name for indicator in sheet.indicators)
    is_of_table = any(form.sheet is sheet for form in found.forms)
    return "zh" if is_of_table and not words.isascii() else None


def _print(found: Import, language: Language) -> None:
    """What was read: goals of departments a line each, then the forms."""
    for goals in found.departments:
        facts = {"title": visible(goals.title), "subgoals": len(goals.subgoals)}
        count = sum(len(each.indicators) for each in goals.subgoals)
        click.echo(phrase("departments.read", language, indicators=count, **facts))
    if found.sheets or not found.departments:
        _print_forms(found, language)


def _print_forms(found: Import, language: Language) -> None:
    """What was read: each form, or of many a line each; and how many cells were used."""
    forms = {id(form.sheet): form for form in found.forms}
    if forms and len(found.sheets) <= _MOST_TABLES:
        for sheet in found.sheets:
            _print_form(forms.get(id(sheet), ImportedForm(sheet)), language)
    elif found.sheets:
        heads = [phrase(f"commands.sheet-{key}", language) for key in _OVERVIEW]
        terminal.print_table("", heads, ((_overview(sheet, language), "") for sheet in found.sheets))
    click.echo(
        phrase(
            "commands.sheets",
            language,
            sheets=len(found.sheets),
            indicators=sum(len(sheet.indicators) for sheet in found.sheets),
            incomplete=sum(not sheet.complete for sheet in found.sheets),
        )
    )
    if found.entries:
        # Running text has no cells, so without a table nothing is counted as imported.
        number = counts(found.entries) | ({} if found.sheets else {"accepted": 0})
        click.echo(phrase("imports.cells", language, **number))


def _overview(sheet: Sheet, language: Language) -> tuple[str, ...]:
    state = phrase("commands.complete" if sheet.complete else "commands.incomplete", language)
    return sheet.title or sheet.name, sheet.code, str(len(sheet.indicators)), state


def _print_form(form: ImportedForm, language: Language) -> None:
    """The head of a form on a line, and a table of its indicators."""
    data = form.to_json()
    budget = data["budget"]
    head = {**data, "budget": f"{budget['total']}{budget['unit']}" if budget["total"] else ""}
    shown = [f"{phrase(f'imports.{key}', language)} {head[key]}" for key in _HEAD if head.get(key)]
    title = form.sheet.name or form.sheet.title
    click.echo(visible("  ".join([title, phrase(f"imports.kind-{form.kind}", language), *shown])))
    keys = _FILLED if form.filled else _TARGETS
    rows = [[str(row.get(key) or "") for key in keys] for row in data["indicators"]]
    heads = [phrase(f"imports.{key}", language) for key in keys]
    terminal.print_table("", heads, ((row, "") for row in rows))


def _exit_code(diagnostics: Iterable[Diagnostic]) -> int:
    """2 where a file could not be read or written at all, else as for every command."""
    found = tuple(diagnostics)
    if any(map(is_of_file, found)):
        return _UNREADABLE
    return exit_code(found)
