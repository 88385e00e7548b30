"""Sheets as the YAML files that people keep and edit (`kind: sheet`, `grammar/sheet.schema.json`).

Amounts have their unit (`200万元`) and shares their sign (`25%`).
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

from perfrules.documents import FORMAT_VERSION, Document, DocumentError, Plain, emit_yaml, read_document
from perfrules.expressions import prepare
from perfrules.sheets.amounts import budget_of, read_amount, read_share, write_amount
from perfrules.sheets.document_reader import DocumentReader
from perfrules.sheets.model import Budget, Checkpoint, Indicator, Sheet
from perfrules.values import exact_text, read_number

_TEXTS = "title", "part", "code", "name", "department", "agency", "purpose"


def load_sheet(path: Path | str) -> Sheet:
    """Read the sheet that a YAML file holds.

    Problems of the content, such as an unreadable target, are reported by `check_sheet`.

    Raises:
        DocumentError: the file cannot be read, or is not a sheet; has everything that is wrong with it.

    >>> load_sheet("nowhere.yaml")
    Traceback (most recent call last):
    ...
    perfrules.documents.errors.DocumentError: 错误[PR100]: 找不到文件“nowhere.yaml”
    ...
    """
    return read_sheet(read_document(Path(path), "sheet"))


def read_sheet(document: Document) -> Sheet:
    r"""The sheet in a document of kind `sheet`.

    Raises:
        DocumentError: PR304 for each text that is not a number.

    >>> from perfrules.diagnostics import Source
    >>> text = "kind: sheet\ncode: 482\nname: 甲\nindicators: []\nbudget: {total: 5.6万元}"
    >>> read_sheet(read_document(Source(text))).budget.total
    Fraction(28, 5)
    """
    prepare(document.source.text)
    reader = DocumentReader(document)
    plain = document.plain
    sheet = Sheet(
        **{name: reader.text(name) for name in _TEXTS},
        budget=_budget(reader),
        plan=tuple(_checkpoint(reader, number) for number in range(len(plain.get("plan", ())))),
        goals=tuple(plain.get("goals", ())),
        indicators=tuple(_indicator(reader, number, row) for number, row in enumerate(plain["indicators"])),
        missing=tuple(plain.get("missing", ())),
        places=reader.places(sheet=("name",), code=("code",), budget=("budget", "total"), plan=("plan",)),
    )
    if reader.problems:
        raise DocumentError(*reader.problems)
    return sheet


def _budget(reader: DocumentReader) -> Budget:
    amounts = {name: reader.value(read_amount, "budget", name) for name in ("total", "fiscal", "other")}
    named = (*amounts.items(), *_further(reader).items())
    return budget_of({name: amount for name, amount in named if amount is not None})


def _further(reader: DocumentReader) -> dict[str, tuple[Fraction, str] | None]:
    """The amounts of other sources by their labels."""
    labels: Mapping[str, str] = reader.document.plain.get("budget", {}).get("further", {})
    return {label: reader.value(read_amount, "budget", "further", label) for label in labels}


def _checkpoint(reader: DocumentReader, number: int) -> Checkpoint:
    return Checkpoint(reader.text("plan", number, "by"), reader.value(read_share, "plan", number, "share"))


def _indicator(reader: DocumentReader, number: int, row: Mapping[str, str]) -> Indicator:
    texts = {name: text for name, text in row.items() if name != "weight"}
    return Indicator(
        **texts,
        at=reader.origin("indicators", number, "target"),
        weight=reader.value(read_number, "indicators", number, "weight"),
    )


def dump_sheet(sheet: Sheet) -> str:
    """The sheet as the text of a YAML file; what is blank is left out.

    Raises:
        DocumentError: PR135 for a character that no file holds.

    >>> print(dump_sheet(Sheet(code="482-0205-JBN-G9SD", name="商务活动", missing=("绩效指标",))), end="")
    perfrules: 1
    kind: sheet
    code: 482-0205-JBN-G9SD
    name: 商务活动
    indicators: []
    missing:
      - 绩效指标
    """
    # The writer of texts would quote the number; people write it as it is.
    return f"perfrules: {FORMAT_VERSION}\n{emit_yaml(_plain(sheet))}"


def _plain(sheet: Sheet) -> dict[str, Plain]:
    unit = sheet.budget.unit
    budget: dict[str, Plain] = {
        name: write_amount(amount, unit) for name, amount in sheet.budget.amounts.items()
    }
    budget |= _written({"further": {name: write_amount(each, unit) for name, each in sheet.budget.further}})
    return {
        "kind": "sheet",
        **_written({"title": sheet.title, "part": sheet.part}),
        "code": sheet.code,
        "name": sheet.name,
        **_written({"department": sheet.department, "agency": sheet.agency}),
        **_written({"purpose": sheet.purpose, "budget": budget}),
        **_written({"plan": [_plain_checkpoint(each) for each in sheet.plan], "goals": sheet.goals}),
        "indicators": [_plain_indicator(each) for each in sheet.indicators],
        **_written({"missing": sheet.missing}),
    }


def _written(values: Mapping[str, Plain]) -> dict[str, Plain]:
    return {name: value for name, value in values.items() if value}


def _plain_checkpoint(checkpoint: Checkpoint) -> dict[str, Plain]:
    share = "" if checkpoint.share is None else f"{exact_text(checkpoint.share)}%"
    return {"by": checkpoint.by, **_written({"share": share})}


def _plain_indicator(indicator: Indicator) -> dict[str, Plain]:
    weight = "" if indicator.weight is None else exact_text(indicator.weight)
    return {
        "level1": indicator.level1,
        "level2": indicator.level2,
        "name": indicator.name,
        **_written({"description": indicator.description}),
        "target": indicator.target,
        **_written({"direction": indicator.direction, "basis": indicator.basis, "weight": weight}),
    }
