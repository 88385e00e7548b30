"""An audit as one page of HTML: bars, then the tables; no script, nothing fetched."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from perfrules.diagnostics import Language, phrase
from perfrules.ledgers import AuditReport
from perfrules.reports.audits.bars import bars
from perfrules.reports.audits.tables import audit_report, counts

MOST = 5000
"""Findings that a page lists."""
_STYLES = (
    ("perfrules.reports.forms", "page.css"),
    ("perfrules.reports.listings", "tables.css"),
    ("perfrules.reports.audits", "bars.css"),
)


def render(report: AuditReport, language: Language) -> bytes:
    """Return the page.

    Raises:
        ReportError: PR780 for invisible characters.
    """
    listing = audit_report(report, language, MOST)
    listing.require_showable()
    charts = [(table, bars(table)) for table in counts(report, language)]
    style = Markup("".join(_data(*each) for each in _STYLES))  # noqa: S704 - it is ours
    lang = phrase("listings.tag", language)
    listed = listing.tables[len(charts) :]
    page = _template().render(report=listing, charts=charts, listed=listed, lang=lang, style=style)
    return page.encode()


@cache
def _template() -> Template:
    """Escapes everything but the style sheet and the bars, which are ours."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    return environment.from_string(_data("perfrules.reports.audits", "page.html.j2"))


def _data(package: str, name: str) -> str:
    return files(package).joinpath(name).read_text(encoding="utf-8")
