"""Cases held to a policy: what passes, what fails and why, what cannot be run."""

import pytest

from perfrules.testing import run as running
from perfrules.testing.coverage import coverage_of
from perfrules.testing.run import run_file
from perfrules.testing.update import updated_text

POLICY = """\
kind: decision
id: unit.approval
in_force: {from: 2021-01-01}
inputs:
  amount: {type: money, domain: ">=0元", step: 1元}
  rate: {type: number}
  on: {type: date}
  item: {type: choice, of: [甲, 乙]}
scope: {item: 甲}
outputs:
  who: {type: roles}
  fee: {type: money, combine: sum}
hit: collect
rules:
  - id: small
    when: {amount: 10元以下}
    then: {who: [乙方, 甲方], fee: 1元}
  - id: big
    when: {amount: 超过10元}
    except: {rate: ">=5"}
    then: {who: [甲方], fee: 2元}
  - id: late
    when: {on: 2021年3月1日至2099年12月31日}
    then: {fee: 3元}
default: {fee: 0元}
"""
FACTS = "{amount: 5元, rate: 1, on: 2021-01-01, item: 甲}"


@pytest.fixture
def run(tmp_path):
    (tmp_path / "a.yaml").write_text(POLICY, encoding="utf-8")

    def run(cases, name="a.test.yaml"):
        path = tmp_path / name
        path.write_text(cases if "kind" in cases else f"kind: tests\ntests:\n{cases}", encoding="utf-8")
        return run_file(path)

    return run


def one(run, expectation, facts=FACTS):
    (result,) = run(f"  - given: {facts}\n    {expectation}\n").cases
    return result


@pytest.mark.parametrize(
    "expectation",
    [
        "expect: {fires: [small]}",
        "expect: {governed: true, overridden: []}",
        "expect: {outcome: {who: [甲方, 乙方], fee: 1元}}",
        "expect: {outcome: {who: [甲方, 乙方], fee: 10角}}",
        "预期: {命中规则: [small], 适用: 是}",
    ],
)
def test_passes(run, expectation):
    assert one(run, expectation).status == "pass"


@pytest.mark.parametrize(
    ("expectation", "names"),
    [
        ("expect: {fires: [big]}", ["fires"]),
        ("expect: {fires: []}", ["fires"]),
        ("expect: {governed: false}", ["governed"]),
        ("expect: {outcome: {fee: 1元}}", ["outcome"]),
        ("expect: {outcome: {}}", ["outcome"]),
        ("expect: {outcome: {who: [甲方, 乙方], fee: 2元}, fires: [small, late]}", ["outcome", "fires"]),
        ("expect: {error: PR543}", ["error"]),
        ("error: PR543", ["error"]),
    ],
)
def test_fails(run, expectation, names):
    result = one(run, expectation)
    assert result.status == "fail"
    assert [each.name for each in result.mismatches] == names


@pytest.mark.parametrize(
    ("expectation", "code"),
    [
        ("expect: {fires: [smal]}", "PR605"),
        ("expect: {outcome: {whom: [甲方]}}", "PR606"),
        ("expect: {outcome: {fee: 甲}}", "PR533"),
        ("expect: {due: [2021-01-08]}", "PR603"),
    ],
)
def test_is_in_error_where_no_answer_could_be_what_is_expected(run, expectation, code):
    result = one(run, expectation)
    assert result.status == "error"
    assert [each.code for each in result.diagnostics] == [code]
    assert result.diagnostics[0].source.name.endswith("a.test.yaml")


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ("{rate: 1, on: 2021-01-01, item: 甲}", "PR540"),
        ("{amount: -5元, rate: 1, on: 2021-01-01, item: 甲}", "PR543"),
        ("{amount: [5元], rate: 1, on: 2021-01-01, item: 甲}", "PR545"),
        ("{amount: 5元, rate: 1, on: 2021-01-01, item: 丙}", "PR546"),
    ],
)
def test_an_error_of_the_policy_is_one_unless_expected(run, facts, code):
    assert one(run, "expect: {fires: [small]}", facts).status == "error"
    assert one(run, f"error: {code}", facts).status == "pass"
    assert one(run, "error: PR500", facts).status == "fail"


