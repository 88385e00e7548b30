"""A slow reader of the commonest targets, which shares no code with perfrules.

It reads one number or range with its unit and an operator before or behind it, and a day as a deadline.
`python expressions.py < QUESTIONS` answers the questions of the conformance cases whose whole text it
knows, and leaves out the others.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

BEFORE = {
    "≥": ">=", ">=": ">=", "不低于": ">=", "不少于": ">=", "不小于": ">=", "至少": ">=",
    "≤": "<=", "<=": "<=", "不超过": "<=", "不高于": "<=", "不多于": "<=", "不大于": "<=", "上限": "<=",
    "<": "<", "低于": "<", "少于": "<", "小于": "<", "不满": "<", "不足": "<",
    ">": ">", "高于": ">", "超过": ">", "多于": ">", "大于": ">", "=": "=",
}  # fmt: skip
BEHIND = {"以上": ">=", "及以上": ">=", "以下": "<=", "及以下": "<=", "以内": "<="}
TIMES = {"": 1, "万": 10_000, "亿": 100_000_000}
UNITS = ("%", "元", "分", "人次", "人", "个", "次", "台(套)", "平方米", "公里", "厘米", "天")
PLAIN = {"台(套)": "台套"}

NUMBER = r"(?P<{0}>-?\d+(?:\.\d+)?)(?P<{0}_times>[万亿]?)"
UNIT = "(?P<unit>" + "|".join(map(re.escape, UNITS)) + ")?"


def words(table: dict[str, str]) -> str:
    """A pattern for the words of a table, the longest first."""
    return "|".join(re.escape(each) for each in sorted(table, key=len, reverse=True))


NARROW = {ord("＜"): "<", ord("＞"): ">", ord("％"): "%", ord("（"): "(", ord("）"): ")", ord("，"): ","}
ONE = re.compile(
    f"(?:应)?(?P<before>{words(BEFORE)})?" + NUMBER.format("value") + UNIT + f"(?P<behind>{words(BEHIND)})?"
)
INCLUDED = re.compile(
    NUMBER.format("value")
    + UNIT
    + rf"(?:\(含[^)]*\)(?P<first>{words(BEHIND)})|(?P<last>{words(BEHIND)}),含.*)"
)
BRACKETS = re.compile(
    r"(?P<open>[\[(])" + NUMBER.format("low") + "," + NUMBER.format("high") + r"(?P<close>[\])])"
)
BOTH = re.compile(
    f"(?P<first>{words(BEFORE)})" + NUMBER.format("low") + r"(?P<low_unit>\D*?)(?:且|,)"
    f"(?P<second>{words(BEFORE)})" + NUMBER.format("high") + UNIT
)
DAY = re.compile(r"(?P<year>\d{4})(?:年|/)(?P<month>\d{1,2})(?:月|/)(?P<day>\d{1,2})日?前")


def number(found: re.Match[str], name: str) -> Decimal:
    return Decimal(found[name]) * TIMES[found[f"{name}_times"]]


def plain(value: Decimal) -> str:
    return format(value.normalize(), "f") if value else "0"


def unit(found: re.Match[str]) -> str:
    written = found["unit"] or ""
    return PLAIN.get(written, written)


def comparison(operator: str | None, found: re.Match[str]) -> dict[str, Any]:
    return {
        "kind": "comparison",
        "operator": operator,
        "value": plain(number(found, "value")),
        "unit": unit(found),
    }


def interval(low: Decimal, high: Decimal, closed: tuple[bool, bool], of: str) -> dict[str, Any]:
    ends = {"low": plain(low), "low_closed": closed[0], "high": plain(high), "high_closed": closed[1]}
    return {"kind": "range", **ends, "unit": of}


def read_one(text: str) -> dict[str, Any] | None:
    if found := ONE.fullmatch(text):
        before, behind = found["before"], found["behind"]
        if before and behind and BEFORE[before] != BEHIND[behind]:
            return None
        return comparison(BEFORE[before] if before else BEHIND.get(behind or ""), found)
    if found := INCLUDED.fullmatch(text):
        return comparison(BEHIND[found["first"] or found["last"]], found)
    return None


def read_range(text: str) -> dict[str, Any] | None:
    if found := BRACKETS.fullmatch(text):
        low, high = number(found, "low"), number(found, "high")
        closed = found["open"] == "[", found["close"] == "]"
        # Two numbers in round brackets may also be a remark.
        return interval(low, high, closed, "") if low < high and any(closed) else None
    if found := BOTH.fullmatch(text):
        low, high = number(found, "low"), number(found, "high")
        above, below = BEFORE[found["first"]], BEFORE[found["second"]]
        if (
            above in (">", ">=")
            and below in ("<", "<=")
            and low < high
            and found["low_unit"] == (found["unit"] or "")
        ):
            return interval(low, high, (above == ">=", below == "<="), unit(found))
    return None


def read_day(text: str) -> dict[str, Any] | None:
    if found := DAY.fullmatch(text):
        last = date(int(found["year"]), int(found["month"]), int(found["day"]))
        return {"kind": "deadline", "date": last.isoformat(), "inclusive": True}
    return None


def read(text: str) -> dict[str, Any] | None:
    """The reading of a text; None where this reader does not know the whole of it."""
    narrow = text.translate(NARROW)
    return read_one(narrow) or read_range(narrow) or read_day(narrow)


def answers(lines: Iterator[str]) -> Iterator[str]:
    """An answer for each question that is known."""
    for question in map(json.loads, lines):
        reading = read(question["text"]) if question["kind"] == "expression" else None
        if reading is not None:
            yield json.dumps({"id": question["id"], "reading": reading}, ensure_ascii=False)


if __name__ == "__main__":
    sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.writelines(f"{each}\n" for each in answers(sys.stdin))
