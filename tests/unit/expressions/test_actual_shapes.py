"""Which texts of what was achieved are quantities, which are words, and which are refused."""

from fractions import Fraction

import pytest

from perfrules.expressions import ExpressionError, Statement, parse, read_actual, to_actual
from perfrules.values import Quantity, default_units

UNITS = default_units()


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("培训500人", 500, "人"),
        ("500人培训", 500, "人"),
        ("培训：500人", 500, "人"),
        ("满意度:95%", 95, "%"),
        ("5个的村", 5, "个"),
        ("保持在95%", 95, "%"),
        ("每人500元", 500, "元/人"),
        ("每人每月500元", 500, "元/人/月"),
        ("投入每人500元", 500, "元/人"),
        ("人均300元/月", 300, "元/人/月"),
        ("培训3期；", 3, "期"),
        ("95（%）", 95, "%"),
        ("50(万元)", 500000, "元"),
        ("零事故", 0, ""),
    ],
)
def test_a_quantity_with_names_around_it(text, value, unit):
    assert read_actual(text) == Quantity(Fraction(value), UNITS[unit])


@pytest.mark.parametrize(
    "text",
    [
        "每月2次", "2次/月", "一年两次", "保持在95%以上", "培训3期；调研5次", "12月底前", "每月8日前",
        "同比增长5%", "为5个", "第三季度完成", "培训不低于500人", "星期五", "合格率五", "验收合格后30日内",
        "正常运行", "每人",
    ],
)  # fmt: skip
def test_a_target_or_words_are_stated(text):
    assert read_actual(text) == Statement(text)


@pytest.mark.parametrize("text", ["1723.13", "2021.13", "2021.00", "1999.99"])
def test_a_decimal_with_the_look_of_a_year_is_a_number(text):
    assert read_actual(text).value == Fraction(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2021年2月30日前", "PR218"),
        ("每亩5", "PR216"),
        ("3/5个", "PR344"),
        ("产量增5%", "PR343"),
        ("7天24小时", "PR345"),
        ("港币5人", "PR214"),
        ("到位港币3天", "PR214"),
    ],
)
def test_a_number_that_is_not_certain_is_refused(text, code):
    with pytest.raises(ExpressionError) as refused:
        to_actual(text)
    assert refused.value.code == code


def test_target_and_actual_agree_on_units_said_per_head():
    assert parse("人均300元/月").matches("人均300元/月")
    assert parse("每人每月≥300元").matches("300元/人/月")
    assert str(Statement("已完成")) == "已完成"


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("图书馆每周开放不少于56小时", "图书馆每周开放60小时"),
        ("每台设备每年维护费2000元", "2000元/台/年"),
        ("港币2960元", "港币2960"),
        ("≥1港元", "港币5元"),
    ],
)
def test_units_that_a_name_says_count_in_actuals_too(target, actual):
    assert parse(target).matches(actual)


@pytest.mark.parametrize(
    "actual", ["达到55%左右", "自2019年5月8日起", "质保金为合同金额的5%", "≥1:3", "1:2:3", "1:0"]
)
def test_texts_of_the_shape_of_a_target_are_stated(actual):
    assert not isinstance(read_actual(actual), Quantity)
