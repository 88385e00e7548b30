"""Comparators made as typed values, in the form in which a text can mean them, and texts of every kind."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import yaml
from hypothesis import settings
from hypothesis import strategies as st

from perfrules.expressions import (
    AllOf,
    Approximate,
    Boolean,
    Change,
    Comparison,
    Deadline,
    Frequency,
    Narrative,
    NotApplicable,
    Period,
    Qualitative,
    Range,
    RecurringDeadline,
    Reference,
)
from perfrules.expressions.lexicon import lexicon, operator_words
from perfrules.values import BARE, MonthDay, Quantity, default_units

LAW = settings(max_examples=250, deadline=None)

UNITS = default_units()
OPERATORS = ("<", "<=", "=", ">=", ">")
BOUNDING = ("<", "<=", ">=", ">")


def any_of(things):
    """One of many; told by its number, for the representation of a long list makes Hypothesis slow."""
    things = list(things)
    return st.integers(0, len(things) - 1).map(lambda at: things[at])


# ---- numbers and units

decimals = st.builds(
    lambda digits, places: Fraction(digits, 10**places), st.integers(0, 10**9), st.integers(0, 4)
)
positive = decimals.filter(bool)
values = (
    decimals
    | decimals.map(lambda value: -value)
    | st.fractions(min_value=-1000, max_value=1000, max_denominator=30)
)

# 九成 is said for 90% and is never kept.
simple_units = any_of(
    sorted({unit for unit in UNITS.by_spelling.values() if unit.name != "成"}, key=lambda unit: unit.name)
)
named_units = simple_units.filter(lambda unit: unit != BARE)
counts = named_units.filter(lambda unit: unit.counts)
periods = any_of([UNITS[name] for name in sorted(UNITS.periods)])


def is_rate(unit):
    """Whether a quantity of it is a count per period, and so a frequency."""
    first, *others = unit.name.split("/")
    return len(others) == 1 and others[0] in UNITS.periods and UNITS[first].counts


compound_units = (
    st.lists(named_units, min_size=2, max_size=3, unique=True)
    .map(lambda units: UNITS.compound([unit.name for unit in units]))
    .filter(lambda unit: not is_rate(unit))
)
all_units = simple_units | compound_units
quantities = st.builds(Quantity, values, all_units)
positive_quantities = st.builds(Quantity, positive, all_units)


def alike(unit):
    """The simple units that measure what one does."""
    same = [other for other in set(UNITS.by_spelling.values()) if other.dimension == unit.dimension]
    return any_of(sorted({*same, unit}, key=lambda other: other.name))


# ---- names

SUBJECTS = ("培训合格率", "群众满意度", "资金支付", "项目完成时间", "活动场次", "公用经费", "PM2.5浓度")
COUNTED = ("及时完成", "全部办结", "验收")
FIGURES = ("核定数", "预算", "上年平均水平", "前三年平均值", "批复金额", "全省平均水平", "合同约定标准")
BASELINES = ("同比", "环比", "年均", "上年", "去年同期", "计划数", "2020年")
PROMISES = ("显著提高", "优良", "有效保障", "良好", "逐步改善", "持续提升服务水平", "保障机构正常运转")

subjects = st.just("") | st.sampled_from(SUBJECTS)


def named(made):
    """The same comparators, some with a name before them."""
    return st.builds(lambda comparator, subject: comparator.named(subject, ""), made, subjects)


# ---- a kind each


def _range(one, other, unit, low_closed, high_closed):
    low, high = sorted((one, other))
    return Range(Quantity(low, unit), low_closed, Quantity(high, unit), high_closed)


comparisons = named(st.builds(Comparison, st.none() | st.sampled_from(OPERATORS), quantities))
ranges = named(st.builds(_range, values, values, all_units, st.booleans(), st.booleans()))
approximates = named(st.builds(Approximate, quantities))

dates = st.dates(date(1950, 1, 1), date(2099, 12, 31))
month_days = st.dates(date(2024, 1, 1), date(2024, 12, 31)).map(lambda day: MonthDay(day.month, day.day))
days = dates | month_days
deadlines = named(st.builds(Deadline, days, st.booleans()))

_DAY = st.integers(1, 31)
_PLACES = {
    "week": st.tuples(st.none(), st.integers(1, 7)),
    "month": st.tuples(st.none(), _DAY | st.just("last")),
    "quarter": st.just((None, "last")) | st.tuples(st.integers(1, 3), _DAY | st.just("last")),
    "half-year": st.just((None, "last")) | st.tuples(st.integers(1, 6), _DAY | st.just("last")),
    "year": month_days.map(lambda day: (day.month, day.day)) | st.tuples(st.integers(1, 12), st.just("last")),
}
recurring_deadlines = named(
    st.sampled_from(sorted(_PLACES)).flatmap(
        lambda every: st.builds(
            lambda place, inclusive: RecurringDeadline(every, *place, inclusive),
            _PLACES[every],
            st.booleans(),
        )
    )
)
frequencies = named(
    st.builds(
        Frequency,
        st.none() | st.sampled_from(OPERATORS),
        st.builds(Quantity, st.integers(0, 1000).map(Fraction), counts),
        periods,
    )
)


def _period(one, other):
    return Period(*sorted((one, other)))


period_comparators = named(st.builds(_period, dates, dates) | st.builds(_period, month_days, month_days))
directions = st.sampled_from(("increase", "decrease"))
changes = st.builds(
    Change,
    directions,
    st.none() | st.sampled_from(OPERATORS),
    st.builds(Quantity, positive, simple_units),
    st.none() | st.sampled_from(BASELINES),
) | st.builds(Change, directions, st.none(), st.none(), st.sampled_from(BASELINES))
references = st.builds(
    Reference, st.sampled_from(OPERATORS), st.sampled_from(FIGURES), st.just(Fraction(1)) | positive
)
booleans = st.builds(Boolean, st.booleans())
qualitatives = st.builds(
    Qualitative,
    st.sampled_from(PROMISES)
    | any_of([grade for grade in lexicon()["qualitative"]["grades"] if len(grade) > 1]),
)

singles = st.one_of(
    comparisons, ranges, approximates, deadlines, recurring_deadlines, frequencies,
    period_comparators, changes,
    references, booleans, qualitatives, st.just(Narrative()), st.just(NotApplicable()),
)  # fmt: skip


def _listed(part):
    """A part of a list has a name or a unit of its own; a bare number is none."""
    return not (isinstance(part, Comparison) and part.operator is None and part.bound.unit == BARE)


def _apart(parts):
    """Two comparisons that are the two ends of one range are written, and read, as one."""
    return not (len(parts) == 2 and all(isinstance(part, Comparison) for part in parts))


all_ofs = (
    st.lists(singles.filter(_listed), min_size=2, max_size=4)
    .filter(_apart)
    .map(lambda parts: AllOf(tuple(parts)))
)
comparators = singles | all_ofs
KINDS = {
    "comparison": comparisons,
    "range": ranges,
    "approximate": approximates,
    "deadline": deadlines,
    "recurring_deadline": recurring_deadlines,
    "frequency": frequencies,
    "period": period_comparators,
    "change": changes,
    "reference": references,
    "boolean": booleans,
    "qualitative": qualitatives,
    "narrative": st.just(Narrative()),
    "not_applicable": st.just(NotApplicable()),
    "all_of": all_ofs,
}

# ---- texts

CORPUS = tuple(
    case["text"]
    for path in sorted((Path(__file__).parents[1] / "conformance" / "expressions").glob("*.yaml"))
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
)
corpus_texts = any_of(CORPUS)


def _words(data):
    """Every word of the lexicon, whatever it is for."""
    if isinstance(data, str):
        yield data
    else:
        for each in data.values() if isinstance(data, dict) else data:
            yield from _words(each)


SPELLINGS = {
    operator: sorted(words) + list(lexicon()["symbols"][operator])
    for operator, words in operator_words().items()
}
WORDS = sorted(set(_words(lexicon())))
_PIECES = st.one_of(
    any_of(WORDS),
    any_of(sorted(filter(None, UNITS.spellings))),
    any_of([each for spellings in SPELLINGS.values() for each in spellings]),
    st.sampled_from([*SUBJECTS, *COUNTED, *FIGURES, *BASELINES, *PROMISES]),
    st.integers(0, 3000).map(str),
    st.sampled_from("0123456789.,%()（）/-—~;；、。 每第底前年月日旬季周含零〇一二三十百千万亿半两"),
    st.text(max_size=2),
)
mixtures = st.lists(_PIECES, max_size=8).map("".join)


@st.composite
def damaged_texts(draw):
    """A text of the corpus with a piece taken out, put in or put elsewhere."""
    text = draw(corpus_texts)
    start = draw(st.integers(0, len(text)))
    end = min(len(text), start + draw(st.integers(0, 3)))
    return text[:start] + draw(st.just("") | _PIECES | corpus_texts) + text[end:]


@st.composite
def measure_texts(draw):
    """A measure put together of its pieces: name, operator, number, unit, what stands after it."""
    words = lexicon()
    bound = any_of([each for spellings in SPELLINGS.values() for each in spellings])
    number = draw(
        st.integers(1, 99999).map(str)
        | st.sampled_from(("1.5", "1,000", "1.5万", "三千", "两", "百分之五", "1/3", "零点五", "2亿3000万"))
    )
    unit = draw(st.just("") | any_of(sorted(filter(None, UNITS.spellings))))
    side = any_of([*words["above"], *words["below"], *words["beyond"], *words["around"]])
    mark = st.sampled_from(("(含)", "（不含）", "（含本数）", "(不含本数)"))
    return "".join(
        [
            draw(st.just("") | st.sampled_from(SUBJECTS)),
            draw(st.just("") | bound | any_of([*words["holding"], *words["approximately"]])),
            number,
            unit,
            draw(st.just("") | mark),
            draw(st.just("") | side),
        ]
    )


readable = corpus_texts | measure_texts()
any_texts = st.text(st.characters()) | mixtures | damaged_texts() | readable
