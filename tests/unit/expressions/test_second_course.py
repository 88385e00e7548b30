"""What the kinds of the second course mean: milestones, alternatives, ratios, levels, times of day."""

from datetime import date
from itertools import pairwise, product

import pytest

from perfrules.diagnostics import PerfrulesError
from perfrules.expressions import ExpressionError, parse, parse_strictly
from perfrules.expressions.scales import scale_of, scales


class TestMilestones:
    def test_the_last_one_due_counts(self):
        target = parse("6月底前完成50%，12月底前完成100%")
        due = [target.due(date(2024, month, 30)) for month in (3, 6, 8)]
        assert [str(each) for each in due] == ["None", "50%", "50%"]
        assert str(target.due(date(2024, 12, 31))) == "100%"

    def test_years_are_due_on_their_last_day(self):
        target = parse("2023年≥80%，2024年≥85%")
        assert target.due(date(2023, 12, 30)) is None
        assert str(target.due(date(2024, 6, 1))) == ">=80%"
        assert str(target.due(date(2025, 1, 1))) == ">=85%"

    def test_no_single_actual_meets_them(self):
        with pytest.raises(ExpressionError, match="PR243"):
            parse("6月底前完成50%").matches("50%")


class TestAlternatives:
    def test_one_is_enough(self):
        target = parse("≥95%或≤5%")
        assert [target.matches(actual) for actual in ("95%", "5%", "50%")] == [True, True, False]

    def test_one_that_is_met_settles_it_even_if_another_cannot_be_compared(self):
        target = parse("不少于5个或不少于3次")
        assert target.matches("6个")
        assert target.completion("6个") > 1
        with pytest.raises(PerfrulesError, match="PR235"):
            target.matches("2个")

    def test_the_share_is_that_of_the_part_reached_best(self):
        assert parse("≥100个或≥200个").completion("50个") == parse("≥100个").completion("50个")

    def test_a_bare_number_takes_the_unit_of_the_last(self):
        assert str(parse("3或5次")) == "3次或5次"

    def test_a_list_with_one_or_is_not_read(self):
        with pytest.raises(ExpressionError):
            parse("≥95%、≥90%或≥80%")


class TestRatios:
    def test_are_compared_exactly(self):
        target = parse("师生比不低于1:20")
        assert [target.matches(actual) for actual in ("1:18", "1:20", "1:21")] == [True, True, False]

    def test_of_three_numbers_are_not_ordered(self):
        with pytest.raises(ExpressionError, match="PR243"):
            parse("5:3:2").matches("5:3")


class TestLevels:
    @pytest.mark.parametrize("name", sorted({scale.name for scale, _ in scales().values()}))
    def test_each_level_is_above_the_next(self, name):
        scale = next(scale for scale, _ in scales().values() if scale.name == name)
        for better, worse in pairwise(scale.levels if scale.ordered else ()):
            if scale_of(better).name == scale_of(worse).name == name:
                assert parse(f"{worse}及以上").matches(better)
                assert not parse(f"{better}及以上").matches(worse)

    def test_of_a_scale_without_an_order_only_the_level_itself_is_decided(self):
        target = parse("二级以上")
        assert target.matches("二级")
        assert not parse("优于二级").matches("二级")
        assert [parse("二级").matches(actual) for actual in ("二级", "一级")] == [True, False]
        for actual in ("一级", "三级"):
            with pytest.raises(ExpressionError, match="PR243"):
                target.matches(actual)

    def test_a_span_of_levels_is_each_of_them(self):
        target = parse("Ⅱ-Ⅲ类")
        assert [target.matches(actual) for actual in ("Ⅰ类", "Ⅱ类", "Ⅲ类", "Ⅳ类")] == [
            False,
            True,
            True,
            False,
        ]

    @pytest.mark.parametrize("text", ["Ⅲ-Ⅱ类", "Ⅲ-Ⅲ类", "A-Ⅲ类", "Ⅱ-Ⅲ类以上", "不低于Ⅱ-Ⅲ类"])
    def test_a_span_that_names_no_levels_is_refused(self, text):
        with pytest.raises(ExpressionError):
            parse(text)

    def test_other_words_are_not_a_level(self):
        with pytest.raises(ExpressionError, match="PR241"):
            parse("Ⅲ类及以上").matches("三级甲等")

    def test_a_number_is_not_a_level(self):
        """Neither as the place of a level in its scale nor as its name."""
        for text, actual in product(("Ⅲ类及以上", "良好以上"), (3, "3", "3分")):
            target = parse(text)
            for ask in (target.matches, target.completion):
                with pytest.raises(PerfrulesError, match="PR235"):
                    ask(actual)

    def test_operators_that_disagree_are_refused(self):
        with pytest.raises(ExpressionError, match="PR211"):
            parse("不低于Ⅲ类以下")


class TestTimesOfDay:
    def test_the_hour_itself_is_in_time(self):
        assert [parse("17点之前").matches(time) for time in ("16:59", "17:00", "17:01")] == [
            True,
            True,
            False,
        ]

    def test_words_are_not_a_time(self):
        with pytest.raises(ExpressionError, match="PR241"):
            parse("17点之前").matches("按时完成")

    def test_two_spans_are_alternatives(self):
        hours = parse("9:00-12:00、14:00-17:00")
        assert [hours.matches(time) for time in ("9:30", "13:00", "17:00")] == [True, False, True]

    def test_a_time_alone_may_be_a_ratio(self):
        with pytest.raises(ExpressionError, match="PR254"):
            parse("8:30")


class TestDeadlinesAfterEvents:
    @pytest.mark.parametrize("text", ["自验收之日起15日内", "验收后15日内", "验收之日起不超过15天"])
    def test_name_their_event(self, text):
        deadline = parse(text)
        assert (deadline.event, str(deadline.within), deadline.inclusive) == ("验收", "15天", True)

    def test_of_a_day_before_a_date_are_not_milestones(self):
        with pytest.raises(ExpressionError):
            parse("6月30日前3日内")


class TestSoftBounds:
    @pytest.mark.parametrize("text", ["原则上不超过3%", "一般不超过3%", "增幅原则上不超过3%"])
    def test_are_bounds(self, text):
        target = parse(text)
        assert target.soft
        assert target.matches("3%")
        assert not target.matches("4%")
        assert "原则上" in target.explain("zh")
        assert "as a rule" in target.explain("en")

    def test_are_no_conditions_of_a_rule(self):
        with pytest.raises(ExpressionError, match="PR255"):
            parse_strictly("原则上不超过3%")


class TestTotals:
    def test_have_their_parts_beside_them(self):
        target = parse("100个，其中：省级≥20个")
        assert target.to_json()["of"] == target.parts[0].to_json()
        with pytest.raises(ExpressionError, match="PR243"):
            target.matches("100个")

    def test_a_list_needs_an_amount_for_each_name(self):
        with pytest.raises(ExpressionError, match="PR253"):
            parse("优良率、合格率、满意率分别不低于90%、95%")
