"""The law of names: no reading hides an operator, a change, a negation or a sign in a name.

The words below are written out here and not taken from the lexicon, so that a word missing there is found.
"""

import re

from budgets import law
from expression_strategies import SPELLINGS
from hypothesis import example, given
from hypothesis import strategies as st

from perfrules.expressions import parse, read
from perfrules.testing.strategies.comparators import SUBJECTS

LAW = law(1500)

NAMES = st.sampled_from(
    [
        *["", "合格率", "资金支付", "占比", "办结时限", "投诉量", "单位成本", "质保期", *SUBJECTS],
        *["师生比", "收到通知后", "6月底前", "2023年", "每千人", "原则上"],
    ]
)
OPERATORS = sorted(word for words in SPELLINGS.values() for word in words)
BOUNDS = ["只限", "仅限", "限于", "最长", "最短", "最快", "最迟", "封顶"]
CHANGES = [
    "增",
    "降",
    "升",
    "提",
    "减",
    "增长",
    "下降",
    "提高",
    "同比增长",
    "较上年下降",
    "较去年提高",
    "递增",
    "同比增",
    "比上年减少",
]
NEGATIONS = [
    "不要求", "不考核", "暂不", "暂不考核", "无需", "不强制", "除新建外", "免考核", "豁免",
    "不再要求", "不纳入考核", "取消",
]  # fmt: skip
SIGNS = ["正负", "上下", "上下浮动"]
BETWEEN = st.sampled_from(
    [
        "",
        "总数",
        "累计",
        "全市",
        "编制",
        "约",
        "平均",
        "上年",
        "的",
        "了",
        "每年",
        "单次",
        "原计划",
        "规定的",
        "所有",
        "本年",
    ]
)
AMOUNTS = st.sampled_from(
    [
        *[
            "5%",
            "3天",
            "80万元",
            "20个",
            "一百人",
            "百分之十",
            "5次/年",
            "20%以上",
            "3-5天",
            "50%或60%",
            "一个半月",
        ],
        *["一个半月", "1:20", "Ⅲ类", "良好及以上", "15日内", "17点前", "6张/千人", "20人·天", "零点五"],
    ]
)

HIDDEN = re.compile(
    "[不未]?(?:超过|低于|高于|少于|多于|大于|小于|达到|等于|超出|突破)|不足|不到|只限|仅限|限于"
    "|最长|最短|最快|最迟|最多|最少|至少|至多"
    "|封顶|增|降|提|减"
    "|不要求|不考核|暂|无需|不强制|除.*外|免|豁免|不再|不纳入|取消|正负|上下|同比|较上年|较去年|约|接近|[<>=≥≤±]"
)
KEPT = re.compile("新增|增收|减排")
"""What of these words the names drawn above hold themselves."""


def names_of(data):
    """The names that a reading reports, the words of a baseline apart."""
    for key in ("subject", "counted", "name", "event", "of"):
        if isinstance(data.get(key), str):
            yield data[key]
    for part in data.get("parts", ()):
        yield from names_of(part)


def bounds_of(data):
    """Whether a reading compares at all: an operator, two ends, a change, an approximation, words."""
    if "parts" in data:
        return all(map(bounds_of, data["parts"]))
    plain = data["kind"] in ("comparison", "frequency", "reference")
    return not plain or data["operator"] is not None


def reading_of(text):
    reading = read(text)
    return None if reading.comparator is None or reading.diagnostics else reading.comparator.to_json()


class TestNoReadingHidesAnOperator:
    """A text with an operator is read with it, read with a warning, or refused."""

    @LAW
    @given(NAMES, st.sampled_from([*OPERATORS, *BOUNDS, *CHANGES, *NEGATIONS, *SIGNS]), BETWEEN, AMOUNTS)
    @example("占比", "不超过", "总数", "5%")
    @example("参训人数", "不许超过", "总数", "20个")
    @example("质保期", "超", "编制", "5次/年")
    @example("粮食产量", "升", "规定的", "百分之十")
    def test_in_a_name(self, name, word, between, amount):
        data = reading_of(name + word + between + amount)
        if data is not None:
            assert not [each for each in names_of(data) if HIDDEN.search(KEPT.sub("", each))]

    @LAW
    @given(NAMES, st.sampled_from([*OPERATORS, *BOUNDS]), BETWEEN, AMOUNTS)
    def test_as_a_plain_number(self, name, word, between, amount):
        data = reading_of(name + word + between + amount)
        assert data is None or bounds_of(data)

    @LAW
    @given(NAMES, st.sampled_from(NEGATIONS), st.sampled_from(["", "≥", "不低于", "≤"]), AMOUNTS)
    def test_behind_a_negation(self, name, negation, operator, amount):
        assert reading_of(name + negation + operator + amount) is None

    @LAW
    @given(
        NAMES,
        AMOUNTS,
        st.sampled_from(["以上", "以内", "以下"]),
        st.sampled_from(["取消资格", "扣5分", "不予支付", "解除合同"]),
    )
    def test_behind_a_consequence(self, name, amount, side, consequence):
        assert reading_of(name + amount + side + consequence) is None


def test_a_refusal_points_at_the_hidden_word():
    (found,) = read("办结时限不超过累计5天").diagnostics
    assert found.code == "PR343"
    assert found.source.text[found.span.start : found.span.end] == "不超过"
    assert parse("办结时限不超过5天").subject == "办结时限"
