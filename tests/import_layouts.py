"""Tables as offices lay them out, drawn in every medium by code, and the fields that they hold.

A row lists its cells from left to right: a text, or a text with how many columns and rows it covers. Places that a
cell above reaches into are left out, as in HTML.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from functools import cached_property, partial
from html import escape
from pathlib import Path
from typing import Any, TypeAlias
from unicodedata import east_asian_width

import docx
import xlsxwriter
import xlwt
from attrs import field, frozen
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph as Flowed
from reportlab.platypus import SimpleDocTemplate, Table

Entry: TypeAlias = "str | tuple[str, int] | tuple[str, int, int]"


@frozen
class Placed:
    """A cell with its place and span."""

    text: str
    row: int
    column: int
    rows: int
    columns: int


@frozen(slots=False)
class Drawn:
    """A table, the lines above it, and what must be read from it."""

    name: str
    rows: Sequence[Sequence[Any]]
    sheets: Sequence[dict[str, Any]]
    above: Sequence[str] = ()
    below: Sequence[str] = ()
    codes: frozenset[str] = field(default=frozenset(), converter=frozenset)

    @cached_property
    def cells(self) -> list[Placed]:
        """The cells with their places."""
        taken: set[tuple[int, int]] = set()
        found: list[Placed] = []
        for number, row in enumerate(self.rows):
            column = 0
            for entry in row:
                text, columns, rows = (*entry, 1, 1)[:3] if isinstance(entry, tuple) else (entry, 1, 1)
                while (number, column) in taken:
                    column += 1
                taken.update((number + r, column + c) for r in range(rows) for c in range(columns))
                found.append(Placed(text, number, column, rows, columns))
                column += columns
        return found

    @cached_property
    def width(self) -> int:
        """How many columns the table has."""
        return max(cell.column + cell.columns for cell in self.cells)

    def texts(self) -> list[list[str]]:
        """The rows without merged cells, blank where a cell reaches."""
        grid = [[""] * self.width for _ in self.rows]
        for cell in self.cells:
            grid[cell.row][cell.column] = cell.text
        return grid


def to_docx(drawn: Drawn, path: Path) -> None:
    made = docx.Document()
    for line in drawn.above:
        made.add_paragraph(line)
    table = made.add_table(len(drawn.rows), drawn.width)
    # Taken once: `table.cell` walks the whole table each time.
    grid = [row.cells for row in table.rows]
    for cell in drawn.cells:
        first = grid[cell.row][cell.column]
        if cell.rows > 1 or cell.columns > 1:
            first = first.merge(grid[cell.row + cell.rows - 1][cell.column + cell.columns - 1])
        first.text = cell.text
    for line in drawn.below:
        made.add_paragraph(line)
    made.save(str(path))


def to_xlsx(drawn: Drawn, path: Path) -> None:
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "in_memory": True}) as book:
        sheet = book.add_worksheet("表")
        for number, line in enumerate(drawn.above):
            sheet.merge_range(number, 0, number, drawn.width - 1, line)
        top = len(drawn.above)
        for cell in drawn.cells:
            row, column = top + cell.row, cell.column
            if cell.rows > 1 or cell.columns > 1:
                sheet.merge_range(row, column, row + cell.rows - 1, column + cell.columns - 1, cell.text)
            else:
                sheet.write_string(row, column, cell.text)
        for number, line in enumerate(drawn.below):
            sheet.merge_range(
                top + len(drawn.rows) + number, 0, top + len(drawn.rows) + number, drawn.width - 1, line
            )


def to_csv(drawn: Drawn, path: Path) -> None:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerows([line, *[""] * (drawn.width - 1)] for line in drawn.above)
    writer.writerows(drawn.texts())
    writer.writerows([line, *[""] * (drawn.width - 1)] for line in drawn.below)
    path.write_bytes(stream.getvalue().encode("gb18030"))


def to_html(drawn: Drawn, path: Path) -> None:
    rows: list[str] = []
    for number in range(len(drawn.rows)):
        cells = (cell for cell in drawn.cells if cell.row == number)
        tags = (
            f'<td rowspan="{cell.rows}" colspan="{cell.columns}">'
            + escape(cell.text).replace("\n", "<br>")
            + "</td>"
            for cell in cells
        )
        rows.append(f"<tr>{''.join(tags)}</tr>")
    lines = "".join(f"<p>{escape(line)}</p>" for line in drawn.above)
    below = "".join(f"<p>{escape(line)}</p>" for line in drawn.below)
    page = f'<html><head><meta charset="utf-8"></head><body>{lines}<table>{"".join(rows)}</table>{below}</body></html>'
    path.write_text(page, encoding="utf-8")


def flat_rows(drawn: Drawn) -> list[list[str]]:
    return [
        [" ".join(text.split()) if text.isascii() else "".join(text.split("\n")) for text in row]
        for row in drawn.texts()
    ]


def to_tabs(drawn: Drawn, path: Path) -> None:
    lines = [*drawn.above, *("\t".join(row) for row in flat_rows(drawn)), *drawn.below]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def to_pipes(drawn: Drawn, path: Path) -> None:
    rows = flat_rows(drawn)
    lines = [f"| {' | '.join(row)} |" for row in rows]
    lines.insert(1, "|" + "---|" * drawn.width)
    path.write_text("\n".join([*drawn.above, "", *lines, "", *drawn.below]) + "\n", encoding="utf-8")


def shown_width(text: str) -> int:
    return sum(2 if east_asian_width(each) in "WF" else 1 for each in text)


def to_aligned(drawn: Drawn, path: Path) -> None:
    rows = flat_rows(drawn)
    widths = [max(map(shown_width, column)) + 2 for column in zip(*rows, strict=True)]
    lines = [
        "".join(
            text + " " * (width - shown_width(text)) for text, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in rows
    ]
    path.write_text("\n".join([*drawn.above, "", *lines, "", *drawn.below]) + "\n", encoding="utf-8")


def to_xls(drawn: Drawn, path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    for number, line in enumerate(drawn.above):
        sheet.write_merge(number, number, 0, drawn.width - 1, line)
    top = len(drawn.above)
    for cell in drawn.cells:
        row = top + cell.row
        sheet.write_merge(row, row + cell.rows - 1, cell.column, cell.column + cell.columns - 1, cell.text)
    for number, line in enumerate(drawn.below, top + len(drawn.rows)):
        sheet.write_merge(number, number, 0, drawn.width - 1, line)
    book.save(str(path))


def to_pdf(drawn: Drawn, path: Path) -> None:
    """A PDF whose table goes on over pages where it is long, with the text of each cell wrapped."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle("cell", fontName="STSong-Light", fontSize=9, leading=12, wordWrap="CJK")
    texts = [[Flowed(escape(text).replace("\n", "<br/>"), style) for text in row] for row in drawn.texts()]
    spans = [
        ("SPAN", (cell.column, cell.row), (cell.column + cell.columns - 1, cell.row + cell.rows - 1))
        for cell in drawn.cells
        if cell.rows > 1 or cell.columns > 1
    ]
    grid = ("GRID", (0, 0), (-1, -1), 0.5, colors.black)
    table = Table(texts, colWidths=[720 / drawn.width] * drawn.width, style=[grid, *spans])
    lines = [Flowed(escape(line), style) for line in drawn.above]
    below = [Flowed(escape(line), style) for line in drawn.below]
    SimpleDocTemplate(str(path), pagesize=landscape(A4)).build([*lines, table, *below])


