"""Why an item has its score, with its numbers."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from attrs import field, frozen

from perfrules.diagnostics import Language
from perfrules.engine.indicators.answers import Inference
from perfrules.engine.indicators.answers.notes import note_text
from perfrules.engine.indicators.changes import CHANGES
from perfrules.engine.indicators.figures import exact_percent, percent
from perfrules.engine.indicators.operators import OperatorBasis
from perfrules.values import exact_text

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
    "doubtful-scale": {
        "zh": "实际{actual}未写单位，按目标{target}所用的单位明显不合理，待核实",
        "en": "{actual} has no unit and does not fit the unit of {target}: open",
    },
    "doubtful-ratio": {
        "zh": "实际{actual}可能是比例，也可能是百分数，待核实",
        "en": "{actual} may be a ratio or a percentage: open",
    },
    "doubtful-percent": {
        "zh": "目标{target}未写单位，不能确定是否为百分数，待核实",
        "en": "{target} has no unit and may not be in per cent: open",
    },
    "doubtful-counted": {
        "zh": "实际{actual}与目标{target}的计量单位不同，不能换算，待核实",
        "en": "{actual} and {target} count in different ways: open",
    },
    "doubtful-spread": {
        "zh": "实际{actual}可能是全年合计，也可能是每期数，待核实",
        "en": "{actual} may be the total of the year or the number of each period: open",
    },
    "doubtful-sign": {
        "zh": "实际{actual}的负号可能表示下降，也可能表示与目标{target}方向相反，待核实",
        "en": "the sign of {actual} may mean a fall, or the opposite of {target}: open",
    },
    "doubtful-baseline": {
        "zh": "实际{actual}与目标{target}的对比基数不同，待核实",
        "en": "{actual} and {target} are against different baselines: open",
    },
    "doubtful-points": {
        "zh": "实际{actual}与目标{target}一为百分点、一为百分数，待核实",
        "en": "one of {actual} and {target} is in percentage points, the other in per cent: open",
    },
    "doubtful-month": {
        "zh": "实际{actual}未写明日期，不能确定是否在{target}，待核实",
        "en": "{actual} does not say whether it was by {target}: open",
    },
    "doubtful-year": {
        "zh": "实际{actual}未写年份，报告也没有年度，待核实",
        "en": "neither {actual} nor the report has a year: open",
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
_BASES: dict[OperatorBasis, dict[Language, str]] = {
    "name": {"zh": "（比较方式见指标名称）", "en": " (operator from the indicator's name)"},
    "column": {"zh": "（比较方式见其他栏目）", "en": " (operator from another column)"},
    "direction": {"zh": "（比较方式见指标方向）", "en": " (operator from the column of directions)"},
    "noun": {
        "zh": "（指标值未写比较符号，按指标名称推定为越低越好）",
        "en": " (operator not written, by its name the indicator is to be kept low)",
    },
    "change": {
        "zh": "（指标值未写比较符号，按升降方向推定为不少于该幅度）",
        "en": " (operator not written, taken as at least as far in its direction)",
    },
    "zero": {
        "zh": "（指标值未写比较符号，目标为零，推定为不得超过）",
        "en": " (operator not written, a target of none is not to be exceeded)",
    },
    "policy": {
        "zh": "（指标值未写比较符号，按评分办法推定）",
        "en": " (operator not written, inferred by the policy)",
    },
}


@frozen
class Reason:
    """A sentence by name, the facts that fill it, and the sentences that follow it.

    Facts are kept as values and become words when the text is requested.
    """

    sentence: str
    facts: Mapping[str, object] = field(factory=dict, hash=False)
    basis: OperatorBasis = "none"
    further: tuple[str, ...] = ()
    inferred: tuple[Inference, ...] = ()

    def text(self, language: Language = "zh", *, exact: bool = False) -> str:
        """The reason as a sentence; shares have two decimals, or are exact fractions where that is asked."""
        words = {name: _worded(name, fact, exact=exact) for name, fact in self.facts.items()}
        first = _SENTENCES[self.sentence][language].format_map(words)
        rest = "".join(_SENTENCES[each][language].format_map(words) for each in self.further)
        return first + self._notes(language) + rest

    def _notes(self, language: Language) -> str:
        """What was inferred, in words: the operator, then units, years and periods."""
        if self.sentence not in _MEASURED:
            return ""
        operator = _BASES.get(self.basis, {}).get(language, "")
        return operator + "".join(note_text(each, language) for each in self.inferred)


def _worded(name: str, fact: object, *, exact: bool) -> str:
    if not isinstance(fact, Fraction):
        return str(fact)
    if name in _POINTS:
        return exact_text(fact)
    return exact_percent(fact) if exact else percent(fact)
