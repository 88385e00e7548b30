"""The files of the attacks: small texts and packages that hurt readers that trust them."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

SHEET = """\
perfrules: 1
kind: sheet
code: {code}
name: {name}
indicators:
  - {{level1: 产出指标, level2: 数量指标, name: 次数, target: "{target}", weight: "50"}}
  - {{level1: 效益指标, level2: 社会效益指标, name: 影响, target: ">=5次", weight: "30"}}
  - {{level1: 满意度指标, level2: 服务对象满意度指标, name: 满意度, target: ">=90%", weight: "10"}}
"""
ACTUALS = """\
perfrules: 1
kind: actuals
as_of: 2024-12-31
projects:
  {code}:
    budget: {{initial: 10万元, adjusted: 10万元, executed: 9.5万元}}
    indicators: {{次数: {actual}, 影响: 6次, 满意度: 96%}}
"""
POLICY = """\
perfrules: 1
kind: decision
id: attack.policy
title: 审批
inputs:
  amount: {type: money, domain: ">=0元", step: 0.01元}
outputs: {who: {type: text}}
hit: first
rules:
  - {id: all, then: {who: 局长}}
"""
TRAPS = """\
perfrules: 1
kind: decision
id: attack.traps
inputs: {answer: {type: choice, of: [no, 010, 2024-01-01, 1e3, .nan]}}
outputs: {who: {type: text}}
hit: unique
rules:
  - {id: a, when: {answer: [no, 010]}, then: {who: 甲}}
  - {id: b, when: {answer: [2024-01-01, 1e3, .nan]}, then: {who: 乙}}
"""
SCHEDULE = """\
perfrules: 1
kind: schedule
id: attack.outside
deadline: 每月8日前
calendar: {}
"""
CONTENT_TYPES = """\
<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/{part}" ContentType="application/vnd.openxmlformats-officedocument.{type}.main+xml"/>
</Types>"""
RELATIONS = """\
<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{type}" \
Target="{target}"/></Relationships>"""
WORKBOOK = """\
<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" \
xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">\
<sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>"""
WORKSHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}</worksheet>'
DOCUMENT = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'
DOCTYPE = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'


def package(parts: dict[str, str]) -> bytes:
    """A zip file with the parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(name, text)
    return buffer.getvalue()


def workbook(content: str, before: str = "") -> bytes:
    """An xlsx file with one worksheet of this content."""
    return package(
        {
            "[Content_Types].xml": CONTENT_TYPES.format(part="xl/workbook.xml", type="spreadsheetml.sheet"),
            "_rels/.rels": RELATIONS.format(type="officeDocument", target="xl/workbook.xml"),
            "xl/workbook.xml": WORKBOOK,
            "xl/_rels/workbook.xml.rels": RELATIONS.format(type="worksheet", target="worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml": before + WORKSHEET.format(content),
        }
    )


def word(content: str) -> bytes:
    """A docx file with this content."""
    return package(
        {
            "[Content_Types].xml": CONTENT_TYPES.format(
                part="word/document.xml", type="wordprocessingml.document"
            ),
            "_rels/.rels": RELATIONS.format(type="officeDocument", target="word/document.xml"),
            "word/document.xml": DOCUMENT.format(content),
        }
    )


def sheet(code: str = "A-1", name: str = "维修", target: str = ">=5次") -> str:
    return SHEET.format(code=code, name=name, target=target)


def actuals(code: str = "A-1", actual: str = "6次") -> str:
    return ACTUALS.format(code=code, actual=actual)


def rows(count: int, cells: int) -> str:
    """Worksheet rows of equal cells, which compress to nearly nothing."""
    row = "<row>" + '<c t="inlineStr"><is><t>一</t></is></c>' * cells + "</row>"
    return f"<sheetData>{row * count}</sheetData>"


def files() -> dict[str, str | bytes]:
    """The content of every file; some are megabytes before they are packed."""
    return {
        "good/sheet.yaml": sheet(),
        "good/actuals.yaml": actuals(),
        "policy.yaml": POLICY,
        "traps.yaml": TRAPS,
        "deep.yaml": "[" * 100_000,
        "deep-list.yaml": "- " * 50_000,
        "bomb.yaml": "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
        "circle.yaml": "a: &a [*a]\n",
        "twice.yaml": POLICY + "hit: unique\n",
        "tag.yaml": 'kind: !!python/object/apply:os.system ["true"]\n',
        "unquoted.yaml": POLICY + "note: >=95%\n",
        "interval.yaml": POLICY + "note: [80,90)\n",
        "long-formula.yaml": POLICY.replace(
            "outputs:", "compute: {x: " + "(" * 2000 + "amount" + ")" * 2000 + "}\noutputs:"
        ),
        "escape.yaml": POLICY.replace("title: 审批", 'title: "\\e[31m审批\\e]0;x\\a"').replace(
            "局长", '"\\e[2J局长"'
        ),
        "outside.yaml": SCHEDULE.format("../outside.yaml"),
        "absolute.yaml": SCHEDULE.format("/etc/passwd"),
        "fraction.yaml": POLICY.replace("step: 0.01元", "step: 0.01"),
        "bomb.xlsx": workbook(rows(60_000, 40)),
        "corner.xlsx": workbook(
            '<sheetData><row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
            "</sheetData>"
        ),
        "merged.xlsx": workbook('<sheetData/><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
        "links.xlsx": workbook('<sheetData/><hyperlinks><hyperlink ref="A1:XFD5000"/></hyperlinks>'),
        "entities.xlsx": workbook("<sheetData/>", before=DOCTYPE),
        "paragraphs.docx": word("<w:p/>" * 1_000_000),
        "entities.dmn": DOCTYPE + '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"/>',
        "encoded.dmn": b'<?xml version="1.0" encoding="utf-7"?><definitions/>',
        "gbk.txt": "没有表格，只有文字。".encode("gb18030"),
        "formulas/sheet.yaml": sheet(name="'=HYPERLINK(\"http://x\")'"),
        "formulas/actuals.yaml": actuals(),
        "script/sheet.yaml": sheet(name="'<script>alert(1)</script>'"),
        "script/actuals.yaml": actuals(),
        "control/sheet.yaml": sheet(name='"甲\\x01乙"'),
        "control/actuals.yaml": actuals(),
        "long/sheet.yaml": sheet(name="'" + "长" * 33_000 + "'"),
        "long/actuals.yaml": actuals(),
        "partly/good.yaml": sheet(),
        "partly/bad.yaml": sheet("B-2").replace("indicators:", "indicators: ["),
        "partly/actuals.yaml": actuals(),
        "truth/sheet.yaml": sheet(),
        "truth/actuals.yaml": actuals(actual="true"),
        "nan/sheet.yaml": sheet(),
        "nan/actuals.yaml": actuals(actual=".nan"),
    }


def write_files(folder: Path) -> None:
    """Write every file below the folder."""
    for name, content in files().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
