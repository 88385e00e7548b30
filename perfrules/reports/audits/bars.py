"""A table of counts as bars, drawn in SVG without a script."""

from __future__ import annotations

from markupsafe import Markup, escape

from perfrules.diagnostics import display_width
from perfrules.reports.listings.model import ListedTable

_MOST = 20
_ROW, _LABEL, _BAR, _NUMBER = 24, 230, 420, 80
_LONGEST = 30


def bars(table: ListedTable) -> Markup:
    """Return the first rows of a table, a name and a number each, as horizontal bars."""
    rows = [(str(name), int(number)) for name, number in table.rows[:_MOST]]
    largest = max((number for _, number in rows), default=1)
    height = len(rows) * _ROW
    width = _LABEL + _BAR + _NUMBER
    drawn = "".join(_bar(at, name, number, largest) for at, (name, number) in enumerate(rows))
    return Markup('<svg class="bars" role="img" viewBox="0 0 {} {}" width="{}" height="{}">{}</svg>').format(
        width,
        height,
        width,
        height,
        Markup(drawn),  # noqa: S704 - every text in it was escaped
    )


def _bar(at: int, name: str, number: int, largest: int) -> str:
    top, length = at * _ROW, max(_BAR * number // largest, 1)
    middle = top + _ROW // 2
    return (
        f'<text x="{_LABEL - 8}" y="{middle}" class="name">{escape(_short(name))}</text>'
        f'<rect x="{_LABEL}" y="{top + 4}" width="{length}" height="{_ROW - 8}"/>'
        f'<text x="{_LABEL + length + 6}" y="{middle}">{number:,}</text>'
    )


def _short(name: str) -> str:
    """A name that fits beside its bar."""
    if display_width(name) <= _LONGEST:
        return name
    kept = name
    while display_width(kept) > _LONGEST - 1:
        kept = kept[:-1]
    return f"{kept}…"
