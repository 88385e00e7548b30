"""Every row of the table of kinds: texts, and the reading each of them has as plain data."""

import pytest

from perfrules.expressions import ExpressionError, parse


def comparison(operator, value, unit="", **names):
    bound = {"op": operator, "operator": operator, "value": value, "unit": unit}
    return {"kind": "comparison", **bound, **names}


def span(low, high, unit="", low_closed=True, high_closed=True):
    ends = {"low": low, "low_closed": low_closed, "high": high, "high_closed": high_closed}
    return {"kind": "range", **ends, "unit": unit}


def deadline(date, inclusive=True):
    return {"kind": "deadline", "date": date, "inclusive": inclusive}


def recurring(every, month, day):
    return {"kind": "recurring_deadline", "every": every, "month": month, "day": day, "inclusive": True}


def frequency(operator, value, per):
    return {
        "kind": "frequency",
        "op": operator,
        "operator": operator,
        "value": value,
        "unit": "次",
        "per": per,
    }


def change(direction, operator, value, unit, baseline):
    fields = {
        "direction": direction,
        "op": operator,
        "operator": operator,
        "value": value,
        "unit": unit,
        "baseline": baseline,
    }
    return {"kind": "change", **fields}


def reference(operator, name, factor="1"):
    return {"kind": "reference", "op": operator, "operator": operator, "name": name, "factor": factor}


READINGS = {
    "<=3天": comparison("<=", "3", "天"),
    "≥95%": comparison(">=", "95", "%"),
    "=500吨": comparison("=", "500", "吨"),
    "100%": comparison(None, "100", "%"),
    "1个": comparison(None, "1", "个"),
    "不低于250个工作日": comparison(">=", "250", "工作日"),
    "超过13万元": comparison(">", "130000", "元"),
    "2000元以下": comparison("<=", "2000", "元"),
    "5000元(含)以上": comparison(">=", "5000", "元"),
    "30分钟内": comparison("<=", "30", "分钟"),
    ">=7月1日": {"kind": "start_date", "date": "--07-01", "inclusive": True},
    ">2021-07-01": {"kind": "start_date", "date": "2021-07-01", "inclusive": False},
    "零事故": comparison(None, "0", counted="事故"),
    "80%-90%": span("80", "90", "%"),
    "3-5万元": span("30000", "50000", "元"),
    "500元以上10000元以下": span("500", "10000", "元"),
    "1000元(含)-10万元(不含)": span("1000", "100000", "元", high_closed=False),
    "大于10小于20": span("10", "20", low_closed=False, high_closed=False),
    "500±5吨": span("495", "505", "吨"),
    "500吨左右": {"kind": "approximate", "value": "500", "unit": "吨"},
    "约30人": {"kind": "approximate", "value": "30", "unit": "人"},
    "2021年12月31日前": deadline("2021-12-31"),
    "12月底前": deadline("--12-31"),
    "2023年底": deadline("2023-12-31"),
    "2021年7月": deadline("2021-07-31"),
    "每月8日前": recurring("month", None, 8),
    "每季度末前": recurring("quarter", None, "last"),
    "每年12月底前": recurring("year", 12, "last"),
    "每半年末月20日前": recurring("half-year", 6, 20),
    "每季度第2个月底前": recurring("quarter", 2, "last"),
    "每周五前": recurring("week", None, 5),
    "1次/月": frequency(None, "1", "月"),
    "每季度": frequency(None, "1", "季度"),
    "每年不少于2次": frequency(">=", "2", "年"),
    "2023.07-2024.01": {"kind": "period", "start": "2023-07-01", "end": "2024-01-31"},
    "2020年1月--2020年11月": {"kind": "period", "start": "2020-01-01", "end": "2020-11-30"},
    "2021年全年": {"kind": "period", "start": "2021-01-01", "end": "2021-12-31"},
    "较上年增长≥5%": change("increase", ">=", "5", "%", "上年"),
    "同比下降": change("decrease", None, None, "", "同比"),
    "提高2个百分点": change("increase", None, "2", "百分点", None),
    "小于等于核定数": reference("<=", "核定数"),
    "小于前三年平均值": reference("<", "前三年平均值"),
    "控制在预算内": reference("<=", "预算"),
    "不超过核定数的110%": reference("<=", "核定数", "1.1"),
    "是": {"kind": "boolean", "value": True},
    "否": {"kind": "boolean", "value": False},
    "显著提高": {"kind": "qualitative", "text": "显著提高"},
    "优良": {"kind": "qualitative", "text": "优良"},
    "有效保障": {"kind": "qualitative", "text": "有效保障"},
    "文字描述": {"kind": "narrative"},
    "定性": {"kind": "narrative"},
    "/": {"kind": "not_applicable"},
    "无": {"kind": "not_applicable"},
    "—": {"kind": "not_applicable"},
    "活动5场；成立中心1个": {
        "kind": "all_of",
        "parts": [
            comparison(None, "5", "场", subject="活动"),
            comparison(None, "1", "个", subject="成立中心"),
        ],
    },
}


