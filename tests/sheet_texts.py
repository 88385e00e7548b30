"""Short texts of tables: `|` between cells, one line per row."""

from perfrules.diagnostics import Source
from perfrules.sheets import import_source


def laid_out(rows: str) -> str:
    """The text of a word-processor file for rows with `|` between cells."""
    lines = [line.strip() for line in rows.strip().splitlines()]
    return "\n\n".join("\n".join("\t" + cell.strip() for cell in line.split("|")) for line in lines) + "\n"


def imported(rows: str, before: str = "甲绩效目标表\n\n", after: str = "\n\n完。\n"):
    return import_source(Source(before + laid_out(rows) + after, "甲.txt"))


def codes(found):
    return [diagnostic.code for diagnostic in found.diagnostics]


HEAD = """
项目编码|482-G9SD|项目名称|商务活动
预算规模及资金用途|预算数|200|其中：财政资金|150|其他资金|50
|活动经费
资金支出计划（%）|6月底|12月底
|40|100
绩效目标|目标1|办好活动
|......|
"""
INDICATORS = """
一级指标|二级指标|三级指标|绩效指标描述|指标值|指标值确定依据
产出指标|数量指标|活动次数|全年次数|>=5|计划
||参加人数|人数|>=100人|
|质量指标|达标率||100%|
效果指标|社会效益指标|促进就业||文字描述|
"""
