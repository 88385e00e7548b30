"""Audits: what is required against what is recorded, in every kind of ledger."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import openpyxl
import polars as pl
import pytest
from unit.ledgers.samples import (
    APPROVAL,
    HEADINGS,
    OUTSIDE,
    ROWS,
    SOUND,
    UNDISCUSSED,
    UNREADABLE,
    UNSIGNED,
    WAGES,
    csv_file,
)

from perfrules.ledgers import AuditReport, LedgerError, audit


def shown(report: AuditReport) -> list[tuple[str, tuple[int, ...], str]]:
    return [(each.what.code, each.rows, each.what.facts.get("missing", "")) for each in report.findings]


FOUND = [("PR880", (3,), "主要领导"), ("PR881", (4,), "局长办公会、党组会")]


def workbook(folder: Path, rows: Sequence[Sequence[str]] = ROWS) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in [HEADINGS, *rows]:
        sheet.append(list(row))
    book.save(folder / "台账.xlsx")
    return folder / "台账.xlsx"


def parquet(folder: Path) -> Path:
    pl.DataFrame(ROWS, schema=HEADINGS, orient="row").write_parquet(folder / "台账.parquet")
    return folder / "台账.parquet"


def database(folder: Path) -> str:
    frame = pl.DataFrame(ROWS, schema=HEADINGS, orient="row").to_arrow()
    with duckdb.connect(str(folder / "office.db")) as connection:
        connection.register("rows", frame)
        connection.execute("CREATE TABLE ledger AS SELECT * FROM rows")
    return f"duckdb://{folder / 'office.db'}#ledger"


def test_a_row_that_is_skipped_is_described_in_the_words_of_the_ledger(tmp_path: Path) -> None:
    path = tmp_path / "ledger.csv"
    rows = ["日期,支出类别,金额,签批", "2021-03-01,日常支出, -300 ,局长", "2021-03-02, ,500,局长"]
    path.write_text("\n".join([*rows, "2021-03-03,差旅,500,局长"]), encoding="utf-8")
    problems = [each.problem for each in audit([path], [APPROVAL]).broken]
    assert [(each.code, each.message("zh")) for each in problems] == [
        ("PR543", "输入项“金额”的值“-300”超出取值范围"),
        ("PR540", "缺少输入项“支出类别”"),
        ("PR546", "“差旅”不是输入项“支出类别”的选项"),
    ]


@pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")  # Ibis with a new DuckDB
@pytest.mark.parametrize(
    ("make", "first"),
    [
        (csv_file, 2),
        (lambda folder: csv_file(folder, encoding="gb18030"), 2),
        (workbook, 2),
        (parquet, 1),
        (database, 1),
    ],
)
def test_every_kind_of_ledger_has_the_same_findings(
    tmp_path: Path, make: Callable[[Path], Path | str], first: int
) -> None:
    report = audit([make(tmp_path)], [APPROVAL])
    moved = [(code, tuple(row - 2 + first for row in rows), missing) for code, rows, missing in FOUND]
    assert shown(report) == moved
    assert [(each.row, each.problem.code) for each in report.broken] == [(3 + first, "PR545")]
    assert (report.rows, report.governed) == (5, 3)


def test_a_finding_has_rule_citation_amount_day_payee_and_unit(tmp_path: Path) -> None:
    finding = audit([csv_file(tmp_path)], [APPROVAL]).findings[1]
    assert finding.what.rules == ("collective",)
    assert "2万元以上需经局长办公会或党组会集体讨论通过" in finding.what.cite[0]
    assert (finding.amount, finding.day) == (Decimal(30000), date(2021, 3, 3))
    assert (finding.payee, finding.unit) == ("乙公司", "业务处")
    assert finding.message("zh") == "集体讨论：缺少记录，应有以下之一：局长办公会、党组会"


def test_a_column_of_one_role_counts_where_it_is_marked(tmp_path: Path) -> None:
    headings = [
        "支付日期",
        "支出类型",
        "报销金额（万元）",
        "分管领导签字",
        "主要领导",
        "请示（有/无）",
        "党组会",
    ]
    rows = [
        ["2021/3/1", "日常支出", "0.3", "张三", "李四", "有", ""],
        ["2021/3/1", "日常支出", "0.3", "张三", "否", "有", ""],
        ["2021/3/1", "日常支出", "3", "张三", "李四", "有", "2021-02-01"],
    ]
    report = audit([csv_file(tmp_path, rows, headings)], [APPROVAL])
    assert shown(report) == [("PR880", (3,), "主要领导")]
    assert report.findings[0].amount == Decimal(3000)


def test_an_output_that_no_column_records_is_a_note(tmp_path: Path) -> None:
    report = audit([csv_file(tmp_path, [row[:6] for row in ROWS], HEADINGS[:6])], [APPROVAL])
    assert [each.arguments["title"] for each in report.notes] == ["须提交", "集体讨论"]
    assert shown(report) == FOUND[:1]


def test_headings_may_be_named_in_a_mapping(tmp_path: Path) -> None:
    headings = ["日期", "单位", "收款人", "支出类别", "数额", "领导意见", "附件", "集体讨论"]
    columns = {"amount": "数额", "sign_off": "领导意见"}
    assert shown(audit([csv_file(tmp_path, ROWS, headings)], [APPROVAL], columns=columns)) == FOUND


@pytest.mark.parametrize(
    ("headings", "columns", "code"),
    [
        ([*HEADINGS[:4], "数", *HEADINGS[5:]], {}, "PR886"),
        ([*HEADINGS[:3], "金额", "支出金额", *HEADINGS[5:]], {"category": "收款人"}, None),
        (["支出金额", "付款金额", "x", "支出类别", "y", *HEADINGS[5:]], {}, "PR885"),
        (HEADINGS, {"amount": "没有的列"}, "PR886"),
    ],
)
def test_headings_that_are_missing_or_unclear_are_reported(
    tmp_path: Path, headings: list[str], columns: dict[str, str], code: str | None
) -> None:
    path = csv_file(tmp_path, [SOUND], headings)
    if code is None:
        assert audit([path], [APPROVAL], columns=columns).rows == 1
        return
    with pytest.raises(LedgerError, match=code):
        audit([path], [APPROVAL], columns=columns)


def test_rows_of_another_width_and_bytes_that_are_no_text_are_reported(tmp_path: Path) -> None:
    path = csv_file(tmp_path, [SOUND, SOUND[:5], [*SOUND, "多"], UNSIGNED], encoding="utf-8")
    with path.open("ab") as stream:
        stream.write(b"2021-03-01,\xff\xff,a,b,1,c,d,e\n" + ",".join(UNDISCUSSED).encode() + b"\n")
    report = audit([path], [APPROVAL])
    assert sorted(each.row for each in report.broken) == [3, 4, 6]
    assert {each.problem.code for each in report.broken} == {"PR887"}
    assert shown(report) == [("PR880", (5,), "主要领导"), ("PR881", (7,), "局长办公会、党组会")]


def test_titles_above_the_headings_and_line_breaks_in_cells_are_read(tmp_path: Path) -> None:
    path = tmp_path / "台账.csv"
    noted = [*UNSIGNED[:2], "甲公司\n分公司", *UNSIGNED[3:]]
    csv_file(tmp_path, [HEADINGS, SOUND, noted, UNDISCUSSED], ["2021年支出台账"])
    assert shown(audit([path], [APPROVAL])) == [
        ("PR880", (4,), "主要领导"),
        ("PR881", (5,), "局长办公会、党组会"),
    ]


def test_strict_stops_at_the_first_broken_row(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="PR545") as undecided:
        audit([csv_file(tmp_path)], [APPROVAL], strict=True)
    row = next(each.row for each in audit([csv_file(tmp_path)], [APPROVAL]).broken)
    assert _place(undecided.value) == f"{csv_file(tmp_path).name}:{row}"
    with pytest.raises(LedgerError, match="PR887") as torn:
        audit([csv_file(tmp_path, [SOUND, SOUND[:3], UNREADABLE])], [APPROVAL], strict=True)
    assert _place(torn.value) == f"{csv_file(tmp_path).name}:3"


def _place(error: LedgerError) -> str | None:
    source = error.diagnostics[0].source
    return None if source is None else source.name


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("fehlt.csv", "PR866"),
        ("台账.pdf", "PR868"),
        ("空.csv", "PR733"),
        ("空行.csv", "PR867"),
        ("坏.xlsx", "PR906"),
        ("坏.parquet", "PR888"),
        ("空.xlsx", "PR867"),
    ],
)
def test_what_is_no_ledger_is_reported(tmp_path: Path, name: str, code: str) -> None:
    path = tmp_path / name
    if name == "空.xlsx":
        openpyxl.Workbook().save(path)
    elif name != "fehlt.csv":
        path.write_bytes(b"" if name == "空.csv" else b"\n")
    with pytest.raises(LedgerError) as caught:
        audit([path], [APPROVAL])
    assert [each.code for each in caught.value.diagnostics] == [code]


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("duckdb:///nowhere/none.db#t", "PR888"),
        ("duckdb://x.db", "PR869"),
        ("postgresql://a:geheim@b/c", "PR869"),
        ("oracel://a:geheim@b/c#t", "PR888"),
    ],
)
def test_what_is_no_table_is_reported_without_its_password(address: str, code: str) -> None:
    with pytest.raises(LedgerError, match=code) as caught:
        audit([address], [APPROVAL])
    assert "geheim" not in str(caught.value)


def test_only_decisions_and_schedules_are_audited(tmp_path: Path) -> None:
    from perfrules.policies.base.errors import PolicyError

    with pytest.raises(PolicyError, match="PR508"):
        audit([csv_file(tmp_path)], ["mof.self-evaluation-2020"])


def test_wages_late_and_missing_are_found_by_unit(tmp_path: Path) -> None:
    rows = [
        ["2021-01-04", "办公室", "", "日常支出", "10", "", "", ""],
        *([f"2021-{month:02}-07", "办公室", "职工", "工资", "100", "", "", ""] for month in range(1, 7)),
        ["2021-01-08", "业务处", "职工", "工资", "100", "", "", ""],
        ["2021-02-10", "业务处", "职工", "工资", "100", "", "", ""],
        ["2021-04-08", "业务处", "职工", "工资", "100", "", "", ""],
    ]
    report = audit([csv_file(tmp_path, rows)], [WAGES], as_of=date(2021, 4, 30))
    found = [(each.what.code, each.unit, each.rows, each.what.facts["due"]) for each in report.findings]
    assert found == [("PR883", "业务处", (10,), "2021-02-08"), ("PR884", "业务处", (), "2021-03-08")]
    assert report.findings[0].what.facts["days"] == "2"


def test_months_before_the_ledger_begins_are_not_missing(tmp_path: Path) -> None:
    rows = [[f"2021-{month:02}-07", "办公室", "职工", "工资", "100", "", "", ""] for month in (6, 7)]
    assert audit([csv_file(tmp_path, rows)], [WAGES]).is_clean


def test_a_ledger_without_such_payments_is_a_note(tmp_path: Path) -> None:
    assert [each.code for each in audit([csv_file(tmp_path, [OUTSIDE])], [WAGES]).notes] == ["PR889"]


SPLIT = """\
perfrules: 1
kind: decision
id: unit.split
title: 合并计算
inputs:
  amount: {type: money, title: 金额, unit: 元, domain: ">=0元", step: 0.01元}
  category: {type: choice, title: 支出类别, of: [货物, 服务]}