def to_lines(drawn: Drawn, path: Path) -> None:
    """A cell a line, as text that is copied from a page; a cell that covers several places is one line."""
    lines = ["".join(cell.text.split("\n")) for cell in drawn.cells]
    path.write_text("\n".join([*drawn.above, *lines, *drawn.below]) + "\n", encoding="utf-8")


def to_full_lines(drawn: Drawn, path: Path) -> None:
    """A cell a line, without those that are blank."""
    lines = ["".join(cell.text.split("\n")) for cell in drawn.cells if cell.text]
    path.write_text("\n".join([*drawn.above, *lines, *drawn.below]) + "\n", encoding="utf-8")


def to_saved_lines(drawn: Drawn, path: Path) -> None:
    """A cell a line, as word processors save tables as text.

    A blank cell is a blank line, and so is each row but the first of a cell that covers several.
    """
    lines = {
        (cell.row + down, cell.column): "" if down else "".join(cell.text.split("\n"))
        for cell in drawn.cells
        for down in range(cell.rows)
    }
    path.write_text(
        "\n".join([*drawn.above, *(lines[place] for place in sorted(lines)), *drawn.below]) + "\n",
        encoding="utf-8",
    )


def written_rows(drawn: Drawn, *, covered: bool) -> list[list[str]]:
    """The cells of each row; a cell over several columns is one of them.

    `covered` says whether a place that a cell above reaches into is a blank cell.
    """
    texts = {
        (cell.row + down, cell.column): "" if down else "".join(cell.text.split("\n"))
        for cell in drawn.cells
        for down in range(cell.rows if covered else 1)
    }
    return [[texts[place] for place in sorted(texts) if place[0] == row] for row in range(len(drawn.rows))]


