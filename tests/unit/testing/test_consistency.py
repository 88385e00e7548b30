"""The suite of laws on shipped policies and on policies with a planted fault."""

import pytest

from perfrules.engine.decisions.compile import compile_policy
from perfrules.engine.decisions.decision import Decision
from perfrules.policies.loader import find_policy, policy_files
from perfrules.resources.paths import data_path
from perfrules.testing import consistency_suite
from perfrules.testing.errors import SuiteError
from perfrules.testing.law_subject import law_subjects

DECIDING = [
    path
    for path in policy_files(data_path("policies"))
    if "kind: checklist" not in path.read_text(encoding="utf-8")
    and "kind: schedule" not in path.read_text(encoding="utf-8")
]

TestShipped = consistency_suite(*DECIDING)

POLICY = """\
kind: decision
id: unit.approval
inputs:
  amount: {type: money, domain: ">=0元", step: 0.01元}
outputs:
  sign_off: {type: roles}
hit: collect
rules:
  - {id: low, when: {amount: 2000元以下}, then: {sign_off: [科长]}}
  - {id: high, when: {amount: 超过2000元}, then: {sign_off: [科长, 局长]}}
expect: [complete, no-conflict, {never-decreasing: sign_off, as: amount}]
"""


@pytest.fixture
def fails(tmp_path, monkeypatch):
    """What a test of the suite says of a policy, None where it passes."""
    monkeypatch.setenv("PERFRULES_LANG", "en")

    def fails(test, text=POLICY, **changes):
        path = tmp_path / "p.yaml"
        path.write_text(text, encoding="utf-8")
        (subject,) = law_subjects(path)
        for name, value in changes.items():
            subject.__dict__[name] = value
        suite = consistency_suite(path)
        try:
            getattr(suite(), f"test_{test}")(subject=subject)
        except (AssertionError, pytest.fail.Exception) as failed:
            return str(failed)
        return None

    return fails


LAWS = [
    "check_finds_nothing", "claims_hold", "nothing_falls_through", "rules_hold_in_their_regions",
    "decisions_survive_json", "explanations_recompute", "deciding_changes_nothing",
]  # fmt: skip


@pytest.mark.parametrize("law", LAWS)
def test_a_sound_policy_passes(fails, law):
    assert fails(law) is None


class TestPlantedFaults:
    """Each fault is reported with the line of the policy and the facts that show it."""

    GAP = POLICY.replace("超过2000元", "2001元以上")
    DEAD = POLICY.replace(
        "expect", "  - {id: dead, when: {amount: 低于0元}, then: {sign_off: [县长]}}\nexpect"
    )
    FALLING = POLICY.replace("[科长, 局长]", "[局长]")
    CONFLICT = POLICY.replace("collect", "unique").replace("超过2000元", "2000元以上")

    def test_gap(self, fails):
        assert "PR802" in fails("check_finds_nothing", self.GAP)
        reported = fails("nothing_falls_through", self.GAP)
        assert "p.yaml:8 no rule holds: amount=2000." in reported

    def test_dead_rule(self, fails):
        reported = fails("check_finds_nothing", self.DEAD)
        assert "p.yaml:11:" in reported
        assert "dead" in reported

    def test_broken_claim(self, fails):
        assert "PR813" in fails("check_finds_nothing", self.FALLING)
        reported = fails("claims_hold", self.FALLING)
        assert "p.yaml:11 never-decreasing fails, sign_off goes from 科长 to 局长: amount=" in reported
        assert "→ amount=" in reported

    def test_conflict(self, fails):
        reported = fails("claims_hold", self.CONFLICT)
        assert "p.yaml:11 only one rule may apply, but several do: low, high: amount=2000元" in reported

    def test_an_engine_that_reads_a_threshold_otherwise(self, fails, tmp_path):
        other = tmp_path / "other.yaml"
        other.write_text(POLICY.replace("2000元以下", "1999元以下"), encoding="utf-8")
        wrong = compile_policy(next(law_subjects(other)).decision)
        reported = fails("rules_hold_in_their_regions", compiled=wrong)
        assert "p.yaml:9 the region of the rule low and the decision disagree: amount=" in reported

    def test_json_that_loses_something(self, fails, monkeypatch):
        whole = Decision.to_json
        monkeypatch.setattr(Decision, "to_json", lambda self: {**whole(self), "rules": []})
        assert "the decision is another after JSON: amount=" in fails("decisions_survive_json")

    def test_an_explanation_that_tells_nothing(self, fails, monkeypatch):
        monkeypatch.setattr(Decision, "explain", lambda _self, _language: "")
        reported = fails("explanations_recompute")
        assert "p.yaml:9 the explanation does not name the rule low: amount=" in reported

    def test_a_reason_that_does_not_follow(self, fails, monkeypatch):
        why = [{"rule": "low", "because": [{"input": "amount", "fact": "3000元", "condition": "2000元以下"}]}]
        monkeypatch.setattr(Decision, "reasons", property(lambda _self: why))
        assert "p.yaml:9 the reason `2000元以下` of the rule low" in fails("explanations_recompute")

    def test_an_engine_that_changes_its_mind(self, fails):
        compiled = compile_policy(find_policy("chengde.expenditure-approval"))

        class Fickle:
            turn = 0

            def decide(self, **_facts):
                self.turn += 1
                return compiled.decide(amount=self.turn, category="日常支出")

        assert "are decided differently: amount=" in fails("deciding_changes_nothing", compiled=Fickle())


def test_a_law_is_asked_of_those_alone_that_it_speaks_of(tmp_path):
    silent, claiming = tmp_path / "silent.yaml", tmp_path / "claiming.yaml"
    silent.write_text(POLICY.split("expect")[0].replace("unit.approval", "unit.silent"), encoding="utf-8")
    claiming.write_text(POLICY, encoding="utf-8")
    left_out = {law for law in LAWS if not hasattr(consistency_suite(silent), f"test_{law}")}
    assert left_out == {"claims_hold", "nothing_falls_through"}
    both = consistency_suite(silent, claiming)
    subject = {law: getattr(both, f"test_{law}").pytestmark[-1].kwargs["ids"] for law in LAWS}
    assert subject["claims_hold"] == subject["nothing_falls_through"] == ["unit.approval"]
    assert subject["check_finds_nothing"] == ["unit.silent", "unit.approval"]


class TestWhatIsHeld:
    def test_by_id_by_path_and_as_an_object(self):
        by_id = [each.name for each in law_subjects("teaching.procurement")]
        path = data_path("policies", "teaching", "procurement.yaml")
        for one in (path, str(path)):
            assert by_id == [each.name for each in law_subjects(one)]
        (subject,) = law_subjects(find_policy("teaching.procurement"))
        assert (subject.name, subject.place("rules", 0)) == ("teaching.procurement", "teaching.procurement")

    def test_tables_of_a_scoring_policy(self):
        names = [each.name for each in law_subjects("mof.self-evaluation-2020")]
        assert "mof.self-evaluation-2020 grades" in names

    def test_a_policy_that_decides_nothing(self):
        with pytest.raises(SuiteError) as refused:
            consistency_suite("chengde.wage-payment")
        assert refused.value.code == "PR616"

    def test_an_unknown_policy(self):
        with pytest.raises(ValueError, match="PR500"):
            consistency_suite("no.such-policy")
