"""Filled forms from the text of a CSV file."""

from __future__ import annotations

from perfrules.diagnostics import Source
from perfrules.documents.media.pages.delimited import read_delimited
from perfrules.sheets.filled.form_files import forms_in
from perfrules.sheets.forms import FilledForm
from perfrules.sheets.imports.recognition.document import recognise


def read_table(source: Source) -> tuple[FilledForm, ...]:
    """The self-evaluations in a table of comma-separated cells."""
    forms = forms_in(recognise(read_delimited(source, ",")))
    return tuple(each for each in forms if isinstance(each, FilledForm))
