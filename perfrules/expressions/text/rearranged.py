"""Texts whose brackets and lists the grammar does not know, in words that it does.

All forms are of a normalised text, and are tried only if the text cannot be read as it is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from perfrules.expressions.lexicon import WordPattern, lexicon, one_of, operator, operator_words
from perfrules.resources.late_patterns import late_pattern
from perfrules.values import QuantityError, read_number
from perfrules.values.numerals import CHINESE

# 12个乡镇(街道): a second word for the same kind of place.
_PLACES = late_pattern(r"(?<=[一-鿿])\(([市区县旗村社街道镇居委会、/]+)\)")
_SPOKEN = CHINESE.strip("[]")
_NUMERAL = f"(?:[0-9][0-9.,]*|{CHINESE}+)"
# 新(改、扩)建面积: several words in one name.
_WORDS_IN_NAME = late_pattern(r"(?<=^[一-鿿])\(([一-鿿]{1,4}(?:、[一-鿿]{1,4})+)\)(?=[一-鿿])")
# 95%(抽检合格率), ≥85(PQI): what is measured, behind the measure.
_MEASURED = late_pattern(
    rf"(?=[^()]*[0-9{_SPOKEN}])([^()]+)\(([A-Z]{{2,6}}|(?![不未]?[含包])[一-鿿]{{2,12}}(?:[率数量度]|比例|占比|里程|面积))\)"
)
# ≥90分(百分制)
_SCORED = late_pattern("(.*分(?:及?以上)?)\\((?:百分制|满分为?100分)\\)")
# 带宽200M
_BANDWIDTH = late_pattern("(.*(?:带宽|宽带|网速|专线)[^0-9]*[0-9]+)[Mm]")
# 满意度(%)≥95: a sign in the name, which no name may hold.
_SHARE_IN_NAME = late_pattern(r"([^()0-9]{2,20})\(([%‰])\):?([^()0-9:]{0,5}?[0-9][0-9.,]*)")
# ≥3次(含2次培训): a part with a name of its own.
_PART = late_pattern(
    rf"(?=[^()]*[0-9{_SPOKEN}])([^()]+)\((?:含|包括|包含)({_NUMERAL}[万亿]?[^()0-9]{{1,3}}?[一-鿿]{{2,}})(?<![日天月年])\)"
)
# 5个(新建3个,改造2个)
_PARTS = late_pattern(rf"([^()]*?)({_NUMERAL})([^()0-9]{{1,4}})\(([^()]+)\)")
_NAMED_PART = late_pattern(rf"([一-鿿]{{1,10}}?)({_NUMERAL})([^0-9]{{1,4}})")
_BETWEEN_PARTS = late_pattern("[,、;]")
# 补助标准:一级960元,二级840元
_HEADED = late_pattern(r"([^:,;、0-9()]{2,12}):([^:]+)")
_FIGURES = late_pattern(".*(?:标准|比例|金额|数量|人数|面积|成本|费用|补助|补贴|经费|时限|期限|率|度)")
"""How a head ends that names a figure, so that even one part alone goes on with it; 说明 does not."""
_BETWEEN_TARGETS = late_pattern("[,;、]")
_NAMED_PIECE = late_pattern(rf"[一-鿿][^0-9]*{_NUMERAL}.*")
# 过半数, 半数以上
_OVER_HALF = late_pattern("超?过半数?(?=$|[;,、。])")
_HALF = late_pattern("(?<=[过足到于达])(?:半数|一半)(?=$|[;,、。])|(?:半数|一半)(?=[及或]?以[上下])")
_LITRE = late_pattern("(?<=g/)l(?![A-Za-z])")
# 完成时间为2022年12月30日
_DAY_SET = late_pattern("(?<=时间|日期|时限|期限|节点)[为是](?=[0-9二十年]|[上下]半年)")
# 90天(日历天)
_KIND_OF_DAYS = late_pattern(
    r"(?<=[0-9])[天日]((?:之?内|以内)?)\((日历天|日历日|自然日|工作日)\)((?:之?内|以内)?)"
)
# 2024.1-12, 2024.1.1-12.31
_MONTHS = late_pattern(r"((?:19|20)[0-9]{2})\.([0-9]{1,2})[-~至]([0-9]{1,2})月?")
_DAYS = late_pattern(r"((?:19|20)[0-9]{2})\.([0-9]{1,2})\.([0-9]{1,2})[-~至]([0-9]{1,2})\.([0-9]{1,2})")
_TURNING = "超低高少多大小不增减提降升未至到和与或及以内上下每的为约近再各"
"""Characters of words that turn or compare, which no name of a list without separators may have."""


def rearranged(text: str) -> Iterator[str]:
    """Yield a normalised text with what its brackets hold in its place, and with its lists separated.

    >>> list(rearranged("95%(抽检合格率)")), list(rearranged("教师50人学生100人")), list(rearranged("≥95%"))
    (['抽检合格率95%'], ['教师50人;学生100人'], [])
    """
    yield from _without_brackets(text)
    yield from _separated(text)
    yield from _with_unit_of_name(text)
    yield from _reworded(text)


def _reworded(text: str) -> Iterator[str]:
    """Yield 过半数 as 超过50%, and dates and days as the grammar writes them.

    >>> list(_reworded("过半数")), list(_reworded("完成时间为2022年12月")), list(_reworded("2024.1-12"))
    (['超过50%'], ['完成时间2022年12月'], ['2024年1月-12月'])
    """
    plainer = _HALF.sub("50%", _OVER_HALF.sub("超过50%", text))
    plainer = _KIND_OF_DAYS.sub(r"\2\1\3", _DAY_SET.sub("", plainer))
    plainer = _MONTHS.sub(r"\1年\2月-\3月", _DAYS.sub(r"\1年\2月\3日-\4月\5日", plainer))
    plainer = _LITRE.sub("L", plainer)
    if plainer != text:
        yield plainer


def _without_brackets(text: str) -> Iterator[str]:
    placed = _PLACES.sub(lambda found: re.sub("[、/]", "", found[1]), text)
    if placed != text:
        yield placed
    joined = _WORDS_IN_NAME.sub(lambda found: f"({found[1].replace('、', '/')})", text)
    if joined != text:
        yield joined
    if named := _MEASURED.fullmatch(text):
        yield f"{named[2]}{named[1]}"
    if wholly := _wholly().covering(text).fullmatch(text):
        yield f"{wholly['measure']}{wholly['words']}"
    if scored := _SCORED.fullmatch(text):
        yield scored[1]
    if shared := _SHARE_IN_NAME.fullmatch(text):
        yield f"{shared[1]}{shared[3]}{shared[2]}"
    if part := _PART.fullmatch(text):
        yield f"{part[1]},其中:{part[2]}"
    if (parts := _PARTS.fullmatch(text)) and _add_up(parts[2], parts[3], parts[4]):
        yield f"{parts[1]}{parts[2]}{parts[3]},其中:{_BETWEEN_PARTS.sub(';', parts[4])}"


def _add_up(total: str, unit: str, parts: str) -> bool:
    """Whether the parts in brackets are of one unit with a total, and add up to it.

    >>> _add_up("5", "个", "新建3个,改造2个"), _add_up("5", "个", "新建3个,改造1个")
    (True, False)
    """
    found = [_NAMED_PART.fullmatch(each) for each in _BETWEEN_PARTS.split(parts)]
    known = [each for each in found if each is not None and each[3] == unit]
    if len(known) < 2 or len(known) != len(found):
        return False
    try:
        return sum(read_number(each[2]) for each in known) == read_number(total)
    except QuantityError:  # 1.2.3
        return False


def _with_unit_of_name(text: str) -> Iterator[str]:
    """Yield 带宽200M as 带宽200兆; what a lone M is of depends on the name."""
    if found := _BANDWIDTH.fullmatch(text):
        yield f"{found[1]}兆"


def _separated(text: str) -> Iterator[str]:
    if headed := _HEADED.fullmatch(text):
        parts = _BETWEEN_TARGETS.split(headed[2])
        named = len(parts) > 1 or _FIGURES.fullmatch(headed[1])
        if named and all(map(_NAMED_PIECE.fullmatch, parts)):
            yield ";".join(f"{headed[1]}{part}" for part in parts)
    if two := _two_names().covering(text).fullmatch(text):
        yield f"{two['first']};{two['second']}"
    if shared := _one_measure().covering(text).fullmatch(text):
        yield f"{shared['names'].replace('、', '和')}{shared['measure']}"


@cache
def _wholly() -> WordPattern:
    """What 100% says already, in brackets behind it: 100%(应保尽保)."""
    words = "全部(?:完成|达标|合格|到位|覆盖|办结|落实)|全覆盖|应.尽."
    words_of, signs = operator_words(), lexicon()["symbols"]
    least = one_of([*words_of[">="], *words_of["="], *signs[">="], *signs["="]])
    return WordPattern(rf"(?P<measure>{least}?(?:100%|百分之百))\((?P<words>{words})\)")


@cache
def _two_names() -> WordPattern:
    """Two names with amounts of one unit: 教师50人学生100人, 城镇≥98%农村≥90%."""
    name = f"(?:(?![{_TURNING}])[一-鿿]){{1,8}}?"
    bound = f"(?:{operator()})?{_NUMERAL}"
    first = f"(?P<first>{name}{bound}(?P<unit>(?![{_TURNING}])[一-鿿]{{1,2}}?|%))"
    return WordPattern(f"{first}(?P<second>{name}{bound}(?P=unit))")


@cache
def _one_measure() -> WordPattern:
    """Several names with one measure: 新建、改建5公里, 优良率、合格率≥90%."""
    name = f"(?:新增|(?:(?![{_TURNING}])[一-鿿]){{2,8}})"
    last = f"(?:新增|(?:(?![{_TURNING}])[一-鿿]){{2,14}}(?:[(][一-鿿]{{1,3}}[)][一-鿿]{{2,10}})?)"
    rate = "(?:(?![超低高少不增减未])[一-鿿]){2,13}(?:率|度)"
    return WordPattern(
        f"(?P<names>(?:{name}(?:、{name})*?、{last}|{rate}(?:、{rate})+)均?)(?P<measure>(?:每[年月周天日])?(?:{operator()})?{_NUMERAL}[^、]*)"
    )
