"""Every public result comes back from its JSON; other data are refused with PR650."""

from __future__ import annotations

import copy
import json
import pickle
from datetime import date
from fractions import Fraction

import pytest
from data_files import data_of
from jsonschema import Draft202012Validator
from paths import ROOT
from readings import reading_of

import perfrules
from perfrules.documents.results.misfits import misfit
from perfrules.documents.results.schemas import result_names, schema_of
from perfrules.ledgers import audit

EXAMPLE = ROOT / "examples" / "chengde-2021"
LEDGER = EXAMPLE / "ledger.csv"
WRONG = [None, 5, [], "x", {}, {"more": 1}, True, "1/0", "2021-02-30"]


def given_back(read, data):
    """What a result that was read from data gives back; the code of the error where it is refused."""
    try:
        return read(data).to_json()
    except perfrules.PerfrulesError as error:
        return error.code


def made():
    """A result of each kind."""
    sheet = perfrules.load_sheet(EXAMPLE / "part2-482-0105-YBN-S72L.yaml")
    june = perfrules.load_actuals(EXAMPLE / "mid-year" / "actuals-2021-06.yaml")
    card = perfrules.score(sheet, perfrules.load_actuals(EXAMPLE / "actuals.yaml"))
    wages = perfrules.load_policy("chengde.wage-payment")
    day = date(2021, 6, 30)
    policies = ["chengde.expenditure-approval", "chengde.expenditure-approval-exclusive"]
    form = perfrules.load_forms(ROOT / "tests" / "conformance" / "forms" / "parts.csv")[0]
    return {
        "scorecard": card,
        "open scorecard": perfrules.score(sheet),
        "form-check": perfrules.verify_form(form),
        "monitoring-report": perfrules.monitor(sheet, june, policy="provincial.monitoring-lights"),
        "due-date": wages.due(2021)[7],
        "payment-report": wages.check_payments(["2021-01-08", "2021-01-09"], 2021, day),
        "checklist-report": perfrules.load_policy("chengde.safeguards").fulfil(perfrules.Record(), day),
        "policy-diff": perfrules.diff(*(perfrules.load_policy(each).policy for each in policies)),
        "audit-report": audit([LEDGER], ["chengde.expenditure-approval"]),
        "finding": perfrules.check(ROOT / "tests" / "golden" / "bad" / "check" / "approval.yaml")[0],
    }


@pytest.fixture(scope="module")
def results():
    return made()


KINDS = [
    "scorecard", "open scorecard", "form-check", "monitoring-report", "due-date", "payment-report",
    "checklist-report", "policy-diff", "finding", "audit-report",
]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
class TestSavedResults:
    @pytest.mark.parametrize("language", ["zh", "en"])
    def test_the_data_come_back(self, results, kind, language):
        data = json.loads(json.dumps(results[kind].to_json(language)))
        saved = type(results[kind]).from_json(data)
        assert saved.to_json() == data
        assert saved == type(results[kind]).from_json(data)
        for copied in (copy.deepcopy(saved), pickle.loads(pickle.dumps(saved))):  # noqa: S301 - our own bytes
            assert copied == saved
            assert copied.to_json() == data

    def test_the_data_fit_their_schema(self, results, kind):
        schema = schema_of(results[kind].saved_as)
        Draft202012Validator.check_schema(schema)
        assert misfit(results[kind].to_json(), results[kind].saved_as) is None

    def test_every_missing_part_is_refused(self, results, kind):
        data = results[kind].to_json()
        optional = {"file", "line", "column", "cell", "related"}
        for part in data.keys() - optional:
            with pytest.raises(perfrules.ResultError) as caught:
                type(results[kind]).from_json({name: each for name, each in data.items() if name != part})
            assert (caught.value.code, part in str(caught.value)) == ("PR650", True)

    @pytest.mark.parametrize("wrong", WRONG, ids=repr)
    def test_a_wrong_part_is_refused_or_comes_back(self, results, kind, wrong):
        data = json.loads(json.dumps(results[kind].to_json()))
        for part in data:
            changed = {**data, part: wrong}
            assert given_back(type(results[kind]).from_json, changed) in ("PR650", changed)

    @pytest.mark.parametrize("wrong", [None, 5, [], "x", {}])
    def test_other_data_are_refused(self, results, kind, wrong):
        with pytest.raises(perfrules.ResultError, match="PR650"):
            type(results[kind]).from_json(wrong)


