"""Filled forms recomputed: each kind of mistake has its code, and a form that is right has none."""

from __future__ import annotations

from fractions import Fraction

import pytest
from attrs import evolve
from form_tables import read_table
from paths import EXAMPLES

from perfrules.diagnostics import Source
from perfrules.documents import read_document
from perfrules.engine.scoring import Scorer, load_scorer
from perfrules.engine.verification import FormCheck, verify_form
from perfrules.sheets.filled.form_files import load_forms
from perfrules.sheets.forms import read_form

EXAMPLE = EXAMPLES / "filled-form" / "form.yaml"


@pytest.fixture(scope="module")
def scorer() -> Scorer:
    return load_scorer("mof.self-evaluation-2020")


def verified(scorer: Scorer, text: str) -> FormCheck:
    return verify_form(read_form(read_document(Source("kind: filled-form\n" + text))), scorer)


def row(scorer: Scorer, **cells: str) -> list[str]:
    """The codes of a form with one row of 50 points, in which nothing else is wrong."""
    reported = {
        "level1": "产出指标",
        "level2": "数量指标",
        "name": "指标",
        "target": ">=100人",
        "weight": "50",
    }
    reported |= {"explanation": "有说明", **cells}
    body = ", ".join(f'{name}: "{text}"' for name, text in reported.items() if text != "-")
    (checked,) = verified(scorer, f"indicators: [{{{body}}}]").rows
    return [each.code for each in checked.problems]