def test_reasons_cite_lines_of_the_policy(run):
    result = one(run, "expect: {fires: [big]}")
    met, unmet = result.why("en")
    assert "a.yaml:15 rule small: amount 5元, asked for `10元以下`" in met
    assert "a.yaml:18 rule big does not hold: amount 5元, asked for `超过10元`" in unmet


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("kind: tests\ntests: []\n", "PR147"),
        ("kind: tests\ntests: >=5\n", "PR120"),
        ("kind: sheet\n", "PR138"),
        ("kind: tests\npolicy: none.such\ntests: [{expect: {governed: true}}]\n", "PR601"),
        ("kind: tests\npolicy: ../none.yaml\ntests: [{expect: {governed: true}}]\n", "PR601"),
        ("kind: tests\ntests: [{given: {}}]\n", "PR604"),
        ("kind: tests\ntests: [{expect: {fires: [a]}, error: PR543}]\n", "PR604"),
        ("kind: tests\ntests: [{expect: {fires: [a], error: PR543}}]\n", "PR604"),
        ("kind: tests\ntests: [{error: PR999}]\n", "PR607"),
        ("kind: tests\ntests: [{as_of: 2021-02-30, error: PR543}]\n", "PR505"),
    ],
)
def test_a_file_that_cannot_be_run(run, text, code):
    result = run(text)
    assert code in [each.code for each in result.diagnostics]
    assert result.count("error") == 1


def test_finds_the_policy_by_id_path_or_name(run):
    for policy in ("unit.approval", "a.yaml", "./a.yaml"):
        text = f"kind: tests\npolicy: {policy}\ntests: [{{given: {FACTS}, expect: {{fires: [small]}}}}]\n"
        assert run(text, "b.test.yaml").count("pass") == 1
    shipped = "kind: tests\npolicy: teaching.procurement\ntests: [{given: {}, error: PR540}]\n"
    assert run(shipped).count("pass") == 1


def test_versions_are_chosen_by_the_day(run, tmp_path):
    later = POLICY.replace("from: 2021-01-01", "from: 2022-01-01").replace("id: small", "id: tiny")
    (tmp_path / "later.yaml").write_text(later, encoding="utf-8")
    first = POLICY.replace("from: 2021-01-01", "from: 2021-01-01, until: 2021-12-31")
    (tmp_path / "a.yaml").write_text(first, encoding="utf-8")
    text = "kind: tests\npolicy: unit.approval\ntests:\n" + "".join(
        f"  - {{given: {FACTS}, as_of: {day}, expect: {{fires: [{rule}]}}}}\n"
        for day, rule in [("2021-12-31", "small"), ("2022-01-01", "tiny")]
    )
    result = run(text)
    assert result.count("pass") == 2
    assert len(coverage_of([result])) == 2