@pytest.mark.parametrize(("text", "reading"), READINGS.items())
def test_the_reading(text, reading):
    assert parse(text).to_json() == reading


EXPLANATIONS = {
    "≥95%": ("不低于95%", "at least 95%"),
    "<=3天": ("不超过3天", "at most 3天"),
    "不少于5场": ("不少于5场", "at least 5场"),
    "超过5人": ("超过5人", "more than 5人"),
    "少于5人": ("少于5人", "fewer than 5人"),
    "=12月": ("等于12个月", "exactly 12个月"),
    "培训合格率≥95%": ("培训合格率不低于95%", "培训合格率 at least 95%"),
    "温度:-5℃": ("温度:-5℃", "温度 -5℃"),
    "80%-90%": ("80%（含）至90%（含）", "80% to 90%"),
    "大于10小于20": ("10（不含）至20（不含）", "10 (not included) to 20 (not included)"),
    "500吨左右": ("约500吨", "about 500吨"),
    "2021年12月31日前": ("2021年12月31日（含当日）前", "by 2021-12-31"),
    "12月31日（不含）前": ("12月31日（不含当日）前", "before 31 December"),
    "每月8日前": ("每月8日（含当日）前", "by day 8 of every month"),
    "每季度末前": ("每季度末（含当日）前", "by the last day of every quarter"),
    "每季度第2个月10日前": (
        "每季度第2个月10日（含当日）前",
        "by day 10 of the second month of every quarter",
    ),
    "每年12月底前": ("每年12月底（含当日）前", "by the last day of December of every year"),
    "每周五前": ("每周五（含当日）前", "by Friday of every week"),
    "每年不少于2次": ("每年不少于2次", "at least 2次 per year"),
    "2023.07-2024.01": ("2023年7月1日至2024年1月31日", "from 2023-07-01 to 2024-01-31"),
    "1月1日至3月31日": ("1月1日至3月31日", "from 1 January to 31 March"),
    "较上年增长≥5%": ("较上年增长不低于5%", "increase of at least 5% against 上年"),
    "减少3人以上": ("减少不少于3人", "decrease of at least 3人"),
    "同比下降": ("同比下降", "decrease year on year"),
    "提高2个百分点": ("增长2个百分点", "increase of 2个百分点"),
    "不超过核定数的110%": ("不超过核定数的110%", "at most 110% of 核定数"),
    "超过13万元": ("超过13万元", "above 130000元"),
    "不低于250个工作日": ("不少于250个工作日", "at least 250工作日"),
    "零事故": ("零事故", "no 事故"),
    "误差±3%": ("误差±3%以内", "误差 within ±3%"),
    "提高满意度5%": ("提高满意度5%", "满意度 increase of 5%"),
    "不超过接待对象人数的三分之一": ("不超过接待对象人数的3分之1", "at most 1/3 of 接待对象人数"),
    "与上年持平": ("与上年持平", "level with 上年"),
    "是": ("是", "yes"),
    "否": ("否", "no"),
    ">=7月1日": ("7月1日起", "from 1 July on"),
    ">2021-07-01": ("2021年7月1日之后", "after 2021-07-01"),
    "显著提高": ("显著提高（由人评判）", "显著提高 (judged by people)"),
    "文字描述": ("以文字描述完成情况", "described in words"),
    "/": ("不适用", "not applicable"),
    "活动5场；成立中心1个": ("活动5场；且成立中心1个", "活动 5场; and 成立中心 1个"),
}