def _rows_as_text(drawn: Drawn, path: Path, *, covered: bool, line: str, between: str) -> None:
    rows = [between.join(line + text for text in row) for row in written_rows(drawn, covered=covered)]
    gap = "\n\n" if between == "\n" else "\n"
    below = "\n".join(["", *drawn.below])
    path.write_text(gap.join(["\n".join(drawn.above), *rows, below]) + "\n", encoding="utf-8")


TEXT_ROWS: dict[str, Callable[[Drawn, Path], None]] = {
    "tab-lines": partial(_rows_as_text, covered=True, line="\t", between="\n"),
    "tab-lines-short": partial(_rows_as_text, covered=False, line="\t", between="\n"),
    "pasted": partial(_rows_as_text, covered=True, line="", between="\t"),
    "pasted-short": partial(_rows_as_text, covered=False, line="", between="\t"),
    "separated": partial(_rows_as_text, covered=False, line="", between="\n"),
}
"""Texts whose rows are known, but not the columns of their cells, as pasted tables have them."""

MEDIA: dict[str, tuple[str, Callable[[Drawn, Path], None]]] = {
    "docx": ("docx", to_docx),
    "xlsx": ("xlsx", to_xlsx),
    "csv": ("csv", to_csv),
    "html": ("html", to_html),
    "tabs": ("txt", to_tabs),
    "pipes": ("md", to_pipes),
    "aligned": ("txt", to_aligned),
    "xls": ("xls", to_xls),
    "pdf": ("pdf", to_pdf),
}


CELL_LINES: dict[str, Callable[[Drawn, Path], None]] = {"lines": to_lines, "full-lines": to_full_lines}


def rows_of(*texts: str, names: str) -> list[dict[str, str]]:
    """Indicators from lines of `a|b|c`, a blank first or second level repeating the one above."""
    keys = names.split()
    found: list[dict[str, str]] = []
    for line in texts:
        row = dict(zip(keys, line.split("|"), strict=True))
        for key in ("level1", "level2"):
            if (
                key in row
                and row[key] == ""
                and found
                and (key == "level1" or row["level1"] == found[-1]["level1"])
            ):
                row[key] = found[-1].get(key, "")
        found.append(row)
    return found


LAYOUTS: list[Drawn] = []


def layout(*arguments: Any, **named: Any) -> None:
    LAYOUTS.append(Drawn(*arguments, **named))


layout(
    "sichuan-targets",
    [
        ["单位名称", ("甲县商务局", 3), "项目名称", ("市场体系建设", 3)],
        ["项目资金（万元）", "年度资金总额", "120.50", "财政拨款", "100.50", "其他资金", ("20", 2)],
        ["年度目标", ("完成3个市场改造，提升服务能力。", 7)],
        ["一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位", "权重", "指标方向性"],
        [("产出指标", 1, 2), "数量指标", "改造市场数量", "≥", "3", "个", "30", "正向指标"],
        ["时效指标", "完成及时率", "＝", "100", "%", "20", "正向指标"],
        ["效益指标", "社会效益指标", "群众购物环境", "定性", "明显改善", "", "30", ""],
        ["满意度指标", "服务对象满意度指标", "商户满意度", "≥", "90", "%", "20", "正向指标"],
    ],
    [
        {
            "title": "2024年项目支出绩效目标表", "name": "市场体系建设", "agency": "甲县商务局",
            "budget.total": "120.5", "budget.fiscal": "100.5", "budget.other": "20",
            "goals": ["完成3个市场改造，提升服务能力。"],
            "indicators": rows_of(
                "产出指标|数量指标|改造市场数量|≥3个|30",
                "|时效指标|完成及时率|＝100%|20",
                "效益指标|社会效益指标|群众购物环境|明显改善|30",
                "满意度指标|服务对象满意度指标|商户满意度|≥90%|20",
                names="level1 level2 name target weight",
            ),
        }
    ],
    above=["2024年项目支出绩效目标表"],
)  # fmt: skip

