"""Headings over several columns, in a text where they are a single cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations_with_replacement, groupby

from perfrules.documents.media.pages.model import Cell
from perfrules.resources.late_patterns import late_pattern
from perfrules.sheets.imports.cell_lines.kinds import fits
from perfrules.sheets.imports.cell_lines.short_rows import cost_in
from perfrules.sheets.imports.recognition.vocabulary import heading_of, is_group, key_of, vocabulary

_NAMES = frozenset({"level1", "level2", "name", "number"})
_WIDE = frozenset({"target", "level1", "level2"})
_MOST_WIDER = 3
_MOST_WIDE = 12
_YEAR = late_pattern("[0-9]{2}年|上年|三年|中期")


def widened(
    row: Sequence[Cell], meanings: Sequence[str], below: Sequence[Sequence[Cell]]
) -> list[int] | None:
    """Where each heading begins, as the rows below have more cells; None without a single best way.

    Args:
        row: the headings.
        meanings: what they mean, blank where unknown.
        below: the rows below, each with as many cells as there are columns.
    """
    more = len(below[0]) - len(row)
    wide = [at for at, name in enumerate(meanings) if name in _WIDE or _is_group(row[at].text)]
    if not 0 < more <= _MOST_WIDER or not 0 < len(wide) <= _MOST_WIDE:
        return None
    found: list[tuple[int, list[int]]] = []
    for extra in combinations_with_replacement(wide, more):
        starts = [at + sum(each < at for each in extra) for at in range(len(row))]
        cost = _cost_of(meanings, starts, below)
        if cost is not None:
            found.append((cost, starts))
    least = min((cost for cost, _ in found), default=0)
    best = [starts for cost, starts in found if cost == least]
    return best[0] if len(best) == 1 else None


def wide_meanings(meanings: Sequence[str], starts: Sequence[int], width: int) -> tuple[str, ...]:
    """What the columns mean: those of a heading of levels or names are its levels and its name."""
    columns: list[str] = []
    for name, start, end in zip(meanings, starts, [*starts[1:], width], strict=True):
        wide = end - start
        if name == "target" or wide == 1:
            columns += [name, *[""] * (wide - 1)]
        else:
            own = (
                ("level1", "level2")
                if "name" in meanings and name != "name"
                else ("level1", "level2", "name")
            )
            columns += [*own, *[""] * wide][:wide]
    return tuple(columns)


def _cost_of(meanings: Sequence[str], starts: Sequence[int], below: Sequence[Sequence[Cell]]) -> int | None:
    total = 0
    for row in below:
        for at, (name, start) in enumerate(zip(meanings, starts, strict=True)):
            end = starts[at + 1] if at + 1 < len(starts) else len(row)
            costs = list(_costs_in(name, row[start:end]))
            if None in costs:
                return None
            total += sum(cost or 0 for cost in costs)
    return total


def _costs_in(name: str, cells: Sequence[Cell]) -> Iterator[int | None]:
    """How unusual the cells below a heading are; None for one that cannot be there."""
    below_level = False
    for cell in cells:
        is_level = _is_level(cell.text)
        if not cell:
            yield 0
        elif len(cells) > 1:
            yield _cost_below_wide(name, cell.text, below_level=below_level)
        else:
            yield 2 if name == "name" and is_level else cost_in(name, cell.text)
        below_level = below_level or is_level
    if name == "name" and len(cells) > 1 and cells[-1] and _is_level(cells[-1].text):
        yield None


def _cost_below_wide(name: str, text: str, *, below_level: bool) -> int | None:
    """The cost of a cell below a heading over several columns: of targets, of levels, or of all names."""
    is_level = _is_level(text)
    if name != "target":
        return 0 if is_level or below_level else 1
    if is_level:
        return None
    return 0 if any(map(str.isdigit, text)) or fits("operator", text, below_level=False) else 1


def spread(upper: Sequence[Cell], lower: Sequence[Cell]) -> list[int] | None:
    """Where the headings of an upper row begin above a lower row that divides some of them.

    A blank cell of the lower row is below a heading of its own. None where neighbouring headings may be
    divided in several ways that differ in meaning.
    """
    if len(upper) == len(lower):
        return list(range(len(lower)))
    runs = [list(group) for _, group in groupby(range(len(lower)), key=lambda at: bool(lower[at]))]
    runs = [each for run in runs for each in ([run] if lower[run[0]] else [[at] for at in run])]
    spare = len(upper) - len(runs)
    divided = [run for run in runs if len(run) > 1]
    if spare < 0 or (spare and len(divided) != 1):
        return None
    starts: list[int] = []
    for run in runs:
        if len(run) == 1 or not spare:
            starts.append(run[0])
            continue
        inside = upper[len(starts) : len(starts) + spare + 1]
        cut = _division(inside, run, lower)
        if cut is None:
            return None
        starts += cut
    return starts


def _division(inside: Sequence[Cell], run: Sequence[int], lower: Sequence[Cell]) -> list[int] | None:
    """Where neighbouring headings begin above lower ones."""
    share, rest = divmod(len(run), len(inside))
    ends = {lower[at].text for at in run[share - 1 :: share]} if share > 1 and not rest else ()
    if len(ends) == 1:
        return list(run[::share])
    kinds = [_kind(lower[at]) for at in run]
    changes = [run[at] for at in range(1, len(run)) if kinds[at] != kinds[at - 1]]
    if len(changes) + 1 == len(inside):
        return [run[0], *changes]
    if any(_changes_meaning(cell.text) for cell in inside) or len(inside) > len(run):
        return None
    return [run[0], *run[len(run) - len(inside) + 1 :]]


def _kind(cell: Cell) -> str:
    """Whether a lower heading is of names, of how likely a target is reached, or of values."""
    if key_of(cell.text) in vocabulary().possibilities:
        return "possibility"
    return "name" if heading_of(cell.text).meaning in _NAMES else "value"


def _changes_meaning(text: str) -> bool:
    words = vocabulary().qualifiers.values()
    key = key_of(text)
    return _YEAR.search(key) is not None or any(word.search(key) for word in words)


def _is_group(text: str) -> bool:
    return is_group(text) or key_of(text) in vocabulary().plain_names or "指标类" in text


def _is_level(text: str) -> bool:
    key = key_of(text)
    return key in vocabulary().level1 or key in vocabulary().level2
