"""The blocks of a workbook or document: tables, and one form per project on pages of its own."""

from __future__ import annotations

from attrs import frozen

from perfrules.reports.forms import evaluation_layout, monitoring_layout
from perfrules.reports.forms.evaluation import Report
from perfrules.reports.forms.layout import Layout
from perfrules.reports.forms.monitoring import MonitoringForms
from perfrules.reports.forms.tables import Table, details, lights, summary
from perfrules.reports.forms.words import FormWords


@frozen
class Page:
    """The form of a project, what the project is called, and which policy it rests on."""

    label: str
    layout: Layout
    policy: str


@frozen
class Listing:
    """A table of all projects, under its name."""

    name: str
    table: Table


@frozen
class Book:
    """The `summary` comes first if there are several projects; `details` come last."""

    title: str
    pages: tuple[Page, ...]
    policies: str
    summary: Listing | None = None
    details: Listing | None = None
    landscape: bool = False


def book_of(report: Report | MonitoringForms, words: FormWords) -> Book:
    """What is drawn of a report."""
    if isinstance(report, MonitoringForms):
        return _monitoring_book(report, words)
    policies = "；".join(map(words.policy, report.policies_used))
    pages = tuple(
        Page(form.label, evaluation_layout.lay_out(form, words.language), words.policy(form.card.policy))
        for form in report.in_order
    )
    listed = Listing(words("summary"), summary(report, words.language))
    every_score = Listing(words("details"), details(report, words.language))
    return Book(words("title"), pages, policies, listed if len(pages) > 1 else None, every_score)


def _monitoring_book(report: MonitoringForms, words: FormWords) -> Book:
    key = "monitoring-policy"
    pages = tuple(
        Page(
            form.label,
            monitoring_layout.lay_out_monitoring(form, words.language),
            words.policy(form.report.policy, key),
        )
        for form in report.in_order
    )
    listed = Listing(words("lights"), lights(report, words.language))
    several = listed if len(pages) > 1 else None
    policies = "；".join(words.policy(used, key) for used in report.policies_used)
    return Book(words("monitoring-title"), pages, policies, several, landscape=True)
