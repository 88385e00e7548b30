"""Law and usage that the reader knows: a test for each sentence of it."""

from datetime import date
from fractions import Fraction

import pytest

from perfrules.expressions import ExpressionError, Statement, parse, prepare, read, to_actual
from perfrules.values import QuantityError


def refused_with(text):
    with pytest.raises(ExpressionError) as refused:
        parse(text)
    return refused.value.code


@pytest.mark.parametrize(
    ("text", "operator"),
    [
        ("5000元以上", ">="),
        ("5000元以下", "<="),
        ("5000元以内", "<="),
        ("5000元内", "<="),
        ("届满5年", ">="),
        ("不满5年", "<"),
        ("超过5年", ">"),
        ("5年以外", ">"),
        ("不足5年", "<"),
        ("低于5%", "<"),
        ("高于5%", ">"),
        ("小于5%", "<"),
        ("大于5%", ">"),
    ],
)
def test_what_includes_the_number_and_what_does_not(text, operator):
    assert parse(text).operator == operator


@pytest.mark.parametrize(
    ("text", "operator"),
    [
        ("不超过5", "<="),
        ("不高于5", "<="),
        ("不大于5", "<="),
        ("不低于5", ">="),
        ("不少于5", ">="),
        ("不小于5", ">="),
    ],
)
def test_a_negation_turns_the_operator_round(text, operator):
    assert parse(text).operator == operator


@pytest.mark.parametrize(
    ("text", "operator"),
    [
        ("5000元(含)以上", ">="),
        ("5000元（不含）以上", ">"),
        ("5000元以下（不含）", "<"),
        ("超过5000元（含）", ">="),
        ("5000元以上(含本数)", ">="),
        ("5000元以上，不含本数", ">"),
        ("5000元以下(不含5000元)", "<"),
    ],
)
def test_what_is_written_wins_over_the_law(text, operator):
    assert parse(text).operator == operator


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("3-5万", "30000", "50000"),
        ("3-5万元", "30000", "50000"),
        ("3万-5万元", "30000", "50000"),
        ("5000元-1万元", "5000", "10000"),
        ("5000-1万元", "5000", "10000"),
    ],
)
def test_unit_and_multiplier_of_the_second_number_belong_to_the_first_too(text, low, high):
    data = parse(text).to_json()
    assert (data["low"], data["high"]) == (low, high)


def test_a_month_is_one_of_the_calendar_before_an_end_and_a_duration_after_an_operator():
    assert parse("12月底").to_json()["date"] == "--12-31"
    assert parse("12月31日").to_json()["date"] == "--12-31"
    assert parse("12月前").to_json()["date"] == "--12-31"
    assert parse("12月末").to_json()["date"] == "--12-31"
    assert parse("=12月").to_json() == {
        "kind": "comparison",
        "op": "=",
        "operator": "=",
        "value": "12",
        "unit": "月",
    }
    assert refused_with("12月") == "PR209"


def test_a_day_before_which_includes_it_unless_something_else_is_said():
    assert parse("12月31日前").inclusive
    assert not parse("12月31日（不含）前").inclusive
    assert not parse("早于12月31日").inclusive
    assert parse("2021年12月31日前").matches(date(2021, 12, 31))
    assert not parse("2021年12月31日（不含当日）前").matches(date(2021, 12, 31))


def test_a_point_is_one_of_a_score_money_within_yuan_and_never_a_minute():
    assert parse("90分").bound.unit.dimension == "score"
    assert str(parse("3元5角2分")) == "3.52元"
    assert str(parse("30分钟")) == "30分钟"
    assert str(parse("1小时30分")) == "1.5小时"


def test_a_bare_multiplier_keeps_no_unit():
    assert parse("3万").to_json() == {
        "kind": "comparison",
        "op": None,
        "operator": None,
        "value": "30000",
        "unit": "",
    }


@pytest.mark.parametrize(
    ("target", "actual"), [("5百分点", "5%"), ("12个月", "365天"), ("30个工作日", "30天"), ("5个", "5家")]
)
def test_what_does_not_compare(target, actual):
    with pytest.raises(QuantityError, match="PR235"):
        parse(target).matches(actual)


def test_a_bare_number_compares_with_any():
    assert parse("≥5个").matches(6)
    assert parse("≥5").matches("6家")


def test_a_share_that_a_scan_garbled_is_never_silent():
    reading = read("290%")
    assert reading.comparator.to_json()["value"] == "290"
    (found,) = reading.diagnostics
    assert (found.code, found.arguments["likely"]) == ("PR221", "≥90%")
    assert read("=290%").diagnostics == ()


