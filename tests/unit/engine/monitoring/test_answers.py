"""What an office reports during the year, read as an answer to the target."""

from __future__ import annotations

from datetime import date

import pytest

from perfrules.engine.monitoring import IndicatorStatus, load_monitor
from perfrules.sheets import ActualEntry, Indicator, ProjectActuals, Sheet

MONITOR = load_monitor("provincial.monitoring-lights")
JUNE = date(2025, 6, 30)


def one(
    target: str, actual: str, level2: str = "数量指标", name: str = "指标"
) -> tuple[IndicatorStatus, list[str]]:
    sheet = Sheet(code="1", indicators=(Indicator("产出指标", level2, name, target=target),))
    report = MONITOR.monitor(sheet, ProjectActuals(indicators={name: ActualEntry(actual)}), JUNE)
    return report.indicators[0], [each.code for each in report.diagnostics]


@pytest.mark.parametrize(
    ("level2", "target", "actual", "light"),
    [
        ("数量指标", "≥12万页", "6", "绿灯"),
        ("数量指标", "≥12万页", "60000页", "绿灯"),
        ("成本指标", "≤90万元", "120", "红灯"),
        ("成本指标", "≤90万元", "80", "绿灯"),
        ("数量指标", "每季度1次", "2次", "绿灯"),
        ("数量指标", "≥12次/年", "3次", "红灯"),
        ("质量指标", "0起", "5起", "红灯"),
        ("时效指标", "2025年5月底前", "5月18日", "绿灯"),
        ("时效指标", "2025年5月底前", "2025年5月", "绿灯"),
        ("时效指标", "2025年3月底前", "2025年5月", "红灯"),
    ],
)
def test_a_light_follows_the_reading_that_scoring_uses(
    level2: str, target: str, actual: str, light: str
) -> None:
    found, _ = one(target, actual, level2)
    assert found.light == light, found.explain()


@pytest.mark.parametrize(
    ("target", "actual"),
    [("≤60万元", "598000"), ("≥98%", "0.97"), ("≥800人", "400人次"), ("2025年5月15日前", "5月")],
)
def test_an_answer_with_several_readings_shows_no_light_and_asks(target: str, actual: str) -> None:
    found, codes = one(target, actual)
    assert (found.light, found.met, "PR491" in codes) == (None, None, True)
    assert "待核实" in found.explain()


def test_a_note_says_what_the_row_leaves_out() -> None:
    assert "按指标值的单位万元" in one("≤90万元", "80", "成本指标")[0].explain()


@pytest.mark.parametrize("actual", ["", " ", "—", "未填报"])
def test_a_blank_actual_is_missing(actual: str) -> None:
    assert "PR460" in one("≥5个", actual)[1]
