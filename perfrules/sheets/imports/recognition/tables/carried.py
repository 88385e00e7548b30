"""What a row takes from the rows above it: the levels, and the project to which it belongs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from attrs import define, field

from perfrules.documents.media.pages import Cell
from perfrules.resources.late_patterns import late_pattern
from perfrules.sheets.forms.model import Claim
from perfrules.sheets.forms.target_columns import level_of
from perfrules.sheets.imports.recognition.ledger import Ledger
from perfrules.sheets.imports.recognition.tables.header import Header
from perfrules.sheets.imports.recognition.tables.table_cells import TableCells, joined
from perfrules.sheets.imports.recognition.vocabulary import STAGES, key_of, vocabulary
from perfrules.sheets.labels import plain

_BETWEEN_LEVELS = late_pattern(r"\s*[-—－–/／\\>→、：:·]+\s*")
LEVELS = "level1", "level2"
PROJECT = "code", "project", "department", "agency"
FACTS = "goals", "total", "fiscal", "other", *STAGES
CARRIED = frozenset({*LEVELS, *PROJECT, *FACTS})

ProjectKey: TypeAlias = "tuple[tuple[str, str], ...]"
ProjectFacts: TypeAlias = "dict[ProjectKey, dict[str, list[tuple[str, Cell]]]]"
"""Goals and amounts by project and field, in a list of projects: each cell with its heading."""


@define
class Carried:
    """The texts that hold until a row has others; the points of levels, the facts of projects."""

    ledger: Ledger
    texts: dict[str, str] = field(factory=dict)
    points: dict[str, Claim] = field(factory=dict)
    facts: ProjectFacts = field(factory=dict)

    @property
    def project(self) -> dict[str, str]:
        """The project to which the last row belongs, where the rows name it."""
        return {name: self.texts[name] for name in PROJECT if name in self.texts}

    def take_section(self, table: TableCells, number: int) -> bool:
        """Whether one cell across the table names a level of the rows below it."""
        cells = list({id(cell): cell for cell in table.grid.rows[number] if cell}.values())
        own = [cell for cell in cells if not table.is_heading(cell)]
        level = section_level(own[0].text) if len(own) == 1 else None
        if level is None or not _heads_rows(table.header, own[0]):
            return False
        if level == "level1":
            self.texts.pop("level2", None)
        self.texts[level] = self._level_text(level, own)
        self.ledger.accept(own[0], level)
        return True

    def take_project(self, header: Header, found: Mapping[str, Sequence[Cell]]) -> None:
        """Take the project of a row, and the goals and amounts beside its name."""
        self._take(PROJECT, header, found)
        for name in FACTS:
            for cell in found.get(name, ()):
                known = self.facts.setdefault(tuple(self.project.items()), {}).setdefault(name, [])
                if plain(cell.text) not in {plain(each.text) for _, each in known}:
                    known.append((header.columns[name][0].text, cell))
                self.ledger.accept(cell, name)

    def take_levels(self, header: Header, found: Mapping[str, Sequence[Cell]]) -> None:
        """Take the levels of a row; a new first level has no second level yet."""
        self._take(LEVELS, header, found)

    def _take(self, names: Sequence[str], header: Header, found: Mapping[str, Sequence[Cell]]) -> None:
        for name in names:
            cells = [cell for cell in found.get(name, ()) if not _belongs_to_name(header, cell)]
            if not cells:
                continue
            text = self._level_text(name, cells)
            if name == "level1" and "level2" not in header and (both := levels_in_one(text)) is not None:
                self.texts["level1"], self.texts["level2"] = both
                for cell in cells:
                    self.ledger.accept(cell, name, to=both[0])
                continue
            if name == "level1" and text != self.texts.get("level1"):
                self.texts.pop("level2", None)
            if name in ("code", "project") and text != self.texts.get(name):
                for level in LEVELS:
                    self.texts.pop(level, None)
            self.texts[name] = text
            for cell in cells:
                self.ledger.accept(cell, name)

    def _level_text(self, name: str, cells: Sequence[Cell]) -> str:
        text = joined(cells)
        if name not in LEVELS:
            return text
        label, points = level_of(text)
        level = _without_numeral(label)
        if points is not None:
            self.points[level] = Claim(cells[0].text.strip(), points, at=cells[0].at)
        if level != text:
            self.ledger.accept(cells[0], name, to=level)
        return level


def section_level(text: str) -> str | None:
    """Which level a text alone in a row names: 一、产出指标（50分）, （一）数量指标; None for another text.

    >>> section_level("一、产出指标（50分）"), section_level("（一）成本指标"), section_level("培训人数")
    ('level1', 'level2', None)
    """
    label = level_of(text)[0]
    key = key_of(label)
    first, second = key in vocabulary().level1, key in vocabulary().level2
    if second and not (first and plain(label)[0] != "("):
        return "level2"
    return "level1" if first else None


def _heads_rows(header: Header, cell: Cell) -> bool:
    """Whether a level alone in a row is that of the rows below it."""
    if cell.column + cell.columns > header.place_of_name and cell.columns > 1:
        return True
    # Where merged cells are lost, the text is alone below the numbers of the rows or below their names.
    lost = "name" if header.columns.keys().isdisjoint(LEVELS) else "number"
    return header.meaning_at(cell.column) in ("number", lost)


def levels_in_one(text: str) -> tuple[str, str] | None:
    """Both levels of a label such as 产出指标-数量指标; None for another label.

    >>> levels_in_one("产出指标—数量指标"), levels_in_one("产出指标")
    (('产出指标', '数量指标'), None)
    """
    first, *second = (each.strip() for each in _BETWEEN_LEVELS.split(text.strip(), maxsplit=1))
    known = key_of(level_of(first)[0]) in vocabulary().level1
    if not known or not second or not second[0] or any(character.isdigit() for character in second[0]):
        return None
    return level_of(first)[0], second[0]


def _without_numeral(level: str) -> str:
    """A known level without the numeral before it, as in 一、产出指标; any other label as it is."""
    key = key_of(level)
    is_known = key in vocabulary().level1 | vocabulary().level2
    return key if is_known and level.strip().endswith(key) else level


def _belongs_to_name(header: Header, cell: Cell) -> bool:
    """Whether a cell reaches from a level into the names, so that it is a name."""
    place = header.place_of_name
    reaches = cell.column < place < cell.column + cell.columns
    return reaches and key_of(level_of(cell.text)[0]) not in vocabulary().level1
