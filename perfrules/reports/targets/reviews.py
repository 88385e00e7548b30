"""Reviews as tables: the proposed grades, the findings, the questions that a person answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import PurePath

from perfrules.diagnostics import Language, phrase
from perfrules.engine.reviewing import SheetReview
from perfrules.policies.base.head import Head
from perfrules.reports.forms.figures import figure, in_wan
from perfrules.reports.forms.natural_order import natural_key
from perfrules.reports.listings.model import Column, ListedTable, ListingReport, Value
from perfrules.values import exact_text


def review_report(reviews: Sequence[SheetReview], head: Head, language: Language = "zh") -> ListingReport:
    """Three tables: a row per project, a row per fault, a row per question with room for the answer."""
    ordered = sorted(reviews, key=lambda each: natural_key(each.sheet.code or each.sheet.name))
    facts = (
        phrase("reviews.review-policy", language, policy=head.document or head.id),
        phrase("reviews.review-proposal", language),
    )
    tables = (_projects(ordered, language), _faults(ordered, language), _questions(ordered, language))
    return ListingReport(phrase("reviews.review-title", language), tables, facts)


def _columns(language: Language, widths: Mapping[str, int]) -> tuple[Column, ...]:
    return tuple(Column(phrase(f"reviews.{key}", language), width) for key, width in widths.items())


def _projects(reviews: Sequence[SheetReview], language: Language) -> ListedTable:
    names = [each.criterion.name for each in reviews[0].criteria] if reviews else []
    columns = (
        *_columns(language, {"number": 6, "code": 22, "project": 34, "budget": 12}),
        *(
            Column(
                phrase("reviews.points-of", language, criterion=phrase(f"reviews.{name}", language)),
                12,
                "share",
            )
            for name in names
        ),
        Column(phrase("reviews.total", language), 12, "share"),
        Column(phrase("reviews.proposed", language), 10, "grade"),
        *_columns(language, {"confirmed": 12, "signature": 14}),
    )
    rows = tuple(_project(number, each, language) for number, each in enumerate(reviews, 1))
    unit = phrase("reviews.in-wan", language)
    return ListedTable(phrase("reviews.review-projects", language), columns, rows, unit)


def _project(number: int, review: SheetReview, language: Language) -> tuple[Value, ...]:
    sheet = review.sheet
    total = sheet.budget.total_quantity
    return (
        Decimal(number),
        sheet.code,
        sheet.name,
        "" if total is None else figure(in_wan(total.value)),
        *(_points(each.lowest, each.highest) for each in review.criteria),
        _points(review.lowest, review.highest),
        phrase("reviews.or", language).join(review.grades),
        "",
        "",
    )


def _points(lowest: Fraction, highest: Fraction) -> Value:
    if lowest == highest:
        return figure(highest)
    return f"{exact_text(lowest)}–{exact_text(highest)}"


def _faults(reviews: Sequence[SheetReview], language: Language) -> ListedTable:
    widths = {"code": 22, "project": 28, "criterion": 12, "severity": 10, "fault": 9}
    columns = _columns(language, {**widths, "message": 56, "remedy": 44, "place": 24})
    rows = tuple(row for each in reviews for row in _faults_of(each, language))
    return ListedTable(phrase("reviews.review-faults", language), columns, rows)


def _faults_of(review: SheetReview, language: Language) -> Iterator[tuple[Value, ...]]:
    criteria = {found.code: each.criterion.name for each in review.criteria for found in each.findings}
    for found in review.findings:
        name = criteria.get(found.code)
        diagnostic = found.diagnostic
        yield (
            review.sheet.code,
            review.sheet.name,
            "" if name is None else phrase(f"reviews.{name}", language),
            phrase(f"reviews.severity-{diagnostic.severity}", language),
            found.code,
            diagnostic.message(language),
            diagnostic.help(language),
            _place(found.sheet.place() if diagnostic.span is None else diagnostic),
        )


def _place(pointed: object) -> str:
    source, span = getattr(pointed, "source", None), getattr(pointed, "span", None)
    if source is None or span is None:
        return ""
    where = source.cell(span.start) or str(source.place(span.start).line)
    return f"{PurePath(source.name or '').name}:{where}".lstrip(":")


def _questions(reviews: Sequence[SheetReview], language: Language) -> ListedTable:
    columns = _columns(language, {"code": 22, "project": 34, "criterion": 12, "question": 64, "answer": 24})
    rows = tuple(
        (each.sheet.code, each.sheet.name, phrase(f"reviews.{part.criterion.name}", language), question, "")
        for each in reviews
        for part in each.criteria
        for question in part.criterion.confirm
    )
    return ListedTable(phrase("reviews.review-questions", language), columns, rows)
