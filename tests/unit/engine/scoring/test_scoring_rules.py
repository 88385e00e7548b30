"""What a policy says beyond methods: deviations, deductions, weights, missing groups, figures elsewhere."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from perfrules.diagnostics import Source
from perfrules.documents import read_document
from perfrules.engine.scoring import Card, Item, Scorer
from perfrules.expressions import read_actual
from perfrules.policies.scoring.from_document import read_scoring
from perfrules.sheets import ActualEntry, Actuals, Indicator, ProjectActuals, Sheet, read_actuals
from perfrules.values import Quantity

POLICY = """\
kind: scoring
id: unit.self-evaluation
execution: {weight: 0分}
groups: {产出指标: {weight: 60分}, 效益指标: {weight: 30分}, 满意度指标: {weight: 10分}}
operators: [{operator: ">="}]
methods:
  - {kind: comparison, group: 质量指标, method: pass-floor, floor: 60%}
  - kind: comparison
    group: 服务对象满意度指标
    method: intervals
    intervals:
      - {when: 90%（含）以上, share: 100%}
      - {when: 60%（含）至90%（不含）, share: 80%}
  - {kind: comparison, operator: ["<", "<="], method: over-run}
  - {kind: comparison, method: proportional}
  - {kind: change, method: proportional}
  - {kind: deadline, method: lateness, per_day: 5%}
  - {kind: recurring_deadline, method: lateness, per_day: 10%}
  - {kind: qualitative, method: rated}
  - {kind: reference, method: rated}
levels:
  达成: {share: 100%, band: 80%（含）至100%}
  部分达成: {share: 60%, band: 60%（含）至80%（不含）, statements: [基本达到]}