class TestCoverage:
    def missing(self, run, *facts):
        cases = "".join(f"  - given: {each}\n    expect: {{governed: true}}\n" for each in facts)
        (coverage,) = coverage_of([run(cases)])
        return coverage, {(item.rule, item.input, item.side, item.value) for item in coverage.missing}

    def test_each_side_of_each_threshold(self, run):
        coverage, missing = self.missing(run, FACTS)
        assert missing >= {
            ("big", "", "", ""), ("late", "", "", ""), ("", "", "", ""),
            ("small", "amount", "at", "10元"), ("small", "amount", "below", "10元"),
            ("small", "amount", "above", "10元"), ("big", "rate", "at", "5"), ("big", "rate", "above", "5"),
            ("late", "on", "at", "2021-03-01"), ("late", "on", "below", "2021-03-01"),
        }  # fmt: skip
        assert ("small", "", "", "") not in missing
        assert ("", "item", "choice", "甲") not in missing
        assert coverage.share < 1

    def test_only_where_the_other_conditions_hold(self, run):
        _, missing = self.missing(run, "{amount: 5元, rate: 4.9, on: 2021-01-01, item: 甲}")
        assert ("big", "rate", "below", "5") in missing
        _, missing = self.missing(run, "{amount: 11元, rate: 4.9, on: 2021-01-01, item: 甲}")
        assert ("big", "rate", "below", "5") not in missing

    def test_all(self, run):
        facts = [
            f"{{amount: {amount}元, rate: {rate}, on: {day}, item: 甲}}"
            for amount in (9, 10, 11)
            for rate in ("4.9", 5, 6)
            for day in ("2021-02-28", "2021-03-01", "2021-03-02", "2099-12-30", "2099-12-31", "2100-01-01")
        ]
        coverage, missing = self.missing(run, *facts)
        assert not missing
        assert coverage.to_json()["percent"] == "100"

    def test_places_are_those_of_the_conditions(self, run):
        coverage, _ = self.missing(run, FACTS)
        places = {(item.rule, item.input): item.place.rsplit(":", 1)[1] for item in coverage.missing}
        assert places["big", "amount"] == "19"
        assert places["big", "rate"] == "20"


class TestUpdate:
    def test_keeps_comments_and_passes_afterwards(self, run):
        result = run(
            f"  # first\n  - given: {FACTS} # facts\n    expect:\n      fires: [big] # why\n"
            "      outcome:\n        # inside\n        fee: 5元 # five\n"
            f"  - given: {FACTS}\n    error: PR543\n"
        )
        text = updated_text(result)
        for comment in ("# first", "# facts", "# why", "# inside", "# five"):
            assert comment in text
        again = run(text)
        assert [each.status for each in again.cases] == ["pass", "fail"]
        assert updated_text(again) is None

    def test_nothing_to_update(self, run):
        assert updated_text(run(f"  - given: {FACTS}\n    expect: {{fires: [small]}}\n")) is None


class TestSchedules:
    POLICY = "kind: schedule\nid: unit.wages\ndeadline: 每月8日前\nroll: none\n"

    @pytest.fixture
    def held(self, tmp_path):
        (tmp_path / "s.yaml").write_text(self.POLICY, encoding="utf-8")

        def held(case):
            path = tmp_path / "s.test.yaml"
            path.write_text(f"kind: tests\ntests:\n  - {case}\n", encoding="utf-8")
            (result,) = run_file(path).cases
            return result

        return held

    @pytest.mark.parametrize(
        ("case", "status"),
        [
            ("{已知: {付款: [{日期: 2021-01-09}]}, as_of: 2021-01-31, expect: {late: [2021-01-08]}}", "pass"),
            ("{given: {payments: [2021-01-09]}, as_of: 2021-01-31, expect: {met: [2021-01-08]}}", "fail"),
            ("{given: {year: 2021}, expect: {late: []}}", "fail"),
            ("{已知: {年度: 2021}, expect: {due: []}}", "fail"),
            ("{given: {payments: [甲]}, error: PR570}", "pass"),
            ("{given: {year: 甲}, expect: {due: []}}", "error"),
            ("{expect: {due: []}}", "error"),
        ],
    )
    def test_status(self, held, case, status):
        assert held(case).status == status


def test_a_kind_that_cannot_be_tested(tmp_path, monkeypatch):
    rest = {kind: of for kind, of in running.RUNNERS.items() if kind != "scoring"}
    monkeypatch.setattr(running, "RUNNERS", rest)
    path = tmp_path / "c.test.yaml"
    path.write_text(
        "kind: tests\npolicy: mof.self-evaluation-2020\ntests: [{expect: {governed: true}}]\n",
        encoding="utf-8",
    )
    (result,) = run_file(path).cases
    assert [each.code for each in result.diagnostics] == ["PR602"]