class TestRows:
    @pytest.mark.parametrize(
        ("cells", "codes"),
        [
            ({"actual": "100人", "score": "50"}, []),
            ({"actual": "120人", "score": "50.00"}, []),
            ({"actual": "80人", "score": "40"}, []),
            ({"actual": "100人", "score": "47"}, ["PR443"]),
            ({"actual": "97人", "score": "50"}, ["PR444"]),
            ({"actual": "80人", "score": "45"}, ["PR446"]),
            ({"target": "<=100元", "actual": "110元", "score": "50"}, ["PR445"]),
            ({"target": "<=100元", "actual": "110元", "score": "45.45"}, []),
            ({"target": "<=100元", "actual": "110元", "score": "45.5"}, ["PR446"]),
            ({"target": "<=100元", "actual": "110元", "score": "45"}, ["PR446"]),
            ({"actual": "99.999人", "score": "50.0"}, []),
            ({"actual": "99.98人", "score": "50.0"}, ["PR444"]),
            ({"actual": "100人"}, ["PR440"]),
            ({"actual": "100人", "score": "满分"}, ["PR441"]),
            ({"actual": "100人", "score": "51"}, ["PR442"]),
            ({"actual": "100人", "score": "50", "weight": "五十分吧"}, ["PR441"]),
            ({"score": "50"}, ["PR448"]),
            ({"score": "0"}, []),
            ({"actual": "≥100人", "score": "50"}, ["PR449"]),
            ({"actual": "100家", "score": "50"}, ["PR491"]),
            ({"target": "小于等于核定数", "actual": "5元", "score": "50"}, ["PR449"]),
            ({"target": "省考核", "actual": "5元", "score": "50"}, ["PR449"]),
            ({"level1": "其他指标", "actual": "100人", "score": "0"}, ["PR449"]),
            ({"actual": "80人", "score": "40", "explanation": "-"}, ["PR450"]),
            ({"actual": "80人", "score": "50", "explanation": "-"}, ["PR444", "PR450"]),
            ({"target": "/", "weight": "-"}, []),
        ],
    )  # fmt: skip
    def test_a_row_is_checked_against_its_target_and_actual(
        self, scorer: Scorer, cells: dict[str, str], codes: list[str]
    ) -> None:
        assert row(scorer, **cells) == codes

    @pytest.mark.parametrize(
        ("actual", "score", "codes"),
        [
            ("达成预期指标", "50", []),
            ("达成预期指标", "40", []),
            ("达成预期指标", "39", ["PR447"]),
            ("完成", "43", []),
            ("基本达到", "39.9", []),
            ("基本达到", "40", ["PR447"]),
            ("未完成", "0", []),
            ("未完成", "30", ["PR447"]),
            ("85%", "42.5", []),
            ("85%", "45", ["PR447"]),
            ("30%", "29", ["PR447"]),
            ("30%", "15", []),
            ("挺好的", "50", ["PR449"]),
        ],
    )
    def test_words_earn_any_score_in_the_band_of_their_level(
        self, scorer: Scorer, actual: str, score: str, codes: list[str]
    ) -> None:
        assert row(scorer, target="显著提高", actual=actual, score=score) == codes

    @pytest.mark.parametrize(("score", "codes"), [("50", []), ("49", ["PR447"]), ("40", ["PR447"])])
    def test_words_earn_the_share_of_a_level_without_a_band(
        self, scorer: Scorer, score: str, codes: list[str]
    ) -> None:
        levels = tuple(evolve(level, band=None) for level in scorer.policy.levels)
        bare = Scorer(evolve(scorer.policy, levels=levels))
        assert row(bare, target="显著提高", actual="达成预期指标", score=score) == codes

    def test_a_statement_about_a_number_is_a_level(self, scorer: Scorer) -> None:
        assert row(scorer, actual="完成", score="50") == []

    def test_rows_of_one_name_are_reported_apart_by_their_order(self, scorer: Scorer) -> None:
        one = "{level1: 产出指标, name: 甲, target: '>=5人', actual: %s, weight: 25, score: 25}"
        check = verified(scorer, f"indicators: [{one % '5人'}, {one % '4人'}]")
        assert [[each.code for each in one.problems] for one in check.rows] == [[], ["PR444", "PR450"]]

    def test_a_unit_column_that_contradicts_the_target_leaves_the_row_open(self, scorer: Scorer) -> None:
        heads = "一级指标,二级指标,三级指标,指标值,计量单位,完成值,分值,得分,偏差原因"
        source = Source(f"{heads}\n产出指标,数量指标,人数,≥100人,次,90人,50,50,\n")
        (form,) = read_table(source)
        check = verify_form(form, scorer)
        (checked,) = check.rows
        assert [(each.code, each.severity) for each in checked.problems] == [("PR728", "question")]
        assert (checked.status, checked.recomputed, check.agrees) == ("doubtful", None, False)
        assert check.totals.open_points >= 50


FORM = """\
budget: {adjusted: 100万元, executed: 98.2万元, weight: 10, rate: 98.2%, score: 9.82}
indicators:
- {level1: 产出指标, name: 甲, target: ">=5人", actual: 5人, weight: 50, score: 50}
- {level1: 效益指标, name: 乙, target: ">=5人", actual: 5人, weight: 30, score: 30}
- {level1: 满意度指标, name: 丙, target: ">=90%", actual: 90%, weight: 10, score: 10}
total: 99.82
grade: 优
"""


