"""Terms in the wording of a policy file: 30天, 5个工作日内, 1个月."""

from __future__ import annotations

from perfrules.diagnostics import Diagnostic, Source, Span
from perfrules.expressions import Comparison, parse
from perfrules.policies.base.errors import PolicyError
from perfrules.policies.base.terms import Term
from perfrules.values import Quantity

_SECONDS_A_DAY = 24 * 60 * 60
_LONGEST = 3660
"""The longest term, in days or months; a longer one is a typing error."""


def read_term(text: str) -> Term:
    """Return the term in a text: 30天, 5个工作日内, 1个月.

    Raises:
        PolicyError: PR585: not a term, or not a whole number of days or months.
        ExpressionError: the text cannot be read at all.

    >>> read_term("5个工作日内")
    Term(count=5, of='working-days', first_day_counts=False)
    """
    term = parse(text)
    if isinstance(term, Comparison) and term.operator in {None, "<="} and not (term.subject or term.counted):
        found = term_of(term.bound)
        if found is not None:
            return found
    raise PolicyError(Diagnostic("PR585", {"text": text}, Span(0, len(text)), Source(text)))


def term_of(quantity: Quantity) -> Term | None:
    """Return a span of time as a term; None if it is not a whole number of days or months, or too long.

    >>> from fractions import Fraction
    >>> from perfrules.values import default_units
    >>> term_of(Quantity(Fraction(2), default_units()["周"]))
    Term(count=14, of='days', first_day_counts=False)
    """
    unit = quantity.unit
    count = quantity.value * unit.factor
    if unit.dimension == "time":
        count /= _SECONDS_A_DAY
    if count.denominator != 1 or not 0 < count <= _LONGEST:
        return None
    match unit.dimension:
        case "time":
            return Term(int(count), "days")
        case "working-day":
            return Term(int(count), "working-days")
        case "months":
            return Term(int(count), "months")
    return None