@pytest.mark.parametrize(("text", "phrases"), EXPLANATIONS.items())
def test_the_reading_in_words(text, phrases):
    target = parse(text)
    assert (target.explain("zh"), target.explain("en")) == phrases


RARER_EXPLANATIONS = {
    "由50%提高到80%": ("由50%提高到80%", "up from 50% to at least 80%"),
    "由12%下降到8%": ("由12%降低到8%", "down from 12% to at most 8%"),
    "每天9:00至17:00": ("每天09:00至17:00", "from 09:00 to 17:00 every day"),
    "下午5点前": ("17:00（含）前", "by 17:00"),
    "师生比≥1:18": ("师生比不低于1:18", "师生比 at least 1:18"),
    "增长约5%": ("增长约5%", "increase of about 5%"),
    "高于全国平均3个百分点": ("高于全国平均3个百分点", "3个百分点 above 全国平均"),
    "低于上年2个百分点": ("低于上年2个百分点", "2个百分点 below 上年"),
    "验收合格后15日内": ("验收合格后15天内", "within 15天 after 验收合格"),
    "验收合格后<15日": ("验收合格后不满15天", "less than 15天 after 验收合格"),
    "每季度次月5日前": ("每季度次月5日（含当日）前", "by day 5 of the month after every quarter"),
    "每年次年3月5日前": ("每年次年3月5日（含当日）前", "by 5 March of the year after every year"),
    "每2天1次": ("每2天1次", "1次 per 2天"),
    "培训120人，其中女性50人": ("培训120人，其中：女性50人", "培训 120人, of these: 女性 50人"),
    "考核达到优秀档次": ("考核优秀及以上档次", "考核 level 优秀 or better 档次"),
    "良好档": ("良好档", "level 良好 档"),
}


@pytest.mark.parametrize(("text", "phrases"), RARER_EXPLANATIONS.items())
def test_rarer_forms_in_words(text, phrases):
    target = parse(text)
    assert (target.explain("zh"), target.explain("en")) == phrases


def test_parts_of_a_target_can_be_asked_for():
    after = parse("验收合格后36小时内")
    assert (after.value, after.unit.name, after.event) == (36, "小时", "验收合格")
    open_ = parse("每天9:00至17:00")
    assert (open_.start, open_.end, open_.every) == (9 * 60, 17 * 60, "day")
    assert [parse(text).unit.name for text in ("高于上年3个百分点", "不低于上年")] == ["百分点", ""]


def test_every_kind_is_explained():
    assert {parse(text).kind for text in EXPLANATIONS} == {data["kind"] for data in READINGS.values()}


@pytest.mark.parametrize(
    ("text", "english", "chinese"),
    [
        (
            "6月底前完成50%，12月底前完成100%",
            "by 30 June: 50%; by 31 December: 100%",
            "6月30日（含当日）前：50%; 12月31日（含当日）前：100%",
        ),
        ("2024年完成50%，2025年完成100%", "in 2024: 50%; in 2025: 100%", "2024年：50%; 2025年：100%"),
    ],
)
def test_milestones_are_explained_by_their_day_or_year(text, english, chinese):
    target = parse(text)
    assert (target.explain("en"), target.explain("zh")) == (english, chinese)


def test_one_number_does_not_answer_parts_with_different_names():
    target = parse("新建≥3个、改造≥5个")
    for ask in (target.matches, target.completion):
        with pytest.raises(ExpressionError) as caught:
            ask("6个")
        assert caught.value.diagnostics[0].code == "PR243"
    assert [part.matches("4个") for part in target.parts] == [True, False]
    assert parse("满意度≥90%；满意度≥95%").matches("96%")


@pytest.mark.parametrize(("text", "low"), [("三分之一至三分之二", "1/3"), ("5至百分之十", "5%")])
def test_a_share_that_ends_a_range_does_not_multiply_its_beginning(text, low):
    assert str(parse(text).low) == low


@pytest.mark.parametrize("text", ["显著提高(达标)", "受益面扩大(逾千人)"])
def test_a_short_word_in_the_brackets_of_a_result_is_not_an_operator(text):
    assert str(parse(text)) == text


def test_a_bound_in_the_brackets_of_a_result_is_refused():
    with pytest.raises(ExpressionError, match="PR201"):
        parse("显著提高(高于上年)")
