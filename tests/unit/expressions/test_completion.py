"""How much of a target an actual reaches, and how numbers and units are written."""

from __future__ import annotations

from fractions import Fraction

import pytest

from perfrules.expressions import parse


@pytest.mark.parametrize(
    ("target", "actual", "share"),
    [
        ("80-90元", "80元", "1"),
        ("80-90元", "90元", "1"),
        ("80-90元", "40元", "1/2"),
        ("80-90元", "180元", "1/2"),
        ("0-10元", "-5元", "0"),
        ("0-10元", "20元", "1/2"),
        ("误差±3%", "6%", "1/2"),
        ("误差±3%", "-3%", "1"),
        ("≥5元", "-1元", "0"),
        ("≥5元", "0元", "0"),
        ("≥5元", "1元", "1/5"),
        ("≥0元", "0元", "1"),
        ("≤0起", "0起", "1"),
        ("≤0起", "2起", "0"),
        ("≤5起", "0起", "1"),
        ("≤5起", "10起", "1/2"),
        ("<5元", "10元", "1/2"),
    ],
)
def test_the_share_that_is_reached(target, actual, share):
    assert parse(target).completion(actual) == Fraction(share)


@pytest.mark.parametrize(
    ("target", "printed"),
    [
        ("误差±3%", "误差>=-3%且<=3%"),
        ("80元-90元(不含)", ">=80元且<90元"),
        ("0-10元", "0元-10元"),
        ("大于0小于10元", ">0元且<10元"),
    ],
)
def test_a_range_is_printed_by_its_ends(target, printed):
    assert str(parse(target)) == printed


@pytest.mark.parametrize(
    ("target", "printed"),
    [
        ("利润:较上年增长5%", "利润较上年增长5%"),
        ("比重:比上年提高2个百分点", "比重:较上年增长2个百分点"),
        ("占比:同比提高2个百分点", "占比:同比增长2个百分点"),
        ("比例:提高2个百分点", "比例增长2个百分点"),
    ],
)
def test_a_name_that_itself_compares_is_set_apart_from_a_change(target, printed):
    assert str(parse(target)) == printed


@pytest.mark.parametrize(
    ("target", "printed"),
    [
        ("不低于一类标准的50%", "一类标准的50%以上"),
        ("不超过三类标准的80%", "三类标准的80%以内"),
        ("超过一类标准的50%", ">一类标准的50%"),
        ("不低于一类标准", ">=一类标准"),
        ("不低于核定数的50%", ">=核定数的50%"),
        ("收入为核定数的110%", "收入为核定数的110%"),
        ("收入不超过核定数的110%", "收入<=核定数的110%"),
        ("核定数的110%", "核定数的110%"),
        ("高于全国平均0.5个百分点", "高于全国平均0.5个百分点"),
        ("高于全国平均0个百分点", "高于全国平均0个百分点"),
        ("低于上年0.5个百分点", "低于上年0.5个百分点"),
        ("不超过接待对象人数的三分之一", "<=接待对象人数的3分之1"),
    ],
)
def test_a_share_of_a_figure_is_printed_so_that_it_is_read_again(target, printed):
    """After an operator 一类 and 三类 would be read as numbers."""
    assert str(parse(target)) == printed
    assert parse(printed) == parse(target)


@pytest.mark.parametrize(
    ("target", "phrase"),
    [
        ("≤9999元", "不超过9999元"),
        ("≤10000元", "不超过1万元"),
        ("≤1.5万元", "不超过1.5万元"),
        ("≤10001元", "不超过10001元"),
        ("≤1亿元", "不超过1亿元"),
        ("≤9900万元", "不超过9900万元"),
        ("≥3个工作日", "不少于3个工作日"),
    ],
)
def test_an_amount_in_words_uses_the_largest_round_unit(target, phrase):
    assert parse(target).explain("zh") == phrase


@pytest.mark.parametrize(
    ("day", "phrase"),
    [
        ("1900-01-01", "1900年1月1日"),
        ("1899-12-31", "1899-12-31"),
        ("2099-12-31", "2099年12月31日"),
        ("2100-01-01", "2100-01-01"),
    ],
)
def test_a_year_in_words_is_one_that_reads_as_a_year(day, phrase):
    assert phrase in parse(f">={day}").explain("zh")


@pytest.mark.parametrize(
    ("target", "actual"), [("-5℃至5℃", "-6℃"), ("-10℃至-5℃", "-12℃"), ("-10℃至-5℃", "0℃")]
)
def test_outside_a_range_below_zero_nothing_is_reached(target, actual):
    """A quotient of numbers below zero says nothing."""
    assert parse(target).completion(actual) == 0
