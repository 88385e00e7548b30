"""Tables as one page of HTML: no script, nothing fetched, for a screen and paper."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from perfrules.diagnostics import Language, phrase
from perfrules.reports.listings.model import ListingReport
from perfrules.reports.workbooks import TINTS


def render(report: ListingReport, language: Language) -> bytes:
    """The page.

    Raises:
        ReportError: PR780.
    """
    report.require_showable()
    tints = "".join(f".tint-{name} {{ background: {colour}; }}\n" for name, colour in TINTS.items())
    css = _data("perfrules.reports.forms", "page.css") + _data("perfrules.reports.listings", "tables.css")
    style = Markup(css + tints)  # noqa: S704 - it is ours
    lang = phrase("listings.tag", language)
    return _template().render(report=report, lang=lang, style=style).encode()


@cache
def _template() -> Template:
    """Escapes everything but the style sheet, which is ours."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    return environment.from_string(_data("perfrules.reports.listings", "tables.html.j2"))


def _data(package: str, name: str) -> str:
    return files(package).joinpath(name).read_text(encoding="utf-8")
