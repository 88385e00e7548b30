"""Chains of decisions: expressions and tables that a table needs, read, written, and refused by name."""

from fractions import Fraction

import pytest

from perfrules.diagnostics import PerfrulesError, Source
from perfrules.documents import read_document
from perfrules.engine.decisions.compile import compile_policy
from perfrules.policies.decisions.from_document import read_decision
from perfrules.policies.formats.convert import document_of, write_policy
from perfrules.policies.formats.dmn.reader import read_dmn
from perfrules.policies.formats.plain_rules import plain_rules
from perfrules.policies.loader import read_policy_text

HEAD = '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="m" namespace="urn:m">'


def data(name, type_="number"):
    id_ = "i." + name.replace(" ", "-")
    return f'<inputData id="{id_}" name="{name}"><variable name="{name}" typeRef="{type_}"/></inputData>'


def needs(*names):
    """Requirements: of a decision by `*name`, else of an input."""
    found = []
    for name in names:
        kind, id_ = ("requiredDecision", name[1:]) if name[0] == "*" else ("requiredInput", f"i.{name}")
        href = f'<{kind} href="#{id_.replace(" ", "-")}"/>'
        found.append(f"<informationRequirement>{href}</informationRequirement>")
    return "".join(found)


def decision(name, logic, *required, type_="number"):
    id_ = name.replace(" ", "-")
    variable = f'<variable name="{name}" typeRef="{type_}"/>'
    return f'<decision id="{id_}" name="{name}">{variable}{needs(*required)}{logic}</decision>'


def literal(text):
    return f"<literalExpression><text>{text}</text></literalExpression>"


def table(inputs, rules, outputs='<output name="answer" typeRef="string"/>', hit="UNIQUE"):
    columns = "".join(
        f'<input><inputExpression typeRef="{type_}"><text>{text}</text></inputExpression>{values}</input>'
        for text, type_, values in inputs
    )
    rows = "".join(
        "<rule>"
        + "".join(f"<inputEntry><text>{cell}</text></inputEntry>" for cell in cells[: len(inputs)])
        + "".join(f"<outputEntry><text>{cell}</text></outputEntry>" for cell in cells[len(inputs) :])
        + "</rule>"
        for cells in rules
    )
    return f'<decisionTable hitPolicy="{hit}">{columns}{outputs}{rows}</decisionTable>'


def number(text):
    return text, "number", ""


def read(*parts, decision=None):
    text = HEAD + "".join(parts) + "</definitions>"
    return read_decision(read_dmn(text.encode(), "m.dmn", decision).document)


def refused(*parts, **named):
    with pytest.raises(PerfrulesError) as caught:
        read(*parts, **named)
    return caught.value


PAY = decision("yearly", literal("pay * 12 + 1"), "pay")
TIERS = table([number("yearly")], [("&lt;= 100", '"low"'), ("&gt; 100", '"high"')])


