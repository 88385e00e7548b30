"""Results explain themselves in one way: `why` is a list of sentences, `explain()` a method."""

from __future__ import annotations

from datetime import date

import pytest

import perfrules
from perfrules.diagnostics.explained import Explained
from perfrules.sheets import ActualEntry, Indicator, ProjectActuals

SHEET = perfrules.Sheet(code="1", indicators=(Indicator("产出指标", "数量指标", "人数", target="≥100人"),))
ACTUALS = perfrules.Actuals(
    date(2021, 6, 30), {"1": ProjectActuals(indicators={"人数": ActualEntry("80人")})}
)


def results():
    card = perfrules.score(SHEET, ACTUALS)
    report = perfrules.monitor(SHEET, ACTUALS, policy="provincial.monitoring-lights")
    wages = perfrules.load_policy("chengde.wage-payment")
    payments = wages.check_payments(["2021-01-08", "2021-01-08"], 2021, date(2021, 6, 30))
    duties = perfrules.load_policy("chengde.safeguards").fulfil(perfrules.Record(), date(2021, 6, 30)).duties
    decision = perfrules.load_policy("chengde.expenditure-approval").decide(amount=1, category="日常支出")
    return [
        *card.items, card.execution, *report.indicators, report.spending, *report.alarms, *wages.due(2021),
        *payments.items, *payments.spare, *duties, *duties[0].occurrences, decision,
    ]  # fmt: skip


@pytest.mark.parametrize("result", results(), ids=lambda each: type(each).__name__)
def test_why_is_a_list_of_sentences_and_explain_a_method(result):
    assert result.why
    assert all(isinstance(each, str) and each for each in result.why)
    assert isinstance(result.explain(), str)
    assert result.explain("en") != result.explain("zh")
    assert isinstance(result.to_json("en")["why"], list)
    with pytest.raises(ValueError, match="unknown language"):
        result.explain("fr")


def test_every_kind_of_result_that_explains_itself_is_among_them():
    def kinds(cls):
        return {cls}.union(*map(kinds, cls.__subclasses__()))

    named = {each.__name__ for each in kinds(Explained)} - {"Explained"}
    assert named <= {type(each).__name__ for each in results()}


class TestReadOnly:
    """Scorers, monitors and what was achieved cannot be changed; threads may share them."""

    @pytest.mark.parametrize(
        "holder",
        [
            perfrules.load_policy("mof.self-evaluation-2020"),
            perfrules.load_policy("mof.monitoring-2019"),
            perfrules.load_policy("chengde.wage-payment"),
            perfrules.load_policy("chengde.safeguards"),
            perfrules.load_policy("chengde.expenditure-approval"),
        ],
        ids=lambda each: type(each).__name__,
    )
    def test_the_policy_of_a_ready_one(self, holder):
        with pytest.raises(AttributeError):
            holder.policy = None
        with pytest.raises(AttributeError):
            holder.policy.head = None

    def test_actuals(self):
        project = ACTUALS.projects["1"]
        for mapping in (ACTUALS.projects, project.indicators, project.goals, project.baselines,
                        project.indicators["人数"].baselines):  # fmt: skip
            with pytest.raises(TypeError, match="read-only"):
                mapping["2"] = None
        with pytest.raises(AttributeError):
            ACTUALS.projects = {}

    def test_scorers_of_one_policy_are_equal(self):
        one, other = (perfrules.load_policy("mof.self-evaluation-2020") for _ in range(2))
        assert one == other
