"""Contradictions between inequalities, found by eliminating one term after another (Fourier and Motzkin).

Terms are taken as independent numbers, so a contradiction is one for all facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from attrs import frozen

from perfrules.analysis.computed.polynomials import Polynomial, Term
from perfrules.values import Interval

MOST_ROWS = 120
"""With more inequalities no contradiction is looked for."""

_ZERO = Fraction(0)


@frozen
class Inequality:
    """A sum of terms, each with its factor, is above a number; also equal to it unless `is_strict`."""

    terms: Mapping[Term, Fraction]
    bound: Fraction
    is_strict: bool

    @property
    def is_false(self) -> bool:
        """Whether it has no terms and does not hold."""
        return not self.terms and (self.bound > 0 or (self.bound == 0 and self.is_strict))


def within(polynomial: Polynomial, interval: Interval) -> Iterator[Inequality]:
    """The inequalities that say that a polynomial lies in an interval."""
    constant = polynomial.get((), _ZERO)
    terms = {term: factor for term, factor in polynomial.items() if term}
    if interval.low is not None:
        yield Inequality(terms, interval.low - constant, not interval.low_closed)
    if interval.high is not None:
        opposite = {term: -factor for term, factor in terms.items()}
        yield Inequality(opposite, constant - interval.high, not interval.high_closed)


def contradict(inequalities: Iterable[Inequality]) -> bool:
    """Whether some inequalities certainly exclude each other.

    >>> from perfrules.formulas.nodes import Name
    >>> a, one = (Name("a"),), Fraction(1)
    >>> contradict([Inequality({a: one}, one, False), Inequality({a: -one}, Fraction(0), False)])
    True
    """
    rows = list(inequalities)
    while len(rows) <= MOST_ROWS:
        if any(row.is_false for row in rows):
            return True
        term = _easiest(rows)
        if term is None:
            return False
        rows = list(_without(term, rows))
    return False


def _easiest(rows: list[Inequality]) -> Term | None:
    """The term whose elimination leads to the fewest inequalities, None if there are no terms."""
    counts: dict[Term, list[int]] = {}
    for row in rows:
        for term, factor in row.terms.items():
            counts.setdefault(term, [0, 0])[factor > 0] += 1
    return min(counts, key=lambda term: counts[term][0] * counts[term][1] - sum(counts[term]), default=None)


def _without(term: Term, rows: list[Inequality]) -> Iterator[Inequality]:
    above = [row for row in rows if row.terms.get(term, _ZERO) > 0]
    below = [row for row in rows if row.terms.get(term, _ZERO) < 0]
    yield from (row for row in rows if term not in row.terms)
    for one in above:
        for other in below:
            yield _added(one, -other.terms[term], other, one.terms[term])


def _added(one: Inequality, times: Fraction, other: Inequality, other_times: Fraction) -> Inequality:
    """The sum of two inequalities, each times a positive factor."""
    terms = {term: factor * times for term, factor in one.terms.items()}
    for term, factor in other.terms.items():
        terms[term] = terms.get(term, _ZERO) + factor * other_times
    kept = {term: factor for term, factor in terms.items() if factor}
    bound = one.bound * times + other.bound * other_times
    return Inequality(kept, bound, one.is_strict or other.is_strict)
