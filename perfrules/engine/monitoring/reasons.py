"""Why a light is shown, told with the numbers put in."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from attrs import field, frozen

from perfrules.diagnostics import Language
from perfrules.engine.indicators.answers import Inference
from perfrules.engine.indicators.answers.notes import note_text
from perfrules.engine.indicators.changes import CHANGES
from perfrules.engine.indicators.figures import exact_percent, percent, share_text
from perfrules.engine.monitoring.compiled_lights import ShownLight

_SENTENCES: dict[str, dict[Language, str]] = {
    "pro-rata": {
        "zh": "执行{actual}，全年目标{target}，应完成{whole}×{months}/12={due}，进度{progress}",
        "en": "{actual} of {target} for the year: {whole} × {months}/12 = {due} is due, progress {progress}",
    },
    "kept": {"zh": "执行{actual}，符合目标{target}", "en": "{actual} keeps {target}"},
    "not-kept": {"zh": "执行{actual}，不符合目标{target}", "en": "{actual} does not keep {target}"},
    "due-dates": {
        "zh": "到期{due}次，按时{met}次，未按时：{late}",
        "en": "{met} of {due} due dates met, missed: {late}",
    },
    "all-due": {"zh": "到期{due}次，次次按时", "en": "all of {due} due dates met"},
    "stated": {"zh": "填报“{actual}”，不作计算", "en": "stated as {actual}, nothing is computed"},
    "not-yet": {"zh": "到{as_of}尚未到期（{target}）", "en": "not due by {as_of} ({target})"},
    "no-month": {
        "zh": "到{as_of}未满一个月，尚不按序时进度判断",
        "en": "no month is over by {as_of}, so nothing is due yet",
    },
    "missing": {"zh": "没有填报执行情况", "en": "no actual was reported"},
    "unread": {"zh": "看不懂指标值", "en": "the target cannot be read"},
    "unread-actual": {"zh": "看不懂执行情况", "en": "the actual cannot be read"},
    "undecided": {
        "zh": "执行{actual}不能与目标{target}比较",
        "en": "{actual} cannot be held against {target}",
    },
    "no-way": {"zh": "监控办法没有说明如何判断", "en": "the policy does not say how to judge it"},
    "none": {"zh": "没有目标", "en": "nothing is targeted"},
    "spent": {
        "zh": "执行{executed}元÷预算{budget}元={rate}，{by}应达到{due}，支出进度{progress}",
        "en": "{executed} yuan of {budget} spent = {rate}, {due} is due by {by}, progress {progress}",
    },
    "nothing-due": {
        "zh": "执行{executed}元÷预算{budget}元={rate}，到{as_of}尚无到期的支出节点",
        "en": "{executed} yuan of {budget} spent = {rate}, no checkpoint is due by {as_of}",
    },
    "no-plan": {"zh": "看不懂支出计划", "en": "the spending plan cannot be read"},
    "untold": {"zh": "未填报预算或执行数", "en": "budget or executed amount not reported"},
    "score-lead": {
        "zh": "（得分率{scored}-执行率{executed}）÷得分率{scored}={value}",
        "en": "(score rate {scored} - execution rate {executed}) ÷ score rate {scored} = {value}",
    },
    "unspent": {
        "zh": "（预算{budget}元-全年预计执行{expected}元）÷预算={value}",
        "en": "({budget} yuan - {expected} expected for the year) ÷ budget = {value}",
    },
    "not-judged": {"zh": "资料不足，无法判断", "en": "too little is known to judge"},
    **CHANGES,
    "light": {"zh": "，{light}（{band}）", "en": ", {light} ({band})"},
    "plain-light": {"zh": "，{light}", "en": ", {light}"},
    "silent": {"zh": "，未触发", "en": ", does not ring"},
    "said": {"zh": "；可能性“{possibility}”，{light}", "en": "; possibility {possibility}, {light}"},
    "note": {"zh": "{note}", "en": "{note}"},
    "doubtful": {
        "zh": "执行{actual}与目标{target}有不同的理解，待核实",
        "en": "{actual} against {target} can be read in several ways: open",
    },
    "inferred": {
        "zh": "（指标值未写比较符号，比较方式为推定）",
        "en": " (operator not written, inferred)",
    },
}


@frozen
class Clause:
    """A sentence by name, and the facts that fill it; they are put into words when it is asked for."""

    sentence: str
    facts: Mapping[str, object] = field(factory=dict, hash=False)

    def text(self, language: Language, *, exact: bool = False) -> str:
        """The sentence; rates have two decimals, or are exact where that is asked."""
        facts = {name: _worded(each, language, exact=exact) for name, each in self.facts.items()}
        return _SENTENCES[self.sentence][language].format_map(facts)


def light_clause(shown: ShownLight) -> tuple[Clause, ...]:
    """That a light is shown, and by which band where one divides numbers; nothing where none is shown."""
    if shown.light is None:
        return ()
    if not shown.band:
        return (Clause("plain-light", {"light": shown.light}),)
    return (Clause("light", {"light": shown.light, "band": shown.band}),)


def _worded(fact: object, language: Language, *, exact: bool) -> object:
    """A rate as a percentage; an exact one that is not a short decimal as a fraction with its percentage."""
    if isinstance(fact, Inference):
        return note_text(fact, language)
    if not isinstance(fact, Fraction):
        return fact
    if not exact:
        return percent(fact)
    text = exact_percent(fact)
    if text.endswith("%"):
        return text
    about = share_text(fact)
    return f"{text}（{about}）" if language == "zh" else f"{text} ({about})"


def told(clauses: tuple[Clause, ...], language: Language = "zh", *, exact: bool = False) -> str:
    """Some clauses as one sentence; rates have two decimals, or are exact where that is asked.

    >>> told(
    ...     (
    ...         Clause("kept", {"actual": "98%", "target": ">=95%"}),
    ...         Clause("light", {"light": "绿灯", "band": "是"}),
    ...     )
    ... )
    '执行98%，符合目标>=95%，绿灯（是）'
    """
    return "".join(each.text(language, exact=exact) for each in clauses)