class TestReading:
    def test_a_table_on_an_expression(self):
        policy = compile_policy(read(data("pay"), PAY, decision("tier", TIERS, "*yearly", type_="string")))
        assert policy.decide(pay=Fraction(33, 4)).outcome == {"answer": "low"}
        assert policy.decide(pay=Fraction(826, 100)).outcome == {"answer": "high"}

    def test_an_expression_as_a_column(self):
        rules = [("&lt;= 100", '"low"'), ("&gt; 100", '"high"')]
        logic = table([number("pay * 12 + 1")], rules)
        policy = compile_policy(read(data("pay"), decision("tier", logic, "pay", type_="string")))
        assert policy.decide(pay=8).outcome == {"answer": "low"}
        assert policy.decide(pay=9).outcome == {"answer": "high"}

    def test_an_expression_alone_is_a_policy_of_one_rule(self):
        policy = compile_policy(read(data("pay"), PAY))
        assert policy.decide(pay=2).outcome["yearly"].value == 25

    def test_expressions_on_expressions_in_any_order(self):
        parts = [
            decision("c", literal("b + a"), "*b", "*a"),
            decision("b", literal("a * 2"), "*a"),
            decision("a", literal("x - 1"), "x"),
            data("x"),
        ]
        assert compile_policy(read(*parts)).decide(x=4).outcome["c"].value == 9

    def test_a_table_of_numbers_in_an_expression(self):
        kinds = ("kind", "string", '<inputValues><text>"a", "b"</text></inputValues>')
        rates = table([kinds], [('"a"', "1.5"), ('"b"', "2")], '<output typeRef="number"/>')
        parts = [
            data("kind", "string"),
            data("days"),
            decision("rate", rates, "kind"),
            decision("fee", literal("rate * days"), "*rate", "days"),
        ]
        policy = compile_policy(read(*parts))
        assert policy.decide(kind="a", days=4).outcome["fee"].value == 6
        assert policy.decide(kind="b", days=4).outcome["fee"].value == 8

    def test_a_table_of_numbers_as_a_column_and_as_a_key(self):
        bands = [("&lt; 10", "1"), ("[10..20)", "2"), ("&gt;= 20", "3")]
        grade = table([number("days")], bands, '<output typeRef="number"/>')
        rates = table(
            [number("grade")],
            [("1", "5"), ("2", "7"), ("&gt; 2", "9"), ("&lt; 1", "0"), ("(1..2)", "0")],
            '<output typeRef="number"/>',
        )
        logic = table(
            [number("grade"), number("days")],
            [
                ("1", "-", '"low"', "rate + 1"),
                ("2", "&lt;= rate * 2", '"middle"', "2 * 3"),
                ("3", "-", '"high"', "rate"),
            ],
            '<output name="answer" typeRef="string"/><output name="fee" typeRef="number"/>',
        )
        parts = [
            data("days"),
            decision("grade", grade, "days"),
            decision("rate", rates, "*grade"),
            decision("end", logic, "*grade", "*rate", "days", type_="string"),
        ]
        policy = compile_policy(read(*parts))
        for days, answer, fee in ((3, "low", 6), (12, "middle", 6), (25, "high", 9)):
            outcome = policy.decide(days=days).outcome
            assert (outcome["answer"], outcome["fee"].value) == (answer, fee)

    def test_tests_that_compare_with_names(self):
        cells = [
            ("&lt; limit", '"a"'),
            ("[limit..limit * 2]", '"b"'),
            ("? &gt; limit * 2 and ? &gt; 50", '"c"'),
        ]
        parts = [
            data("x"),
            data("limit"),
            decision("end", table([number("x")], cells), "x", "limit", type_="string"),
        ]
        policy = compile_policy(read(*parts))
        for x, answer in ((19, "a"), (20, "b"), (40, "b"), (51, "c")):
            assert policy.decide(x=x, limit=20).outcome == {"answer": answer}
        assert policy.decide(x=50, limit=20).outcome is None

    @pytest.mark.parametrize(
        ("cell", "days"),
        [
            ("&gt; e", (2, 3)),
            ("&lt;= e", (0, 1)),
            ("not(e)", (0, 2, 3)),
            ("!= e", (0, 2, 3)),
            ("e", (1,)),
            ('&gt;= e + duration("P2D")', (3,)),
            ('[e..e + @"P1D"]', (1, 2)),
        ],
    )
    def test_a_date_compared_with_another(self, cell, days):
        rules = table([("d", "date", "")], [(cell, '"a"')])
        parts = [data("d", "date"), data("e", "date"), decision("tier", rules, "d", "e", type_="string")]
        policy = compile_policy(read(*parts))
        for at in range(4):
            outcome = policy.decide(d=f"2024-03-0{at + 1}", e="2024-03-02").outcome
            assert outcome == ({"answer": "a"} if at in days else None)

    @pytest.mark.parametrize("text", ["(d - e).days", '(d - e) / duration("P1D")', '(d - e)/@"P1D"'])
    def test_the_days_between_two_dates(self, text):
        parts = [data("d", "date"), data("e", "date"), decision("late", literal(text + " * 2"), "d", "e")]
        policy = compile_policy(read(*parts))
        assert policy.decide(d="2024-03-01", e="2024-02-20").outcome["late"].value == 20
        assert policy.decide(d="2024-02-20", e="2024-03-01").outcome["late"].value == -20

    def test_a_component_of_a_structure(self):
        loan = (
            '<itemDefinition name="tLoan"><itemComponent name="sum"><typeRef>number</typeRef></itemComponent>'
            '<itemComponent name="rate"><typeRef>number</typeRef></itemComponent></itemDefinition>'
        )
        policy = read(loan, data("loan", "tLoan"), decision("fee", literal("loan.sum * loan.rate"), "loan"))
        assert sorted(policy.input_by_name) == ["loan.rate", "loan.sum"]

    def test_a_decision_that_others_require_is_chosen_by_name(self):
        parts = data("pay"), PAY, decision("tier", TIERS, "*yearly", type_="string")
        assert read(*parts).id == "tier"
        assert read(*parts, decision="yearly").id == "yearly"

    def test_a_decision_without_inputs_is_a_constant(self):
        assert compile_policy(read(decision("a", literal("1 + 2")))).decide().outcome["a"].value == 3

    def test_a_table_by_names_with_blanks(self):
        cells = [("&lt; 18", "&lt; 30", "1"), ("&lt; 18", "&gt;= 30", "2"), ("&gt;= 18", "-", "3")]
        days = table([number("Age"), number("Years of Service")], cells, '<output typeRef="number"/>')
        parts = [
            data("Age"),
            data("Years of Service"),
            decision("extra days", days, "Age", "Years of Service"),
            decision("total", literal("22 + extra days"), "*extra days"),
        ]
        policy = compile_policy(read(*parts))
        for age, years, total in ((17, 29, 23), (17, 30, 24), (18, 1, 25)):
            assert policy.decide(**{"Age": age, "Years of Service": years}).outcome["total"].value == total


