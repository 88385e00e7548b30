"""Filled forms as YAML (`kind: filled-form`, `grammar/filled-form.schema.json`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from perfrules.documents import Document, DocumentError
from perfrules.sheets.actuals import (
    ActualEntry,
    ProjectBudget,
    read_as_of,
    read_baselines,
    read_entry,
    read_yuan,
)
from perfrules.sheets.document_reader import DocumentReader
from perfrules.sheets.forms.model import Claim, ClaimedExecution, FilledForm, FormRow
from perfrules.sheets.model import Indicator

_TEXTS = "name", "description", "target", "basis", "direction"
_AMOUNTS = "initial", "adjusted", "executed"
_CLAIMS = "weight", "rate", "score"


def read_form(document: Document) -> FilledForm:
    r"""The form in a document of kind `filled-form`; a row without levels takes those of the row above.

    Raises:
        DocumentError: PR304 for a text that is not an amount, PR330 for a day that does not exist,
            PR420 for a baseline that is not a quantity.

    >>> from perfrules.diagnostics import Source
    >>> from perfrules.documents import read_document
    >>> text = "kind: filled-form\nindicators: [{name: 人数, target: '>=5人', actual: 6人, score: 10}]"
    >>> read_form(read_document(Source(text))).rows[0].score.value
    Fraction(10, 1)
    """
    reader, plain = DocumentReader(document), document.plain
    budget = {name: reader.value(read_yuan, "budget", name) for name in _AMOUNTS}
    form = FilledForm(
        title=reader.text("title"),
        code=reader.text("code"),
        name=reader.text("name"),
        policy=plain.get("policy"),
        as_of=read_as_of(reader),
        budget=ProjectBudget(**budget),
        execution=ClaimedExecution(**{name: _claim(reader, "budget", name) for name in _CLAIMS}),
        rows=_rows(reader, plain["indicators"]),
        total=_claim(reader, "total"),
        grade=plain.get("grade"),
        baselines=read_baselines(reader, plain.get("baselines", {}), ("baselines",)),
        places=reader.places(sheet=("name",), code=("code",), budget=("budget",), grade=("grade",)),
    )
    if reader.problems:
        raise DocumentError(*reader.problems)
    return form


def _claim(reader: DocumentReader, *path: str | int) -> Claim | None:
    text = reader.text(*path)
    return Claim.of(text, reader.origin(*path)) if text.strip() else None


def _rows(reader: DocumentReader, plain: list[Mapping[str, Any]]) -> tuple[FormRow, ...]:
    rows: list[FormRow] = []
    level1 = level2 = ""
    for at, row in enumerate(plain):
        place = ("indicators", at)
        if row.get("level1", level1) != level1:
            level2 = ""
        level1, level2 = row.get("level1", level1), row.get("level2", level2)
        weight = _claim(reader, *place, "weight")
        indicator = Indicator(
            level1,
            level2,
            **{name: row.get(name, "") for name in _TEXTS},
            at=reader.origin(*place, "target"),
            weight=None if weight is None else weight.value,
        )
        entry, score = _entry(reader, row, place), _claim(reader, *place, "score")
        rows.append(FormRow(indicator, entry, weight, score))
    return tuple(rows)


def _entry(
    reader: DocumentReader, row: Mapping[str, Any], place: tuple[str | int, ...]
) -> ActualEntry | None:
    reported = {
        key: row[key] for key in ("actual", "rated", "explanation", "note", "baselines") if key in row
    }
    has_result = bool(row.get("actual") or row.get("rated"))
    return read_entry(reader, reported, place) if has_result else None