@pytest.mark.parametrize(
    "text",
    [
        "3萬元以內",
        "３万元以内",
        "3 万元 以内",
        "3\u00a0万元以内",
        "3万\n元以内",
        "三万元以内",
        "叁万元以内",
        "30,000元以内",
        "≤3万元",
    ],
)
def test_the_same_in_every_form(text):
    assert parse(text) == parse("30000元以内").named("", "")


@pytest.mark.parametrize("sign", ["≥", "≧", ">=", "＞＝", "=>", "》=", "⩾", "大于等于", "不低于"])
def test_the_same_with_every_spelling_of_at_least(sign):
    assert parse(f"{sign}5") == parse(">=5")


@pytest.mark.parametrize("sign", ["═", "＝", "="])
def test_the_same_with_every_spelling_of_equal(sign):
    assert parse(f"{sign}5") == parse("=5")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("两万五", 25000),
        ("二百五十", 250),
        ("半", Fraction(1, 2)),
        ("二〇二一", 2021),
        ("1,000", 1000),
        ("1.5万", 15000),
        ("1亿2000万", 120000000),
        ("负5", -5),
        ("1/100万", Fraction(1, 1000000)),
        ("壹佰", 100),
    ],
)
def test_every_way_to_write_a_number(text, value):
    assert parse(f"={text}").bound.value == value


@pytest.mark.parametrize(
    ("character", "name"), [("\u200b", "U+200B"), ("\u202e", "U+202E"), ("\ufeff", "U+FEFF")]
)
def test_invisible_characters_are_refused_where_they_stand(character, name):
    with pytest.raises(ExpressionError) as refused:
        parse(f"≥9{character}5%")
    assert (refused.value.code, refused.value.span.start, refused.value.span.end) == ("PR203", 2, 3)
    assert name in str(refused.value)


@pytest.mark.parametrize("joint", ["/", "*", "·", "每"])
def test_compound_units_in_the_order_given(joint):
    assert parse(f"500元{joint}人{joint}月").bound.unit.name == "元/人/月"


@pytest.mark.parametrize("text", ["省考核目标", "见附件", "合同约定", "待定", "达标率", "服务中心"])
def test_unknown_text_is_no_result_in_words(text):
    assert refused_with(text).startswith("PR2")


@pytest.mark.parametrize(("actual", "share"), [("0.5%", 1), ("3%", 1), ("0%", 0)])
def test_a_change_without_an_amount_is_met_or_missed(actual, share):
    assert parse("同比下降").completion(actual) == share


@pytest.mark.parametrize(
    ("text", "canonical"), [("同比减少三个月", "同比减少3个月"), ("同比减少≥3个月", "同比减少>=3月")]
)
def test_months_of_a_change_are_none_of_the_calendar(text, canonical):
    assert str(parse(text)) == canonical


@pytest.mark.parametrize(("text", "subject"), [("0<=率<=5%", "率"), ("60<x<=80", ""), ("5元≤X＜9元", "")])
def test_between_two_signs_a_name_is_kept_and_a_letter_names_nothing(text, subject):
    assert parse(text).subject == subject


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("应当5元", "5元"),
        ("应:5元", "5元"),
        ("确保90%", "90%"),
        ("确保：≥90%", ">=90%"),
        ("均应≥5个", ">=5个"),
    ],
)
def test_a_word_of_duty_is_not_a_name(text, plain):
    assert parse(text) == parse(plain)


@pytest.mark.parametrize("text", ["每人多于5次", "每人约5元", "每人5-6元", "人均每天5元至6元", "每亩约5公斤"])
def test_an_actual_without_one_number_is_a_statement(text):
    assert to_actual(text) == Statement(text)


def test_preparing_reads_nothing_too_long():
    prepare("不低于5%" * 5000)
    assert parse("不低于5%").operator == ">="


@pytest.mark.parametrize("blank", [*" \t\u00a0\u1680\u2003\u200a\u202f\u205f\u3000"], ids=ascii)
def test_no_blank_joins_two_numbers(blank):
    assert refused_with(f"≥9{blank}5%") == "PR204"
    assert str(parse(f"≥{blank}95{blank}%")) == ">=95%"


@pytest.mark.parametrize("end", [*"\n\f\v\u2028\u2029"], ids=ascii)
def test_the_end_of_a_line_joins_no_two_numbers(end):
    assert str(parse(f"≥9{end}5%")) == ">=9;5%"
