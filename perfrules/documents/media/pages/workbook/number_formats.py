"""What a number shows under a number format of a spreadsheet (ECMA-376, 18.8.30)."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import cache

from attrs import frozen

from perfrules.documents.media.xlsx import UnsaidError, decimal_text

BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 14: "yyyy-mm-dd", 15: "d-mmm-yy", 16: "m-d", 17: "yyyy-mm",
    18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy-mm-dd h:mm", 27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"', 36: 'yyyy"年"m"月"',
    37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 41: "#,##0", 42: "#,##0", 43: "#,##0.00",
    44: "#,##0.00", 49: "@", 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"',
    54: 'm"月"d"日"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
"""The formats that have a number and no text in the file; dates as Chinese editions show them."""

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|!(?P<bang>.)|[_*].|\[\$(?P<symbol>[^\]-]*)[^\]]*\]'
    r"|\[(?P<bracket>[^\]]*)\]|(?P<number>[0#?][0#?,.]*|\.[0#?]+)|(?P<general>General)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_COLOURS = re.compile(r"black|blue|cyan|green|magenta|red|white|yellow|color ?[0-9]+", re.IGNORECASE)
_DIGITS = re.compile(r"[#?,]*0*[0#?,]*?(?P<decimals>\.[0#?]*)?")
_DATE_LETTERS = frozenset("ymdhseg")
_EXPONENT = re.compile(r"[0#?][Ee][+-]")


@frozen
class _Format:
    """A section of a format: the texts around the number, its decimals, and whether it is a share."""

    before: str
    after: str
    decimals: str
    percent: bool
    general: bool


def shown_number(text: str, shown_as: str, *, from_1904: bool = False) -> tuple[str, bool]:
    """What a number shows, and whether the format hides decimals.

    Args:
        text: the number as the file has it, a binary number in decimal.
        shown_as: its format.
        from_1904: whether the workbook counts days from 1904.

    Raises:
        UnsaidError: PR932 not a number, PR933 a format that does not say what it shows.

    >>> shown_number("0.95", "0%"), shown_number("12", '0"个"'), shown_number("9.579", "0.00")
    (('95%', False), ('12个', False), ('9.58', True))
    >>> shown_number("44561", 'yyyy"年"m"月"d"日"')
    ('2021-12-31', False)
    """
    try:
        number = Decimal(format(float(text), ".15g"))
    except (ValueError, InvalidOperation) as error:
        raise UnsaidError("PR932") from error
    if not number.is_finite():
        raise UnsaidError("PR932")
    sections = _sections(shown_as)
    section = sections[0]
    if number < 0 and len(sections) > 1:
        section, number = sections[1], abs(number)
    elif not number and len(sections) > 2:
        section = sections[2]
    if _is_date(section):
        return _shown_date(number, section, shown_as, from_1904=from_1904), False
    return _shown(number, _parsed(section, shown_as))


@cache
def _sections(shown_as: str) -> tuple[str, ...]:
    parts = re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', shown_as)
    return tuple(parts)


def _bare(section: str) -> str:
    """The section without texts, colours and gaps."""
    return "".join(
        found["number"] or found["other"] or "" for found in _TOKEN.finditer(section) if not found["general"]
    )


def _is_date(section: str) -> bool:
    return bool(_DATE_LETTERS.intersection(_bare(section).lower())) and not _EXPONENT.search(section)


def _shown_date(number: Decimal, section: str, shown_as: str, *, from_1904: bool) -> str:
    letters = _bare(section).lower()
    if "y" not in letters or number != number.to_integral_value() or not 0 < number < 2_958_466:
        raise UnsaidError("PR933", format=shown_as)
    start = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30)
    day: date = (start + timedelta(days=int(number))).date()
    return day.isoformat() if "d" in letters else f"{day.year}年{day.month}月"


@cache
def _parsed(section: str, shown_as: str) -> _Format:
    before, after, number = "", "", None
    percent = general = False
    for found in _TOKEN.finditer(section):
        literal = found["quoted"] or found["escaped"] or found["bang"] or found["symbol"] or ""
        if found["number"] or found["general"]:
            if number is not None:
                raise UnsaidError("PR933", format=shown_as)
            number, general = found["number"] or "", bool(found["general"])
        elif found["bracket"] and not _COLOURS.fullmatch(found["bracket"]):
            raise UnsaidError("PR933", format=shown_as)
        elif found["other"] == "@" and number is None:
            number, general = "", True
        elif found["other"]:
            literal, percent = _literal(found["other"], shown_as), percent or found["other"] == "%"
        before, after = (before + literal, after) if number is None else (before, after + literal)
    if number is None or number.endswith(","):
        raise UnsaidError("PR933", format=shown_as)
    return _Format(before.strip(), after.rstrip(), number.partition(".")[2], percent, general)


def _literal(character: str, shown_as: str) -> str:
    if character.isascii() and (character.isalpha() or character == "/"):
        raise UnsaidError("PR933", format=shown_as)
    return character


def _shown(number: Decimal, form: _Format) -> tuple[str, bool]:
    value = Fraction(number) * (100 if form.percent else 1)
    if form.general:
        places = max(-int(number.as_tuple().exponent), 0)
        return form.before + decimal_text(value, places, trimmed=True) + form.after, False
    places = len(form.decimals)
    rounded = (value * 10**places).denominator != 1
    text = decimal_text(value, places, trimmed=form.decimals.startswith("#"))
    return form.before + text + form.after, rounded