deviation: {explain: ["<100%", ">=130%"]}
over_achievement: [{when: ">=200%", deduct: 20%, unless: explained}]
rounding: {places: 2}
grades: {优: 90分（含）以上, 差: 90分（不含）以下}
"""


def scorer(old: str = "", new: str = "") -> Scorer:
    text = POLICY.replace(old, new) if old else POLICY
    return Scorer(read_scoring(read_document(Source(text, "unit.yaml"))))


def row(target: str, level2: str = "数量指标", **more: object) -> Indicator:
    return Indicator("产出指标", level2, "指标", target=target, **more)  # type: ignore[arg-type]


def one(indicator: Indicator, entry: ActualEntry | str, **figures: str) -> tuple[Item, list[str]]:
    entry = ActualEntry(entry) if isinstance(entry, str) else entry
    baselines = {name: read_actual(text) for name, text in figures.items()}
    reported = ProjectActuals(indicators={"指标": entry}, baselines=baselines)  # type: ignore[arg-type]
    card = scorer().score(
        Sheet(code="1", indicators=(indicator,)), Actuals(date(2021, 12, 31), {"1": reported})
    )
    return card.items[0], [
        each.code for each in card.diagnostics if each.code[:4] in ("PR40", "PR41", "PR42")
    ]


class TestMethods:
    @pytest.mark.parametrize(
        ("level2", "target", "actual", "score"),
        [
            ("质量指标", ">=100个", "70个", "15.00"),
            ("质量指标", ">=100个", "60个", "0.00"),
            ("质量指标", ">=100个", "100个", "60.00"),
            ("服务对象满意度指标", ">=95%", "94%", "60.00"),
            ("服务对象满意度指标", ">=95%", "89.99%", "48.00"),
            ("时效指标", "2021年12月25日前", "2021-12-31", "42.00"),
            ("时效指标", "12月25日前", "2022-01-25", "0.00"),
            ("成本指标", "<=100万元", "150万元", "30.00"),
        ],
    )
    def test_the_policy_chooses_by_kind_and_group(
        self, level2: str, target: str, actual: str, score: str
    ) -> None:
        item, _ = one(row(target, level2), actual)
        assert str(item.score) == score

    def test_the_reason_recomputes_the_score(self) -> None:
        floor, _ = one(row(">=100个", "质量指标"), "70个")
        assert floor.explain() == "实际70个，目标>=100个，完成70%，(完成率-60%)÷(1-60%)=25%，60×25%=15.00分"
        late, _ = one(row("2021年12月25日前", "时效指标"), "2021-12-31")
        assert late.explain() == "实际2021-12-31，晚于目标2021年12月25日前6天，每天扣5%，60×70%=42.00分"
        assert late.reason.text("en").endswith(
            "6 days after 2021年12月25日前, 5% off a day: 60 × 70% = 42.00 points"
        )

    @pytest.mark.parametrize(
        ("level2", "target", "actual", "reported"),
        [
            ("成本指标", "<=100元", "150元", "1-(实际-目标)÷目标=50%，60×50%=30.00分"),
            ("成本指标", "<=100元", "200元", "达到目标<=100元的两倍或以上，不得分"),
            ("成本指标", "<=100元", "250元", "达到目标<=100元的两倍或以上，不得分"),
            ("成本指标", "<=0次", "1次", "超出目标<=0次，不得分"),
            ("质量指标", "=500吨", "2000吨", "完成25%，不超过60%，不得分"),
            ("数量指标", "较上年增长=4%", "5%", "目标÷实际=80%，60×80%=48.00分"),
            ("数量指标", "=500吨", "625吨", "目标÷实际=80%，60×80%=48.00分"),
            (
                "质量指标",
                "=500吨",
                "625吨",
                "完成率按目标÷实际=80%，(完成率-60%)÷(1-60%)=50%，60×50%=30.00分",
            ),
        ],
    )
    def test_no_step_of_the_reason_is_left_to_guess(
        self, level2: str, target: str, actual: str, reported: str
    ) -> None:
        assert one(row(target, level2), actual)[0].explain().endswith(reported)

    def test_a_rate_in_no_interval_is_reported(self) -> None:
        item, reported = one(row(">=95%", "服务对象满意度指标"), "59%")
        assert (item.status, reported[-1]) == ("unreadable", "PR406")

    def test_lateness_of_a_recurring_duty(self) -> None:
        days = "、".join(f"2021-{month:02}-{11 if month == 5 else 8:02}" for month in range(1, 13))
        item, _ = one(row("每月8日前", "时效指标"), days)
        assert item.share == 1 - Fraction(3, 10) / 12
        assert "共晚3天" in item.explain()

    def test_the_places_lead_to_the_lines(self) -> None:
        item, _ = one(row("100个", "质量指标"), "70个")
        assert str(item.places.policy) == "unit.yaml:7"
        assert str(item.places.operator) == "unit.yaml:5"
        rated, _ = one(row("显著提高"), "基本达到")
        assert (str(rated.places.policy), rated.level) == ("unit.yaml:23", "部分达成")

    def test_a_strict_bound_that_is_hit_is_not_called_met(self) -> None:
        item, _ = one(row(">5个"), "5个")
        assert item.met is False
        assert "已达标" not in item.explain()


class TestRatings:
    @pytest.mark.parametrize(
        ("rating", "level", "score"), [("75%", "部分达成", "45.00"), ("80%", "达成", "48.00")]
    )
    def test_a_rating_lies_in_the_band_of_its_level(self, rating: str, level: str, score: str) -> None:
        item, _ = one(row("显著提高"), rating)
        assert (item.level, str(item.score)) == (level, score)

    @pytest.mark.parametrize("target", ["显著提高", ">=10个"])
    def test_an_assessor_may_rate_in_per_cent(self, target: str) -> None:
        item, _ = one(row(target), ActualEntry(rated="75%"))
        assert (item.method, item.level, str(item.score)) == ("rated", "部分达成", "45.00")

    def test_a_rating_in_no_band_is_reported(self) -> None:
        assert one(row("显著提高"), ActualEntry(rated="30%"))[1][-1] == "PR409"
        assert one(row("显著提高"), "30%")[1][-1] == "PR409"

    def test_a_number_is_no_rating(self) -> None:
        assert one(row("显著提高"), "75家")[1][-1] == "PR410"


class TestDeviations:
    @pytest.mark.parametrize(
        ("target", "actual", "due"),
        [
            (">=10个", "9个", True),
            (">=10个", "10个", False),
            (">=10个", "12.9个", False),
            (">=10个", "13个", True),
            ("=10个", "11个", True),
            ("<=10个", "5个", False),
            ("<=10个", "11个", True),
            ("显著提高", "基本达到", True),
        ],
    )
    def test_what_must_be_explained(self, target: str, actual: str, due: bool) -> None:
        item, reported = one(row(target), actual)
        assert (item.must_explain, "PR422" in reported) == (due, due)
        item, reported = one(row(target), ActualEntry(actual, explanation="市场变化"))
        assert (item.must_explain, item.explanation, "PR422" in reported) == (due, "市场变化", False)

    def test_what_passes_the_target_by_far_loses_points(self) -> None:
        item, reported = one(row(">=10个"), "20个")
        assert (str(item.score), "PR423" in reported) == ("48.00", True)
        assert item.explain().endswith("；完成200%，属“>=200%”，扣60×20%，得48.00分")

    def test_unless_it_is_explained(self) -> None:
        item, reported = one(row(">=10个"), ActualEntry("20个", explanation="追加任务"))
        assert (str(item.score), "PR423" in reported) == ("60.00", False)


class TestFiguresKeptElsewhere:
    @pytest.mark.parametrize(
        ("target", "actual", "figures", "score", "source"),
        [
            ("小于等于核定数", "200万元", {"核定数": "200万元"}, "60.00", "written"),
            ("小于等于核定数", "2500000元", {"核定数": "200万元"}, "45.00", "written"),
            ("不超过核定数的110%", "220万元", {"核定数": "200万元"}, "60.00", "written"),
            ("小于前三年平均值", "9万元", {"前三年平均值": "10万元"}, "60.00", "written"),
        ],
    )
    def test_they_are_put_in(
        self, target: str, actual: str, figures: dict[str, str], score: str, source: str
    ) -> None:
        item, _ = one(row(target, "成本指标"), actual, **figures)
        assert (str(item.score), item.operator_source, item.method) == (score, source, "over-run")

    def test_the_reason_names_the_figure_and_what_it_comes_to(self) -> None:
        item, _ = one(row("不超过核定数的110%", "成本指标"), "275万元", 核定数="200万元")
        assert item.explain().startswith("实际275万元，超出目标<=核定数的110%（<=2200000元），")

    def test_one_that_is_not_given_is_reported_and_scores_nothing(self) -> None:
        item, reported = one(row("小于等于核定数", "成本指标"), "200万元", 批复数="200万元")
        assert (item.status, reported[-1], item.met) == ("unreadable", "PR421", None)
        assert "核定数" in item.explain()

    def test_a_figure_of_one_indicator_goes_before_that_of_the_project(self) -> None:
        entry = ActualEntry("5万元", baselines={"核定数": read_actual("4万元")})  # type: ignore[dict-item]
        item, _ = one(row("小于等于核定数", "成本指标"), entry, 核定数="200万元")
        assert item.score == Decimal("45.00")

    def test_a_reference_may_hide_in_the_description(self) -> None:
        indicator = row("文字描述", "成本指标", description="小于等于核定数")
        item, _ = one(indicator, "200万元", 核定数="200万元")
        assert (item.met, item.operator_source) == (True, "column")
        assert one(indicator, "200万元")[1][-1] == "PR421"


class TestChanges:
    @pytest.mark.parametrize(
        ("target", "actual", "figures", "completion"),
        [
            ("较上年增长≥5%", "212万元", {"上年": "200万元"}, "6/5"),
            ("较上年增长≥5%", "6%", {"上年": "200万元"}, "6/5"),
            ("较上年增长≥5%", "6%", {}, "6/5"),
            ("较上年下降5%", "194万元", {"上年": "200万元"}, "3/5"),
            ("较上年提高≥2个百分点", "93%", {"上年": "90%"}, "3/2"),
            ("较上年提高≥2个百分点", "3个百分点", {"上年": "90%"}, "3/2"),
            ("较上年增加≥5个", "24个", {"上年": "20个"}, "4/5"),
            ("同比下降", "19个", {"同比": "20个"}, "1"),
            ("同比下降", "21个", {"同比": "20个"}, "0"),
        ],
    )
    def test_a_level_is_compared_with_its_baseline(
        self, target: str, actual: str, figures: dict[str, str], completion: str
    ) -> None:
        assert str(one(row(target), actual, **figures)[0].completion) == completion

    @pytest.mark.parametrize(
        ("target", "actual", "reported"),
        [
            ("较上年增长≥5%", "208万元", "；较上年（2000000元）增长4%"),
            ("较上年增长≥5%", "194万元", "；较上年（2000000元）下降3%"),
            ("较上年下降≥5%", "194万元", "；较上年（2000000元）下降3%"),
            ("较上年下降≥5%", "200万元", "；较上年（2000000元）持平"),
        ],
    )
    def test_the_reason_tells_how_much_it_changed(self, target: str, actual: str, reported: str) -> None:
        assert one(row(target), actual, 上年="200万元")[0].explain().endswith(reported)

    def test_the_reason_of_a_change_reported_as_such_is_as_it_was(self) -> None:
        assert "2000000元" not in one(row("较上年增长≥5%"), "4%", 上年="200万元")[0].explain()

    def test_a_level_without_its_baseline_says_so(self) -> None:
        item, reported = one(row("较上年增长≥5%"), "208万元")
        assert (item.status, reported[-1], "上年没有给出" in item.explain()) == ("unreadable", "PR421", True)

    def test_a_growth_on_nothing_is_undecided(self) -> None:
        assert one(row("较上年增长≥5%"), "5万元", 上年="0万元")[1][-1] == "PR406"


class TestWeights:
    def card(self, policy: Scorer, *weights: int | None) -> Card:
        exact = [None if each is None else Fraction(each) for each in weights]
        rows = [
            Indicator("产出指标", "数量指标", str(at), target=">=1个", weight=each)
            for at, each in enumerate(exact)
        ]
        reported = {str(at): ActualEntry("1个") for at in range(len(rows))}
        return policy.score(Sheet(code="1", indicators=tuple(rows)), ProjectActuals(indicators=reported))

    def test_mixed(self) -> None:
        assert [each.weight for each in self.card(scorer(), 20, None, None).items] == [20, 20, 20]

    def test_declared(self) -> None:
        card = self.card(scorer("rounding", "weights: declared\nrounding"), 60, None)
        assert [each.weight for each in card.items] == [60, 0]
        assert "PR424" in [each.code for each in card.diagnostics]

    def test_equal(self) -> None:
        card = self.card(scorer("rounding", "weights: equal\nrounding"), 60, None)
        assert [each.weight for each in card.items] == [30, 30]
        assert [each.code for each in card.diagnostics].count("PR428") == 1


class TestMissingGroups:
    def test_their_points_are_lost_and_reported(self) -> None:
        card = TestWeights().card(scorer(), None)
        assert card.total == Decimal("60.00")
        assert [each.code for each in card.diagnostics].count("PR405") == 2

    def test_or_go_to_the_others_where_the_policy_says(self) -> None:
        policy = scorer("rounding", "missing_groups: redistributed\nrounding")
        card = TestWeights().card(policy, None)
        assert card.total == Decimal("100.00")
        codes = [each.code for each in card.diagnostics]
        assert (codes.count("PR427"), codes.count("PR405"), codes.count("PR403")) == (2, 0, 0)

    def test_in_proportion(self) -> None:
        policy = scorer("rounding", "missing_groups: redistributed\nrounding")
        rows = (
            Indicator("产出指标", "数量指标", "甲", target=">=1个"),
            Indicator("效益指标", "社会效益指标", "乙", target=">=1个"),
        )
        weights = [each.weight for each in policy.score(Sheet(indicators=rows)).items]
        assert weights == [Fraction("66.67"), Fraction("33.33")]

    def test_nothing_at_all_to_give_them_to(self) -> None:
        policy = scorer("rounding", "missing_groups: redistributed\nrounding")
        assert policy.score(Sheet()).total == 0


def test_baselines_are_read_from_actuals() -> None:
    text = (
        "kind: actuals\nprojects:\n  '1':\n    baselines: {核定数: 200万元}\n"
        "    indicators: {甲: {actual: 5, baselines: {上年: 3个}}}\n"
    )
    project = read_actuals(read_document(Source(text))).projects["1"]
    assert project.baselines["核定数"] == Quantity(Fraction(2000000), project.baselines["核定数"].unit)
    assert str(project.figures(project.indicators["甲"])["上年"]) == "3个"


def test_a_baseline_that_is_no_quantity_is_refused() -> None:
    text = "kind: actuals\nprojects: {'1': {baselines: {核定数: 按批复}}}\n"
    with pytest.raises(Exception, match="PR420"):
        read_actuals(read_document(Source(text)))


class TestSections:
    def test_a_cited_section_stands_for_the_line(self) -> None:
        policy = scorer(
            "{kind: comparison, method: proportional}",
            "{kind: comparison, method: proportional, section: 第十条}",
        )
        reported = ProjectActuals(indicators={"指标": ActualEntry("4个")})
        item = policy.score(Sheet(indicators=(row(">=5个"),)), reported).items[0]
        assert item.places.policy is not None
        assert item.places.policy.label == "第十条"
        assert item.places.to_json()["policy"]["section"] == "第十条"
        plain = scorer().score(Sheet(indicators=(row(">=5个"),)), reported).items[0]
        assert plain.places.policy is not None
        assert plain.places.policy.label == str(plain.places.policy)
