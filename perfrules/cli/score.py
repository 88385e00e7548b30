"""`perfrules score`: what was achieved against the targets, a card a project."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

import click

from perfrules.cli.output import exit_code, json_option, language_option, print_diagnostics, print_json
from perfrules.diagnostics import Diagnostic, Language, PerfrulesError
from perfrules.engine.scoring import Card, Scorer, load_scorer
from perfrules.policies.errors import near
from perfrules.sheets import Actuals, Sheet, find_actuals, load_actuals, load_sheets

_PIPED_WIDTH = 140
_MANY = 20
"""From so many sheets on a progress bar is worth showing."""


@click.command("score")
@click.argument("sheets", type=click.Path(path_type=Path))
@click.option(
    "--actuals", type=click.Path(path_type=Path), help="what was achieved (default: beside the sheets)"
)
@click.option(
    "--policy", default="mof.self-evaluation-2020", show_default=True, help="id or file of a scoring policy"
)
@json_option
@language_option
def command(sheets: Path, actuals: Path | None, policy: str, language: Language, *, as_json: bool) -> None:
    """Score what was achieved against the targets of SHEETS, a file or folder.

    Where no actuals are named, those that lie beside the sheets are taken.
    """
    found = load_sheets(sheets)
    told = list(found.diagnostics)
    try:
        reported, about_actuals = _actuals(sheets, actuals)
        told += about_actuals
        cards = _cards(found.sheets, reported, _scorer(policy, reported), quiet=as_json)
    except PerfrulesError as error:
        _finish([], [*told, *error.diagnostics], language, as_json=as_json)
        sys.exit(2)
    told += _without_sheet(reported, found.sheets)
    _finish(cards, told, language, as_json=as_json)
    everything = [*told, *(one for card in cards for one in card.diagnostics)]
    sys.exit(exit_code(everything) if cards else 2)


def _actuals(sheets: Path, path: Path | None) -> tuple[Actuals, list[Diagnostic]]:
    """What was achieved, and what is to be said of where it was found.

    Raises:
        DocumentError: the file cannot be read, or there are several to choose from.
    """
    paths = (path,) if path is not None else find_actuals(sheets)
    if not paths:
        return Actuals(), [Diagnostic("PR416")]
    if len(paths) > 1:
        raise PerfrulesError(Diagnostic("PR417", {"files": "、".join(each.name for each in paths)}))
    return load_actuals(paths[0]), []


def _scorer(policy: str, actuals: Actuals) -> Scorer:
    as_of: date | None = actuals.as_of
    return load_scorer(policy, as_of)


def _cards(sheets: Sequence[Sheet], actuals: Actuals, scorer: Scorer, *, quiet: bool) -> list[Card]:
    return [scorer.score(sheet, actuals) for sheet in _progress(sheets, quiet=quiet)]


def _progress(sheets: Sequence[Sheet], *, quiet: bool) -> Iterable[Sheet]:
    """The sheets, with a bar on a terminal where there are many."""
    if quiet or len(sheets) < _MANY or not sys.stderr.isatty():
        return sheets
    from rich.console import Console
    from rich.progress import track

    return track(sheets, description="", console=Console(stderr=True), transient=True)


def _without_sheet(actuals: Actuals, sheets: Sequence[Sheet]) -> Iterator[Diagnostic]:
    codes = [sheet.code for sheet in sheets]
    for code, project in actuals.projects.items():
        if code not in codes:
            told = Diagnostic("PR415", {"code": code, **near(code, codes)})
            yield told if project.at is None else told.within(project.at.source, whole=project.at.span)


def _finish(cards: Sequence[Card], told: Sequence[Diagnostic], language: Language, *, as_json: bool) -> None:
    if as_json:
        print_json(
            {
                "cards": [card.to_json(language) for card in cards],
                "diagnostics": [diagnostic.to_json(language) for diagnostic in told],
            }
        )
        return
    if cards:
        from rich.console import Console

        from perfrules.reports.terminal import print_cards

        # What is piped into a file or pager has no width of its own.
        print_cards(cards, Console(width=None if sys.stdout.isatty() else _PIPED_WIDTH), language)
    print_diagnostics([*told, *(one for card in cards for one in card.diagnostics)], language)