layout(
    "self-evaluation-2020",
    [
        [("项目名称", 2), ("农村公路养护", 7)],
        [("主管部门", 2), ("乙市交通局", 3), "实施单位", ("乙市公路段", 3)],
        [("项目资金\n（万元）", 2, 5), "", "年初预算数", "全年预算数\n(A)", "全年执行数\n(B)", "分值", "执行率\n(B/A)", "得分"],
        ["年度资金总额", "300", "280", "252", "10", "90%", "9"],
        ["其中：当年财政拨款", "300", "280", "252", "—", "", "—"],
        ["上年结转资金", "", "", "", "—", "", "—"],
        ["其他资金", "", "", "", "—", "", "—"],
        [("年度总体目标", 2, 2), ("预期目标", 3), ("实际完成情况", 4)],
        [("养护县道120公里，路况良好。", 3), ("已养护县道118公里。", 4)],
        [("绩\n效\n指\n标", 1, 6), "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"],
        [("产出指标", 1, 3), ("数量指标", 1, 2), "养护里程", "≥120公里", "118公里", "20", "19.67", "雨季停工"],
        ["修补坑槽", "≥500平方米", "620平方米", "10", "10", ""],
        ["质量指标", "验收合格率", "=100%", "100%", "20", "20", ""],
        ["效益指标", "社会效益指标", "通行能力", "有所提升", "有所提升", "30", "28", ""],
        ["满意度指标", "服务对象满意度指标", "群众满意度", "≥90%", "93%", "10", "10", ""],
        [("总分", 6), "100", "96.67", ""],
    ],
    [
        {
            "name": "农村公路养护", "department": "乙市交通局", "agency": "乙市公路段",
            "budget.total": "280", "budget.initial": "300", "budget.executed": "252", "budget.fiscal": "280",
            "execution.weight": "10", "execution.rate": "90%", "execution.score": "9",
            "goals": ["养护县道120公里，路况良好。"], "outcomes": ["已养护县道118公里。"], "total_score": "96.67",
            "indicators": rows_of(
                "产出指标|数量指标|养护里程|≥120公里|118公里|20|19.67|雨季停工",
                "||修补坑槽|≥500平方米|620平方米|10|10|",
                "|质量指标|验收合格率|=100%|100%|20|20|",
                "效益指标|社会效益指标|通行能力|有所提升|有所提升|30|28|",
                "满意度指标|服务对象满意度指标|群众满意度|≥90%|93%|10|10|",
                names="level1 level2 name target actual weight score reason",
            ),
        }
    ],
    above=["项目支出绩效自评表", "（2023年度）"],
)  # fmt: skip