outputs:
  who: {type: roles, title: 签批}
aggregate: {input: amount, by: [payee, category], within: 7天}
hit: collect
rules:
  - {id: small, when: {amount: 不满1000元}, then: {who: [财务]}}
  - {id: head, when: {amount: 1000元以上}, then: {who: [局长]}}
  - {id: goods, when: {amount: 超过5000元, category: 货物}, then: {who: [局长]}}
"""


def test_split_entries_are_found_over_several_ledgers(tmp_path: Path) -> None:
    policy = tmp_path / "split.yaml"
    policy.write_text(SPLIT, encoding="utf-8")
    one = [["2021-03-01", "甲", "货物", "600", "财务"], ["2021-03-30", "甲", "货物", "600", "财务"]]
    two = [
        ["2021-03-08", "甲", "货物", "400", "财务"],
        ["2021-03-02", "甲", "服务", "600", "财务"],
        ["2021-05-01", "乙", "货物", "4000", "局长"],
        ["2021-05-02", "乙", "货物", "1000.01", "局长"],
        ["2021-05-01", "乙", "服务", "4000", "局长"],
        ["2021-05-02", "乙", "服务", "1000.01", "局长"],
    ]
    headings = ["日期", "供应商", "支出类别", "金额", "签批"]
    ledgers = [csv_file(tmp_path, rows, headings, name=f"{at}.csv") for at, rows in enumerate((one, two))]
    report = audit(ledgers, [policy])
    found = [(each.what.facts["threshold"], each.rows, each.what.rules) for each in report.findings]
    assert found == [("1000元", (2, 2), ("head",)), ("5000元", (4, 5), ("goods",))]
    assert report.findings[1].amount == Decimal("5000.01")


def test_progress_ends_at_the_whole(tmp_path: Path) -> None:
    seen: list[float | None] = []
    audit([csv_file(tmp_path)], [APPROVAL], progress=lambda _, done: seen.append(done))
    assert seen[-1] == 1.0


WIDE = str.maketrans("0123456789,", "\uff10\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18\uff19\uff0c")


@pytest.mark.parametrize(
    "text", ["2500", "2500".translate(WIDE), "2,500", "2,500".translate(WIDE), " 2500 ", "0.25亿元"]
)
def test_a_bare_amount_counts_in_the_unit_of_its_heading(tmp_path: Path, text: str) -> None:
    headings = [*HEADINGS[:4], "金额（万元）", *HEADINGS[5:]]
    report = audit([csv_file(tmp_path, [[*UNSIGNED[:4], text, *UNSIGNED[5:]]], headings)], [APPROVAL])
    assert {each.amount for each in report.findings} == {Decimal(25_000_000)}


@pytest.mark.parametrize("text", ["¥2500", "￥2,500.00", " ¥ 2500 ", "-¥2500"])
def test_a_sign_under_ten_thousands_does_not_settle_the_unit(tmp_path: Path, text: str) -> None:
    headings = [*HEADINGS[:4], "金额（万元）", *HEADINGS[5:]]
    rows = [[*UNSIGNED[:4], each, *UNSIGNED[5:]] for each in (text, "¥2500元", "¥2500万元", "2500")]
    report = audit([csv_file(tmp_path, rows, headings)], [APPROVAL])
    assert [(each.row, each.problem.code) for each in report.broken] == [(2, "PR862")]
    amounts = [each.amount for each in report.findings if each.rows == (3,)]
    assert set(amounts) <= {Decimal(2500)}
    assert {each.amount for each in report.findings} - {Decimal(2500)} == {Decimal(25_000_000)}


def test_a_sign_under_yuan_is_an_amount(tmp_path: Path) -> None:
    report = audit([csv_file(tmp_path, [[*UNSIGNED[:4], "¥2500", *UNSIGNED[5:]]])], [APPROVAL])
    assert (report.broken, {each.amount for each in report.findings}) == ((), {Decimal(2500)})


def test_blank_rows_and_utf_16_are_read(tmp_path: Path) -> None:
    path = csv_file(tmp_path, [SOUND, [""] * 8, *ROWS[1:]], encoding="utf-16")
    report = audit([path], [APPROVAL])
    assert (report.rows, [each.rows for each in report.findings]) == (5, [(4,), (5,)])


@pytest.mark.parametrize("part", ["sign_off", "签批"])
def test_a_mapping_names_parts_by_name_or_title(tmp_path: Path, part: str) -> None:
    headings = [*HEADINGS[:5], "领导", *HEADINGS[6:]]
    assert shown(audit([csv_file(tmp_path, ROWS, headings)], [APPROVAL], columns={part: "领导"})) == FOUND


def test_a_mapping_names_the_column_of_a_role(tmp_path: Path) -> None:
    rows = [[*UNSIGNED[:5], "分管领导", "请示", "王五"], [*UNSIGNED[:5], "分管领导", "请示", "否"]]
    headings = [*HEADINGS[:7], "一把手"]
    report = audit([csv_file(tmp_path, rows, headings)], [APPROVAL], columns={"主要领导": "一把手"})
    assert shown(report) == [("PR880", (3,), "主要领导")]


def test_an_unknown_part_of_a_mapping_is_reported(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="PR864") as caught:
        audit([csv_file(tmp_path)], [APPROVAL], columns={"amuont": "金额"})
    assert caught.value.diagnostics[0].arguments["near"].startswith("amount")


def written(folder: Path, *rows: str) -> Path:
    """A ledger in CSV."""
    path = folder / "ledger.csv"
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("signed", "missing"),
    [
        ("分管领导、主要领导", ""),
        ("分管领导：张三；主要领导：李四", ""),
        ("不同意：分管领导、主要领导", "分管领导、主要领导"),
        ("分管领导（同意）、主要领导（退回）", "主要领导"),
        ("分管领导：；主要领导：", "分管领导、主要领导"),
        ("分管领导、主要领导待签", "主要领导"),
    ],
)
def test_an_entry_that_refuses_is_no_sign_off(tmp_path: Path, signed: str, missing: str) -> None:
    path = written(tmp_path, "日期,支出类别,金额,签批,附件", f"2021-03-01,日常支出,3000,{signed},请示")
    found = [each.message("zh") for each in audit([path], [APPROVAL]).findings]
    assert found == ([f"签批：缺少{missing}"] if missing else [])


def test_a_column_of_one_role_may_hold_a_refusal(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "日期,支出类别,金额,分管领导签字,主要领导签字,请示",
        "2021-03-01,日常支出,3000,张三,不同意,有",
    )
    assert [each.message("zh") for each in audit([path], [APPROVAL]).findings] == ["签批：缺少主要领导"]


@pytest.mark.parametrize(
    ("recorded", "count"),
    [("2021年第4次局长办公会纪要", 0), ("3月5日党组会", 0), ("局长办公会未召开", 1), ("是", 1)],
)
def test_a_meeting_may_have_its_day_and_number(tmp_path: Path, recorded: str, count: int) -> None:
    path = written(
        tmp_path,
        "日期,支出类别,金额,签批,附件,集体讨论",
        f"2021-03-01,日常支出,3万元,分管领导、主要领导,请示,{recorded}",
    )
    assert [each.what.code for each in audit([path], [APPROVAL]).findings] == ["PR881"] * count


BY_PAYEE = """
perfrules: 1
kind: decision
id: unit.split
inputs:
  金额: {type: money, domain: ">0元", step: 0.01元}
