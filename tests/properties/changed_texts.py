"""Ways to rewrite the text of a target: some keep what it says, some change it.

Each takes a text and gives rewritten ones, none where the way does not apply. The words are written out here
and not taken from the lexicon, so that a word missing there is found.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

Way = Callable[[str], Iterator[str]]

WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
TRADITIONAL = str.maketrans(
    "万亿内数个达过与间项户亩时钟业满于标准总额预经费约处张双书报纸课题条万产权质量较长减优",
    "萬億內數個達過與間項戶畝時鐘業滿於標準總額預經費約處張雙書報紙課題條萬產權質量較長減優",
)
SIMPLIFIED = {after: before for before, after in TRADITIONAL.items()}
DIGITS = "零一二三四五六七八九"
PLACES = ["", "十", "百", "千"]
SAME_OPERATORS = [
    ["≥", ">=", "≧", "＞＝", "大于等于", "不低于", "不少于", "不小于", "大于或等于"],
    ["≤", "<=", "≦", "＜＝", "小于等于", "不超过", "不高于", "不大于", "小于或等于"],
]
SAME_UNITS = [
    ["平方米", "㎡", "m²", "平米"],
    ["平方公里", "平方千米", "km²"],
    ["公里", "km", "千米"],
    ["立方米", "m³"],
    ["公斤", "kg", "千克"],
    ["%", "％", "百分比"],
    ["分钟", "分鐘"],
    ["万元", "萬元"],
]
A_NUMBER = r"(?<![\d.,/:~\-万亿])\d+(?:\.\d+)?"
A_UNIT = r"(?!年|月|[(（])[^\d\s.,~\-—含()（）]{1,4}"
PLAIN = re.compile(rf"(≥|≤|>=|<=|大于等于|小于等于|不低于|不超过)?({A_NUMBER})({A_UNIT})")
"""An operator, a number and a short unit and nothing else: what a spelling can be exchanged in safely."""


def full_width(text: str) -> Iterator[str]:
    if not re.search("[0-9],[0-9]", text):  # a wide comma divides parts, it does not group digits
        yield text.translate(WIDE)


def half_width(text: str) -> Iterator[str]:
    yield text.translate({ord("（"): "(", ord("）"): ")", ord("％"): "%", ord("；"): ";", ord("："): ":"})


def traditional(text: str) -> Iterator[str]:
    if (changed := text.translate(TRADITIONAL)) != text:
        yield changed


def blanks(text: str) -> Iterator[str]:
    yield f" {text} "
    if match := PLAIN.fullmatch(text):
        yield " ".join(each for each in match.groups() if each)


def chinese_numerals(text: str) -> Iterator[str]:
    """Words for a whole number; 一级 is a grade, 一批 says some, 一点 a little."""
    match = PLAIN.fullmatch(text)
    if match and re.fullmatch("[1-9][0-9]{0,3}", match[2]) and not re.search("级|批|点", match[3]):
        operator, number, unit = match[1] or "", in_words(int(match[2])), match[3]
        yield operator + ("百分之" + number if unit == "%" else number + unit)


def in_words(number: int) -> str:
    """A number below 10,000 in Chinese words."""
    digits = [int(digit) for digit in str(number)]
    words = ""
    for place, digit in zip(range(len(digits) - 1, -1, -1), digits, strict=True):
        words += DIGITS[digit] + (PLACES[place] if digit else "")
    words = re.sub("零+", "零", words).rstrip("零")
    return words.removeprefix("一") if re.match("一十", words) else words


def same_operators(text: str) -> Iterator[str]:
    """The only operator of a text in its other spellings; 均 belongs to a name before a sign only."""
    for spellings in SAME_OPERATORS:
        for spelling in spellings:
            if len(re.findall("[<>＜＞≥≤=]+|[不或于最均【级类（]", text)) == 1 and text.count(spelling) == 1:
                yield from (text.replace(spelling, other) for other in spellings)


def same_units(text: str) -> Iterator[str]:
    if match := PLAIN.fullmatch(text):
        for spellings in SAME_UNITS:
            if match[3] in spellings:
                yield from (text[: match.start(3)] + spelling for spelling in spellings)


def same_numbers(text: str) -> Iterator[str]:
    """95% as 95.0%, 1500 as 1,500 and 5万 as 50000."""
    if (match := PLAIN.fullmatch(text)) and not re.search("级|点|前|A", match[3]):
        head, number, unit = text[: match.start(2)], match[2], match[3]
        longer = number + "0" if "." in number else number + ".0"
        # 1.100% is rather 100% with the number of a list.
        if not (unit.startswith("%") and longer.endswith(".100")):
            yield head + longer + unit
        yield head + f"{Decimal(number):,}" + unit
        if unit.startswith("万") and unit != "万分之":
            yield head + f"{Decimal(number) * 10000:f}" + unit[1:]


def inclusion_marks(text: str) -> Iterator[str]:
    for side in ("以上", "以下", "以内"):
        if re.fullmatch(rf"{A_NUMBER}{A_UNIT}(?<![及或]){side}", text):
            yield text.replace(side, f"(含){side}")
            yield text.replace(side, f"（含）{side}")
            yield text + "（含）"


KEEPING: list[Way] = [
    full_width, half_width, traditional, blanks, chinese_numerals,
    same_operators, same_units, same_numbers, inclusion_marks,
]  # fmt: skip


def other_digit(text: str) -> Iterator[str]:
    """One digit changed, each in turn."""
    for match in re.finditer("[0-9]", text):
        at = match.start()
        yield text[:at] + str((int(match[0]) + 1) % 10) + text[at + 1 :]


def negated(text: str) -> Iterator[str]:
    """不 put before the first word that compares, or taken away there."""
    match = re.search("(不)?(大于|小于|高于|低于|多于|少于|超过)(?!等于|或)", text)
    if match:
        yield text[: match.start()] + ("" if match[1] else "不") + match[2] + text[match.end() :]


def other_side(text: str) -> Iterator[str]:
    for before, after in (("以上", "以下"), ("以下", "以上"), ("以内", "以外"), ("≥", "≤"), ("≤", "≥")):
        if text.count(before) == 1:
            yield text.replace(before, after)


def percentage_points(text: str) -> Iterator[str]:
    if text.count("%") == 1:
        yield text.replace("%", "个百分点")


def ten_thousandfold(text: str) -> Iterator[str]:
    """万 put behind the only number of a text, or taken away there."""
    if len(re.findall("[0-9]+", text)) == 1 and (
        match := re.search("[1-9][0-9]*(万(?!分|人口))?(?=[^0-9])", text)
    ):
        at = match.end() - len(match[1] or "")
        yield text[:at] + (text[at + 1 :] if match[1] else "万" + text[at:])


def other_unit(text: str) -> Iterator[str]:
    """The unit behind a number exchanged for one that measures something else."""
    for before, after in (
        ("天", "个月"),
        ("个", "次"),
        ("人", "户"),
        ("公里", "小时"),
        ("元", "吨"),
        ("次", "件"),
    ):
        found = re.findall(rf"(?<=[0-9万]){before}", text)
        if len(found) == 1:
            yield re.sub(rf"(?<=[0-9万]){before}", after, text)


CHANGING: list[Way] = [other_digit, negated, other_side, percentage_points, ten_thousandfold, other_unit]
