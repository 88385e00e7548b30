"""What is fuzzed: a function for each target that takes any bytes and raises where the contract is broken.

The contract: no exception but `PerfrulesError`, and what is read, printed and read again means the same.
Time and memory are watched by `limits.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from packages import packed

from perfrules.analysis.check import check
from perfrules.diagnostics import PerfrulesError, Source
from perfrules.diagnostics.render import render
from perfrules.documents.formatting.formatter import format_document
from perfrules.engine.decisions.compile import CompiledPolicy
from perfrules.engine.loading import load_policy
from perfrules.expressions import parse
from perfrules.expressions.actuals import read_actual
from perfrules.expressions.reading import read
from perfrules.expressions.text.characters import LONGEST
from perfrules.formulas.build import read_formula
from perfrules.formulas.scope import ChoiceSymbol, FormulaScope, NumberSymbol
from perfrules.formulas.to_text import formula_text
from perfrules.policies.formats.convert import document_of, dump_policy, write_policy
from perfrules.sheets import dump_sheet, load_sheet
from perfrules.sheets.imports.documents import import_document
from perfrules.values import default_units

MOST_RULES = 12
"""Policies with more rules are read and printed, but not proved: `check` has tests of its own for size."""


class ContractError(Exception):
    """The contract is broken."""


def expression(data: bytes) -> None:
    """A target as text: read, printed, and read again."""
    text = _text(data)
    read(text).to_json()
    try:
        reading = parse(text)
    except PerfrulesError:
        return
    printed = str(reading)
    if len(printed) <= LONGEST:
        _require(_again(parse, printed) == reading, f"{text!r} is printed as {printed!r}")


def actual(data: bytes) -> None:
    """What an office reports, as text."""
    try:
        read_actual(_text(data))
    except PerfrulesError:
        return


def formula(data: bytes) -> None:
    """A formula over a few names: read, printed, and read again."""
    text = _text(data)
    try:
        node = read_formula(text, SCOPE).node
    except PerfrulesError:
        return
    printed = formula_text(node)
    if len(printed) <= LONGEST:  # it has more blanks and brackets than the text, and may be too long to read
        again = _again(lambda each: read_formula(each, SCOPE).node, printed)
        _require(again == node, f"{text!r} is printed as {printed!r}")


def yaml(data: bytes) -> None:
    """A policy in YAML: read, proved, formatted and printed."""
    _policy(data, "policy.yaml")
    _formatted(data)


def dmn(data: bytes) -> None:
    """A policy in DMN: read, written as DMN and read again."""
    policy = _policy(data, "policy.dmn")
    if isinstance(policy, CompiledPolicy):
        try:
            written, _ = write_policy(document_of(policy.policy), "dmn")
        except PerfrulesError:
            return
        again = _again(lambda each: load_policy(text=each, name="again.dmn"), written)
        _require(again.policy.to_json() == policy.policy.to_json(), "the DMN written means something else")


def xlsx(data: bytes) -> None:
    """A workbook: as bytes, or as its parts with lines `--- NAME` between them."""
    _document(packed(data), "form.xlsx")


def docx(data: bytes) -> None:
    """A document of a word processor: as bytes, or as its parts with lines `--- NAME` between them."""
    _document(packed(data), "form.docx")


def csv(data: bytes) -> None:
    """A table in CSV."""
    _document(data, "form.csv")


def html(data: bytes) -> None:
    """A page in HTML."""
    _document(data, "form.html")


def pdf(data: bytes) -> None:
    """A PDF."""
    _document(data, "form.pdf")


def text(data: bytes) -> None:
    """A plain text."""
    _document(data, "form.txt")


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    each.__name__: each for each in (expression, actual, formula, yaml, dmn, xlsx, docx, csv, html, pdf, text)
}


def _scope() -> FormulaScope:
    units = default_units()
    numbers = [
        NumberSymbol(name, units[unit], title=title)
        for name, unit, title in (
            ("amount", "元", "金额"),
            ("people", "人", "人数"),
            ("days", "天", "天数"),
            ("share", "%", "比例"),
        )
    ]
    return FormulaScope((*numbers, ChoiceSymbol("kind", frozenset({"甲", "乙"}), "类别")))


SCOPE = _scope()
_FILES = TemporaryDirectory(prefix="perfrules-fuzz-")
_FOLDER = Path(_FILES.name)


def _text(data: bytes) -> str:
    return data.decode("utf-8", errors="replace")


def _require(holds: bool, otherwise: str) -> None:
    if not holds:
        raise ContractError(otherwise)


def _again(reader, written):
    """Read what was printed; a refusal is a fault."""
    try:
        return reader(written)
    except PerfrulesError as error:
        raise ContractError(f"{written!r} was printed and is refused: {error.diagnostics[0].code}") from error


def _policy(data: bytes, name: str) -> object:
    try:
        policy = load_policy(text=data, name=name)
    except PerfrulesError as error:
        for each in error.diagnostics:
            render(each)
        return None
    if isinstance(policy, CompiledPolicy):
        if len(policy.policy.rules) <= MOST_RULES:
            for finding in check(policy):
                finding.to_json()
        try:
            printed = dump_policy(policy)
        except PerfrulesError:
            return policy
        again = _again(lambda each: load_policy(text=each), printed)
        _require(again.policy.to_json() == policy.policy.to_json(), f"is printed as {printed!r}")
    return policy


def _formatted(data: bytes) -> None:
    try:
        formatted = format_document(Source(_text(data)))
    except PerfrulesError:
        return
    again = _again(lambda each: format_document(Source(each)), formatted)
    _require(again == formatted, "is formatted otherwise the second time")


def _document(data: bytes, name: str) -> None:
    path = _FOLDER / name
    path.write_bytes(data)
    found = import_document(path)
    found.to_json()
    for each in found.diagnostics:
        render(each)
    for sheet in found.sheets:
        try:
            printed = dump_sheet(sheet)
        except PerfrulesError:
            continue
        (_FOLDER / "sheet.yaml").write_text(printed, encoding="utf-8")
        again = _again(lambda _: load_sheet(_FOLDER / "sheet.yaml"), printed)
        _require(dump_sheet(again) == printed, f"is printed as {printed!r}")
