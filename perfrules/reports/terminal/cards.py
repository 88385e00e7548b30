"""Scorecards as tables in the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import frozen

from perfrules.diagnostics import Language, Words
from perfrules.engine.indicators.figures import share_text
from perfrules.engine.indicators.places import PolicyUsed
from perfrules.engine.scoring import Card, Item
from perfrules.reports.terminal.console_settings import ConsoleSettings
from perfrules.reports.terminal.tables import (
    NOTHING,
    ReasonedTable,
    plain_table,
    print_table,
    project_title,
    styled,
)
from perfrules.resources.plain_repr import PlainRepr
from perfrules.values import exact_text

if TYPE_CHECKING:
    from rich.console import Console

_GRADE_STYLES = {"优": "green", "良": "cyan", "中": "yellow", "差": "red"}


@frozen(repr=False)
class SummaryLine(PlainRepr):
    """A card in the summary: all that is kept of it once it is printed."""

    project: str
    total: str
    open_points: str
    grade: str | None


@frozen(repr=False)
class PrintedCard(PlainRepr):
    """A card as a console shows it, its line in the summary, and the policy that it was scored by."""

    text: str
    line: SummaryLine
    policy: PolicyUsed


def printed_card(card: Card, settings: ConsoleSettings, language: Language = "zh") -> PrintedCard:
    """Lay out a card as text for a console."""
    text = settings.text_of(lambda console: _print_card(card, console, language))
    open_points = _open_points(card, Words("terminal-cards", language))
    line = SummaryLine(card.name or card.code, str(card.total), open_points, card.grade)
    return PrintedCard(text, line, card.policy)


def print_cards(cards: Iterable[PrintedCard], console: Console, language: Language = "zh") -> None:
    """Print cards as they come, then the totals and grades of all of them."""
    words = Words("terminal-cards", language)
    lines: list[SummaryLine] = []
    used: PolicyUsed | None = None
    for card in cards:
        console.file.write(card.text)
        used = used or card.policy
        lines.append(card.line)
    if len(lines) > 1:
        _print_summary(lines, console, words)
    if used is not None:
        console.print(words("policy", id=used.id, version=used.version or "-"), style="dim")


def _print_card(card: Card, console: Console, language: Language) -> None:
    words = Words("terminal-cards", language)
    table = plain_table(project_title(card.name, card.code))
    rows = ReasonedTable(console, table, words("why"), named=1)
    for column, narrowest in (("level", 8), ("indicator", 12), ("target", 8), ("actual", 10)):
        rows.text_column(words(column), narrowest)
    for column in ("completion", "weight", "score"):
        table.add_column(words(column), justify="right", no_wrap=True)
    for item in card.items:
        rows.add(_cells(item, words), item.reason.text(language), _style(item))
    table.add_section()
    rows.add(*_execution(card, words))
    full = sum((item.weight for item in card.items), card.execution.weight)
    grade = f"{words('grade')} {card.grade}" if card.grade else ""
    if card.open_rows:
        grade = "  ".join(filter(None, (card.total_text(language), grade)))
    total = (words("total"), "", "", "", "", exact_text(full), str(card.total))
    rows.add(total, grade, "bold")
    rows.show()


def _cells(item: Item, words: Words) -> tuple[str, ...]:
    return (
        item.level2,
        item.name + (words("open") if item.is_open and item.weight > 0 else ""),
        item.target,
        NOTHING if item.actual is None else item.actual,
        NOTHING if item.completion is None else share_text(item.completion),
        exact_text(item.weight),
        "" if item.score is None else str(item.score),
    )


def _style(item: Item) -> str:
    """The colour of a row that was missed or is open."""
    if item.met is False:
        return "yellow"
    return "red" if item.is_open and item.weight > 0 else ""


def _execution(card: Card, words: Words) -> tuple[tuple[str, ...], str]:
    """The cells of budget execution, and how it comes about."""
    done = card.execution
    is_reported = done.rate is not None and done.budget is not None and done.executed is not None
    amounts = {name: "" if each is None else exact_text(each) for name, each in _amounts(card).items()}
    rate = NOTHING if done.rate is None else share_text(done.rate)
    name = words("execution") + (words("open") if done.score is None else "")
    score = "" if done.score is None else str(done.score)
    cells = (
        name,
        "",
        "",
        "",
        rate,
        exact_text(done.weight),
        score,
    )
    return cells, words("executed", **amounts) if is_reported else words("not-reported")


def _amounts(card: Card) -> dict[str, Fraction | None]:
    return {"executed": card.execution.executed, "budget": card.execution.budget}


def _print_summary(lines: Sequence[SummaryLine], console: Console, words: Words) -> None:
    """Print a row per project; a column of open points only if some are open."""
    table = plain_table(words("summary"))
    table.add_column(words("project"))
    table.add_column(words("total"), justify="right")
    some_open = any(line.open_points for line in lines)
    if some_open:
        table.add_column(words("open-points"))
    table.add_column(words("grade"))
    for line in lines:
        grade = styled(line.grade or NOTHING, _GRADE_STYLES.get(line.grade or "", ""))
        open_points = (line.open_points,) if some_open else ()
        table.add_row(styled(line.project), line.total, *open_points, grade)
    print_table(console, table)


def _open_points(card: Card, words: Words) -> str:
    if not card.open_rows:
        return ""
    facts = {"count": card.open_rows, "points": exact_text(card.open_points)}
    return words("open-row", **facts, lowest=card.total, highest=card.highest)
