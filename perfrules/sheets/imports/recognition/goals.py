"""The goals of a form: expected, achieved, and of the whole period, beside or below their labels."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import define, field

from perfrules.documents.media.pages import Cell
from perfrules.resources.late_patterns import late_pattern
from perfrules.sheets.imports.recognition.ledger import Ledger
from perfrules.sheets.imports.recognition.pairs import may_be_label
from perfrules.sheets.imports.recognition.vocabulary import field_of, goal_column_of, vocabulary
from perfrules.sheets.labels import is_goal_label, is_placeholder, on_one_line, plain

_NUMBER = late_pattern(r"\(?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[.、)]?")
"""The number of a goal in a cell of its own."""
_BRACKETED = late_pattern(r"\([^()]*\)")
_KINDS = "expected", "outcome", "midterm", "initial"


@define
class GoalReader:
    """Collects the texts of goals while a label of goals reaches over the rows."""

    ledger: Ledger
    label: Cell | None = None
    columns: list[tuple[int, int, str]] = field(factory=list)
    headed: bool = False
    goals: dict[str, list[str]] = field(factory=lambda: {kind: [] for kind in _KINDS})
    texts: list[str] = field(factory=list)

    def for_the_year(self) -> dict[str, list[str]]:
        """The goals by kind; goals under no other label than 项目总目标 are those of the form."""
        if self.goals["expected"] or self.goals["outcome"]:
            return self.goals
        return {**self.goals, "expected": self.goals["midterm"], "midterm": []}

    def takes_headings(self, cells: Sequence[Cell]) -> bool:
        """Whether a row holds nothing but headings of goals, below which the rows of its table are goals."""
        headings = goal_headings(cells)
        if not headings:
            return False
        labels = cells[: len(cells) - len(headings)]
        for cell in labels:
            self.ledger.accept(cell, "label")
        self.label = (labels or headings)[-1 if labels else 0]
        self.headed = self.label.rows == 1
        self.columns = []
        self._take(headings)
        return True

    def end_table(self) -> None:
        """No goals follow below the headings of a table that ends."""
        if self.headed:
            self.label, self.headed = None, False

    def opens(self, cells: Sequence[Cell]) -> bool:
        """Whether a row begins with the label of goals."""
        if field_of(cells[0].text) == "goals":
            return True
        labelled = goal_column_of(cells[0].text) is not None and len(cells) > 1
        return labelled and not are_goal_headings(cells)

    def open(self, cells: Sequence[Cell]) -> None:
        """Take the first row of goals: its label, and what is beside it."""
        self.label, self.columns = cells[0], []
        self.ledger.accept(cells[0], "label")
        kind = goal_column_of(cells[0].text) or "expected"
        kind = "expected" if field_of(cells[0].text) == "goals" else kind
        self._take(cells[1:], "midterm" if _is_of_several_years(cells[0].text) else kind)

    def goes_on(self, row: Sequence[Cell], cells: Sequence[Cell]) -> bool:
        """Whether a row is below the label of goals, and its texts therefore goals."""
        if self.label is None:
            return False
        if self.headed:
            lead = cells[0]
            below = lead.column >= self.columns[0][0] or _NUMBER.fullmatch(plain(lead.text)) is not None
            self.headed = below and field_of(lead.text) is None
            return self.headed
        place = row[self.label.column] if self.label.column < len(row) else None
        if place is self.label:
            return True
        covered = self.label.rows > 1
        if covered or place or cells[0].column <= self.label.column:
            return False
        return field_of(cells[0].text) is None or bool(self.columns)

    def take(self, cells: Sequence[Cell]) -> None:
        """Take a further row of goals."""
        self._take([cell for cell in cells if cell is not self.label])

    def _take(self, cells: Sequence[Cell], kind: str = "expected") -> None:
        kinds = [goal_column_of(cell.text) for cell in cells]
        if "outcome" in kinds and "expected" not in kinds:
            # 总体目标 beside 全年实际完成情况 is what was expected.
            kinds = ["expected" if kind == "midterm" else kind for kind in kinds]
        if kinds.count("expected") > 1:
            # The goals before an adjustment stand beside those after it.
            kinds[kinds.index("expected")] = "initial"
        if cells and all(kinds):
            self.columns = [
                (cell.column, cell.column + cell.columns, kind)
                for cell, kind in zip(cells, kinds, strict=True)
                if kind is not None
            ]
            for cell in cells:
                self.ledger.accept(cell, "heading")
            return
        for cell, own in zip(cells, kinds, strict=True):
            if own is not None or field_of(cell.text) == "goals":
                kind = own or kind
                self.ledger.accept(cell, "label")
            elif is_goal_label(cell.text) or is_placeholder(cell.text) or _NUMBER.fullmatch(plain(cell.text)):
                self.ledger.accept(cell, "label")
            else:
                kind = self._kind_of(cell, kind)
                self.goals[kind].append(on_one_line(cell.text))
                self.texts += [cell.text.strip()] if kind == "expected" else []
                self.ledger.accept(cell, f"goals.{kind}")

    def _kind_of(self, cell: Cell, default: str) -> str:
        """The kind of the heading above a cell; the last one that begins at or before it."""
        above = [kind for start, _, kind in self.columns if start <= cell.column]
        return above[-1] if above else default


def _is_of_several_years(label: str) -> bool:
    """Whether the brackets of a label say that its goals are those of several years: （三年）."""
    bracketed = "".join(_BRACKETED.findall(plain(label)))
    return vocabulary().qualifiers["midterm"].search(bracketed) is not None


def goal_headings(cells: Sequence[Cell]) -> Sequence[Cell]:
    """The headings of goals at the end of a row: all its cells, or those behind labels of other meaning."""
    if are_goal_headings(cells):
        return cells
    kinds: set[str] = set()
    for at in range(len(cells) - 1, -1, -1):
        kind = goal_column_of(cells[at].text)
        if kind is None or kind in kinds:
            labels, headings = cells[: at + 1], cells[at + 1 :]
            unknown = all(field_of(cell.text) is None and may_be_label(cell) for cell in labels)
            return headings if len(headings) > 1 and unknown else ()
        kinds.add(kind)
    return ()


def are_goal_headings(cells: Sequence[Cell]) -> bool:
    """Whether cells are the headings of expected goals and what was achieved, and nothing else."""
    kinds = {goal_column_of(cell.text) for cell in cells}
    return len(cells) > 1 and None not in kinds
