"""Laws of what an office reports against a target: a score is certain, or the row says that it is not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from budgets import law
from hypothesis import assume, example, given
from hypothesis import strategies as st

from perfrules.engine.indicators.figures import percent
from perfrules.engine.indicators.operators import infer_operator
from perfrules.engine.scoring import Item, load_scorer
from perfrules.expressions import Comparison, Frequency, parse
from perfrules.sheets import ActualEntry, Actuals, Indicator, ProjectActuals, Sheet
from perfrules.values import exact_text

SCORER = load_scorer("mof.self-evaluation-2020")
LAST_DAY = date(2025, 12, 31)

numbers = st.integers(1, 10**6).map(lambda number: exact_text(Fraction(number, 100)))
operators = st.sampled_from(["≥", "≤", "="])
multipliers = st.sampled_from(["", "万", "亿", "百万"])
units = st.sampled_from(["元", "人", "册", "人次", "公里", "元/户", "千克", "亩"])
names = st.one_of(
    st.sampled_from(["投诉件数", "培训人数", "安全事故起数", "合格率"]),
    st.sampled_from(["投资额（万元）", "平均等待时间", "受理投诉量"]),
    st.text(max_size=20),
)
groups = st.sampled_from(["数量指标", "质量指标", "时效指标", "成本指标", "社会成本指标", "社会效益指标", ""])
answers = st.one_of(
    st.sampled_from(["", "—", "无", "0.97", "1", "120", "85%", "下降8%", "-8%", "持平"]),
    st.sampled_from(["已健全", "有所提高", "达标", "未发生", "每月2次", "24次", "3人次", "5个工作日"]),
    st.sampled_from(["10月18日", "2025年11月", "2025-11", "9月"]),
    st.text(max_size=12),
)
targets = st.one_of(
    st.sampled_from(["≤90万元", "≥98%", "≥0.9", "三分之二以上", "0起", "零事故", "≥800人", "3-5万元"]),
    st.sampled_from(["≤5个工作日", "每季度1次", "≥12次/年", "较上年下降5%", "增长5%", "提高2个百分点"]),
    st.sampled_from(["健全", "优", "显著提升", "2025年11月底前", "11月15日前", "每月8日前"]),
    st.sampled_from(["文字描述", "小于等于核定数", "=35万元/个", "≥**户", "/"]),
)
nothing = st.sampled_from(["0起", "0", "0%", "零事故", "每年0次"])


def item(target: str, actual: str, name: str = "指标", level2: str = "数量指标", weight: int = 50) -> Item:
    row = Indicator("产出指标", level2, name, target=target, weight=Fraction(weight))
    project = ProjectActuals(indicators={name: ActualEntry(actual)})
    return SCORER.score(Sheet(code="1", indicators=(row,)), Actuals(LAST_DAY, {"1": project})).items[0]


class TestBareNumbers:
    """A bare actual scores as the same number with the unit that the target writes."""

    @law(300)
    @given(operators, numbers, multipliers, units, numbers)
    def test_a_bare_number_has_the_written_unit(
        self, operator: str, bound: str, multiplier: str, unit: str, actual: str
    ) -> None:
        target = f"{operator}{bound}{multiplier}{unit}"
        bare, written = item(target, actual), item(target, f"{actual}{multiplier}{unit}")
        assume(bare.status == "scored")
        assert (bare.score, bare.met, bare.completion) == (written.score, written.met, written.completion)

    @law(200)
    @given(operators, numbers, multipliers, units, numbers)
    @example("≥", "0.01", "", "千克", "0.32")
    @example("≤", "0.01", "", "千米", "0.32")
    @example("≥", "0.5", "万", "千瓦", "0.7")
    def test_a_unit_in_the_name_is_a_unit_in_the_target(
        self, operator: str, bound: str, multiplier: str, unit: str, actual: str
    ) -> None:
        named = item(f"{operator}{bound}", actual, f"总量（{multiplier}{unit}）")
        written = item(f"{operator}{bound}{multiplier}{unit}", actual, "总量")
        assert (named.status, named.score) == (written.status, written.score)

    @law(200)
    @given(operators, st.integers(1, 9), st.sampled_from(["万", "百万", "亿"]), st.integers(1, 19))
    def test_a_scale_that_fits_alone_is_doubtful(
        self, operator: str, bound: int, multiplier: str, times: int
    ) -> None:
        actual = bound * times * {"万": 10**4, "百万": 10**6, "亿": 10**8}[multiplier]
        found = item(f"{operator}{bound}{multiplier}元", str(actual))
        assert found.status == "doubtful"
        assert [each.text for each in found.readings] == [f"{actual}{multiplier}元", f"{actual}元"]


class TestPerCent:
    """Full marks are never given where the exact comparison fails."""

    @law(300)
    @given(st.integers(1, 10_000), st.integers(1, 20_000))
    def test_a_number_of_per_cent(self, bound: int, actual: int) -> None:
        target, reported = Fraction(bound, 100), Fraction(actual, 100)
        found = item(f"≥{exact_text(target)}%", exact_text(reported))
        if reported <= 1:
            assert found.status == "doubtful"
        else:
            assert found.met == (reported >= target)
            assert (found.share == 1) == (reported >= target)

    @law(200)
    @given(st.integers(1, 99), st.integers(1, 150))
    def test_a_ratio_is_compared_exactly(self, bound: int, actual: int) -> None:
        found = item(f"≥{exact_text(Fraction(bound, 100))}", f"{actual}%")
        assert (found.met, found.share == 1) == (actual >= bound, actual >= bound)

    @law(200)
    @given(operators, numbers, numbers, multipliers, units)
    def test_full_marks_need_the_comparison(
        self, operator: str, bound: str, actual: str, multiplier: str, unit: str
    ) -> None:
        found = item(f"{operator}{bound}{multiplier}{unit}", f"{actual}{multiplier}{unit}")
        one, other = Fraction(actual), Fraction(bound)
        met = {"≥": one >= other, "≤": one <= other, "=": one == other}[operator]
        assert (found.met, found.share == 1) == (met, met)


class TestCertainty:
    """Whatever is reported, only certain rows move points and no row stops the others."""

    @law(400)
    @given(targets, answers, names, groups)
    def test_only_scored_rows_have_a_score(self, target: str, actual: str, name: str, level2: str) -> None:
        found = item(target, actual, name or "指标", level2)
        assert (found.score is not None) == (found.status == "scored")
        assert found.score is None or 0 <= found.score <= 50
        assert (found.share, found.readings == ()) == (0, True) or found.status in ("scored", "doubtful")
        assert found.reason.text("zh")
        assert found.reason.text("en")

    @law(200)
    @given(targets, answers, names, groups)
    def test_open_rows_neither_earn_nor_lose(self, target: str, actual: str, name: str, level2: str) -> None:
        assume(name.strip() and name != "其他")
        rows = (
            Indicator("产出指标", level2, name, target=target, weight=Fraction(20)),
            Indicator("产出指标", "数量指标", "其他", target="≥5个", weight=Fraction(30)),
        )
        project = ProjectActuals(indicators={name: ActualEntry(actual), "其他": ActualEntry("4个")})
        card = SCORER.score(Sheet(code="1", indicators=rows), Actuals(LAST_DAY, {"1": project}))
        by_name = {each.name: each for each in card.items}
        certain = by_name[name].score or Decimal(0)
        assert by_name["其他"].score == Decimal("24.00")
        assert card.total == certain + Decimal("24.00")
        assert card.highest - card.total == card.open_points

    @law(200)
    @given(targets, answers, groups)
    def test_more_points_for_the_row_do_not_change_what_it_means(
        self, target: str, actual: str, level2: str
    ) -> None:
        few, many = (item(target, actual, level2=level2, weight=weight) for weight in (10, 50))
        assert (few.status, few.share, few.met) == (many.status, many.share, many.met)


class TestInferredOperators:
    """An inferred operator is never one that every possible actual meets."""

    @law(300)
    @given(names, groups, nothing, st.sampled_from(["", "正向", "反向"]))
    def test_a_target_of_none_is_not_to_be_exceeded(
        self, name: str, level2: str, target: str, direction: str
    ) -> None:
        comparator = parse(target)
        assert isinstance(comparator, Comparison | Frequency)
        row = Indicator("产出指标", level2, name, target=target, direction=direction)
        assert infer_operator(comparator, row, SCORER.policy).operator in ("<=", "<", "=", ">")

    @law(200)
    @given(numbers, numbers)
    def test_a_change_is_at_least_as_far(self, bound: str, actual: str) -> None:
        found = item(f"较上年下降{bound}%", f"下降{actual}%", level2="成本指标")
        assert found.met == (Fraction(actual) >= Fraction(bound))
        turned = item(f"较上年下降{bound}%", f"增长{actual}%", level2="成本指标")
        assert (turned.met, turned.score) == (False, Decimal("0.00"))


class TestDates:
    """A month answers a deadline as its days do, where all of them agree."""

    @law(300)
    @given(st.integers(1, 12), st.integers(1, 28), st.integers(1, 12))
    def test_a_month_is_certain_only_where_all_its_days_agree(self, month: int, day: int, done: int) -> None:
        target = f"2025年{month}月{day}日前"
        found = item(target, f"2025年{done}月", level2="时效指标")
        first, last = (item(target, f"2025-{done:02}-{each:02}", level2="时效指标") for each in (1, 28))
        if found.status == "scored":
            assert found.score == first.score == last.score
        else:
            assert (done, found.status) == (month, "doubtful")

    @law(100)
    @given(st.dates(date(2025, 1, 1), date(2025, 12, 31)), st.integers(1, 12))
    def test_a_day_without_a_year_is_one_of_the_report(self, done: date, month: int) -> None:
        target = f"{month}月底前"
        short, full = (
            item(target, text, level2="时效指标")
            for text in (f"{done.month}月{done.day}日", done.isoformat())
        )
        assert (short.score, short.met) == (full.score, full.met)


@pytest.mark.parametrize("places", [0, 1, 2, 4])
def test_a_shown_percentage_keeps_its_side(places: int) -> None:
    nearly = 1 - Fraction(1, 10 ** (places + 4))
    assert percent(nearly) != "100%"
    assert percent(2 - nearly) not in ("100%", "100.00%")
