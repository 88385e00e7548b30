"""Why an item has its score, told with the numbers put in."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from attrs import field, frozen

from perfrules.diagnostics import Language
from perfrules.engine.indicators.targets import OperatorSource
from perfrules.values import exact_text, half_up

CHANGES: dict[str, dict[Language, str]] = {
    "risen": {
        "zh": "；较{baseline}（{figure}）增长{change}",
        "en": "; {change} above {baseline} ({figure})",
    },
    "fallen": {
        "zh": "；较{baseline}（{figure}）下降{change}",
        "en": "; {change} below {baseline} ({figure})",
    },
    "level": {"zh": "；较{baseline}（{figure}）持平", "en": "; level with {baseline} ({figure})"},
}
"""How much a level rose or fell against its baseline; the sentences of monitoring have them too."""
_SENTENCES: dict[str, dict[Language, str]] = {
    "met": {
        "zh": "实际{actual}，目标{target}，已达标，得满分{weight}分",
        "en": "{actual} against {target}: met, all of the {weight} points",
    },
    "proportional": {
        "zh": "实际{actual}，目标{target}，完成{completion}，{weight}×{share}={score}分",
        "en": "{actual} against {target}: {completion} reached, {weight} × {share} = {score} points",
    },
    "inverse-ratio": {
        "zh": "实际{actual}，超出目标{target}，目标÷实际={share}，{weight}×{share}={score}分",
        "en": "{actual} exceeds {target}: target ÷ actual = {share}, {weight} × {share} = {score} points",
    },
    "over-run": {
        "zh": "实际{actual}，超出目标{target}，1-(实际-目标)÷目标={share}，{weight}×{share}={score}分",
        "en": "{actual} exceeds {target}: 1 - (actual - target) ÷ target = {share}, "
        "{weight} × {share} = {score} points",
    },
    "exceeded": {
        "zh": "实际{actual}，超出目标{target}，不得分",
        "en": "{actual} exceeds {target}: no points",
    },
    "over-run-all": {
        "zh": "实际{actual}，达到目标{target}的两倍或以上，不得分",
        "en": "{actual} is twice {target} or more: no points",
    },
    "passed": {
        "zh": "实际{actual}，目标{target}，多于目标与不足同样扣分，目标÷实际={counted}，"
        "{weight}×{share}={score}分",
        "en": "{actual} against {target}: too much counts like too little, target ÷ actual = {counted}, "
        "{weight} × {share} = {score} points",
    },
    "passed-floor": {
        "zh": "实际{actual}，目标{target}，多于目标与不足同样扣分，完成率按目标÷实际={counted}，"
        "(完成率-{floor})÷(1-{floor})={share}，{weight}×{share}={score}分",
        "en": "{actual} against {target}: too much counts like too little, "
        "completion = target ÷ actual = {counted}, "
        "(completion - {floor}) ÷ (1 - {floor}) = {share}, {weight} × {share} = {score} points",
    },
    "pass-floor": {
        "zh": "实际{actual}，目标{target}，完成{completion}，"
        "(完成率-{floor})÷(1-{floor})={share}，{weight}×{share}={score}分",
        "en": "{actual} against {target}: {completion} reached, "
        "(completion - {floor}) ÷ (1 - {floor}) = {share}, {weight} × {share} = {score} points",
    },
    "below-floor": {
        "zh": "实际{actual}，目标{target}，完成{counted}，不超过{floor}，不得分",
        "en": "{actual} against {target}: {counted} reached, no more than {floor}: no points",
    },
    "intervals": {
        "zh": "实际{actual}，目标{target}，所在区间得{share}，{weight}×{share}={score}分",
        "en": "{actual} against {target}: its interval earns {share}, {weight} × {share} = {score} points",
    },
    "lateness": {
        "zh": "实际{actual}，晚于目标{target}{days}天，每天扣{per_day}，{weight}×{share}={score}分",
        "en": "{actual}, {days} days after {target}, {per_day} off a day: "
        "{weight} × {share} = {score} points",
    },
    "due-lateness": {
        "zh": "应按时{due}次，实际按时{met}次，未按时：{late}，共晚{days}天，每天扣{per_day}，"
        "{weight}×{share}={score}分",
        "en": "{met} of {due} due dates met, missed: {late}, {days} days late in all, {per_day} off a day; "
        "{weight} × {share} = {score} points",
    },
    "own": {
        "zh": "实际{actual}，目标{target}，按“{method}”得{share}，{weight}×{share}={score}分",
        "en": "{actual} against {target}: {share} by `{method}`, {weight} × {share} = {score} points",
    },
    "all-or-nothing": {
        "zh": "实际{actual}，未达到目标{target}，不得分",
        "en": "{actual} misses {target}: no points",
    },
    "due-share": {
        "zh": "应按时{due}次，实际按时{met}次，未按时：{late}，{weight}×{met}/{due}={score}分",
        "en": "{met} of {due} due dates met, missed: {late}; {weight} × {met}/{due} = {score} points",
    },
    "all-due": {
        "zh": "应按时{due}次，次次按时，得满分{weight}分",
        "en": "all of {due} due dates met, all of the {weight} points",
    },
    "rated": {
        "zh": "评定为“{level}”（{actual}），{weight}×{share}={score}分",
        "en": "rated {level} ({actual}), {weight} × {share} = {score} points",
    },
    "deducted": {
        "zh": "；完成{deviation}，属“{when}”，扣{weight}×{deduct}，得{score}分",
        "en": "; {deviation} reached falls under `{when}`, {weight} × {deduct} taken off: {score} points",
    },
    "at-limit": {
        "zh": "；实际恰为界限，而目标不含本数，未达标",
        "en": "; just at the limit, which the target leaves out: not met",
    },
    **CHANGES,
    "executed": {
        "zh": "全年执行数{executed}元÷全年预算数{budget}元={rate}，{weight}×{rate}={score}分",
        "en": "{executed} yuan executed ÷ {budget} yuan budget = {rate}, {weight} × {rate} = {score} points",
    },
    "over-executed": {
        "zh": "全年执行数{executed}元÷全年预算数{budget}元={rate}，得分不超过该项分值，{score}分",
        "en": "{executed} yuan executed ÷ {budget} yuan budget = {rate}: no more than the points, {score}",
    },
    "not-executed": {
        "zh": "没有填报全年预算数或全年执行数，待核实",
        "en": "budget or executed amount not reported: open",
    },
    "missing": {"zh": "没有填报实际完成值，待核实", "en": "no actual was reported: open"},
    "not-due": {
        "zh": "到报告日尚无到期的日期，待核实",
        "en": "nothing was due by the day of the report: open",
    },
    "unread": {"zh": "指标值无法识别，待核实", "en": "the target cannot be read: open"},
    "unread-actual": {"zh": "实际完成值无法识别，待核实", "en": "the actual cannot be read: open"},
    "undecided": {
        "zh": "实际{actual}不能与目标{target}比较，待核实",
        "en": "{actual} cannot be compared with {target}: open",
    },
    "unsettled": {
        "zh": "目标{target}没有可用的计分方法，须评定等级，待核实",
        "en": "no method scores {target}, a level is needed: open",
    },
    "unrated": {
        "zh": "表述“{actual}”不对应评分办法的任何等级，待核实",
        "en": "`{actual}` is not a level of the policy: open",
    },
    "lacking": {
        "zh": "目标{target}所指的{figure}没有给出，待核实",
        "en": "{target} refers to {figure}, which is not given: open",
    },
    "none": {"zh": "没有目标，不计分", "en": "nothing is targeted: not scored"},
    "no-group": {"zh": "一级指标不在评分办法之内，不计分", "en": "of no group of the policy: not scored"},
}
_MEASURED = {
    "met",
    "proportional",
    "inverse-ratio",
    "over-run",
    "over-run-all",
    "exceeded",
    "passed",
    "passed-floor",
    "pass-floor",
    "below-floor",
    "intervals",
    "lateness",
    "own",
    "all-or-nothing",
    "due-share",
    "due-lateness",
    "all-due",
}
_POINTS = {"weight"}
"""The facts that are points; every other fraction is a share."""
_SOURCES: dict[OperatorSource, dict[Language, str]] = {
    "written": {"zh": "", "en": ""},
    "none": {"zh": "", "en": ""},
    "name": {"zh": "（比较方式见指标名称）", "en": " (operator from the indicator's name)"},
    "column": {"zh": "（比较方式见其他栏目）", "en": " (operator from another column)"},
    "inferred": {
        "zh": "（指标值未写比较符号，按评分办法推定）",
        "en": " (operator not written, inferred by the policy)",
    },
}


@frozen
class Reason:
    """A sentence by name, the facts that fill it, and the sentences that follow it.

    The facts are kept as they are and put into words when the sentence is asked for.
    """

    sentence: str
    facts: Mapping[str, object] = field(factory=dict, hash=False)
    source: OperatorSource = "none"
    further: tuple[str, ...] = ()

    def text(self, language: Language = "zh") -> str:
        """The reason as a sentence."""
        words = {name: _worded(name, fact) for name, fact in self.facts.items()}
        source = _SOURCES[self.source][language] if self.sentence in _MEASURED else ""
        first = _SENTENCES[self.sentence][language].format_map(words) + source
        return first + "".join(_SENTENCES[each][language].format_map(words) for each in self.further)


def _worded(name: str, fact: object) -> str:
    if isinstance(fact, Fraction):
        return exact_text(fact) if name in _POINTS else percent(fact)
    return str(fact)


def percent(share: Fraction) -> str:
    """A share as a percentage: exact where it is a decimal of at most four places, else as a fraction.

    >>> percent(Fraction(6, 5)), percent(Fraction(2, 3))
    ('120%', '2/3')
    """
    number = exact_text(share * 100)
    return exact_text(share) if "/" in number or len(number.partition(".")[2]) > 4 else f"{number}%"


def share_text(share: Fraction) -> str:
    """A share for the eye: as it is where it is a short decimal, else with two decimals and a ≈.

    >>> share_text(Fraction(6, 5)), share_text(Fraction(2, 3))
    ('120%', '≈66.67%')
    """
    exact = percent(share)
    return exact if exact.endswith("%") else f"≈{half_up(share * 100, 2)}%"
