"""Units of money that a ledger states in its headings, above them, or in its cells."""

from __future__ import annotations

from collections.abc import Iterable

from perfrules.resources.late_patterns import late_pattern
from perfrules.sheets.labels import plain

_UNIT = r"(?:人民币)?(?P<unit>(?:百?万|千|亿)?元)"
_BRACKETED = late_pattern(rf"\((?:金额)?(?:单位:?)?{_UNIT}\)")
_BEHIND = late_pattern(rf"(?<=[额数款费价])[-_/,:]?{_UNIT}$")
_ALONE = late_pattern(_UNIT)
_LINE = late_pattern(rf"(?:^|单位:?|\(){_UNIT}(?=$|[),;。，；])")


def stated_unit(heading: str) -> str:
    """The unit of money that a heading states, "" where it states none.

    >>> stated_unit("金额（人民币万元）"), stated_unit("金额万元"), stated_unit("收款单元")
    ('万元', '万元', '')
    """
    label = plain(heading)
    found = _BRACKETED.search(label) or _BEHIND.search(label)
    return found["unit"] if found else ""


def without_stated_unit(heading: str) -> str:
    """A heading as it is compared, without the unit of money that it states.

    >>> without_stated_unit("金额(单位:万元)"), without_stated_unit("金额万元")
    ('金额', '金额')
    """
    return _BEHIND.sub("", _BRACKETED.sub("", plain(heading)))


def cell_unit(text: str) -> str | None:
    """The unit of money that a cell consists of, or None.

    >>> cell_unit(" 万元"), cell_unit("办公室")
    ('万元', None)
    """
    found = _ALONE.fullmatch(plain(text))
    return found["unit"] if found else None


def units_above(rows: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """The units of money in the rows above the headings, each once.

    >>> units_above([["支出台账（单位：万元）"], ["填报单位：元氏县财政局"]])
    ('万元',)
    """
    words = (plain(word) for row in rows for cell in row for word in cell.split())
    return tuple(dict.fromkeys(each["unit"] for word in words for each in _LINE.finditer(word)))