layout(
    "monitoring-2019",
    [
        ["项目名称", ("校园安全", 9)],
        ["主管部门", ("丙县教育局", 4), "实施单位", ("丙县第一中学", 4)],
        [("项目资金（万元）", 1, 3), "", "年初预算数", ("1-7月执行数", 2), ("1-7月执行率", 2), ("全年预计执行数", 3)],
        ["年度资金总额：", "80", ("40", 2), ("50%", 2), ("80", 3)],
        ["其中：本年财政拨款", "80", ("40", 2), ("50%", 2), ("80", 3)],
        ["年度总体目标", ("更新监控设备，保障师生安全。", 9)],
        ["一级指标", "二级指标", "三级指标", "年度指标值", "1-7月执行情况", "全年预计完成情况", "偏差原因分析", "", "完成目标可能性", "备注"],
        [("产出指标", 1, 2), "数量指标", "监控设备", "60套", "30套", "60套", "", "", "确定能", ""],
        ["质量指标", "设备完好率", "≥98%", "99%", "99%", "", "", "确定能", "抽查"],
        ["效益指标", "社会效益指标", "安全事故", "0起", "0起", "0起", "", "", "有可能", ""],
    ],
    [
        {
            "name": "校园安全", "department": "丙县教育局", "agency": "丙县第一中学", "budget.initial": "80",
            "budget.executed": "40", "goals": ["更新监控设备，保障师生安全。"],
            "indicators": rows_of(
                "产出指标|数量指标|监控设备|60套|30套|60套|确定能",
                "|质量指标|设备完好率|≥98%|99%|99%|确定能",
                "效益指标|社会效益指标|安全事故|0起|0起|0起|有可能",
                names="level1 level2 name target actual forecast possibility",
            ),
        }
    ],
    above=["项目支出绩效目标执行监控表", "（2024年度）"],
)  # fmt: skip

layout(
    "two-row-headings",
    [
        [("绩效指标", 3), ("年度指标值", 3), ("自评情况", 3), ("未完成原因及改进措施", 1, 2)],
        ["一级指标", "二级指标", "三级指标", "符号", "数值", "计量单位", "实际完成值", "分值", "得分"],
        [("产出指标（50分）", 1, 3), ("数量指标", 1, 2), "培训人次", "≥", "200", "人次", "210人次", "25", "25", ""],
        ["其中：女性", "≥", "80", "人次", "85人次", "", "", ""],
        ["质量指标", "考试通过率", "≥", "95", "%", "94%", "25", "24.7", "缺考"],
        ["效益指标（40分）", "经济效益指标", "带动就业", "≥", "50", "人", "50人", "40", "40", ""],
        ["合计", "", "", "", "", "", "", "90", "89.7", ""],
    ],
    [
        {
            "total_score": "89.7",
            "indicators": rows_of(
                "产出指标|数量指标|培训人次|≥200人次|210人次|25|25|",
                "||其中：女性|≥80人次|85人次|||",
                "|质量指标|考试通过率|≥95%|94%|25|24.7|缺考",
                "效益指标|经济效益指标|带动就业|≥50人|50人|40|40|",
                names="level1 level2 name target actual weight score reason",
            ),
        }
    ],
    above=["项目绩效自评表"],
)  # fmt: skip

layout(
    "prior-year-and-review",
    [
        ["项目名称：图书购置", ("主管部门：丁市文旅局", 4), ("实施单位：丁市图书馆", 4)],
        ["一级指标", "二级指标", "三级指标", "上年实际值", "年度指标值", "全年实际值", "分值", "自评分", "复核分"],
        ["产出指标", "数量指标", "购置图书", "1.8万册", "≥2万册", "2.1万册", "50", "50", "48"],
        ["效益指标", "社会效益指标", "年接待读者", "30万人次", "≥32万人次", "31万人次", "40", "38.75", "38"],
    ],
    [
        {
            "name": "图书购置", "department": "丁市文旅局", "agency": "丁市图书馆",
            "indicators": rows_of(
                "产出指标|数量指标|购置图书|≥2万册|2.1万册|50|50",
                "效益指标|社会效益指标|年接待读者|≥32万人次|31万人次|40|38.75",
                names="level1 level2 name target actual weight score",
            ),
        }
    ],
    above=["2023年度项目支出绩效自评表"],
)  # fmt: skip

layout(
    "list-of-projects",
    [
        ["序号", "项目名称", "预算单位", "一级指标", "二级指标", "指标名称", "指标值", "分值"],
        ["1", ("河道清淤", 1, 2), ("戊区水务局", 1, 3), "产出指标", "数量指标", "清淤长度", "≥12公里", "60"],
        ["2", "效益指标", "生态效益指标", "水质达标率", "≥90%", "40"],
        ["3", "水库巡查", "产出指标", "数量指标", "巡查次数", "≥48次/年", "100"],
    ],
    [
        {
            "name": "河道清淤", "agency": "戊区水务局",
            "indicators": rows_of(
                "产出指标|数量指标|清淤长度|≥12公里|60",
                "效益指标|生态效益指标|水质达标率|≥90%|40",
                names="level1 level2 name target weight",
            ),
        },
        {
            "name": "水库巡查", "agency": "戊区水务局",
            "indicators": rows_of("产出指标|数量指标|巡查次数|≥48次/年|100", names="level1 level2 name target weight"),
        },
    ],
    above=["部门预算项目绩效目标汇总表"],
)  # fmt: skip

