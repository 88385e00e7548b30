"""Required tables of any hit policy give what their rules give, one fact after another."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from perfrules.diagnostics import PerfrulesError
from perfrules.engine.decisions.compile import compile_policy
from perfrules.policies.decisions.from_document import read_decision
from perfrules.policies.formats.dmn.reader import read_dmn

HEAD = '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="m" namespace="urn:m">'
TESTS = {
    "-": lambda _: True,
    "&lt; 3": lambda value: value < 3,
    "&gt;= 5": lambda value: value >= 5,
    "[2..6)": lambda value: 2 <= value < 6,
    "4": lambda value: value == 4,
    "not(4)": lambda value: value != 4,
    "&lt; 2, &gt; 7": lambda value: value < 2 or value > 7,
}
KINDS = {
    "-": lambda _: True,
    '"a"': lambda value: value == "a",
    '"a", "b"': lambda value: value in ("a", "b"),
    'not("c")': lambda value: value != "c",
}
WAYS = [
    ("FIRST", ""), ("UNIQUE", ""), ("ANY", ""), ("PRIORITY", ""),
    ("COLLECT", "SUM"), ("COLLECT", "MIN"), ("COLLECT", "MAX"), ("COLLECT", "COUNT"),
]  # fmt: skip
RANKS = [3, 1, 4, 2]
POINTS = [
    Fraction(1),
    Fraction(2),
    Fraction(3),
    Fraction(4),
    Fraction(9, 2),
    Fraction(5),
    Fraction(7),
    Fraction(8),
]


def model(rules, way, default):
    hit, aggregation = way
    added = f' aggregation="{aggregation}"' if aggregation else ""
    values = f"<outputValues><text>{', '.join(map(str, RANKS))}</text></outputValues>"
    otherwise = f"<defaultOutputEntry><text>{default}</text></defaultOutputEntry>"
    rows = "".join(
        f"<rule><inputEntry><text>{test}</text></inputEntry><inputEntry><text>{kind}</text></inputEntry>"
        f"<outputEntry><text>{number}</text></outputEntry></rule>"
        for test, kind, number in rules
    )
    needs = '<informationRequirement><requiredInput href="#{}"/></informationRequirement>'
    return (
        f'{HEAD}<inputData id="x" name="x"><variable name="x" typeRef="number"/></inputData>'
        '<inputData id="k" name="k"><variable name="k" typeRef="string"/></inputData>'
        '<decision id="t" name="t"><variable name="t" typeRef="number"/>'
        f"{needs.format('x')}{needs.format('k')}"
        f'<decisionTable hitPolicy="{hit}"{added}>'
        '<input><inputExpression typeRef="number"><text>x</text></inputExpression></input>'
        '<input><inputExpression typeRef="string"><text>k</text></inputExpression>'
        '<inputValues><text>"a", "b", "c"</text></inputValues></input>'
        f'<output typeRef="number">{values}{otherwise}</output>{rows}</decisionTable></decision>'
        '<decision id="total" name="total"><variable name="total" typeRef="number"/>'
        '<informationRequirement><requiredDecision href="#t"/></informationRequirement>'
        "<literalExpression><text>t + 10</text></literalExpression></decision></definitions>"
    )


def answer(numbers, way, default):
    """What DMN gives for the numbers of the rules that hold; None where it gives no one number."""
    if not numbers:
        return default
    match way:
        case ("UNIQUE", _):
            return numbers[0] if len(numbers) == 1 else None
        case ("ANY", _):
            return numbers[0] if len(set(numbers)) == 1 else None
        case ("FIRST", _):
            return numbers[0]
        case ("PRIORITY", _):
            return min(numbers, key=RANKS.index)
        case (_, "COUNT"):
            return len(numbers)
        case (_, aggregation):
            return {"SUM": sum, "MIN": min, "MAX": max}[aggregation](numbers)


def holding(rules, x, kind):
    """The numbers of the rules that hold for a fact, in their order."""
    return [number for test, of, number in rules if TESTS[test](x) and KINDS[of](kind)]


def read(text):
    """The compiled policy of the decision `total`, or the code of its refusal."""
    try:
        return compile_policy(read_decision(read_dmn(text.encode(), "m.dmn", "total").document))
    except PerfrulesError as error:
        return error.code


RULES = st.lists(
    st.tuples(st.sampled_from(sorted(TESTS)), st.sampled_from(sorted(KINDS)), st.sampled_from(RANKS)),
    min_size=1,
    max_size=5,
)


class TestEveryHitPolicy:
    """A required table gives each fact the number that its rules and hit policy give it, or is refused."""

    @given(rules=RULES, way=st.sampled_from(WAYS), default=st.sampled_from([0, 7]))
    def test_law(self, rules, way, default):
        expected = {
            (x, kind): answer(holding(rules, x, kind), way, default) for x in POINTS for kind in "abc"
        }
        policy = read(model(rules, way, default))
        if policy == "PR374":
            tells_apart = any(test != "-" or of != "-" for test, of, _ in rules)
            assert None in expected.values() or not tells_apart
            return
        for (x, kind), number in expected.items():
            asked = {each.name: {"x": x, "k": kind}[each.name] for each in policy.policy.inputs}
            assert policy.decide(**asked).outcome["total"].value == number + 10


def test_a_table_of_too_many_combinations_is_refused():
    assert read(model([(f"{at}", '"a"', 1) for at in range(401)], ("FIRST", ""), 0)) == "PR374"
