"""Which lines of running text are headings, parts and titles of tables."""

from __future__ import annotations

from perfrules.resources.late_patterns import late_pattern

_NUMERAL = "[一二三四五六七八九十百零〇0-9]{1,4}"
_PART = late_pattern(rf"第{_NUMERAL}部分")
_NUMBERED = late_pattern(
    rf"第{_NUMERAL}[部章节编篇]|[一二三四五六七八九十]{{1,3}}、|[（(][一二三四五六七八九十]{{1,3}}[）)]"
)
_CLAUSE_END = late_pattern("[。；;]")
_TITLE = late_pattern(r"表(?:[（(][^（）()]{0,20}[）)])?")
_NOTE = late_pattern("(?:注|备注|附件|附注)[0-9]{0,2}[:：]")
_MONEY_UNIT = late_pattern(r"[（(]?(?:金额)?(?:计量)?单位[:：](元|千元|万元|百万元|亿元)[）)]?")
_LONGEST_HEADING = 40
_LONGEST_TITLE = 80


def part_of(line: str) -> str | None:
    """The part of the document that a line opens, or None.

    >>> part_of("第二部分"), part_of("第二部分的绩效目标由预算单位编制，并报财政部门审核。")
    ('第二部分', None)
    """
    found = _PART.match(line)
    return found.group() if found and _is_heading_line(line) else None


def heading_of(line: str) -> str | None:
    """The numbered heading that a line is or begins with, or None.

    >>> heading_of("一、总体绩效目标"), heading_of("（一）完善制度建设。成立绩效管理领导小组。")
    ('一、总体绩效目标', '（一）完善制度建设')
    >>> heading_of("1、加强开发区工作")
    """
    numbered = _NUMBERED.match(line)
    if numbered is None:
        return None
    heading = _CLAUSE_END.split(line, maxsplit=1)[0]
    if len(heading) <= _LONGEST_HEADING:
        return heading
    return numbered.group()


def _is_heading_line(line: str) -> bool:
    return len(line) <= _LONGEST_HEADING and not _CLAUSE_END.search(line)


def looks_like_title(line: str) -> bool:
    """Whether a line is the title of a table, by its words alone.

    >>> looks_like_title("2021年度补充人员经费绩效目标表"), looks_like_title("详见下表。")
    (True, False)
    """
    return len(line) <= _LONGEST_TITLE and _TITLE.search(line) is not None and _TITLE.split(line)[-1] == ""


def may_be_title(line: str) -> bool:
    """Whether the last line above a table can be its title.

    >>> may_be_title("专项资金绩效目标"), may_be_title("各项目的绩效目标如下：")
    (True, False)
    """
    if looks_like_title(line):
        return True
    return len(line) <= _LONGEST_HEADING and line[-1] not in "。；;：:，,、" and heading_of(line) is None


def opens_text(line: str) -> bool:
    """Whether a line begins running text of its own, so that it does not go on with the cell above."""
    return looks_like_title(line) or heading_of(line) is not None or _NOTE.match(line) is not None


def money_unit_of(line: str) -> str | None:
    """The unit of a line such as `单位：万元` above a table, or None."""
    found = _MONEY_UNIT.fullmatch("".join(line.split()))
    return found.group(1) if found else None
