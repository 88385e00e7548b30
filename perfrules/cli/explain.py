"""`perfrules explain`: what a message code means and how to fix the problem."""

from __future__ import annotations

import sys
from typing import Any

import click
from attrs import asdict

from perfrules.cli.language import language_option
from perfrules.cli.output import json_option, print_diagnostics, print_json
from perfrules.diagnostics import Diagnostic, Language, render
from perfrules.diagnostics.hints import similar
from perfrules.diagnostics.key_names import fact_names
from perfrules.diagnostics.messages import Message, all_codes, message
from perfrules.reports.findings.code_examples import code_example
from perfrules.reports.findings.rule_pages import rule_page

_FACT = "…"
"""Replaces each fact of a message."""


@click.command("explain")
@click.argument("codes", nargs=-1, required=True, metavar="CODE…")
@json_option
@language_option
def command(codes: tuple[str, ...], language: Language, *, as_json: bool) -> None:
    """Show what the CODE of a message means, such as PR201, how to fix it, and examples.

    Exit codes: 0 all codes are known, 2 one is not.
    """
    asked = [code.upper() for code in codes]
    known = [message(code) for code in asked if code in all_codes()]
    if as_json:
        print_json([asdict(entry) | _further(entry.code, language) for entry in known])
    else:
        click.echo("\n\n".join(_shown(entry, language) for entry in known), nl=bool(known))
    unknown = [code for code in asked if code not in all_codes()]
    known_codes = sorted(all_codes())
    print_diagnostics(
        (Diagnostic("PR701", {"code": code, **similar(code, known_codes)}) for code in unknown), language
    )
    sys.exit(2 if unknown else 0)


def _shown(entry: Message, language: Language) -> str:
    further = (rule_page(entry.code), code_example(entry.code))
    lines = [line for each in further if each is not None for line in each.lines(language)]
    return "\n".join([render(_without_facts(entry), language), *(f"  {line}" for line in lines)])


def _further(code: str, language: Language) -> dict[str, Any]:
    """The page of a fault of targets, and the examples of any code, where there are some."""
    page, example = rule_page(code), code_example(code)
    data = {} if page is None else {"page": page.to_json(language)}
    return data if example is None else {**data, "example": example.to_json(language)}


def _without_facts(entry: Message) -> Diagnostic:
    """Return the message as it is printed, with `…` for its facts."""
    texts = (entry.zh, entry.en, entry.help_zh, entry.help_en)
    return Diagnostic(entry.code, {name: _FACT for text in texts for name in fact_names(text)})
