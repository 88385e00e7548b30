"""`perfrules lint`: the faults of target sheets, and fixes for those with one remedy."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from difflib import unified_diff
from pathlib import Path

import click
from attrs import frozen

from perfrules.analysis.files import CheckReport
from perfrules.cli.check import exit_code
from perfrules.cli.language import language_option
from perfrules.cli.output import fail, json_option, print_diagnostics
from perfrules.diagnostics import Diagnostic, Language, PerfrulesError, Severity, Source, visible
from perfrules.documents import write_text
from perfrules.engine.linting import Fix, Linter, SheetFinding, fixed_text
from perfrules.engine.linting.lint import DEFAULT_POLICY
from perfrules.reports.findings.formats import FORMATS
from perfrules.reports.findings.of_sheets import lint_report
from perfrules.sheets import Import, check_sheets, find_documents
from perfrules.sheets.files.loading import read_sheets

_YAML = ".yaml", ".yml"
_WITHOUT_TABLE = frozenset({"PR310", "PR727"})


@click.command("lint")
@click.argument("paths", metavar="SHEETS…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--policy",
    metavar="POLICY",
    default=DEFAULT_POLICY,
    help=f"id or file of a policy that gives each fault its severity (default: {DEFAULT_POLICY})",
)
@click.option(
    "--format",
    "layout",
    type=click.Choice(list(FORMATS)),
    default="full",
    help="how findings are printed (default: full)",
)
@click.option(
    "--fail-level",
    type=click.Choice(["error", "warning", "info"]),
    default="warning",
    help="the least severity for which the exit code is 1 (default: warning)",
)
@click.option("--fix", is_flag=True, help="fix, in the YAML files, each fault that has only one remedy")
@click.option("--diff", is_flag=True, help="write nothing; print what --fix would change, exit 1 if anything")
@json_option
@language_option
def command(
    paths: tuple[Path, ...],
    policy: str,
    layout: str,
    fail_level: Severity,
    language: Language,
    *,
    fix: bool,
    diff: bool,
    as_json: bool,
) -> None:
    """Find faults in the targets of SHEETS, files or folders; `perfrules explain CODE` explains each.

    Sheets of one project are compared with each other.

    Exit codes: 0 clean, 1 findings, or with --diff something would change, 2 a file that cannot be read or
    written.
    """
    try:
        linter = Linter.of(policy)
        linted = _Linted.of(paths, linter)
        if diff:
            changed = _print_diff(linted)
            print_diagnostics(linted.report.problems, language)
            sys.exit(2 if linted.report.problems else int(changed))
        if fix:
            print_diagnostics(list(_write(linted)), language)
            linted = _Linted.of(paths, linter)
    except PerfrulesError as error:
        fail(error, language, as_json=as_json)
    report = linted.report
    text = FORMATS["json" if as_json else layout](report, language)
    click.echo(text, nl=bool(text) and not text.endswith("\n"))
    if layout == "full" and not as_json:
        print_diagnostics(list(linted.remarks()), language)
    sys.exit(exit_code(report, fail_level))


@frozen
class _Linted:
    """What was read, the faults that were found, and the report of both."""

    report: CheckReport
    findings: tuple[SheetFinding, ...]

    @classmethod
    def of(cls, paths: Sequence[Path], linter: Linter) -> _Linted:
        read = [found for path in paths for found in _read(path)]
        sheets = [sheet for each in read for sheet in each.sheets]
        findings = linter.lint(sheets)
        places = (sheet.place() for sheet in sheets)
        files = [place.source.name or "" for place in places if place is not None]
        graded = (linter.graded(one) for each in read for one in _besides_checks(each))
        noticed = [one for one in graded if one is not None]
        return cls(lint_report(files, findings, noticed, linter.policy.head.id), findings)

    def fixes(self) -> dict[Source, list[Fix]]:
        """The fixes of each text."""
        found: dict[Source, list[Fix]] = {}
        for each in self.findings:
            source = each.diagnostic.source
            if each.fix is not None and source is not None:
                found.setdefault(source, []).append(each.fix)
        return found

    def remarks(self) -> Iterator[Diagnostic]:
        """PR787: how many faults `--fix` removes."""
        count = sum(len(fixes) for source, fixes in self.fixes().items() if _is_yaml(source))
        if count:
            yield Diagnostic("PR787", {"count": str(count)})


def _read(path: Path) -> Iterator[Import]:
    """The sheets of a file, or of each file in a folder, except documents about other things."""
    for file in find_documents(path, nested=True):
        found = read_sheets(file)
        about_others = [each for each in found.diagnostics if each.code in _WITHOUT_TABLE]
        if file == path or not about_others:
            yield found


def _besides_checks(read: Import) -> list[Diagnostic]:
    """What was noticed while reading, without the checks of sheets, which linting repeats."""
    checked = check_sheets(read.sheets)
    return [each for each in read.diagnostics if each not in checked]


def _is_yaml(source: Source) -> bool:
    return source.name is not None and source.name.lower().endswith(_YAML)


def _print_diff(linted: _Linted) -> bool:
    """Print what `--fix` would change, and return whether there is anything."""
    changed = False
    for source, fixes in linted.fixes().items():
        if not _is_yaml(source):
            continue
        name, after = source.name or "", fixed_text(source, fixes)
        before = source.text.splitlines(keepends=True)
        for line in unified_diff(before, after.splitlines(keepends=True), name, name):
            click.echo(visible(line.rstrip("\n")))
            changed = True
    return changed


def _write(linted: _Linted) -> Iterator[Diagnostic]:
    """Write the fixes; yield PR788 for each file written, PR786 for each that is not YAML.

    Raises:
        DocumentError: a file cannot be written.
    """
    for source, fixes in linted.fixes().items():
        name = source.name or ""
        if not _is_yaml(source):
            yield Diagnostic("PR786", {"name": name})
            continue
        text = fixed_text(source, fixes)
        if text != source.text:
            # A source has line feeds only; the file keeps the line ends that it has.
            ends = "\r\n" if b"\r\n" in Path(name).read_bytes() else "\n"
            write_text(Path(name), text.replace("\n", ends))
            yield Diagnostic("PR788", {"name": name, "count": str(len(fixes))})
