"""Duties of entries: a term after an event, with both days in the row."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from unit.ledgers.samples import APPROVAL, WAGES, csv_file

from perfrules.engine.loading import load_policy
from perfrules.engine.schedules.due import Schedule
from perfrules.ledgers import LedgerError, audit

POLICY = """\
perfrules: 1
kind: schedule
id: unit.payment-after-acceptance
title: 验收后付款
deadline: {after: 验收合格之日, within: 15个工作日}
"""
HEADINGS = ["付款日期", "科室", "供应商", "验收合格日期", "金额"]


def schedule(folder: Path) -> Path:
    path = folder / "payment.yaml"
    path.write_text(POLICY, encoding="utf-8")
    return path


def test_each_entry_is_held_against_its_own_due_date(tmp_path: Path) -> None:
    # 2021-03-01 and 15 working days is 2021-03-22.
    rows = [
        ["2021-03-22", "办公室", "甲公司", "2021-03-01", "100"],
        ["2021-03-23", "办公室", "乙公司", "2021年3月1日", "100"],
        ["", "业务处", "丙公司", "2021/3/1", "100"],
        ["2021-04-30", "业务处", "丁公司", "", "100"],
        ["", "业务处", "戊公司", "2021-04-28", "100"],
    ]
    report = audit([csv_file(tmp_path, rows, HEADINGS)], [schedule(tmp_path)])
    found = [(each.what.code, each.rows, each.payee, each.unit) for each in report.findings]
    assert found == [("PR883", (3,), "乙公司", "办公室"), ("PR884", (4,), "丙公司", "业务处")]
    late, unpaid = (each.what.facts for each in report.findings)
    assert late == {"due": "2021-03-22", "days": "1", "paid": "2021-03-23"}
    assert unpaid == {"due": "2021-03-22", "days": "39", "as_of": "2021-04-30"}
    later = audit([csv_file(tmp_path, rows, HEADINGS)], [schedule(tmp_path)], as_of=date(2021, 12, 31))
    assert [each.rows for each in later.findings] == [(3,), (4,), (6,)]


def test_all_days_of_a_year_agree_with_the_schedule(tmp_path: Path) -> None:
    policy = load_policy(schedule(tmp_path))
    assert isinstance(policy, Schedule)
    events = [date(2021, 1, 1) + timedelta(days=at) for at in range(365)]
    rows = [
        [str(event + timedelta(days=20 + at % 6)), "", "甲", str(event), "1"]
        for at, event in enumerate(events)
    ]
    report = audit([csv_file(tmp_path, rows, HEADINGS)], [policy])
    late = [
        at + 2
        for at, event in enumerate(events)
        if event + timedelta(days=20 + at % 6) > policy.due_after(event)[0].due
    ]
    assert [each.rows[0] for each in report.findings] == late
    assert 50 < len(late) < 300


def test_an_event_without_a_column_is_reported(tmp_path: Path) -> None:
    path = csv_file(tmp_path, [["2021-03-22", "100"]], ["付款日期", "金额"])
    with pytest.raises(LedgerError, match="PR886"):
        audit([path], [schedule(tmp_path)])


def test_another_heading_of_the_event_may_be_named(tmp_path: Path) -> None:
    rows = [["2021-06-22", "100", "2021-03-01"]]
    path = csv_file(tmp_path, rows, ["付款日期", "金额", "交货"])
    report = audit([path], [schedule(tmp_path)], columns={"验收合格之日": "交货"})
    assert [each.what.facts["days"] for each in report.findings] == ["92"]


@pytest.mark.parametrize("text", ["3月1日", "待定", "44256", "2021-02-30"])
def test_a_day_that_cannot_be_read_is_reported_where_days_count(tmp_path: Path, text: str) -> None:
    rows = [["2021-03-22", "", "甲", text, "100"], ["2021-03-23", "", "乙", "2021-03-01", "100"]]
    report = audit([csv_file(tmp_path, rows, HEADINGS)], [schedule(tmp_path)])
    assert [(each.row, each.problem.code) for each in report.broken] == [(2, "PR570")]
    assert [each.rows for each in report.findings] == [(3,)]
    with pytest.raises(LedgerError, match="PR570"):
        audit([csv_file(tmp_path, rows, HEADINGS)], [schedule(tmp_path)], strict=True)
    wages = [[text, "办公室", "", "工资", "1", "", "", ""]]
    assert [each.problem.code for each in audit([csv_file(tmp_path, wages)], [WAGES]).broken] == ["PR570"]
    assert not audit([csv_file(tmp_path, wages)], [APPROVAL]).broken
