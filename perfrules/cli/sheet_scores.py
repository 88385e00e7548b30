"""Sheets read, scored and laid out part by part: a folder of many needs little memory and uses all cores."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from perfrules.cli import terminal
from perfrules.cli.long_json import print_long_json
from perfrules.cli.noticed import Noticed
from perfrules.diagnostics import Diagnostic, Language, json_text
from perfrules.engine.scoring import Scorer
from perfrules.resources.plain_repr import PlainRepr
from perfrules.sheets import Actuals, Sheet
from perfrules.sheets.files.loading import load_sheet_files

if TYPE_CHECKING:
    from perfrules.reports.terminal.cards import PrintedCard
    from perfrules.reports.terminal.console_settings import ConsoleSettings

FILES_OF_A_PART = 100
"""Enough for the cost of passing a part on to be small."""
_WORTHWHILE = 500
"""The files for each of which more than one process is started: fewer are scored before it is ready."""


@frozen(repr=False)
class ScoredSheets(PlainRepr):
    """The cards of some sheets as printed text, or as JSON, and what remains of the sheets.

    Args:
        headings: the sheets with what says which project they are of.
        about_sheets: what was noticed when they were read.
        cards: texts for a console, empty with JSON.
        objects: JSON objects, empty without.
        about_cards: what was noticed when they were scored.
    """

    headings: tuple[Sheet, ...]
    about_sheets: tuple[Diagnostic, ...]
    cards: tuple[PrintedCard, ...]
    objects: tuple[str, ...]
    about_cards: Noticed


@frozen(repr=False)
class SheetScorer(PlainRepr):
    """Scores sheets and lays out their cards; without a console as JSON. It can be pickled."""

    scorer: Scorer
    actuals: Actuals
    language: Language
    console: ConsoleSettings | None

    def of_files(self, paths: Sequence[Path]) -> ScoredSheets:
        """Read the YAML sheets in some files, and score them."""
        found = load_sheet_files(paths)
        return self.of_sheets(found.sheets, found.diagnostics)

    def of_sheets(self, sheets: Iterable[Sheet], noticed: Sequence[Diagnostic] = ()) -> ScoredSheets:
        """Score sheets; `noticed` is what is known about them."""
        headings: list[Sheet] = []
        cards: list[PrintedCard] = []
        objects: list[str] = []
        about_cards = Noticed(self.language)
        for sheet in sheets:
            card = self.scorer.score(sheet, self.actuals)
            about_cards.add(card.diagnostics)
            headings.append(sheet.heading)
            if self.console is None:
                objects.append(json_text(card.to_json(self.language)))
            else:
                cards.append(terminal.printed_card(card, self.console, self.language))
        return ScoredSheets(tuple(headings), tuple(noticed), tuple(cards), tuple(objects), about_cards)


def parts_of(paths: Sequence[Path]) -> list[Sequence[Path]]:
    """The files of each part, in order.

    >>> [len(each) for each in parts_of([Path()] * 250)]
    [100, 100, 50]
    """
    return [paths[at : at + FILES_OF_A_PART] for at in range(0, len(paths), FILES_OF_A_PART)]


def processes_for(files: int, cores: int) -> int:
    """How many processes are worth their start for a number of files.

    >>> processes_for(400, 8), processes_for(1_200, 8), processes_for(10_000, 8)
    (1, 2, 8)
    """
    return max(1, min(cores, files // _WORTHWHILE))


class ShownScores:
    """Prints the cards of sheets part by part, so that none is kept, and then what was noticed.

    `headings` and `about_sheets` are those of the parts that were printed.
    """

    def __init__(self, language: Language, *, as_json: bool) -> None:
        self._language = language
        self._console = None if as_json else terminal.standard_output()
        self.settings = None if self._console is None else terminal.settings_of(self._console)
        self.headings: list[Sheet] = []
        self.about_sheets: list[Diagnostic] = []
        self._noticed = Noticed(language)

    def show(self, parts: Iterable[ScoredSheets], noticed: Callable[[], Sequence[Diagnostic]]) -> None:
        """Print the cards of the parts and the diagnostics.

        Args:
            parts: what to print, each taken once.
            noticed: returns what was noticed before the sheets were scored; called after the last part.
        """
        about_cards, noticed_before = Noticed(self._language), cache(noticed)
        taken = self._taken(parts, about_cards)
        if self._console is None:
            objects = (each for part in taken for each in part.objects)
            print_long_json("cards", objects, lambda: self._as_json(noticed_before()))
        else:
            cards = (each for part in taken for each in part.cards)
            terminal.print_cards(cards, self._console, self._language)
        self._noticed.add(noticed_before())
        self._noticed.merge(about_cards)
        if self._console is not None:
            self._noticed.print()

    @property
    def exit_code(self) -> int:
        """0 for clean, 1 where something was noticed, 2 without a sheet."""
        return self._noticed.exit_code if self.headings else 2

    def _taken(self, parts: Iterable[ScoredSheets], about_cards: Noticed) -> Iterator[ScoredSheets]:
        for part in parts:
            self.headings += part.headings
            self.about_sheets += part.about_sheets
            about_cards.merge(part.about_cards)
            yield part

    def _as_json(self, diagnostics: Sequence[Diagnostic]) -> dict[str, object]:
        return {"diagnostics": [each.to_json(self._language) for each in diagnostics]}
