"""The patterns of the places in the grammar: every <<name>> in `grammar/expression.lark`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from perfrules.expressions.lexicon.changes import baseline, direction, tendency
from perfrules.expressions.lexicon.dates import YEAR, dates, next_period
from perfrules.expressions.lexicon.further import clock, clock_time, level, ratio
from perfrules.expressions.lexicon.numbers import PAIRED, amount, code, formula_unit, numeral, several, unit
from perfrules.expressions.lexicon.operators import about, operator, raised, sign, signal
from perfrules.expressions.lexicon.results import change_only, comparing, graded, in_words, mishap
from perfrules.expressions.lexicon.vocabulary import one_of
from perfrules.expressions.lexicon.words import DASH, HAN, NAME, PART_STOP, PROSE, STOP, WORD, lexicon
from perfrules.expressions.scales import scales
from perfrules.values import UnitRegistry

# Names that begin with a number of their own: 60岁以上老年人, 三年保存率, 2型糖尿病, 5G基站, 12345热线.
_NUMBERED = (
    r"(?:[0-9]{1,3}(?:[-~—至][0-9]{1,3})?周?岁(?:[(]含[)]|及?以[上下](?:[(]含[)])?)?"
    r"|[12]型|[2-6]G(?![A-Za-z])|[48]K(?![A-Za-z])|[23]D(?![A-Za-z])|[0-9]{1,2}号[线楼院]"
    r"|[0-9]{2,4}(?:[kK][vV]|千伏)(?=[变输线配])|[1-5]A(?:级|(?![A-Za-z]))"
    r"|[0-9]{1,5}[万亿]?元(?:[(]含[)])?及?以上(?=[一-鿿]{0,4}(?:项目|企业|工程|合同|采购))"
    r"|(?:[0-9]{1,4}|[一二两三四五六七八九十]{1,2})(?:年|个月|天|日|个?工作日|小时|分钟|秒|米|公里)"
    r"(?=[一-鿿]{2,12}[率度](?:[<>=≥≤≧≦⩾⩽≮≯达0-9]|[不超大小高低至等未][低高少小超于得应多足到达能满]))"
    r"|1(?:10|19|20|22|23[0-9]{2})(?=热线|平台|接|出|急|指|报|服|咨询|电话|举报|投诉|政务|便民|受理))"
)
_QUOTED = "[“”](?=[^“”]{2,15}[“”][一-鿿]{2})[一-鿿A-Za-z0-9、+-]*[“”]"
"""A name in quotation marks that more of the name follows, whatever it holds: “最多跑一次”事项占比."""
_INSIDE = (
    "(?=[0-9])(?:[0-9]{1,3}(?:天|日|小时|分钟|个?工作日|秒)(?:内(?=[一-鿿]{2,8}率)"
    "|(?=(?:扑灭|办结|响应|到达|化解|送达|修复|回访|处置|完成|报告|办理|审结|到场|受理|反馈|拨付|入库|处理|整改|出动|送检|复核|公开)率))"
    "|[0-9]{1,5}[万亿]?元(?:及)?以上的?(?=[一-鿿]{1,8}(?:占比|比例|率|数量|个数)))"
)
"""An amount that belongs to a name: 矛盾纠纷30日内化解率, 收入10万元以上的村占比."""


class Places(dict[str, str]):
    """The pattern of each place, built on first use; each list of the lexicon is a place of its name."""

    def __init__(self, units: UnitRegistry) -> None:
        super().__init__()
        self._makers: Mapping[str, Callable[[], str]] = {
            **_makers(lexicon()),
            **{name: partial(make, units) for name, make in _OF_UNITS.items()},
        }

    def __missing__(self, name: str) -> str:
        pattern = self[name] = self._makers[name]()
        return pattern


_OF_UNITS: Mapping[str, Callable[[UnitRegistry], str]] = {
    "numeral": numeral,
    "amount": amount,
    "unit": unit,
    "formula_unit": formula_unit,
    "several": several,
    "count_unit": lambda units: one_of(each for each, unit in units.by_spelling.items() if unit.counts),
    "signal": signal,
    "in_words": in_words,
    "points": lambda units: f"{numeral(units)}(?:个?百分点|个点)",
    "share": lambda units: rf"(?:{numeral(units)}(?:%|倍|成|分之)|百分之)",
    "share_in_formula": lambda units: (
        rf"(?:{numeral(units)}(?:[%‰倍]|成(?!\w)|分之)|[百千万]分之|一半(?!\w))"
    ),
    "raised": raised,
    "period_unit": lambda units: one_of(units.periods),
    # Atomic, because a numeral inside an idiom (三会一课) does not end a name.
    "name": lambda units: (
        f"(?>{code(units)}|{_QUOTED}|{PAIRED}|{_INSIDE}"
        f"|{one_of([*lexicon()['not_numerals'], *lexicon()['whole_words']])}|{NAME})"
    ),
}


def _makers(words: Mapping[str, Any]) -> Mapping[str, Callable[[], str]]:
    """Return the makers of the places that do not depend on units."""
    lists = {name: partial(one_of, each) for name, each in words.items() if isinstance(each, list)}
    return {
        **lists,
        **{f"{name}_begin": partial(_beginnings, words[name]) for name in lists},
        **{name: partial(str, pattern) for name, pattern in _FIXED.items()},
        **{name: partial(_of_dates, name) for name in dates()},
        "graded": graded,
        "comparing": comparing,
        "change_only": change_only,
        "priced_end": lambda: one_of(word[-1:] for word in words["priced"]),
        "side": lambda: one_of([*words["above"], *words["below"], *words["beyond"]]),
        "clock": clock,
        "clock_time": clock_time,
        "ratio": ratio,
        "level": level,
        "next_period": next_period,
        "listed_names": lambda: f"[{HAN}A-Za-z、和与及()]{{1,30}}?",
        "level_word": lambda: one_of(scales()),
        "including_itself": lambda: f"(?:{_itself('including')}|含(?=以))",
        "excluding_itself": lambda: _itself("excluding"),
        "mishap": mishap,
        "operator": operator,
        "about": about,
        "sign": sign,
        "baseline": baseline,
        "direction": direction,
        "tendency": tendency,
        "figure_ahead": lambda: f"(?={_figure()})",
        "figure_name": _figure_name,
        # Before 的 and a share, any name is a figure.
        "any_figure": lambda: rf"(?!{one_of(words['no_figures'])}){WORD}{{2,20}}?",
    }


_FIXED = {
    "word": WORD,
    "prose": PROSE,
    "name_character": NAME,
    "numbered": _NUMBERED,
    "inside": _INSIDE,
    "aged": "[0-9]{1,3}(?:[-~—至][0-9]{1,3})?周?岁(?:及?以[上下])?",
    "end": f"(?={STOP})",
    "part_end": f"(?={PART_STOP})",
    "dash": DASH,
}


def _beginnings(words: Iterable[str]) -> str:
    return one_of(word[:1] for word in words)


def _of_dates(name: str) -> str:
    return dates()[name]


def _itself(side: str) -> str:
    """Return the words of inclusion without a number: 含本数, and 含 in 5000元含以上."""
    return one_of(each for each in lexicon()[side] if "本" in each or "数" in each)


def _figure() -> str:
    words = lexicon()
    ended = f"(?:(?:范围)?(?:以内|之内|内)?(?:{STOP})|[0-9.]+个?百分点)"
    named = f"{WORD}{{1,20}}?{one_of(words['figure_ends'])}{ended}"
    return f"(?:{WORD}*{one_of(words['figures'])}|{named})"


def _figure_name() -> str:
    """The name of a figure kept elsewhere."""
    unfit = one_of([*lexicon()["no_figures"], *lexicon()["misread"]])
    joining = f"[0-9]*{WORD}*(?:且|同时|完成(?![数额量值率])|控制(?![价数额线指])|制在)|{unfit}"
    name = f"(?:(?![百千]分[之百]){WORD})"
    holding = one_of(lexicon()["holding"])
    return f"(?!{joining}|(?!控制[价数额线指]){holding})(?=[0-9]*{_figure()})(?:{YEAR}年?)?{name}+?"
