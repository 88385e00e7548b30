"""What a number line says in words: thresholds, stretches, the values of the other inputs."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from perfrules.diagnostics import Language
from perfrules.policies.inputs import Input
from perfrules.policies.regions import Values
from perfrules.reports.number_line import Mark, NumberLine, Stretch
from perfrules.values import Interval, IntervalSet, exact_text

_WORDS: dict[Language, dict[str, str]] = {
    "zh": {
        "gap": "缺口", "gap-settled": "按默认或有意留空", "overlap": "重叠", "overlap-settled": "同时适用",
        "at": "等于{low}", "from": "{low}及以上", "above": "大于{low}", "to": "{high}及以下",
        "below": "小于{high}", "both": "{low}且{high}", "all": "全部", "is": "{name}：{values}", "true": "是",
        "false": "否", "list": "、", "join": "；", "or": "，或", "with": "{title}（{others}）",
        "legend": "● 含  ○ 不含  ━ 适用  ┄ 被优先规则取代  间距不按比例",
        "note": "● 含，○ 不含；虚线：被优先规则取代；间距不按比例",
    },
    "en": {
        "gap": "gap", "gap-settled": "default, or meant to be free", "overlap": "overlap",
        "overlap-settled": "several apply", "at": "exactly {low}", "from": "from {low}",
        "above": "above {low}", "to": "up to {high}", "below": "below {high}", "both": "{low} and {high}",
        "all": "all", "is": "{name}: {values}", "true": "yes", "false": "no", "list": ", ", "join": "; ",
        "or": ", or ",
        "with": "{title} ({others})",
        "legend": "● included  ○ not  ━ applies  ┄ overridden  not to scale",
        "note": "● included, ○ not; dashed: overridden; not to scale",
    },
}  # fmt: skip
_LARGE = ((Fraction(10**8), "亿元"), (Fraction(10**4), "万元"))


def word(name: str, language: Language) -> str:
    """A word of the picture."""
    return _WORDS[language][name]


def value_text(input_: Input, value: Fraction) -> str:
    """A value as people write it: dates as such, round amounts in 万元 and 亿元.

    >>> amount = Input("amount", "money")
    >>> [value_text(amount, Fraction(value)) for value in (2000, 20000, 20001, 150000000)]
    ['2000元', '2万元', '20001元', '1.5亿元']
    """
    if input_.type == "date":
        return date.fromordinal(int(value)).isoformat()
    if input_.unit.name == "元":
        for size, name in _LARGE:
            if abs(value) >= size and (value * 100 / size).denominator == 1:
                return f"{exact_text(value / size)}{name}"
    return f"{exact_text(value)}{input_.unit.name}"


def interval_text(input_: Input, interval: Interval, language: Language) -> str:
    """An interval in words.

    >>> amount = Input("amount", "money")
    >>> interval_text(amount, Interval(Fraction(500), False, Fraction(501), False), "zh")
    '大于500元且小于501元'
    """
    words = _WORDS[language]
    low = None if interval.low is None else value_text(input_, interval.low)
    high = None if interval.high is None else value_text(input_, interval.high)
    if low is not None and interval.low == interval.high:
        return words["at"].format(low=low)
    above = words["from" if interval.low_closed else "above"].format(low=low)
    below = words["to" if interval.high_closed else "below"].format(high=high)
    if low is None or high is None:
        return words["all"] if low == high else above if high is None else below
    return words["both"].format(low=above, high=below)


def stretch_text(line: NumberLine, stretch: Stretch, language: Language) -> str:
    """The values of a stretch in words."""
    return interval_text(line.input, line.interval(stretch), language)


def input_text(line: NumberLine) -> str:
    """What the input is called."""
    return line.input.title or line.input.name


def others_texts(line: NumberLine, language: Language) -> list[str]:
    """For which values of the other inputs the line is drawn, an input each; none where it is for all."""
    form = _WORDS[language]["is"]
    return [
        form.format(name=input_.title or input_.name, values=_values_text(input_, values, language))
        for input_, values in line.others
    ]


def title_text(line: NumberLine, language: Language) -> str:
    """What is drawn: the input, and for which values of the others."""
    words = _WORDS[language]
    others = words["join"].join(others_texts(line, language))
    title = input_text(line)
    return words["with"].format(title=title, others=others) if others else title


def _values_text(input_: Input, values: Values, language: Language) -> str:
    words = _WORDS[language]
    if isinstance(values, IntervalSet):
        return words["or"].join(interval_text(input_, each, language) for each in values)
    texts = {True: words["true"], False: words["false"]}
    return words["list"].join(
        texts[each] if isinstance(each, bool) else each for each in sorted(values, key=str)
    )


def mark_word(mark: Mark, language: Language) -> str:
    """What a mark says."""
    return word(f"{mark.kind}-settled" if mark.settled else mark.kind, language)
