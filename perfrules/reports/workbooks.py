"""What every workbook shares: styles, tints, heights of rows, names of sheets, the same bytes each time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from perfrules.diagnostics import Language, display_width
from perfrules.reports.roles import Role, Tint
from perfrules.resources.late_patterns import late_pattern

LONGEST = 32_767
"""How many characters a cell of Excel holds."""
DIGITS = 15
"""The digits that Excel keeps of a number; a longer one is written as text, which keeps all."""
A4 = 9
EPOCH = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""The day the file says it was made: always the same, so that the same report makes the same bytes."""
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
"""No text of a report becomes a formula or a link."""

_NAME_LENGTH = 31
_NOT_IN_NAMES = late_pattern(r"[\[\]:*?/\\\s]+")
_RESERVED = {"history"}
_LINE, _PADDING, _TALLEST = 14, 8, 409

_INK, _SHADE, _RULE = "#1A1A1A", "#F2F4F7", "#8A94A6"
BASE = {"font_name": "宋体", "font_size": 10, "font_color": _INK, "valign": "vcenter", "text_wrap": True}
BOXED = BASE | {"border": 1, "border_color": _RULE}
TEXT = BOXED | {"num_format": "@", "quote_prefix": True}
# `_0` keeps a figure, or a text among figures, one digit away from the line. LibreOffice drops an indent in
# narrow cells.
_FIGURE = {"align": "right", "text_wrap": False, "num_format": "0_0;-0_0;0_0;@_0"}
STYLES: dict[Role, dict[str, Any]] = {
    "title": BASE | {"font_name": "黑体", "font_size": 18, "align": "center"},
    "year": BASE | {"font_size": 11, "align": "center"},
    "label": BOXED | {"bold": True, "align": "center", "bg_color": _SHADE},
    "side": BOXED | {"bold": True, "align": "center", "bg_color": _SHADE},
    "text": TEXT | {"align": "left", "indent": 1},
    "group": TEXT | {"align": "center"},
    "figure": BOXED | _FIGURE,
    "share": TEXT | {"align": "right", "num_format": "@_0"},
    "total": BOXED | _FIGURE | {"bold": True, "bg_color": _SHADE},
    "grade": TEXT | {"bold": True, "align": "center", "bg_color": _SHADE},
    "light": TEXT | {"align": "center"},
    "signature": BASE | {"align": "left"},
}
TINTS: dict[Tint, str] = {"red": "#F5C6C6", "yellow": "#FFF0B3", "green": "#CFEBD3", "blue": "#CFE2F7"}


def styles_for(language: Language) -> dict[Role, dict[str, Any]]:
    """The styles of a language: English has another font, and the text at the side turned."""
    if language == "zh":
        return STYLES
    looks = {role: {**style, "font_name": "Arial"} for role, style in STYLES.items()}
    looks["side"] |= {"rotation": 90, "text_wrap": False}
    return looks


def with_decimals(style: Mapping[str, Any], places: int) -> dict[str, Any]:
    """The style of a figure, for a number with some decimals, which all are shown.

    >>> with_decimals(STYLES["figure"], 2)["num_format"]
    '0.00_0'
    """
    return {**style, "num_format": f"0.{'0' * places}_0"}


def sheet_names(labels: Iterable[str], taken: Iterable[str] = ()) -> tuple[str, ...]:
    """A name for the sheet of each project that Excel takes: short, without its forbidden characters, unique.

    >>> sheet_names(["冻肉[储备]", "冻肉 储备", "", "x" * 40])
    ('冻肉 储备', '冻肉 储备-2', '1', 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx')
    """
    used = {name.lower() for name in taken} | _RESERVED
    names = []
    for label in labels:
        stem = _NOT_IN_NAMES.sub(" ", label).strip(" '") or "1"
        name, number = _cut(stem), 1
        while name.lower() in used:
            number += 1
            name = _cut(stem, f"-{number}")
        used.add(name.lower())
        names.append(name)
    return tuple(names)


def _cut(stem: str, ending: str = "") -> str:
    """The stem and ending in as many UTF-16 units as a name may have."""
    room = (_NAME_LENGTH - len(ending)) * 2
    return stem.encode("utf-16-le")[:room].decode("utf-16-le", "ignore").rstrip(" '") + ending


def lines_in(text: str, width: int) -> int:
    """Return how many lines a text takes in a column whose width is in digits.

    >>> lines_in("商务活动", 6), lines_in("a", 20)
    (2, 1)
    """
    room = max(width - 2, 2)
    return sum(max(-(-display_width(line) // room), 1) for line in text.split("\n"))


def row_height(lines: int) -> int:
    """Return the height of a row of lines, in points.

    >>> row_height(1), row_height(2)
    (22, 36)
    """
    return min(lines * _LINE + _PADDING, _TALLEST)


def tallest() -> int:
    """How high a row may be, in points."""
    return _TALLEST