class TestRefused:
    def test_a_circle(self):
        parts = [data("x"), decision("a", literal("b + x"), "*b", "x"), decision("b", literal("a"), "*a")]
        assert refused(*parts, decision="a").code == "PR373"

    def test_a_name_that_is_not_required(self):
        assert refused(data("x"), data("y"), decision("a", literal("x + y"), "x")).code == "PR372"

    def test_a_missing_decision(self):
        assert refused(data("x"), decision("a", literal("x + b"), "x", "*b")).code == "PR376"

    def test_a_decision_of_texts_used_as_a_number(self):
        words = decision("word", table([number("x")], [("&lt; 1", '"a"')]), "x", type_="string")
        found = refused(data("x"), words, decision("a", literal("word + x"), "*word", "x"))
        assert found.code == "PR924"

    @pytest.mark.parametrize(
        ("rules", "outputs", "hit", "code"),
        [
            ([("-", "1")], '<output typeRef="number"/>', "UNIQUE", "PR374"),
            ([("&lt; 2", "1"), ("-", "3")], '<output typeRef="number"/>', "UNIQUE", "PR374"),
            ([("&lt; 2", "1"), ("-", "3")], '<output typeRef="number"/>', "ANY", "PR374"),
            ([("&lt; 2", "1"), ("-", "3")], '<output typeRef="number"/>', "PRIORITY", "PR374"),
            ([("1", "x")], '<output typeRef="number"/>', "UNIQUE", "PR374"),
            ([("1", "2"), ("1", "3")], '<output typeRef="number"/>', "UNIQUE", "PR374"),
            ([("1", "2")], '<output typeRef="number"/>', "COLLECT", "PR374"),
            ([("1", "2")], '<output typeRef="number"/>', "RULE ORDER", "PR374"),
            ([("1", "2")], '<output typeRef="number"/>', "FIRST", "PR277"),
            ([("1", "2", "3")], '<output name="p"/><output name="q"/>', "UNIQUE", "PR374"),
        ],
    )
    def test_a_table_that_is_no_table_of_numbers(self, rules, outputs, hit, code):
        rates = decision("rate", table([number("x")], rules, outputs, hit), "x")
        assert refused(data("x"), rates, decision("a", literal("rate + x"), "*rate", "x")).code == code

    def test_the_days_between_dates_are_no_number_in_feel(self):
        parts = [data("d", "date"), data("e", "date")]
        assert refused(*parts, decision("a", literal("d - e"), "d", "e")).code == "PR378"

    @pytest.mark.parametrize("text", ['-@"P1D"', 'x * duration("P2D")', '@"P4D" / x', '@"P1D" + @"P2D"'])
    def test_a_duration_is_no_number_in_feel(self, text):
        assert refused(data("x"), decision("a", literal(text), "x")).code == "PR370"

    def test_a_divisor_that_may_be_zero(self):
        assert refused(data("x"), decision("a", literal("1 / x"), "x")).code == "PR275"


