"""Filled forms from the text of a CSV file."""

from __future__ import annotations

from perfrules.diagnostics import Source
from perfrules.sheets.forms import FilledForm
from perfrules.sheets.forms.grids import read_grid
from perfrules.sheets.forms.media.csv_grid import rows_of


def read_table(source: Source) -> tuple[FilledForm, ...]:
    """The self-evaluations in a table of comma-separated cells."""
    return read_grid(rows_of(source))
