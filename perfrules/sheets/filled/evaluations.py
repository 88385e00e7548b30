"""A recognised table as a filled self-evaluation (项目支出绩效自评表)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve

from perfrules.diagnostics import Diagnostic
from perfrules.documents.origin import Origin
from perfrules.sheets.actuals import ActualEntry
from perfrules.sheets.forms.model import Claim, FilledForm, FormRow
from perfrules.sheets.imports.recognition.form import ImportedForm
from perfrules.sheets.imports.recognition.tables.rows import ImportedRow

NEEDED = "target", "actual", "weight", "score"
"""The columns without which a row cannot be checked."""
_COVERS_SEVERAL = "PR730"


def evaluation_of(form: ImportedForm) -> FilledForm:
    """The self-evaluation in a table that was recognised, with what was noticed of it.

    >>> from perfrules.sheets import Indicator, Sheet
    >>> row = ImportedRow(Indicator("产出指标", "数量指标", "人数", target="≥5人"))
    >>> evaluation_of(ImportedForm(Sheet(code="1"), "evaluation", (row,))).lacking
    ('target', 'actual', 'weight', 'score')
    """
    rows = _with_shared_points(form.rows)
    lacking, by_group = _lacking(form, rows)
    return FilledForm(
        title=form.sheet.title,
        code=form.sheet.code,
        name=form.sheet.name,
        as_of=form.day,
        budget=form.budget,
        execution=form.execution,
        rows=tuple(_with_group_points(rows, form.group_points) if by_group else rows),
        total=form.total,
        grade=form.grade or None,
        places=_places(form),
        diagnostics=(*_beside_rows(form), *unknown_headings(form)),
        listed=form.listed,
        lacking=lacking,
        group_points=form.group_points,
    )


def _places(form: ImportedForm) -> dict[str, Origin]:
    headings = {} if form.heading_at is None else {"headings": form.heading_at}
    return {**form.sheet.places, **headings}


def unknown_headings(form: ImportedForm) -> Iterator[Diagnostic]:
    """PR484 for each heading that is not understood."""
    for cell in form.unknown:
        yield cell.at.report("PR484", heading=" ".join(cell.text.split()))


def _beside_rows(form: ImportedForm) -> Iterator[Diagnostic]:
    """What was noticed of the form and is not a question about one row, which the row keeps."""
    asked = {id(each) for row in form.rows for each in _questions(row)}
    return (each for each in form.problems if id(each) not in asked)


def _questions(row: ImportedRow) -> tuple[Diagnostic, ...]:
    return tuple(each for each in row.problems if each.severity == "question")


def _with_shared_points(rows: Sequence[ImportedRow]) -> list[FormRow]:
    """The rows; parts (其中) belong to the row above, and rows may share one cell of points."""
    found: list[FormRow] = []
    for each in rows:
        row, above = _form_row(each), found[-1] if found else None
        if above is not None and _is_part(each, row, above):
            found[-1] = evolve(above, parts=(*above.parts, row))
        elif above is not None and _shares(row, above):
            found[-1] = _sharing(above)
            found.append(_sharing(row))
        else:
            found.append(row)
    return found


def _form_row(row: ImportedRow) -> FormRow:
    explanation = row.texts.get("explanation", "")
    entry = None
    if row.actual is not None:
        entry = ActualEntry(row.actual_text, at=row.actual.at, explanation=explanation)
    return FormRow(row.indicator, entry, row.weight, row.score, is_open=row.is_open, problems=_questions(row))


def _is_part(row: ImportedRow, read: FormRow, above: FormRow) -> bool:
    """Whether a row has no points and is named as a part, or follows one that is."""
    if read.weight is not None or read.score is not None or _group(read) != _group(above):
        return False
    return row.part or bool(above.parts)


def _shares(row: FormRow, above: FormRow) -> bool:
    """Whether a row has a score but no points, so that the cell above it has the points of both."""
    has_points = above.weight is not None or above.shares_points
    same = row.indicator.level1 == above.indicator.level1
    return same and has_points and row.weight is None and row.score is not None


def _sharing(row: FormRow) -> FormRow:
    """A row that shares its points, for which the check asks in its own way."""
    problems = tuple(each for each in row.problems if each.code != _COVERS_SEVERAL)
    return evolve(row, shares_points=True, problems=problems)


def _group(row: FormRow) -> tuple[str, str]:
    return row.indicator.level1, row.indicator.level2


def _lacking(form: ImportedForm, rows: Sequence[FormRow]) -> tuple[tuple[str, ...], bool]:
    """The needed columns that were not found, and whether the labels of groups have the points instead.

    They have them if no column has the points, and each group has points and one row.
    """
    lacking = tuple(name for name in NEEDED if name not in form.meanings)
    sizes = Counter(row.indicator.level1 for row in rows)
    by_group = "weight" in lacking and bool(sizes)
    by_group = by_group and all(name in form.group_points and count == 1 for name, count in sizes.items())
    return tuple(name for name in lacking if not (by_group and name == "weight")), by_group


def _with_group_points(rows: Sequence[FormRow], points: Mapping[str, Claim]) -> Iterator[FormRow]:
    for row in rows:
        weight = points[row.indicator.level1].value
        yield evolve(row, indicator=evolve(row.indicator, weight=weight))
