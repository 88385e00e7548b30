"""What became of each cell: accepted, repaired, rejected or left out, with its place and reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, Literal, TypeAlias

from attrs import define, field, frozen

from perfrules.diagnostics import Diagnostic, Language
from perfrules.documents.media.pages import Cell, Paragraph
from perfrules.documents.origin import Origin

Status: TypeAlias = Literal["accepted", "repaired", "rejected", "unused"]


@frozen
class Entry:
    """What became of one cell: its field, and the text of the field where it differs."""

    status: Status
    at: Origin
    text: str
    field: str = ""
    to: str | None = None
    reason: Diagnostic | None = None

    def to_json(self, language: Language = "zh") -> dict[str, Any]:
        """The entry as plain data."""
        data: dict[str, Any] = {"status": self.status, "at": self.at.to_json(), "text": self.text}
        if self.field:
            data["field"] = self.field
        if self.to is not None:
            data["to"] = self.to
        if self.reason is not None:
            data |= {"code": self.reason.code, "reason": self.reason.message(language)}
        return data


@define
class Ledger:
    """Collects the entries of a document; of a cell that is read twice the first entry counts."""

    entries: list[Entry] = field(factory=list)
    known: set[int] = field(factory=set)

    def accept(self, cell: Cell | Paragraph, name: str, to: str | None = None) -> None:
        """The cell was read into a field; `to` is the text of the field where a repair changed it."""
        if id(cell) not in self.known and cell.text.strip():
            self.known.add(id(cell))
            status: Status = "accepted" if to is None else "repaired"
            self.entries.append(Entry(status, cell.at, cell.text.strip(), name, to))

    def reject(self, cell: Cell, name: str, reason: Diagnostic) -> None:
        """The cell was not read, for a reason."""
        self._put(cell, "rejected", name, reason)

    def leave(self, cell: Cell | Paragraph, reason: Diagnostic | None = None, name: str = "") -> None:
        """The cell belongs to no field."""
        self._put(cell, "unused", name, reason)

    def _put(self, cell: Cell | Paragraph, status: Status, name: str, reason: Diagnostic | None) -> None:
        if id(cell) not in self.known and cell.text.strip():
            self.known.add(id(cell))
            self.entries.append(Entry(status, cell.at, cell.text.strip(), name, None, reason))

    def knows(self, cell: Cell | Paragraph) -> bool:
        """Whether the cell has an entry."""
        return id(cell) in self.known


def counts(entries: Iterable[Entry]) -> dict[str, int]:
    """How many entries there are of each status."""
    found = Counter(entry.status for entry in entries)
    return {status: found[status] for status in ("accepted", "repaired", "rejected", "unused")}
