"""Further forms of each kind in `forms/`: what verification must find in them, built from short rows."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from attrs import frozen
from form_tables import read_table

from perfrules.diagnostics import PerfrulesError, Source
from perfrules.engine.verification import FormCheck, verify_form

HEADS = "一级指标,二级指标,三级指标,年度指标值,实际完成值,分值,得分,偏差原因分析及改进措施"
OUTPUT = "产出指标,数量指标,场次,≥5场,5场,50,50,"
BENEFIT = "效益指标,社会效益指标,受益人数,≥100人,120人,30,30,"
PLEASED = "满意度指标,服务对象满意度指标,群众满意度,≥90%,95%,10,10,"


@frozen
class Form:
    """The lines of a form: its rows, and the parts that a case changes."""

    rows: tuple[str, ...] = (OUTPUT, BENEFIT, PLEASED)
    heads: str = HEADS
    amounts: str = "100,100,100,10,100%,10"
    total: str | None = None
    year: int = 2022
    grade: str = ""

    def text(self) -> str:
        score = self.heads.split(",").index("得分")
        scores = [row.split(",")[score] for row in self.rows]
        claimed = sum(
            (Fraction(each) for each in (*scores, self.amounts.split(",")[-1]) if each.strip("-")),
            Fraction(0),
        )
        shown = self.total or f"{float(claimed):g}"
        cells = [""] * len(self.heads.split(","))
        cells[score] = shown
        return "\n".join(
            [
                "项目支出绩效自评表",
                f"（{self.year}年度）",
                "项目名称,示例项目",
                "项目资金（万元）,,,年初预算数,全年预算数,全年执行数,分值,执行率,得分",
                f",年度资金总额,,{self.amounts}",
                f",{self.heads}",
                *(f",{row}" for row in self.rows),
                f"总分{','.join(['', *cells])}",
                *([f"等级,{self.grade}"] if self.grade else []),
                "",
            ]
        )


def verified(form: Form, policy: str | None = None) -> FormCheck:
    (read,) = read_table(Source(form.text()))
    return verify_form(read, policy)


def found(check: FormCheck) -> dict[str, list[str]]:
    """The errors and questions, by row or by code of the whole form."""
    reported: dict[str, list[str]] = {}
    for row in check.rows:
        codes = [each.code for each in row.problems if each.severity in ("error", "question")]
        if codes:
            reported[row.item.name] = codes
    for each in check.problems:
        if each.severity in ("error", "question"):
            reported.setdefault("form", []).append(each.code)
    return reported


def output(
    name: str, target: str, actual: str, score: str, level2: str = "质量指标", why: str = "已说明"
) -> Form:
    """A form whose first row, of 50 points, is the given one."""
    return Form((f"产出指标,{level2},{name},{target},{actual},50,{score},{why}", BENEFIT, PLEASED))


CASES: dict[str, tuple[Form, dict[str, list[str]]]] = {
    # points in the labels of levels
    "points: a label with a blank": (
        Form(("产出指标 50,数量指标,场次,≥5场,5场,50,50,", BENEFIT, PLEASED)),
        {},
    ),
    "points: second level too": (
        Form(("产出指标（50）,数量指标（50分）,场次,≥5场,5场,50,50,", BENEFIT, PLEASED)),
        {},
    ),
    "points: square brackets": (
        Form(("产出指标\uff3b50分\uff3d,数量指标,场次,≥5场,5场,50,50,", BENEFIT, PLEASED)),
        {},
    ),
    "levels: numbered": (
        Form((f"一、{OUTPUT}", f"（二）{BENEFIT}", f"3.{PLEASED}")),
        {},
    ),
    "parts: a dash before 其中": (
        Form((OUTPUT, ",,——其中：甲地,≥2场,2场,,,", ",,——其中：乙地,≥3场,3场,,,", BENEFIT, PLEASED)),
        {},
    ),
    "points: a miss is still found": (
        Form(("产出指标(50分),数量指标,场次,≥5场,4场,50,50,已说明", BENEFIT, PLEASED)),
        {"场次": ["PR444"]},
    ),
    # headings
    "headings: 完成情况 and 标准分": (
        Form(heads=HEADS.replace("实际完成值", "完成情况").replace("分值", "标准分")),
        {},
    ),
    "headings: actual before target": (
        Form(
            tuple(
                ",".join([*cells[:3], cells[4], cells[3], *cells[5:]])
                for cells in (row.split(",") for row in (OUTPUT, BENEFIT, PLEASED))
            ),
            HEADS.replace("年度指标值,实际完成值", "全年实际值,目标值"),
        ),
        {},
    ),
    "headings: a miss under a synonym": (
        Form(
            ("产出指标,数量指标,场次,≥5场,4场,50,50,已说明", BENEFIT, PLEASED),
            HEADS.replace("实际完成值", "实际值").replace("偏差原因分析及改进措施", "未完成原因分析"),
        ),
        {"场次": ["PR444"]},
    ),
    # unknown headings
    "unknown: actuals": (Form(heads=HEADS.replace("实际完成值", "第二栏")), {"form": ["PR485"]}),
    "unknown: points": (Form(heads=HEADS.replace("分值", "比重系数")), {"form": ["PR485"]}),
    "unknown: targets": (Form(heads=HEADS.replace("年度指标值", "第一栏")), {"form": ["PR485"]}),
    # execution
    "execution: 9.996 is 10.00": (Form(amounts="100,100,99.96,10,99.96%,10"), {}),
    "execution: 9.994 is 9.99": (Form(amounts="100,100,99.94,10,99.94%,10"), {"form": ["PR453"]}),
    "execution: one decimal too few": (Form(amounts="100,100,98.76,10,98.76%,9.9"), {"form": ["PR453"]}),
    "execution: the rate as rounded": (Form(amounts="300,300,200,10,66.7%,6.67"), {}),
    # ratings
    "execution: 18 of the 20 points of the form": (Form(amounts="100,100,90,20,90%,18"), {}),
    "execution: 17 of the 20 points of the form": (
        Form(amounts="100,100,90,20,90%,17"),
        {"form": ["PR453"]},
    ),
    "decimals: more than the policy has": (
        Form(
            ("产出指标,数量指标,人数,≥700人,655人,50,46.7857142857143,已说明", BENEFIT, PLEASED),
            total="96.7857142857143",
        ),
        {},
    ),
    "decimals: 9.30 is a score, not a day": (Form(amounts="100,100,93,10,93%,9.30"), {}),
    "decimals: 6.30 of 6.30 points": (
        Form(
            (
                "产出指标,数量指标,场次,≥5场,5场,43.70,43.70,",
                "产出指标,数量指标,期数,≥5期,5期,6.30,6.30,",
                BENEFIT,
                PLEASED,
            )
        ),
        {},
    ),
    "decimals: 12.31万元 in two columns": (
        Form(
            (
                "产出指标,成本指标,印刷费,12.31,万元,12.50,50,49.24,已说明",
                "效益指标,社会效益指标,受益人数,≥100,人,120,30,30,",
                "满意度指标,服务对象满意度指标,群众满意度,≥90,%,95,10,10,",
            ),
            heads=HEADS.replace("年度指标值", "年度指标值,度量单位"),
        ),
        {},
    ),
    "decimals: the total is rounded": (
        Form(
            ("产出指标,数量指标,人数,≥700人,655人,50,46.785714,已说明", BENEFIT, PLEASED),
            total="96.79",
        ),
        {},
    ),
    "decimals: more than the policy has, and wrong": (
        Form(("产出指标,数量指标,人数,≥700人,655人,50,46.785724,已说明", BENEFIT, PLEASED)),
        {"人数": ["PR446"]},
    ),
    "rating: per cent beyond its own points": (output("机制", "健全", "70%", "39"), {"机制": ["PR447"]}),
    "rating: per cent": (output("机制", "健全", "70%", "35"), {}),
    "rating: a level has a band": (output("机制", "健全", "基本达到", "33"), {}),
    "rating: outside the band of a level": (output("机制", "健全", "基本达到", "45"), {"机制": ["PR447"]}),
    # parts
    "parts: several without points": (
        Form((OUTPUT, ",,其中：一季度,≥2场,2场,,,", ",,二季度,≥3场,3场,,,", BENEFIT, PLEASED)),
        {},
    ),
    "parts: one with points": (
        Form(
            ("产出指标,数量指标,场次,≥5场,5场,30,30,", ",,其中：进村,≥2场,1场,20,20,已说明", BENEFIT, PLEASED)
        ),
        {"其中：进村": ["PR444"]},
    ),
    "parts: the row above is checked": (
        Form(("产出指标,数量指标,场次,≥5场,4场,50,50,已说明", ",,其中：进村,≥2场,2场,,,", BENEFIT, PLEASED)),
        {"场次": ["PR444"]},
    ),
    # operators that are not written
    "operator: 零 accidents": (output("生产安全事故", "0", "1", "50"), {"生产安全事故": ["PR488"]}),
    "operator: complaints": (output("投诉率", "5%", "8%", "50"), {"投诉率": ["PR488"]}),
    "operator: cost": (output("租赁费", "24万元", "30万元", "50", "成本指标"), {"租赁费": ["PR488"]}),
    "operator: written": (output("投诉率", "≤5%", "8%", "50"), {"投诉率": ["PR445"]}),
    # bare numbers
    "bare: more than 万元 allow": (
        output("总成本", "≤80万元", "100", "50", "成本指标"),
        {"总成本": ["PR445"]},
    ),
    "bare: less than 万册 need": (output("宣传册", "≥2万册", "1.9", "50", "数量指标"), {"宣传册": ["PR444"]}),
    "bare: in yuan or in 万元": (
        output("设备费", "≤60万元", "598000", "50", "成本指标"),
        {"设备费": ["PR491"]},
    ),
    # ratios
    "ratio: 0.97 of 98%": (output("完好率", "≥98%", "0.97", "50"), {"完好率": ["PR491"]}),
    "ratio: a share is a share": (output("知晓率", "≥0.8", "60%", "50"), {"知晓率": ["PR444"]}),
    "ratio: 1 of 95%": (output("合格率", "≥95%", "1", "50"), {"合格率": ["PR491"]}),
    # the target's own words, frequencies, months
    "words: 已完善": (output("制度", "完善", "已完善", "50"), {}),
    "words: a lesser degree": (output("水平", "显著提高", "有所提高", "50"), {"水平": ["PR449"]}),
    "words: four quarters": (output("会议", "每季度1次", "4次", "50", "数量指标"), {}),
    "words: a month too late": (
        output("交付", "2022年10月底前", "2022年11月", "50", "时效指标"),
        {"交付": ["PR444"]},
    ),
    "words: a month that does not decide": (
        output("报送", "2022年9月15日前", "9月", "50", "时效指标"),
        {"报送": ["PR491"]},
    ),
    # points of several rows in one cell
    "shared points: met rows have their own claims": (
        Form(("产出指标,数量指标,场次,≥5场,5场,50,30,", ",质量指标,合格率,≥90%,95%,,20,", BENEFIT, PLEASED)),
        {},
    ),
    "shared points: a row that is missed is open": (
        Form(("产出指标,数量指标,场次,≥5场,4场,50,30,", ",质量指标,合格率,≥90%,95%,,20,", BENEFIT, PLEASED)),
        {"场次": ["PR449"]},
    ),
    # totals and grades
    "total: too high": (Form(total="101"), {"form": ["PR454"]}),
    "total: not a number": (Form(total="满分"), {"form": ["PR441"]}),
    "total: right beside a wrong row": (
        Form(("产出指标,数量指标,场次,≥5场,4场,50,40,已说明", BENEFIT, PLEASED), total="100"),
        {"form": ["PR454"]},
    ),
    "grade: not that of the total": (Form(grade="良"), {"form": ["PR455"]}),
    # missing actuals
    "missing: no actual, but points": (output("场次", "≥5场", "", "50", "数量指标"), {"场次": ["PR448"]}),
    "missing: no score for a certain row": (
        output("场次", "≥5场", "5场", "", "数量指标"),
        {"场次": ["PR440"]},
    ),
}


@pytest.mark.parametrize("kind", CASES)
def test_what_is_found(kind: str) -> None:
    form, expected = CASES[kind]
    check = verified(form)
    assert found(check) == expected
    assert check.agrees == (not expected)


COLUMNS = "一级指标,二级指标,三级指标,指标性质,指标值,度量单位,完成值,权重,得分"


@pytest.mark.parametrize(
    ("nature", "value", "unit", "actual", "score"),
    [
        ("≥", "12", "公里", "9", "37.5"),
        ("≤", "40", "万元", "50万元", "40"),
        ("反向", "30", "分钟", "40", "37.5"),
        ("=", "100", "%", "100", "50"),
        ("大于等于", "2.5", "万人", "2", "40"),
    ],
)
class TestColumnsOfSignAndUnit:
    def row(self, *cells: str) -> Form:
        rows = (
            "产出指标,质量指标,示例指标," + ",".join(cells),
            "效益指标,社会效益指标,受益人数,≥,100,人,120,30,30",
            "满意度指标,服务对象满意度指标,群众满意度,≥,90,%,95,10,10",
        )
        return Form(rows, COLUMNS)

    def test_the_right_score_agrees(
        self, nature: str, value: str, unit: str, actual: str, score: str
    ) -> None:
        assert found(verified(self.row(nature, value, unit, actual, "50", score))) == {}

    def test_another_score_is_an_error(
        self, nature: str, value: str, unit: str, actual: str, score: str
    ) -> None:
        other = "49" if score == "50" else "50"
        check = verified(self.row(nature, value, unit, actual, "50", other))
        assert [each.severity for each in check.rows[0].problems if each.code != "PR450"] == ["error"]


class TestThePolicy:
    COST = (
        "成本指标,经济成本指标,总成本,≤100万元,98万元,20,20,",
        "产出指标,数量指标,泵站,≥6座,6座,40,40,",
        "效益指标,社会效益指标,受益居民,≥5200人,5300人,20,20,",
        PLEASED,
    )

    def test_a_group_that_it_lacks_is_a_question_that_names_the_others(self) -> None:
        check = verified(Form(self.COST))
        assert found(check) == {"总成本": ["PR449"], "form": ["PR487"]}
        (proposed,) = (each for each in check.problems if each.code == "PR487")
        assert "mof.self-evaluation-2021-cost" in proposed.help()

    def test_the_policy_that_has_the_group_finds_a_miss(self) -> None:
        rows = (self.COST[0].replace("98万元", "125万元"), *self.COST[1:])
        check = verified(Form(rows), "mof.self-evaluation-2021-cost")
        assert found(check) == {"总成本": ["PR445"]}

    def test_a_group_that_no_policy_has_is_open(self) -> None:
        rows = ("其他指标,其他,总成本,≤100万元,98万元,20,20,", *self.COST[1:])
        assert found(verified(Form(rows)))["总成本"] == ["PR449"]

    @pytest.mark.parametrize("year", [2019, 2020, 2023])
    def test_a_year_is_evaluated_in_the_year_after_it(self, year: int) -> None:
        assert verified(Form(year=year)).card.policy.version == "2020-02-25"

    @pytest.mark.parametrize(("year", "as_of"), [(2018, None), (2021, date(2020, 1, 31))])
    def test_where_none_is_in_force_the_message_names_the_option_and_the_policies(
        self, year: int, as_of: date | None
    ) -> None:
        (form,) = read_table(Source(Form(year=year).text()))
        with pytest.raises(PerfrulesError) as raised:
            verify_form(form, None, as_of)
        (reported,) = raised.value.diagnostics
        assert (reported.code, "--as-of" in reported.help(), "2020-02-25" in reported.message()) == (
            "PR489",
            True,
            True,
        )

    def test_policies_of_the_day_are_named(self) -> None:
        (form,) = read_table(Source(Form(year=2018).text()))
        with pytest.raises(PerfrulesError) as raised:
            verify_form(form, "mof.self-evaluation-2021-cost", date(2020, 6, 1))
        assert "mof.self-evaluation-2020" in raised.value.diagnostics[0].help()

    def test_points_of_a_label_against_the_policy(self) -> None:
        rows = ("产出指标(60分),数量指标,场次,≥5场,5场,50,50,", BENEFIT, PLEASED)
        check = verified(Form(rows))
        assert [each.code for each in check.diagnostics] == ["PR486"]
