"""Laws of scoring that hold for every sheet and whatever was reported."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from budgets import law
from hypothesis import given
from hypothesis import strategies as st

from perfrules.engine.scoring import load_scorer
from perfrules.engine.scoring.methods import inverse_ratio, over_run, proportional
from perfrules.engine.scoring.weights import spread
from perfrules.expressions import parse
from perfrules.sheets import ActualEntry, Indicator, ProjectActuals, Sheet
from perfrules.values import Quantity

SCORER = load_scorer("mof.self-evaluation-2020")
LAWS = law(200)

decimals = st.integers(0, 10**6).map(lambda number: Fraction(number, 100))
targets = st.one_of(
    st.sampled_from(
        [
            ">=98%",
            "<=3天",
            "=500吨",
            "100%",
            "1个",
            "80%-90%",
            "文字描述",
            "显著提高",
            "每月8日前",
            "12月底前",
        ]
    ),
    st.sampled_from(["/", "小于等于核定数", "每年不少于2次", "较上年增长≥5%", "是", "活动5场；成立中心1个"]),
    st.sampled_from(["省考核目标", "=500顿", ""]),
)
reported = st.one_of(
    st.sampled_from(
        ["97%", "2.5天", "72小时", "490吨", "6", "2021-12-31", "2021-01-08、2021-02-10", "达成预期", "完成"]
    ),
    st.sampled_from(["是", "≥266米", "NaN", "-5", "0"]),
    st.text(max_size=12),
)
groups = st.sampled_from(["产出指标", "效益指标", "效果指标", "满意度指标", "成本指标", ""])
seconds = st.sampled_from(["数量指标", "质量指标", "时效指标", "成本指标", ""])


@st.composite
def sheets(draw: st.DrawFn) -> tuple[Sheet, ProjectActuals]:
    rows, noted = [], {}
    for number in range(draw(st.integers(0, 8))):
        weight = draw(st.none() | st.integers(0, 60).map(Fraction))
        row = Indicator(draw(groups), draw(seconds), f"指标{number}", target=draw(targets), weight=weight)
        rows.append(row)
        if draw(st.booleans()):
            noted[row.name] = ActualEntry(draw(reported))
    return Sheet(code="1", indicators=tuple(rows)), ProjectActuals(indicators=noted)


class TestEveryCardAddsUp:
    """The total is exactly the sum of the scores shown, each between nothing and the points of its item."""

    @LAWS
    @given(sheets())
    def test_the_total_is_the_sum_of_the_certain_scores(self, case: tuple[Sheet, ProjectActuals]) -> None:
        card = SCORER.score(*case)
        scores = [item.score for item in (*card.items, card.execution) if item.score is not None]
        assert card.total == sum(scores)
        for item in card.items:
            assert (item.score is None) == (item.status != "scored")
            if item.score is None:
                continue
            assert 0 <= item.score <= Decimal(item.weight.numerator) / Decimal(item.weight.denominator)
            assert -item.score.as_tuple().exponent == SCORER.policy.places  # type: ignore[operator]

    @LAWS
    @given(sheets())
    def test_open_points_bound_the_total_from_above(self, case: tuple[Sheet, ProjectActuals]) -> None:
        card = SCORER.score(*case)
        weights = [item.weight for item in card.items if item.is_open]
        weights += [card.execution.weight] if card.execution.score is None else []
        assert card.open_points == sum(weights)
        assert Fraction(card.highest) == Fraction(card.total) + sum(weights)
        if card.grade is not None:
            assert SCORER.grade(card.total) == SCORER.grade(card.highest) == card.grade

    @LAWS
    @given(sheets())
    def test_nothing_vanishes_and_every_score_has_its_reason(
        self, case: tuple[Sheet, ProjectActuals]
    ) -> None:
        card = SCORER.score(*case)
        assert [item.name for item in card.items] == [row.name for row in case[0].indicators]
        assert all(item.reason.text("zh") and item.reason.text("en") for item in card.items)
        reported = {name for name, entry in case[1].indicators.items() if entry.text.strip()}
        missing = {each.arguments["name"] for each in card.diagnostics if each.code == "PR401"}
        assert missing.isdisjoint(reported)


class TestWeightsSumExactly:
    """Shares sum to the points of the group, and differ by one unit of the last decimal at most."""

    @LAWS
    @given(decimals, st.integers(1, 40), st.integers(0, 4))
    def test_shares_sum_to_the_points_of_the_group(self, total: Fraction, members: int, places: int) -> None:
        points = spread(total, [None] * members, places)
        assert sum(points) == total
        assert max(points) - min(points) <= Fraction(1, 10**places)


class TestMoreIsNeverWorse:
    """Of an at-least target more earns no less, of an at-most target less earns no less."""

    @LAWS
    @given(decimals.filter(bool), decimals, decimals)
    def test_at_least(self, bound: Fraction, one: Fraction, other: Fraction) -> None:
        target = parse(">=1").__class__(">=", Quantity(bound))
        low, high = (proportional(target, Quantity(each)) for each in sorted((one, other)))
        assert low.share <= high.share
        assert high.met or not low.met

    @LAWS
    @given(decimals.filter(bool), decimals, decimals)
    def test_at_most(self, bound: Fraction, one: Fraction, other: Fraction) -> None:
        target = parse("<=1").__class__("<=", Quantity(bound))
        for method in (inverse_ratio, over_run):
            low, high = (method(target, Quantity(each)) for each in sorted((one, other)))
            assert low.share >= high.share
            assert (low.share == 1) == low.met

    @LAWS
    @given(decimals.filter(bool), decimals)
    def test_the_milder_rule_is_never_below_the_harder(self, bound: Fraction, actual: Fraction) -> None:
        target = parse("<=1").__class__("<=", Quantity(bound))
        assert inverse_ratio(target, Quantity(actual)).share >= over_run(target, Quantity(actual)).share