outputs: {sign_off: {type: roles, title: 审批}}
aggregate: {input: 金额, by: [收款人], within: 7天}
rules:
  - {id: small, when: {金额: 不满1000元}, then: {sign_off: [分管领导]}}
  - {id: large, when: {金额: 1000元以上}, then: {sign_off: [局长]}}
"""


def splits(folder: Path, *rows: str) -> tuple[list[tuple[int, ...]], list[str], list[str]]:
    """The rows of each split, and the codes of rows that are skipped and of what was noticed."""
    policy = folder / "split.yaml"
    policy.write_text(BY_PAYEE, encoding="utf-8")
    report = audit([written(folder, "日期,收款人,金额,审批", *rows)], [policy])
    found = [each.rows for each in report.findings if each.what.code == "PR882"]
    return found, [each.problem.code for each in report.broken], [each.code for each in report.notes]


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("2021-03-01,丙(北京)公司", "2021-03-02,丙（北京） 公司", True),
        ("2021-03-01,Ａ公司", "2021-03-02,A公司", True),
        ("2021-3-1 09:30,甲", "2021-03-02T00:00:00,甲", True),
        ("2021-03-01,甲", "2021-03-02,乙", False),
    ],
)
def test_payees_and_days_in_other_spellings_are_the_same(
    tmp_path: Path, first: str, second: str, joined: bool
) -> None:
    expected = [(2, 3)] if joined else []
    assert splits(tmp_path, f"{first},600,分管领导", f"{second},600,分管领导") == (expected, [], [])


@pytest.mark.parametrize("rows", [("2021-03-01,", "2021-03-02,"), (",甲", "2021-03-02,甲")])
def test_rows_without_a_payee_or_a_day_are_not_joined(tmp_path: Path, rows: tuple[str, str]) -> None:
    assert splits(tmp_path, *(f"{row},600,分管领导" for row in rows)) == ([], [], ["PR950"])


def test_a_year_of_two_digits_is_not_read(tmp_path: Path) -> None:
    rows = "21-3-1,甲,600,分管领导", "2021-3-2,甲,600,分管领导"
    assert splits(tmp_path, *rows) == ([], ["PR570"], ["PR950"])
