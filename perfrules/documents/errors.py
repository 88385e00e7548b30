"""The error of this floor: a file or document that cannot be read or written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfrules.diagnostics import Diagnostic, PerfrulesError

if TYPE_CHECKING:
    from perfrules.documents.document import Rest


class DocumentError(PerfrulesError):
    """A file or document cannot be read, or does not fit its kind; carries every problem found in it.

    `rest` is what is left of a document without the parts that do not fit, where that fits by itself.
    """

    def __init__(self, *diagnostics: Diagnostic, rest: Rest | None = None) -> None:
        super().__init__(*diagnostics)
        self.rest = rest
