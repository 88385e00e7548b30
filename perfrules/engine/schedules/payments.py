"""Payments: the days on which something was paid, from a program or a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from attrs import frozen

from perfrules.diagnostics import Diagnostic, PerfrulesError, Source, Span
from perfrules.expressions import ExpressionError, read_actual
from perfrules.policies.schedules.from_document import read_share
from perfrules.resources.plain_repr import PlainRepr
from perfrules.values import exact, exact_text


class PaymentError(PerfrulesError):
    """Payments that cannot be read or do not fit a schedule; carries every problem.

    Added in 0.2.
    """


@frozen(repr=False)
class Payment(PlainRepr):
    """One payment: its day, of a spending plan its share of the whole in per cent, and a note.

    Raises:
        PaymentError: PR564 for a share that is not above 0.

    >>> Payment(date(2021, 1, 8)).day.isoformat()
    '2021-01-08'
    """

    day: date
    share: Fraction | None = None
    note: str = ""

    def __attrs_post_init__(self) -> None:
        if self.share is not None and self.share <= 0:
            raise PaymentError(Diagnostic("PR564", {"text": f"{exact_text(self.share)}%"}))


Payable: TypeAlias = Payment | date | str | Mapping[str, object]
"""A payment, its day, the day as text, or a mapping with `date` and perhaps `share` and `note`."""


def to_payments(payments: Iterable[Payable]) -> tuple[Payment, ...]:
    """The payments that a program hands over.

    Raises:
        PaymentError: PR570: not a day; PR564: not a share.

    >>> [str(each.day) for each in to_payments(["2021-01-08", {"date": "2021年2月8日"}])]
    ['2021-01-08', '2021-02-08']
    """
    read: list[Payment] = []
    problems: list[Diagnostic] = []
    for payment in payments:
        try:
            read.append(_to_payment(payment))
        except PerfrulesError as error:
            problems += error.diagnostics
    if problems:
        raise PaymentError(*problems)
    return tuple(read)


def _to_payment(payment: Payable) -> Payment:
    if isinstance(payment, Payment):
        return payment
    if not isinstance(payment, Mapping):
        return Payment(_to_day(payment))
    share = payment.get("share")
    return Payment(
        _to_day(payment.get("date")),
        None if share is None else _to_share(share),
        str(payment.get("note", "")),
    )


def _to_day(value: object) -> date:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else read_day(str(value))


def _to_share(value: object) -> Fraction:
    return exact(value) if isinstance(value, int | Decimal | Fraction) else read_share(str(value))


def is_category_of(category: str, title: str) -> bool:
    """Whether the title of a schedule names a category of a ledger.

    >>> is_category_of("工资", "工资按月发放"), is_category_of("日常支出", "工资按月发放")
    (True, False)
    """
    word = category.strip()
    return len(word) > 1 and word in title


def read_day(text: str) -> date:
    """The day that a text names.

    Raises:
        PaymentError: PR570: not exactly one day; the span counts the characters of the text.

    >>> read_day("2021/1/8")
    datetime.date(2021, 1, 8)
    """
    try:
        read = read_actual(text)
    except ExpressionError as error:
        raise _no_day(text) from error
    if not isinstance(read, date):
        raise _no_day(text)
    return read


def _no_day(text: str) -> PaymentError:
    return PaymentError(Diagnostic("PR570", {"text": text}, Span(0, len(text)), Source(text)))
