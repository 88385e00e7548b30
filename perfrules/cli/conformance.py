"""`perfrules conformance`: test an implementation on the shipped cases."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator

import click

from perfrules.cli.language import language_option
from perfrules.cli.output import fail, json_option, print_json
from perfrules.diagnostics import Diagnostic, Language, PerfrulesError, json_text, phrase, visible
from perfrules.resources import read_data
from perfrules.testing.conformance.against import ask
from perfrules.testing.conformance.answers import answer
from perfrules.testing.conformance.cases import KINDS, ConformanceCase, conformance_cases
from perfrules.testing.conformance.report import CaseAnswer, ConformanceReport, report_of
from perfrules.testing.errors import ConformanceError


@click.command("conformance")
@click.option("--against", metavar="COMMAND", help="the command that is tested, with its arguments")
@click.option(
    "--kind",
    "kinds",
    type=click.Choice(list(KINDS)),
    multiple=True,
    help="use only the cases of a kind; may be repeated (default: all)",
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=600.0,
    metavar="SECONDS",
    help="how long the command may take for all questions (default: 600)",
)
@click.option("--questions", is_flag=True, help="print the questions, one a line, and test nothing")
@click.option("--answer", "answers", is_flag=True, help="read questions from standard input and answer them")
@click.option("--schema", is_flag=True, help="print the JSON Schema of questions and answers")
@json_option
@language_option
def command(
    against: str | None,
    kinds: tuple[str, ...],
    timeout: float,
    language: Language,
    *,
    questions: bool,
    answers: bool,
    schema: bool,
    as_json: bool,
) -> None:
    """Test perfrules, or another implementation, on the shipped cases.

    With --against, COMMAND reads one question a line from standard input and prints one answer a line, both
    as JSON.

    Exit codes: 0 all answers agree, 1 some do not, 2 the command cannot be run, or its output cannot be read.
    """
    cases = list(conformance_cases(*kinds))
    if schema:
        print_json(json.loads(read_data("grammar", "conformance", "case.schema.json")))
    elif questions:
        _print_lines(each.question for each in cases)
    else:
        try:
            if answers:
                _print_lines(_answers())
                return
            report = _report(cases, against, timeout)
        except PerfrulesError as error:
            fail(error, language, as_json=as_json)
        _print(report, language, as_json=as_json)
        sys.exit(int(bool(report.failures)))


def _report(cases: list[ConformanceCase], against: str | None, timeout: float) -> ConformanceReport:
    if against is not None:
        return report_of(cases, ask(against, cases, timeout))
    return report_of(cases, {each.id: answer(each.question) for each in cases})


def _answers() -> Iterator[dict[str, object]]:
    """Answer the questions on standard input.

    Raises:
        ConformanceError: PR619 for a line that is not a question.
    """
    for number, line in enumerate(sys.stdin, 1):
        try:
            yield answer(json.loads(line))
        except (ValueError, KeyError, TypeError) as error:
            raise ConformanceError(Diagnostic("PR619", {"line": number})) from error


def _print_lines(objects: Iterator[object]) -> None:
    for each in objects:
        print_json(each, indent=None)


def _print(report: ConformanceReport, language: Language, *, as_json: bool) -> None:
    if as_json:
        print_json(report.to_json())
        return
    for failure in report.failures:
        for line in _failure_lines(failure, language):
            click.echo(visible(line))
    for kind, (passed, total) in report.counts().items():
        name = phrase(f"conformance.{kind}", language)
        click.echo(phrase("conformance.count", language, kind=name, passed=passed, total=total))


def _failure_lines(failure: CaseAnswer, language: Language) -> Iterator[str]:
    if failure.answer is None:
        yield phrase("conformance.no-answer", language, id=failure.case.id)
    for part, (expected, given) in failure.wrong.items() if failure.answer is not None else ():
        facts = {"expected": json_text(expected, None), "given": json_text(given, None)}
        yield phrase("conformance.differs", language, id=failure.case.id, part=part, **facts)