class TestTheRest:
    @pytest.mark.parametrize(
        ("old", "new", "codes"),
        [
            ("", "", []),
            ("rate: 98.2%", "rate: 98%", []),
            ("rate: 98.2%", "rate: 99%", ["PR452"]),
            ("score: 9.82", "score: 9.8", ["PR453", "PR454"]),
            ("score: 9.82", 'score: "-"', ["PR441"]),
            ("score: 9.82", "score: 10", ["PR453", "PR454"]),
            ("rate: 98.2%, score: 9.82", "rate: 98.2%", ["PR440"]),
            ("weight: 10, rate", "weight: 20, rate", ["PR451"]),
            ("total: 99.82", "total: 100", ["PR454"]),
            ("total: 99.82", "total: 满分", ["PR441"]),
            ("total: 99.82", "", ["PR440"]),
            ("grade: 优", "grade: 良", ["PR455"]),
            ("weight: 50, score: 50", "weight: 40, score: 40", ["PR403", "PR454", "PR456"]),
            ("budget: {adjusted: 100万元, executed", "budget: {executed", ["PR449"]),
            ("executed: 98.2万元", "executed: 99.7万元", ["PR452", "PR453"]),
        ],
    )
    def test_execution_total_and_grade(self, scorer: Scorer, old: str, new: str, codes: list[str]) -> None:
        check = verified(scorer, FORM.replace(old, new) if old else FORM)
        assert sorted(each.code for each in check.diagnostics if each.severity != "info") == codes
        assert check.agrees == (not set(codes) - {"PR403", "PR451", "PR456"})

    def test_a_rate_and_a_score_count_as_rounded(self, scorer: Scorer) -> None:
        text = FORM.replace("98.2万元", "99.96万元").replace("98.2%", "100%").replace("9.82}", "10}")
        assert verified(scorer, text.replace("99.82", "100")).diagnostics == ()

    @pytest.mark.parametrize(("rounded", "difference"), [(True, Fraction(0)), (False, Fraction("0.18"))])
    def test_a_total_whose_number_format_hides_decimals_may_differ_by_them(
        self, scorer: Scorer, rounded: bool, difference: Fraction
    ) -> None:
        check = verified(scorer, FORM.replace("99.82", "100"))
        assert check.form.total is not None
        total = evolve(check.form.total, rounded=rounded)
        assert evolve(check, form=evolve(check.form, total=total)).difference == difference

    def test_a_score_is_not_rounded_further_than_the_policy_does(self, scorer: Scorer) -> None:
        text = FORM.replace("98.2万元", "99.94万元").replace("98.2%", "100%").replace("9.82}", "10}")
        codes = [each.code for each in verified(scorer, text.replace("99.82", "100")).diagnostics]
        assert codes == ["PR453"]

    def test_a_grade_that_the_recomputed_total_does_not_have(self, scorer: Scorer) -> None:
        text = FORM.replace(
            'target: ">=5人", actual: 5人, weight: 50', 'target: ">=5人", actual: 3人, weight: 50'
        )
        codes = [each.code for each in verified(scorer, text).problems]
        assert codes == ["PR456"]

    def test_open_rows_are_not_compared_with_the_grade(self, scorer: Scorer) -> None:
        check = verified(scorer, FORM.replace("actual: 5人, weight: 50", "actual: ≥5人, weight: 50"))
        assert [each.code for each in check.diagnostics] == ["PR449"]
        assert (check.totals.open_points, check.totals.grade) == (50, None)
        assert (str(check.totals.recomputed), str(check.totals.highest)) == ("49.82", "99.82")

    def test_the_policy_is_the_one_that_the_form_names(self) -> None:
        text = "policy: mof.self-evaluation-2021-cost\n" + FORM
        form = read_form(read_document(Source("kind: filled-form\n" + text)))
        check = verify_form(form)
        assert check.card.policy.id == "mof.self-evaluation-2021-cost"
        assert "PR405" in [each.code for each in check.diagnostics]


class TestTheExample:
    def test_the_wrong_scores_that_were_published(self) -> None:
        (form,) = load_forms(EXAMPLE)
        check = verify_form(form)
        assert {
            one.item.name: [each.code for each in one.problems] for one in check.rows if not one.agrees
        } == {
            "惠及人数": ["PR444", "PR450"],
            "新建护坡长度": ["PR449"],
            "验收合格率": ["PR443"],
            "户均补助标准": ["PR445", "PR450"],
            "管护机制": ["PR447"],
        }
        assert [each.code for each in check.problems] == ["PR452", "PR453", "PR454"]
        assert {one.item.name: one.difference for one in check.rows if one.difference} == {
            "惠及人数": Fraction("0.32"),
            "验收合格率": Fraction(-3),
            "户均补助标准": Fraction("0.91"),
            "管护机制": Fraction(5),
        }