class TestValues:
    def test_values_have_the_types_that_the_result_has(self, results):
        card = results["scorecard"]
        saved = perfrules.Card.from_json(card.to_json())
        assert (saved.total, saved.grade, saved.code) == (card.total, card.grade, card.code)
        for name in (
            "name",
            "weight",
            "score",
            "completion",
            "met",
            "must_explain",
            "status",
            "level",
        ):
            assert [getattr(each, name) for each in saved.items] == [
                getattr(each, name) for each in card.items
            ]
        assert saved.execution.rate == card.execution.rate
        due = results["due-date"]
        assert perfrules.DueDate.from_json(due.to_json()).due == due.due

    def test_nothing_in_it_can_be_changed(self, results):
        saved = perfrules.Card.from_json(results["scorecard"].to_json())
        with pytest.raises(AttributeError):
            saved.total = 100
        saved.to_json()["total"] = "100"
        saved.items[0].why.append("…")
        assert (saved.total, len(saved.items[0].why)) == (results["scorecard"].total, 1)

    def test_an_unknown_name_is_an_attribute_error(self, results):
        saved = perfrules.Card.from_json(results["scorecard"].to_json())
        with pytest.raises(AttributeError, match="no attribute 'totals'"):
            saved.totals  # noqa: B018 - asking raises
        assert "total" in dir(saved)


def test_every_public_result_can_be_saved():
    kinds = {each.saved_as for each in made().values()} | {"monitoring-check"}
    by_themselves = {"comparator", "decision", "quantity", "reading", "diagnostic", "common"}
    assert kinds | by_themselves == set(result_names())


TEXTS = [
    "不低于95%", "80%-90%", "500吨左右", "12月底前", "2021年12月底前", "每月8日前", "每年不少于2次",
    "2023.07-2024.01", ">=2021-07-01", "较上年增长≥5%", "同比下降", "不超过核定数的三分之二", "是",
    "显著提高", "文字描述", "/", "活动5场；成立中心1个", "培训合格率≥2/3%", "大于10小于20",
]  # fmt: skip


class TestReadings:
    @pytest.mark.parametrize("text", TEXTS)
    def test_a_comparator_comes_back(self, text):
        comparator = perfrules.parse(text)
        data = json.loads(json.dumps(comparator.to_json()))
        assert perfrules.Comparator.from_json(data) == comparator
        assert misfit(data, "comparator") is None

    @pytest.mark.parametrize("text", [*TEXTS, "省考核目标", "10月前", "290%", ""])
    def test_a_reading_comes_back(self, text):
        reading = perfrules.read(text)
        data = json.loads(json.dumps(reading.to_json()))
        again = type(reading).from_json(data)
        assert (again.text, again.comparator) == (reading.text, reading.comparator)
        assert again.to_json() == data
        assert misfit(data, "reading") is None

    @pytest.mark.parametrize("text", TEXTS)
    @pytest.mark.parametrize("wrong", WRONG, ids=repr)
    def test_a_wrong_part_is_refused_or_comes_back(self, text, wrong):
        data = perfrules.parse(text).to_json()
        changes = [{**data, part: wrong} for part in data]
        missing = [{name: each for name, each in data.items() if name != part} for part in data]
        for changed in [*changes, *missing, {**data, "more": wrong}]:
            assert given_back(perfrules.Comparator.from_json, changed) in ("PR650", changed)

    @pytest.mark.parametrize("wrong", [*WRONG, {"text": 5, "reading": None, "diagnostics": []}])
    def test_other_data_are_refused(self, wrong):
        for read in (perfrules.Comparator.from_json, type(perfrules.read("1")).from_json):
            with pytest.raises(perfrules.ExpressionError, match="PR650"):
                read(wrong)

    def test_author_units_are_known(self):
        units = perfrules.UnitRegistry.from_data({"counts": ["斗"]}, perfrules.default_units())
        comparator = perfrules.parse("≥3斗", units)
        assert perfrules.Comparator.from_json(comparator.to_json(), units) == comparator

    @pytest.mark.parametrize("text", ["1.5万元", "三分之二", "-3℃"])
    def test_a_quantity_comes_back(self, text):
        quantity = perfrules.read_actual(text)
        data = quantity.to_json()
        assert perfrules.Quantity.from_json(data) == quantity
        assert misfit(data, "quantity") is None

    @pytest.mark.parametrize("wrong", [*WRONG, {"value": "1"}, {"value": 1.5, "unit": "元"}])
    def test_a_wrong_quantity_is_refused(self, wrong):
        with pytest.raises(perfrules.QuantityError, match="PR650"):
            perfrules.Quantity.from_json(wrong)

    def test_a_fraction_is_exact(self):
        data = {"value": "0.667", "exact": "2/3", "unit": "元"}
        assert perfrules.Quantity.from_json(data).value == Fraction(2, 3)


CORPUS = sorted((ROOT / "tests" / "conformance" / "expressions").glob("*.yaml"))


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_every_reading_of_the_corpus_comes_back(path):
    texts = [case["text"] for case in data_of(path)]
    readings = [reading.comparator for reading in map(reading_of, texts) if reading.comparator]
    for comparator in readings:
        data = comparator.to_json()
        assert perfrules.Comparator.from_json(data).to_json() == data
