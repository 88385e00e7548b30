"""Payments from files: YAML of `kind: payments`, or a list of any medium with a column of dates."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from perfrules.diagnostics import Diagnostic, PerfrulesError, Source
from perfrules.diagnostics.listed import Listed
from perfrules.documents import Document, canonical, read_document, spelled
from perfrules.documents.media.lists import ListRow, read_list
from perfrules.engine.schedules.payments import Payment, PaymentError, is_category_of, read_day
from perfrules.policies.base.collector import Collector
from perfrules.policies.schedules.from_document import read_share
from perfrules.resources import load_data
from perfrules.sheets.labels import plain

_YAML = frozenset({".yaml", ".yml"})
_COLUMNS = "date", "share", "note"


def load_payments(path: str | os.PathLike[str], title: str = "") -> tuple[Payment, ...]:
    r"""Read the payments in a file, in its order.

    Args:
        path: a YAML file of kind `payments`, or a list in .csv, .xlsx, .docx or another medium, whose first
            row names the columns: `date` (日期, 支付日期 …), and perhaps `share` (比例) and `note` (备注). A
            leading `'`, which keeps a spreadsheet from running a cell as a formula, is not part of the cell.
        title: the title of a schedule (工资按月发放). Of a list with a column of categories (支出类别), only
            the rows count whose category it names (工资).

    Raises:
        DocumentError: the file cannot be read or is of another kind; PR578: quotes in a table do not pair.
        PaymentError: with every problem: PR570 days, PR564 shares, and of a table PR571, PR572, PR577, PR579.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "paid.csv").write_text("日期,比例\n2021-03-30,25%\n", encoding="utf-8")
    ...     [str(each.day) for each in load_payments(Path(folder, "paid.csv"))]
    ['2021-03-30']
    """
    file = Path(path)
    if file.suffix.lower() in _YAML:
        return read_payments(read_document(file, "payments"))
    return payments_in(read_list(file), str(file), title)


def read_payments(document: Document) -> tuple[Payment, ...]:
    r"""Read the payments in a document of kind `payments`.

    Raises:
        PaymentError: PR570: not a day; PR564: not a share.

    >>> text = "kind: payments\npayments: [2021-01-08, {date: 2021年2月8日, share: 10%}]"
    >>> [str(each.day) for each in read_payments(read_document(Source(text)))]
    ['2021-01-08', '2021-02-08']
    """
    collector = Collector(document)
    read = [_entry(each, at, collector) for at, each in enumerate(document.plain["payments"])]
    if collector.problems:
        raise PaymentError(*collector.problems)
    return tuple(each for each in read if each is not None)


def _entry(plain: str | Mapping[str, str], at: int, collector: Collector) -> Payment | None:
    path = ("payments", at)
    if isinstance(plain, str):
        return collector.attempt(lambda: Payment(read_day(plain)), *path)
    day = collector.attempt(lambda: read_day(plain["date"]), *path, "date")
    share = None
    if "share" in plain:
        share = collector.attempt(lambda: read_share(plain["share"]), *path, "share")
    if day is None:
        return None
    return collector.attempt(partial(Payment, day, share, plain.get("note", "")), *path)


def payments_in(rows: Sequence[ListRow], name: str = "", title: str = "") -> tuple[Payment, ...]:
    r"""Read the payments in a list; rows without a date are skipped.

    Args:
        rows: the rows, the headings first.
        name: what the file is called in messages.
        title: the title of a schedule; of a list with a column of categories, the rows count that it names.

    Raises:
        PaymentError: PR571: no column of dates; PR572: two columns with one meaning; PR577: rows of another
            length; PR570 and PR564: cells; PR579: no category is one that the title names.

    >>> from perfrules.diagnostics import Source
    >>> from perfrules.documents.media.lists import list_rows
    >>> [str(each.day) for each in payments_in(list_rows(Source("姓名,发放日期\n甲,2021/1/8\n乙,\n")))]
    ['2021-01-08']
    """
    if not rows:
        raise PaymentError(Diagnostic("PR571", {"columns": ""}, None, Source("", name)))
    header = rows[0].texts
    columns = _columns(rows[0])
    payments: list[Payment] = []
    problems: list[Diagnostic] = []
    for row in _of_title(rows, title):
        try:
            _require_cells(len(row.texts), len(header))
            row_texts = {name: row.texts[at].strip() for name, at in columns.items()}
            if row_texts["date"]:
                payments.append(_payment(row_texts))
        except PerfrulesError as error:
            problems += (each.within(row.at.source, whole=row.at.span) for each in error.diagnostics)
    if problems:
        raise PaymentError(*problems)
    return tuple(payments)


def _of_title(rows: Sequence[ListRow], title: str) -> Sequence[ListRow]:
    """Return the rows under the headings; with columns of categories, those that a title names."""
    words = {
        plain(word).casefold() for word in load_data("grammar", "ledger-labels.yaml")["inputs"]["choice"]
    }
    places = [at for at, name in enumerate(rows[0].texts) if plain(name).casefold() in words]
    if not title or not places:
        return rows[1:]
    # A row of another length stays, so that it is reported.
    of_title = [
        row
        for row in rows[1:]
        if len(row.texts) != len(rows[0].texts) or any(is_category_of(row.texts[at], title) for at in places)
    ]
    if not of_title:
        columns = Listed(rows[0].texts[at].strip() for at in places)
        raise PaymentError(rows[0].at.report("PR579", columns=columns, title=title))
    return of_title


def _columns(headings: ListRow) -> dict[str, int]:
    """Return the positions of the columns of payments."""
    header = headings.texts
    found: dict[str, list[int]] = {}
    for at, name in enumerate(header):
        known = canonical(name.strip(), _COLUMNS)
        if known is not None:
            found.setdefault(known, []).append(at)
    for name, places in found.items():
        if len(places) > 1:
            facts = {"name": name, "name_zh": spelled(name, "zh")}
            facts["columns"] = Listed(header[at].strip() for at in places)
            raise PaymentError(headings.at.report("PR572", **facts))
    if "date" not in found:
        columns = Listed(name.strip() for name in header)
        raise PaymentError(headings.at.report("PR571", columns=columns))
    return {name: places[0] for name, places in found.items()}


def _require_cells(found: int, expected: int) -> None:
    if found != expected:
        raise PaymentError(Diagnostic("PR577", {"found": found, "expected": expected}))


def _payment(texts: Mapping[str, str]) -> Payment:
    share = texts.get("share")
    return Payment(read_day(texts["date"]), read_share(share) if share else None, texts.get("note", ""))