TEXT = """
kind: decision
id: unit.meeting
inputs:
  kind: {type: choice, title: 会议类别, of: [一类, 二类]}
  people: {type: count, unit: 人, domain: ">=1人"}
  days: {type: duration, unit: 天, domain: ">=1天", step: 0.5天}
  spent: {type: money, domain: ">=0元", step: 0.01元}
  paid: {type: money, unit: 角, domain: ">=0角"}
compute:
  limit: {title: 上限, formula: 定额(kind) × people × days, cite: [{document: 办法, section: 第八条}]}
  share: spent ÷ limit
  whole: spent + paid
tables:
  定额: {title: 综合定额, by: kind, unit: 元/人/天, values: {一类: 760, 二类: 650}}
  费率: {by: spent, values: {100元以下: 1.5%, 超过100元: 1.1%}}
outputs:
  verdict: {type: text}
  pay: {type: money}
rules:
  - {id: within, when: {share: 不超过100%}, then: {verdict: 同意, pay: spent}}
  - id: beyond
    when: {spent: 超过 limit 且不超过 whole的110%}
    then: {verdict: 不同意, pay: {formula: "累进(spent, 费率)", cap: limit, floor: 0元}}
default: {verdict: 不同意, pay: limit}
"""


def written(text=TEXT):
    return write_policy(read_document(Source(text), "decision"), "dmn")[0].decode()


