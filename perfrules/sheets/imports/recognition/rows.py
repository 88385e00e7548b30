"""The rows of a table of indicators: cells by their headings, levels carried down, nothing guessed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from attrs import define, evolve, field, frozen

from perfrules.diagnostics import Diagnostic
from perfrules.documents.media.pages import Cell, Grid
from perfrules.sheets.forms.labels import is_part, without_mark
from perfrules.sheets.forms.model import Claim
from perfrules.sheets.forms.target_columns import actual_with_unit, level_of, target_of, unit_conflict
from perfrules.sheets.imports.recognition.columns import Column
from perfrules.sheets.imports.recognition.faults import find_fault
from perfrules.sheets.imports.recognition.header import Header
from perfrules.sheets.imports.recognition.ledger import Ledger
from perfrules.sheets.imports.recognition.vocabulary import key_of, vocabulary
from perfrules.sheets.labels import blanks, is_placeholder, on_one_line, plain
from perfrules.sheets.model import Indicator

_LEVELS = "level1", "level2"
_PROJECT = "code", "project", "department", "agency"
_FACTS = "goals", "total", "fiscal", "other"
_CARRIED = frozenset({*_LEVELS, *_PROJECT, *_FACTS})
_TEXTS = "explanation", "forecast", "possibility", "light", "note"
_KEPT = ("prior", "midterm", "review", "rule", "evidence", "rate", "number", "day", "extra")
_POINTS = "weight", "score"


ProjectFacts: TypeAlias = "dict[tuple[tuple[str, str], ...], dict[str, list[tuple[str, Cell]]]]"
"""Goals and amounts by project and field, in a list of projects: each cell with its heading."""


@frozen
class ImportedRow:
    """A row that was read: the indicator, and what a filled form says of it.

    `extra` holds the cells below headings that are not part of an indicator, by heading. `part` says that the
    row is a part (其中) of the row above it; `is_open` that the form itself marks it as open (待核实). `said`
    are the cells of `texts`, and `day` is the day up to which the row reports. `problems` are
    those of its cells.
    """

    indicator: Indicator
    actual: Cell | None = None
    actual_text: str = ""
    weight: Claim | None = None
    score: Claim | None = None
    texts: Mapping[str, str] = field(factory=dict)
    extra: Mapping[str, str] = field(factory=dict)
    project: Mapping[str, str] = field(factory=dict)
    part: bool = False
    is_open: bool = False
    said: Mapping[str, Cell] = field(factory=dict)
    day: str = ""
    problems: tuple[Diagnostic, ...] = ()


@frozen
class Ending:
    """A row that ends the table or belongs to the form as a whole: budget execution, the total."""

    kind: str
    cells: Mapping[str, Cell]


@define
class RowReader:
    """Reads the rows below one header; levels and projects are carried down over blank cells."""

    grid: Grid
    header: Header
    ledger: Ledger
    carried: dict[str, str] = field(factory=dict)
    points: dict[str, Claim] = field(factory=dict)
    problems: list[Diagnostic] = field(factory=list)
    facts: ProjectFacts = field(factory=dict)

    @property
    def project(self) -> dict[str, str]:
        """The project to which the last row belongs, where the rows name it."""
        return {name: self.carried[name] for name in _PROJECT if name in self.carried}

    def read(self, number: int) -> ImportedRow | Ending | None:
        """One row; None for a row without an indicator."""
        if self._take_section(number):
            return None
        found = {name: self._cells(number, columns) for name, columns in self.header.columns.items()}
        self._carry(_PROJECT, found)
        self._take_facts(found)
        if ending := self._ending(number, found):
            return ending
        self._carry(_LEVELS, found)
        own = {name: cells for name, cells in found.items() if name not in _CARRIED and any(cells)}
        if not self._has_indicator(number, own):
            self._accept_rest(number)
            return None
        fault = find_fault(self.header, {**found, **own})
        if fault is not None:
            self._reject(number, fault)
            return None
        return self._row(number, own)

    def _take_section(self, number: int) -> bool:
        """Whether one cell across the table names the first level of the rows below it."""
        cells = list({id(cell): cell for cell in self.grid.rows[number] if cell}.values())
        own = [cell for cell in cells if not self._is_heading(cell)]
        if len(own) != 1 or own[0].column + own[0].columns <= self.header.place_of_name:
            return False
        if own[0].columns == 1 or key_of(level_of(own[0].text)[0]) not in vocabulary().level1:
            return False
        self.carried.pop("level2", None)
        self.carried["level1"] = self._level_text("level1", own)
        self.ledger.accept(own[0], "level1")
        return True

    def _cells(self, number: int, columns: Sequence[Column]) -> list[Cell]:
        """The cells of a row in the columns of one meaning, each once and from left to right."""
        row = self.grid.rows[number]
        places = [at for column in columns for at in column.places if at < len(row)]
        return list(
            {id(row[at]): row[at] for at in places if row[at] and not self._is_heading(row[at])}.values()
        )

    def _is_heading(self, cell: Cell) -> bool:
        """Whether a cell of the header reaches down into the rows."""
        return cell.row <= self.header.last

    def _ending(self, number: int, found: Mapping[str, Sequence[Cell]]) -> Ending | None:
        lead = self._lead(number)
        if lead is None:
            return None
        label = key_of(lead.text)
        name = level_of(label)[0]
        kinds = {
            "total": vocabulary().total,
            "subtotal": vocabulary().subtotal,
            "execution": vocabulary().execution,
        }
        kind = next((each for each, words in kinds.items() if label in words or name in words), None)
        if kind is None or (kind == "execution" and self._is_indicator_of_execution(lead, found)):
            return None
        cells = {
            meaning: next((cell for cell in cells if cell is not lead), None)
            for meaning, cells in found.items()
        }
        kept = {meaning: cell for meaning, cell in cells.items() if cell is not None}
        for meaning, cell in kept.items():
            self.ledger.accept(cell, f"{kind}.{meaning}")
        self.ledger.accept(lead, kind)
        return Ending(kind, kept)

    def _is_indicator_of_execution(self, lead: Cell, found: Mapping[str, Sequence[Cell]]) -> bool:
        """Whether a row of budget execution has a name and a target of its own, as any indicator."""
        named = any(cell is not lead for cell in found.get("name", ()))
        aimed = any(cell is not lead for cell in found.get("target", ()))
        return named and (aimed or "target" not in self.header)

    def _lead(self, number: int) -> Cell | None:
        """The first cell of a row that is not of the header and begins here, left of the values."""
        row = self.grid.rows[number]
        limit = self.header.place_of_name
        before = {
            at
            for name in (*_PROJECT, "number", "day")
            for each in self.header.columns.get(name, ())
            for at in each.places
        }
        for at, cell in enumerate(row[: limit + 1]):
            if (
                (at not in before or key_of(cell.text) in vocabulary().total)
                and cell
                and not self._is_heading(cell)
                and cell.row == number
                and not key_of(cell.text).isdigit()
            ):
                return cell
        return None

    def _carry(self, names: Sequence[str], found: Mapping[str, Sequence[Cell]]) -> None:
        """Take the levels and the project of a row; a new first level has no second level yet."""
        for name in names:
            if name not in self.header:
                continue
            cells = [cell for cell in found.get(name, ()) if not self._belongs_to_name(cell)]
            if not cells:
                continue
            text = self._level_text(name, cells)
            if name == "level1" and text != self.carried.get("level1"):
                self.carried.pop("level2", None)
            if name in ("code", "project") and text != self.carried.get(name):
                for level in _LEVELS:
                    self.carried.pop(level, None)
            self.carried[name] = text
            for cell in cells:
                self.ledger.accept(cell, name)

    def _take_facts(self, found: Mapping[str, Sequence[Cell]]) -> None:
        """Take goals and amounts that stand beside the name of a project."""
        for name in _FACTS:
            for cell in found.get(name, ()):
                known = self.facts.setdefault(tuple(self.project.items()), {}).setdefault(name, [])
                if plain(cell.text) not in {plain(each.text) for _, each in known}:
                    known.append((self.header.columns[name][0].text, cell))
                self.ledger.accept(cell, name)

    def _belongs_to_name(self, cell: Cell) -> bool:
        """Whether a cell reaches from a level into the names, so that it is a name."""
        place = self.header.place_of_name
        reaches = cell.column < place < cell.column + cell.columns
        return reaches and key_of(level_of(cell.text)[0]) not in vocabulary().level1

    def _level_text(self, name: str, cells: Sequence[Cell]) -> str:
        text = "".join(on_one_line(cell.text) for cell in cells)
        if name not in _LEVELS:
            return text
        level, points = level_of(text)
        if points is None:
            return text
        self.points[level] = Claim(cells[0].text.strip(), points, at=cells[0].at)
        self.ledger.accept(cells[0], name, to=level)
        return level

    def _has_indicator(self, number: int, own: Mapping[str, Sequence[Cell]]) -> bool:
        """Whether a row has an indicator, and not only levels, numbers and words that hold a place."""
        telling = [
            cell
            for name, cells in own.items()
            if name in ("name", "target", "actual", "description", "weight", "score")
            for cell in cells
        ]
        return any(
            cell.row == number and not is_placeholder(cell.text) and not _is_empty_name(cell.text)
            for cell in telling
        )

    def _accept_rest(self, number: int) -> None:
        """Accept what holds a place in a row without an indicator; other texts are reported in the end."""
        numbers = {at for each in self.header.columns.get("number", ()) for at in each.places}
        for at, cell in enumerate(self.grid.rows[number]):
            if (
                at in numbers
                or is_placeholder(cell.text)
                or _is_empty_name(cell.text)
                or plain(cell.text) in blanks()
            ):
                self.ledger.accept(cell, "placeholder")

    def _reject(self, number: int, fault: Diagnostic) -> None:
        self.problems.append(fault)
        for cell in self.grid.rows[number]:
            if cell.row == number and not self._is_heading(cell):
                self.ledger.reject(cell, "", fault)

    def _row(self, number: int, own: Mapping[str, Sequence[Cell]]) -> ImportedRow:
        known = len(self.problems)
        claims = {name: self._claim(number, name, own) for name in _POINTS}
        actual = next(iter(own.get("actual", ())), None)
        indicator = self._indicator(own, claims["weight"])
        texts = {name: without_mark(self._text(number, name, own))[0] for name in _TEXTS if name in own}
        is_open = without_mark(self._joined("explanation", own))[1]
        row = ImportedRow(
            indicator,
            actual,
            self._actual_text(own),
            claims["weight"],
            claims["score"],
            texts,
            dict(self._extra(number)),
            self.project,
            is_part(indicator.name),
            is_open,
            {name: own[name][0] for name in texts},
            self._joined("day", own),
            tuple(self.problems[known:]),
        )
        for name, cells in own.items():
            for cell in cells:
                self.ledger.accept(cell, name)
        return row

    def _indicator(self, own: Mapping[str, Sequence[Cell]], weight: Claim | None) -> Indicator:
        target = next(iter(own.get("target", ())), None)
        text, direction = self._target(own)
        name = self._joined("name", own)
        at = (target or next(iter(own["name"]))).at
        return Indicator(
            self.carried.get("level1", ""),
            self.carried.get("level2", ""),
            name,
            description=self._joined("description", own),
            target=text,
            basis=self._joined("basis", own),
            at=at,
            weight=None if weight is None else weight.value,
            direction=direction,
        )

    def _target(self, own: Mapping[str, Sequence[Cell]]) -> tuple[str, str]:
        """The target as one text from its columns, and the direction that a column gives it."""
        parts = [on_one_line(cell.text) for cell in own.get("target", ())]
        signs: list[str] = []
        directions: list[str] = []
        for cell in own.get("operator", ()):
            text = on_one_line(cell.text)
            (signs if plain(text) in vocabulary().signs else directions).append(text)
        unit = self._joined("unit", own) or self._heading_unit("target")
        if len(parts) > 1:
            sign, value, rest = _in_three(parts)
            signs, parts, unit = signs or sign, [value], rest or unit
        self._compare_units("".join(parts), unit, own)
        joined = target_of("".join(parts), "".join(signs[:1]), "" if plain(unit) in blanks() else unit)
        if joined.direction and signs:
            # A sign before words: kept as written.
            return f"{signs[0]}{joined.text}", "、".join(directions)
        return joined.text, "、".join(directions)

    def _compare_units(self, value: str, unit: str, own: Mapping[str, Sequence[Cell]]) -> None:
        """Report a target whose own unit is not the one in the column of units."""
        cell = next(iter(own.get("unit", ())), None)
        problem = None if cell is None else unit_conflict(value, unit, cell.at)
        if problem is not None:
            self.problems.append(problem)

    def _actual_text(self, own: Mapping[str, Sequence[Cell]]) -> str:
        text = self._joined("actual", own)
        return actual_with_unit(text, self._heading_unit("actual")) if text else ""

    def _heading_unit(self, name: str) -> str:
        columns = self.header.columns.get(name, ())
        return columns[0].unit if columns else ""

    @staticmethod
    def _joined(name: str, own: Mapping[str, Sequence[Cell]]) -> str:
        return "".join(on_one_line(cell.text) for cell in own.get(name, ()))

    def _text(self, number: int, name: str, own: Mapping[str, Sequence[Cell]]) -> str:
        """The text of a row under a heading; a tick stands for the heading above it."""
        columns = self.header.columns.get(name, ())
        chosen = (
            column.choice
            for column in columns
            if column.choice
            and any(key_of(cell.text) in vocabulary().ticks for cell in self._cells(number, (column,)))
        )
        return next(chosen, None) or self._joined(name, own)

    def _claim(self, number: int, name: str, own: Mapping[str, Sequence[Cell]]) -> Claim | None:
        """The points or the score of a row; PR730 where its cell covers several indicators."""
        cell = next(iter(own.get(name, ())), None)
        if cell is None or cell.row != number or plain(cell.text) in blanks():
            return None
        claim = Claim.in_cell(evolve(cell, text=on_one_line(cell.text)))
        if claim.value is None:
            heading = self.header.columns[name][0].text
            problem = cell.at.report("PR708", column=heading, text=claim.text)
            self.problems.append(problem)
            self.ledger.reject(cell, name, problem)
            return None
        covered = self._covered(cell)
        if covered > 1:
            heading = self.header.columns[name][0].text
            self.problems.append(cell.at.report("PR730", column=heading, count=covered, text=claim.text))
        return claim

    def _covered(self, cell: Cell) -> int:
        """How many indicators a cell covers; parts (其中) have no points of their own."""
        names = (
            each
            for number in range(cell.row, min(cell.row + cell.rows, len(self.grid.rows)))
            for each in self._cells(number, self.header.columns["name"])
            if each.row == number and not is_part(each.text) and not _is_empty_name(each.text)
        )
        return len({each.row for each in names})

    def _extra(self, number: int) -> Iterator[tuple[str, str]]:
        """The cells below other headings, by heading."""
        kept = [each for name in _KEPT for each in self.header.columns.get(name, ())]
        seen: Counter[str] = Counter()
        for column in (*kept, *self.header.extra):
            cells = self._cells(number, (column,))
            text = "".join(on_one_line(cell.text) for cell in cells)
            seen[column.text] += 1
            if text and column.meaning not in ("number", "day"):
                again = f"（{seen[column.text]}）" if seen[column.text] > 1 else ""
                yield f"{column.text}{again}", text
            for cell in cells:
                self.ledger.accept(cell, f"extra.{column.text}" if column.text else "extra")


def _in_three(parts: Sequence[str]) -> tuple[list[str], str, str]:
    """The sign, the value and the unit of a target whose heading reaches over their columns."""
    words = vocabulary()
    if plain(parts[0]) in words.signs or key_of(parts[0]) in words.directions:
        return [parts[0]], parts[1], "".join(parts[2:])
    return [], parts[0], "".join(parts[1:])


def _is_empty_name(text: str) -> bool:
    """Whether a text only numbers an indicator that is not there: 指标1：."""
    key = key_of(text).rstrip("0123456789一二三四五六七八九十…. ")
    return key in ("指标", "目标", "") and not plain(text).isdigit()
