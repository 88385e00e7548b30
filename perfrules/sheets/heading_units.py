"""Units that headings give to the numbers below them: 年度指标值（万元）, 项目资金（元）."""

from __future__ import annotations

from perfrules.expressions import Comparison, Frequency, read
from perfrules.resources.late_patterns import late_pattern
from perfrules.sheets.labels import plain

_BRACKETS = late_pattern(r"\(([^()]+)\)")
_MONEY = late_pattern(r"(?:单位:?)?((?:百?万|千|亿)?元)")


def money_unit(text: str) -> str | None:
    """The unit of money in the brackets of a heading.

    >>> money_unit("项目资金（元）"), money_unit("全年预算数（A）")
    ('元', None)
    """
    found = (_MONEY.fullmatch(inside) for inside in _BRACKETS.findall(plain(text)))
    return next((each.group(1) for each in found if each is not None), None)


def heading_unit(text: str) -> str:
    """The unit in the brackets of a heading, "" where none of them is a unit.

    >>> heading_unit("年度指标值（%）"), heading_unit("得分（B）")
    ('%', '')
    """
    return next(filter(is_unit, _BRACKETS.findall(plain(text))), "")


def is_unit(text: str) -> bool:
    """Whether a text is a unit of measurement.

    >>> is_unit("万元"), is_unit("次/年"), is_unit("B/A")
    (True, True, False)
    """
    counted = read(f"1{text}").comparator
    if isinstance(counted, Comparison):
        return counted.operator is None and bool(counted.bound.unit.name)
    return isinstance(counted, Frequency)
