"""`perfrules test`: run the tests beside policies."""

from __future__ import annotations

import sys
from decimal import Decimal, InvalidOperation
from difflib import unified_diff
from fractions import Fraction
from pathlib import Path

import click

from perfrules.cli.language import language_option
from perfrules.cli.output import json_option, print_diagnostics, print_json, require_other_files, styled
from perfrules.diagnostics import Diagnostic, Language, PerfrulesError, phrase, visible
from perfrules.documents import write_text
from perfrules.testing.case_words import case_title, failure_lines
from perfrules.testing.coverage import Coverage, coverage_of, percent
from perfrules.testing.junit import junit_xml
from perfrules.testing.results import CaseResult, SuiteResult, counts
from perfrules.testing.run import run_file
from perfrules.testing.suites import find_suites
from perfrules.testing.update import updated_text

_COLOURS = {"pass": "green", "fail": "red", "error": "red"}
_UNWRITTEN = frozenset({"PR134", "PR163", "PR164", "PR165"})
_HUNDRED = Decimal(100)


def _percentage(_context: click.Context, _parameter: click.Parameter, written: str | None) -> Fraction | None:
    if written is None:
        return None
    try:
        number = Decimal(written)
    except InvalidOperation as error:
        raise click.BadParameter(f"{written} is not a percentage") from error
    if not (number.is_finite() and 0 <= number <= _HUNDRED):
        raise click.BadParameter(f"{written} is not a percentage from 0 to 100")
    return Fraction(number) / 100


@click.command("test")
@click.argument("paths", metavar="PATH…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--coverage", "with_coverage", is_flag=True, help="list the rules and thresholds that no test tried"
)
@click.option(
    "--fail-under",
    "needed",
    metavar="N",
    callback=_percentage,
    help="exit 1 where less than N per cent of a policy's rules and thresholds are tried",
)
@click.option("--junit", metavar="FILE", type=click.Path(path_type=Path), help="write JUnit XML to FILE")
@click.option("--update", is_flag=True, help="print the expected values that differ, and rewrite them")
@json_option
@language_option
def command(
    paths: tuple[Path, ...],
    needed: Fraction | None,
    junit: Path | None,
    language: Language,
    *,
    with_coverage: bool,
    update: bool,
    as_json: bool,
) -> None:
    """Run the tests in each PATH: a file NAME.test.yaml, the policy NAME.yaml beside it, or a folder of them.

    The id of a shipped policy means the tests that ship with it.

    Exit codes: 0 all pass, 1 one does not or too little is covered, 2 there is nothing to run or a file
    cannot be written.
    """
    if junit is not None:
        beside = [path.with_name(path.name.replace(".test.", ".")) for path in paths if path.name]
        require_other_files([junit], [*paths, *beside], language, as_json=as_json)
    files, problems = find_suites(paths)
    nothing_there = bool(problems)
    results = [run_file(each) for each in files]
    if update:
        problems += _update(results)
        results = [run_file(each) for each in files]
    coverages = coverage_of(results) if with_coverage or needed is not None else []
    problems += [_below(each, needed) for each in coverages if needed is not None and each.share < needed]
    if junit is not None:
        problems += _write(junit, junit_xml(results, language))
    if as_json:
        print_json(_as_json(results, coverages, problems, language))
    else:
        _print(results, coverages, language)
        print_diagnostics(problems, language)
    total = counts(results)
    unusable = nothing_there or any(each.code in _UNWRITTEN for each in problems)
    sys.exit(2 if unusable else int(bool(problems) or total["fail"] + total["error"] > 0))


def _below(coverage: Coverage, needed: Fraction) -> Diagnostic:
    facts = {"policy": coverage.policy, "percent": percent(coverage.share), "needed": percent(needed)}
    return Diagnostic("PR609", facts)


def _write(path: Path, text: str) -> list[Diagnostic]:
    try:
        write_text(path, text)
    except PerfrulesError as error:
        return list(error.diagnostics)
    return []


def _update(results: list[SuiteResult]) -> list[Diagnostic]:
    """Rewrite expectations that failed; print each change on standard error first."""
    problems: list[Diagnostic] = []
    for result in results:
        try:
            text = updated_text(result)
        except PerfrulesError as error:
            problems += error.diagnostics
            continue
        if text is None or result.suite is None:
            continue
        before = result.suite.document.source.text.splitlines()
        for line in unified_diff(before, text.splitlines(), str(result.path), str(result.path), lineterm=""):
            click.echo(visible(line), err=True)
        problems += _write(result.path, text)
    return problems


def _as_json(
    results: list[SuiteResult], coverages: list[Coverage], problems: list[Diagnostic], language: Language
) -> dict[str, object]:
    total = counts(results)
    return {
        "passed": total["pass"],
        "failed": total["fail"],
        "errors": total["error"],
        "files": [each.to_json(language) for each in results],
        "coverage": [each.to_json(language) for each in coverages],
        "diagnostics": [each.to_json(language) for each in problems],
    }


def _print(results: list[SuiteResult], coverages: list[Coverage], language: Language) -> None:
    for result in results:
        click.echo(visible(str(result.path)))
        print_diagnostics(result.diagnostics, language)
        for number, each in enumerate(result.cases, 1):
            _print_case(each, number, language)
    for coverage in coverages:
        _print_coverage(coverage, language)
    found = counts(results)
    facts = {"passed": found["pass"], "failed": found["fail"], "broken": found["error"]}
    click.echo(phrase("commands.case-counts", language, **facts))


def _print_case(result: CaseResult, number: int, language: Language) -> None:
    title = case_title(result.case.title, number, language)
    status = styled(result.status.upper(), _COLOURS[result.status])
    place = "" if result.status == "pass" else f" ({result.case.document.source.name}:{result.case.line})"
    click.echo(f"  {status} {visible(title)}{visible(place)}")
    for line in failure_lines(result, language):
        click.echo(f"    {visible(line)}")
    print_diagnostics(result.diagnostics, language)


def _print_coverage(coverage: Coverage, language: Language) -> None:
    data = coverage.to_json(language)
    tried = {name: "{}/{}".format(*data[name]) for name in ("rules", "boundaries")}
    facts = {"policy": coverage.policy, "percent": data["percent"], **tried}
    head = phrase("commands.coverage", language, **facts)
    click.echo(visible(head))
    for item in coverage.missing:
        click.echo(f"  {visible(item.explain(language))}")