layout(
    "without-first-level",
    [
        ["项目名称", ("体检", 3)],
        ["绩效目标", ("保障职工健康。", 3)],
        ["二级指标", "三级指标", "指标值", "备注"],
        ["数量指标", "体检人数", "260人", ""],
        ["成本指标", "人均费用", "≤800元", "含税"],
    ],
    [
        {
            "name": "体检", "goals": ["保障职工健康。"],
            "indicators": rows_of("|数量指标|体检人数|260人", "|成本指标|人均费用|≤800元", names="level1 level2 name target"),
        }
    ],
)  # fmt: skip

layout(
    "whole-period-and-year",
    [
        ["项目名称", ("智慧城管", 6)],
        ["项目负责人", ("张三", 2), "联系电话", ("010-12345678", 3)],
        [("总体目标", 1, 2), ("实施期目标（2023年—2025年）", 3), ("年度目标", 3)],
        [("建成覆盖全区的平台。", 3), ("完成一期建设。", 3)],
        ["一级指标", "二级指标", "三级指标", "实施期指标值", "年度指标值", "评分标准", "指标值确定依据"],
        ["产出指标", "数量指标", "接入点位", "≥900个", "≥300个", "每少一个扣0.1分", "建设方案"],
        ["效益指标", "可持续影响指标", "平台运行年限", "≥5年", "≥5年", "达到得满分", "合同"],
    ],
    [
        {
            "name": "智慧城管", "goals": ["完成一期建设。"], "midterm_goals": ["建成覆盖全区的平台。"],
            "indicators": rows_of(
                "产出指标|数量指标|接入点位|≥300个|建设方案",
                "效益指标|可持续影响指标|平台运行年限|≥5年|合同",
                names="level1 level2 name target basis",
            ),
        }
    ],
    above=["项目支出绩效目标申报表", "（2023年度）"],
)  # fmt: skip

layout(
    "one-heading-over-three-columns",
    [
        ["一级指标", "二级指标", "三级指标", ("指标值", 3), "权重"],
        [("产出指标", 1, 2), ("数量指标", 1, 2), "新增座椅", "≥", "40", "把", "50"],
        ["更换灯具", "=", "120", "盏", "30"],
        ["满意度指标", "服务对象满意度指标", "市民满意度", "≥", "95", "%", "20"],
    ],
    [
        {
            "indicators": rows_of(
                "产出指标|数量指标|新增座椅|≥40把|50",
                "||更换灯具|=120盏|30",
                "满意度指标|服务对象满意度指标|市民满意度|≥95%|20",
                names="level1 level2 name target weight",
            ),
        }
    ],
    above=["公园维护项目绩效目标表"],
)  # fmt: skip

