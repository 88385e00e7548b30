"""Monitoring forms read from grids: rows, amounts, periods, lights, and what verification finds in them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from paths import EXAMPLES

from perfrules.cli import main
from perfrules.diagnostics import PerfrulesError
from perfrules.engine.verification import verify_monitoring
from perfrules.sheets.filled.form_files import load_any_forms, load_forms
from perfrules.sheets.forms import FilledMonitoringForm

FORM = """\
项目支出绩效目标执行监控表
（2021年度，截至2021-07-31）
项目名称,培训,,,,项目编码,SL-1
项目资金（万元）,,,年初预算数,全年预算数,1-7月执行数,1-7月执行率,全年预计执行数,偏差原因分析,,灯号
,,年度资金总额,10,10,5,50%,10,按进度支付,,黄灯
,,其中：当年财政拨款,10,,,,,,,
年度总体目标,,办好培训
,一级指标,二级指标,三级指标,年度指标值,1-7月执行情况,全年预计完成情况,偏差原因分析,完成目标可能性,灯号,备注
绩效指标,产出指标,数量指标,人数,≥120人,70人,130人,,确定能,绿灯,
,,,场次,≥12场,1场,12场,集中在下半年,有可能,红灯,已排期
"""


def read(tmp_path: Path, text: str = FORM) -> FilledMonitoringForm:
    path = tmp_path / "监控表.csv"
    path.write_text(text, encoding="utf-8")
    (form,) = load_any_forms(path)
    assert isinstance(form, FilledMonitoringForm)
    return form


class TestReading:
    def test_head_amounts_and_rows(self, tmp_path: Path) -> None:
        form = read(tmp_path)
        assert (form.code, form.name, form.year, form.as_of) == ("SL-1", "培训", 2021, date(2021, 7, 31))
        assert [str(each) for each in (form.budget.executed, form.budget.expected)] == ["50000元", "100000元"]
        assert (form.light, form.explanation, form.goals) == ("黄灯", "按进度支付", "办好培训")
        second = form.rows[1]
        assert (second.indicator.key, second.light) == ("数量指标/场次", "红灯")
        assert second.entry is not None
        assert (second.entry.forecast, second.entry.possibility, second.entry.note) == (
            "12场",
            "有可能",
            "已排期",
        )

    @pytest.mark.parametrize("heading", ["1-7月执行情况", "至2021-07-15执行情况", "Done in months 1-7"])
    def test_the_months_in_a_heading_do_not_matter(self, tmp_path: Path, heading: str) -> None:
        form = read(tmp_path, FORM.replace("1-7月执行情况", heading))
        assert [row.entry and row.entry.text for row in form.rows] == ["70人", "1场"]

    def test_several_forms_keep_their_own_periods(self, tmp_path: Path) -> None:
        second = FORM.replace("2021-07-31", "2021-08-31").replace("SL-1", "SL-2")
        (tmp_path / "两个.csv").write_text(FORM + second, encoding="utf-8")
        forms = load_any_forms(tmp_path / "两个.csv")
        assert [(form.code, form.as_of and form.as_of.month) for form in forms] == [("SL-1", 7), ("SL-2", 8)]

    def test_an_amount_that_is_not_one_is_reported(self, tmp_path: Path) -> None:
        form = read(tmp_path, FORM.replace("10,10,5,50%", "10,10,约5,50%"))
        assert [each.code for each in form.diagnostics] == ["PR304"]

    def test_it_is_not_a_self_evaluation(self, tmp_path: Path) -> None:
        read(tmp_path)
        with pytest.raises(PerfrulesError, match="PR438"):
            load_forms(tmp_path / "监控表.csv")


class TestVerifying:
    POLICY = "provincial.monitoring-lights"

    def test_a_right_form_agrees(self, tmp_path: Path) -> None:
        check = verify_monitoring(read(tmp_path), self.POLICY)
        assert (check.diagnostics, check.agrees) == ((), True)

    def test_another_light_is_a_question_at_its_cell(self, tmp_path: Path) -> None:
        check = verify_monitoring(read(tmp_path, FORM.replace("有可能,红灯", "有可能,绿灯")), self.POLICY)
        (found,) = check.problems
        assert (found.code, found.severity, found.arguments["light"], check.agrees) == (
            "PR435",
            "question",
            "红灯",
            False,
        )

    @pytest.mark.parametrize(("rate", "codes"), [("50.0%", []), ("55%", ["PR452"]), ("5/10", ["PR452"])])
    def test_the_rate_is_recomputed(self, tmp_path: Path, rate: str, codes: list[str]) -> None:
        check = verify_monitoring(read(tmp_path, FORM.replace("50%", rate)), self.POLICY)
        assert [each.code for each in check.problems] == codes

    @pytest.mark.parametrize("language", ["zh", "en"])
    @pytest.mark.parametrize("ending", ["xlsx", "docx"])
    def test_the_command_reads_what_monitor_writes(self, tmp_path: Path, ending: str, language: str) -> None:
        path, folder = tmp_path / f"forms.{ending}", EXAMPLES / "chengde-2021"
        options = ["--as-of", "2021-06-30", "--policy", self.POLICY, "--lang", language]
        actuals = ["--actuals", str(folder / "actuals.yaml")]
        CliRunner().invoke(main, ["monitor", str(folder), *actuals, *options, "-o", str(path)])
        result = CliRunner().invoke(main, ["verify", str(path), "--policy", self.POLICY, "--lang", "zh"])
        assert result.exit_code == 0, result.output
        assert result.stdout.count("灯号均相符") == 8
