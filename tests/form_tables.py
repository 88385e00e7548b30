"""Filled forms from the text of a CSV file."""

from __future__ import annotations

from perfrules.diagnostics import Source
from perfrules.documents.media.pages.delimited import read_delimited
from perfrules.sheets.forms import FilledForm
from perfrules.sheets.forms.grids import read_grid


def read_table(source: Source) -> tuple[FilledForm, ...]:
    """The self-evaluations in a table of comma-separated cells."""
    (page,) = read_delimited(source, ",")
    return read_grid(page.grids[0].unmerged())
