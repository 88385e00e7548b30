"""Random texts of formulas, over one policy with units and one without, and facts for them."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st

from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.policies.loader import read_policy_text

RATES = {"甲": Fraction(760), "乙": Fraction(1301, 2), "丙": Fraction(0)}
DIVISORS = st.sampled_from(["(days × 1人 ÷ people ÷ 1天)", "(people ÷ 1人)", "7"])
BANDS = [
    (Fraction(0), Fraction(3, 200)),
    (Fraction(100), Fraction(11, 1000)),
    (Fraction(500), Fraction(1, 125)),
]
TEXT = """
kind: decision
id: unit.law
inputs:
  kind: {{type: choice, of: [甲, 乙, 丙]}}
  people: {{type: count, unit: 人, domain: ">=1人"}}
  days: {{type: duration, unit: 天, domain: ">=0.5天", step: 0.5天}}
  spent: {{type: money, domain: ">=0元", step: 0.01元}}
  owed: {{type: money}}
compute: {{total: "{formula}"}}
tables:
  定额: {{by: kind, unit: 元/人/天, values: {{甲: 760, 乙: 650.5, 丙: 0}}}}
  费率:
    by: spent
    values: {{100元以下: 1.5%, 超过100元且不超过500元: 1.1%, 超过500元: 0.8%}}
outputs: {{pay: {{type: money}}}}
rules:
  - {{id: high, when: {{total: 超过1000元}}, then: {{pay: total}}}}
  - {{id: exact, when: {{total: =1000元}}, then: {{pay: total}}}}
  - {{id: low, when: {{total: 不满1000元}}, then: {{pay: total}}}}
"""
NUMBERS = st.fractions(0, 9999, max_denominator=100).map(lambda each: Fraction(round(each * 100), 100))


def _decimal(value: Fraction) -> str:
    return f"{int(value * 100) // 100}.{int(value * 100) % 100:02}"


AMOUNTS = st.one_of(
    st.sampled_from(["spent", "owed", "定额(kind) × people × days", "1000元", "0.1万元", "5角"]),
    NUMBERS.map(lambda value: f"{_decimal(value)}元"),
)
PLAIN = st.one_of(
    st.sampled_from(["10%", "2", "0.5", "people ÷ 3人", "days ÷ 12小时", "spent ÷ (spent + 1元)"]),
    NUMBERS.map(_decimal),
)


def _combined(money: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    ways = st.sampled_from(["四舍五入", "四舍六入五成双", "向上", "向下"])
    steps = st.sampled_from(["0.01元", "1元", "3元", "100元"])
    return st.one_of(
        st.builds("({}) {} ({})".format, money, st.sampled_from("+-"), money),
        st.builds("{} - {}".format, money, money.map("({})".format)),
        st.builds("({}) {} ({})".format, money, st.just("×"), PLAIN),
        st.builds("({}) ÷ {}".format, money, DIVISORS),
        st.builds("最小({}, {})".format, money, money),
        st.builds("最大({}, {}, {})".format, money, money, money),
        st.builds("取整({}, {}, {})".format, money, steps, ways),
        st.builds("累进(最大({}, 0元), 费率)".format, money),
        st.builds("-({})".format, money),
    )


FORMULAS = st.recursive(AMOUNTS, _combined, max_leaves=6)
FACTS = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(sorted(RATES)),
        "people": st.integers(1, 300),
        "days": st.integers(1, 60).map(lambda halves: Fraction(halves, 2)),
        "spent": NUMBERS,
        "owed": st.fractions(-9999, 9999, max_denominator=700),
    }
)


def policy_of(formula: str) -> DecisionPolicy:
    policy = read_policy_text(TEXT.format(formula=formula), "law.yaml")[1]
    assert isinstance(policy, DecisionPolicy)
    return policy


BARE_TEXT = """
kind: decision
id: unit.bare
inputs:
  kind: {{type: choice, of: [甲, 乙, 丙]}}
  a: {{type: number, domain: ">=0"}}
  long name: {{type: number, domain: "<=50"}}
  c: {{type: number}}
compute:
  first: "{first}"
  second: {{formula: "最大({second}, first)"}}
tables:
  t: {{by: kind, values: {{甲: 3, 乙: 0.5, 丙: -2}}}}
  u: {{by: [kind, a], values: {{甲、乙: {{10以下: 1, 大于10: 2}}, 丙: {{5以下: 3, 大于5: 4.25}}}}}}
  v: {{by: a, values: {{10以下: 1.5, 大于10且不超过20: 0.5, 大于20: 0.25}}}}
outputs: {{who: {{type: text}}, pay: {{type: number}}}}
hit: first
rules:
  - {{id: high, when: {{first: 超过10, c: 不超过 second}}, then: {{who: 甲, pay: first}}}}
  - id: middle
    when: {{second: ">-3且<=10", a: ">=3且< second"}}
    then: {{who: 乙, pay: "first + ({third})"}}
  - {{id: low, when: {{"long name": 超过 first的150%, kind: 甲}}, then: {{who: 丙, pay: 2}}}}
default: {{who: 丁, pay: "first - second"}}
"""
BARE_LEAVES = st.sampled_from(["a", "“long name”", "c", "t", "u", "t(kind)", "2", "0.5", "-c", "1.25"])


def _bare(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    ways = st.sampled_from(["四舍五入", "四舍六入五成双", "向上", "向下"])
    return st.one_of(
        st.builds("({}) {} ({})".format, inner, st.sampled_from("+-×"), inner),
        st.builds("{} - {}".format, inner, inner.map("({})".format)),
        st.builds("({}) ÷ {}".format, inner, st.sampled_from(["(a + 1)", "4", "8"])),
        st.builds("最小({}, {})".format, inner, inner),
        st.builds("最大({}, {}, {})".format, inner, inner, inner),
        st.builds("取整({}, {}, {})".format, inner, st.sampled_from(["0.01", "1", "5"]), ways),
        st.builds("累进(最大({}, 0), v)".format, inner),
        st.builds("-({})".format, inner),
    )


BARE_FORMULAS = st.recursive(BARE_LEAVES, _bare, max_leaves=5)
BARE_FACTS = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(sorted(RATES)),
        "a": st.fractions(0, 60, max_denominator=20),
        "long name": st.fractions(-60, 50, max_denominator=8),
        "c": st.fractions(-90, 90, max_denominator=7),
    }
)


def bare_policy_of(first: str, second: str, third: str) -> DecisionPolicy:
    text = BARE_TEXT.format(first=first, second=second, third=third)
    policy = read_policy_text(text, "bare.yaml")[1]
    assert isinstance(policy, DecisionPolicy)
    return policy