class TestWriting:
    def test_it_is_read_back_word_for_word(self):
        again = read_dmn(written().encode())
        assert again.notes == ()
        assert again.document.plain["compute"]["limit"]["formula"] == "定额(kind) × people × days"
        assert again.document.plain["rules"][1]["when"] == {"spent": "超过 limit 且不超过 whole的110%"}
        assert again.document.plain["rules"][1]["then"]["pay"]["cap"] == "limit"

    def test_units_become_factors(self):
        text = written()
        assert "<text>spent + paid * 0.1</text>" in text
        assert "<text>spent / limit * 100</text>" in text
        assert "<text>(limit..whole * 1.1]</text>" in text

    def test_a_number_changed_elsewhere_goes_before_the_wording(self):
        changed = written().replace("<text>spent / limit * 100</text>", "<text>spent / limit * 90</text>")
        with pytest.raises(PerfrulesError) as caught:
            read_dmn(changed.encode())
        # Without units it would be a share times 90, which the file does not say.
        assert caught.value.code == "PR378"

    def test_a_changed_expression_that_units_allow_is_taken_over(self):
        changed = written().replace("<text>(limit..whole * 1.1]</text>", "<text>(limit..whole * 1.2]</text>")
        reading = read_dmn(changed.encode())
        assert [note.code for note in reading.notes] == ["PR928"]
        assert reading.document.plain["rules"][1]["when"] == {"spent": ">limit且<=whole × 1.2"}

    def test_a_wording_that_is_no_formula_any_more_is_dropped(self):
        changed = written().replace("超过 limit 且不超过 whole的110%", "超过 limt 且不超过 whole的110%")
        reading = read_dmn(changed.encode())
        assert [note.code for note in reading.notes] == ["PR928"]
        assert reading.document.plain["rules"][1]["when"] == {"spent": ">limit且<=whole × 1.1"}

    def test_a_computed_name_whose_wording_is_broken_is_read_from_its_expression(self):
        changed = written().replace("spent + paid</perfrules:wording>", "spent + paud</perfrules:wording>")
        with pytest.raises(PerfrulesError) as caught:
            read_dmn(changed.encode())
        # All wordings of the chain are dropped then, and rates without units give no amounts.
        assert caught.value.code in {"PR272", "PR283", "PR378"}

    def test_a_changed_answer_is_taken_over(self):
        changed = written().replace("<text>limit</text>", "<text>limit / 2</text>")
        reading = read_dmn(changed.encode())
        assert [note.code for note in reading.notes] == ["PR928"]
        assert reading.document.plain["default"]["pay"] == "limit ÷ 2"

    def test_a_changed_rate_counts(self):
        changed = written().replace("<text>760</text>", "<text>800</text>")
        (table,) = [
            each for each in read_decision(read_dmn(changed.encode()).document).tables if each.table.title
        ]
        assert [row.value for row in table.table.rows] == [800, 650]

    @pytest.mark.parametrize(
        ("was", "now", "what"),
        [
            ("share: spent ÷ limit", "share: 定额(other) × 1人 × 1天 ÷ limit", "定额(other)"),
        ],
    )
    def test_what_feel_cannot_say_exactly_is_refused_by_name(self, was, now, what):
        text = TEXT.replace(was, now).replace(
            "  people:", "  other: {type: choice, of: [一类, 二类]}\n  people:"
        )
        with pytest.raises(PerfrulesError) as caught:
            written(text)
        assert caught.value.code == "PR903"
        assert what in caught.value.diagnostics[0].arguments["parts_en"]

    @pytest.mark.parametrize(
        ("compute", "when", "tests"),
        [
            ("", "晚于 accepted", ("&gt; accepted",)),
            ("", "不晚于 accepted + 15天", ('&lt;= accepted + duration("P15D")',)),
            ("", "!= accepted - 1天", ('not(accepted - duration("P1D"))',)),
            ("", "!= accepted", ("not(accepted)",)),
            ("", "晚于 accepted + grace", ('&gt; accepted + grace * duration("P1D")',)),
            ("late: paid - accepted", "晚于 accepted", ("(paid - accepted).days",)),
        ],
    )
    def test_dates_are_dates_and_durations_in_feel(self, compute, when, tests):
        text = f"""
kind: decision
id: unit.paid
inputs:
  paid: {{type: date}}
  accepted: {{type: date}}
  grace: {{type: duration, unit: 天, domain: "[0天,90天]", step: 1天}}
{f"compute: {{{compute}}}" if compute else ""}
outputs: {{answer: {{type: text}}}}
rules:
  - {{id: one, when: {{paid: "{when}"}}, then: {{answer: a}}}}
"""
        dmn = written(text)
        for test in tests:
            assert f"<text>{test}</text>" in dmn
        policy = compile_policy(read_decision(read_document(Source(text), "decision")))
        again = compile_policy(read_decision(read_dmn(dmn.encode()).document))
        for paid in ("2024-02-28", "2024-02-29", "2024-03-01", "2024-03-15", "2024-03-16"):
            facts = {"paid": paid, "accepted": "2024-02-29", "grace": "15天"}
            assert policy.decide(**facts).outcome == again.decide(**facts).outcome

    def test_plain_rules_name_the_other_side_of_a_comparison(self):
        text = """
kind: decision
id: unit.plain
inputs: {spent: {type: money, domain: 0元至100元}, limit: {type: money, domain: 0元至100元}}
outputs: {who: {type: text}}
rules:
  - {id: special, when: {spent: 超过 limit}, then: {who: 甲}, overrides: [usual]}
  - {id: usual, when: {spent: 50元以下}, then: {who: 乙}}
default: {who: 丙}
"""
        policy = read_policy_text(text, "plain.yaml")[1]
        document = document_of(plain_rules(policy))
        assert document.plain["rules"][1]["when"] == {"spent": "50元以下且<=limit"}
        again = compile_policy(read_decision(read_dmn(write_policy(document, "dmn")[0]).document))
        for spent, limit in ((30, 20), (20, 30), (60, 70), (60, 50)):
            expected = compile_policy(policy).decide(spent=spent, limit=limit).outcome
            assert again.decide(spent=spent, limit=limit).outcome == expected