layout(
    "execution-inside",
    [
        ["专项名称", ("就业补助", 6)],
        ["市级主管部门", ("己市人社局", 2), "执行单位", ("己市就业中心", 3)],
        ["一级指标", "二级指标", "三级指标", "年初目标值", "全年完成值", "分值", "自评得分"],
        [("预算执行率（10分）", 3), "100%", "97.5%", "10", "9.75"],
        ["产出指标(40分)", "数量指标", "补贴人数", "≥1,200人", "1,250人", "40", "40"],
        ["成本指标(20分)", "经济成本指标", "人均补贴标准", "≤3000元", "2,980元", "20", "20"],
        ["效益指标(20分)", "社会效益指标", "城镇登记失业率", "≤4.5%", "4.1%", "20", "20"],
        ["满意度指标(10分)", "服务对象满意度指标", "补贴对象满意度", "≥85%", "无", "10", "8"],
        ["总分", "", "", "", "", "100", "97.75"],
        ["等级", ("优", 6)],
    ],
    [
        {
            "name": "就业补助", "department": "己市人社局", "agency": "己市就业中心", "grade": "优",
            "execution.weight": "10", "execution.score": "9.75", "total_score": "97.75",
            "group_points": {"产出指标": "40", "成本指标": "20", "效益指标": "20", "满意度指标": "10"},
            "indicators": rows_of(
                "产出指标|数量指标|补贴人数|≥1,200人|1,250人|40|40",
                "成本指标|经济成本指标|人均补贴标准|≤3000元|2,980元|20|20",
                "效益指标|社会效益指标|城镇登记失业率|≤4.5%|4.1%|20|20",
                "满意度指标|服务对象满意度指标|补贴对象满意度|≥85%|无|10|8",
                names="level1 level2 name target actual weight score",
            ),
        }
    ],
    above=["转移支付区域绩效自评表"],
    below=["注：1.得分一档最高不能超过该指标分值上限。", "填表人：李四    联系电话：13800000000"],
)  # fmt: skip

layout(
    "several-forms-in-one-table",
    [
        [("部门预算项目绩效目标表", 4)],
        ["项目名称", "法律援助", "主管部门", "庚县司法局"],
        ["年度目标", ("办理援助案件。", 3)],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "办案件数", "≥300件"],
        ["", "质量指标", "案件合格率", "≥95%"],
        [("部门预算项目绩效目标表", 4)],
        ["项目名称", "社区矫正", "主管部门", "庚县司法局"],
        ["年度目标", ("规范矫正管理。", 3)],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "矫正对象", "≤150人"],
    ],
    [
        {
            "title": "部门预算项目绩效目标表", "name": "法律援助", "department": "庚县司法局", "goals": ["办理援助案件。"],
            "indicators": rows_of(
                "产出指标|数量指标|办案件数|≥300件", "|质量指标|案件合格率|≥95%", names="level1 level2 name target"
            ),
        },
        {
            "title": "部门预算项目绩效目标表", "name": "社区矫正", "department": "庚县司法局", "goals": ["规范矫正管理。"],
            "indicators": rows_of("产出指标|数量指标|矫正对象|≤150人", names="level1 level2 name target"),
        },
    ],
)  # fmt: skip

layout(
    "budget-and-plan",
    [
        ["项目编码", "482-0205-JBN-G9SD", "项目名称", ("外贸发展", 4)],
        [("预算规模及资金用途", 1, 2), "预算数", "200", "其中：财政资金", "200", "其他资金", ""],
        ["资金用途", ("支持企业参加展会。", 5)],
        [("资金支出计划（%）", 1, 2), "3月底", "6月底", "10月底", ("12月底", 3)],
        ["25", "50", "75", ("100", 3)],
        [("绩效目标", 1, 2), ("组织企业参展。", 6)],
        [("扩大外贸进出口。", 6)],
        ["一级指标", "二级指标", "三级指标", ("绩效指标描述", 2), "指标值", "指标值确定依据"],
        ["产出指标", "数量指标", "参展企业", ("组织企业参展的家数", 2), ">=30家", "单位工作计划"],
        ["效果指标", "经济效益指标", "进出口增长率", ("比上年增长", 2), "5%", "历史数据"],
    ],
    [
        {
            "code": "482-0205-JBN-G9SD", "name": "外贸发展", "purpose": "支持企业参加展会。",
            "budget.total": "200", "budget.fiscal": "200", "goals": ["组织企业参展。", "扩大外贸进出口。"],
            "plan": [
                {"by": "3月底", "share": "25"}, {"by": "6月底", "share": "50"},
                {"by": "10月底", "share": "75"}, {"by": "12月底", "share": "100"},
            ],
            "indicators": rows_of(
                "产出指标|数量指标|参展企业|组织企业参展的家数|>=30家|单位工作计划",
                "效果指标|经济效益指标|进出口增长率|比上年增长|5%|历史数据",
                names="level1 level2 name description target basis",
            ),
        }
    ],
    above=["2021年度专项资金绩效目标表", "单位：万元"],
)  # fmt: skip
