from sheet_texts import HEAD, INDICATORS, codes, imported, laid_out

from perfrules.diagnostics import Source
from perfrules.sheets import import_source, import_text

SHEET = laid_out(HEAD + INDICATORS)
DOCUMENT = f"""第一部分

全年工作

一、总的要求

把活动办好。
再接再厉。

二、保障

（一）加强管理。按月核对。
（二）加强监督

第二部分

 1.  甲绩效目标表

{SHEET}

乙绩效目标表

{SHEET}

第三部分

丙绩效目标表
{SHEET}

注：由某局填写。
"""


def sections(found):
    return [(each.heading, each.text, each.at.to_json()["line"]) for each in found.narrative]


class TestNarrative:
    def test_sections_by_headings(self):
        found = import_source(Source(DOCUMENT))
        assert sections(found)[:7] == [
            ("第一部分", "全年工作", 1),
            ("一、总的要求", "把活动办好。\n再接再厉。", 5),
            ("二、保障", "", 10),
            ("（一）加强管理", "（一）加强管理。按月核对。", 12),
            ("（二）加强监督", "", 13),
            ("第二部分", "", 15),
            ("第三部分", "", 161),
        ]
        assert DOCUMENT.splitlines()[160] == "第三部分"
        assert sections(found)[7][:2] == ("第三部分", "注：由某局填写。")
        assert len(found.narrative) == 8

    def test_titles_and_parts_of_sheets(self):
        found = import_source(Source(DOCUMENT))
        assert [(sheet.title, sheet.part) for sheet in found.sheets] == [
            ("1.  甲绩效目标表", "第二部分"),
            ("乙绩效目标表", "第二部分"),
            ("丙绩效目标表", "第三部分"),
        ]
        assert all(sheet.complete for sheet in found.sheets)

    def test_a_document_without_headings(self):
        found = import_source(Source("前言\n\n" + SHEET))
        assert (found.sheets[0].title, found.sheets[0].part, found.narrative) == ("前言", "", ())

    def test_a_sentence_is_no_title(self):
        found = import_source(Source("各项目的目标如下。\n\n" + SHEET))
        assert found.sheets[0].title == ""
        assert sections(found) == [("", "各项目的目标如下。", 1)]

    def test_a_line_between_the_title_and_the_table(self):
        found = import_source(Source("甲绩效目标表\n\n（2021年度）\n\n单位：元\n\n" + SHEET))
        assert found.sheets[0].title == "甲绩效目标表"
        assert found.sheets[0].budget.unit == "元"
        assert sections(found) == [("", "（2021年度）\n单位：元", 3)]

    def test_a_numbered_title_is_no_heading(self):
        found = import_source(Source("第二部分\n\n一、甲绩效目标表\n\n" + SHEET))
        assert found.sheets[0].title == "一、甲绩效目标表"
        assert sections(found) == [("第二部分", "", 1)]


class TestWhatIsNoSheet:
    def test_no_table(self):
        found = import_source(Source("只有正文。", "甲.txt"))
        assert (found.sheets, codes(found)) == ((), ["PR310"])
        assert sections(found) == [("", "只有正文。", 1)]

    def test_nothing(self):
        found = import_source(Source(""))
        assert (found.sheets, found.narrative, codes(found)) == ((), (), ["PR310"])

    def test_another_table_is_kept_as_text(self):
        found = import_source(
            Source("人员\n\n" + laid_out("姓名|人数\n甲|3\n|") + "\n\n乙绩效目标表\n\n" + SHEET)
        )
        assert codes(found) == ["PR311"]
        assert sections(found) == [("", "人员\n姓名\t人数\n甲\t3", 1)]
        assert found.sheets[0].title == "乙绩效目标表"


def test_an_unreadable_target_points_into_the_document():
    found = imported(HEAD + INDICATORS.replace(">=100人", "省考核"))
    (diagnostic,) = found.diagnostics
    assert diagnostic.code == "PR201"
    assert diagnostic.source.text[diagnostic.span.start : diagnostic.span.end] == "省考核"
    assert diagnostic.to_json()["file"] == "甲.txt"


def test_json():
    data = imported(HEAD + INDICATORS).to_json("en")
    assert list(data) == ["sheets", "narrative", "diagnostics"]
    assert list(data["sheets"][0]) == [
        "title", "part", "code", "name", "purpose", "budget", "plan", "goals", "indicators", "complete",
    ]  # fmt: skip
    assert data["sheets"][0]["budget"] == {"total": "200", "fiscal": "150", "other": "50", "unit": "万元"}
    assert data["sheets"][0]["plan"] == [{"by": "6月底", "share": "40"}, {"by": "12月底", "share": "100"}]
    assert data["sheets"][0]["indicators"][0] == {
        "level1": "产出指标",
        "level2": "数量指标",
        "name": "活动次数",
        "description": "全年次数",
        "target": ">=5",
        "basis": "计划",
        "reading": {"kind": "comparison", "op": ">=", "operator": ">=", "value": "5", "unit": ""},
        "at": {"line": 48},
    }
    assert data["narrative"] == [{"heading": "", "text": "完。", "at": {"line": 73}}]


def test_import_text_reads_files_of_any_usual_encoding(tmp_path):
    for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16"):
        path = tmp_path / f"{encoding}.txt"
        path.write_text(DOCUMENT, encoding=encoding, newline="\r\n")
        found, expected = import_text(path), import_source(Source(DOCUMENT))
        assert (found.sheets, found.narrative) == (expected.sheets, expected.narrative)


def test_a_character_that_nobody_sees_is_reported_with_its_place():
    document = DOCUMENT.replace("按月核对", "按月\x1b[31m核\u202e对", 1).replace(
        "办好活动", "办好\u200b活动", 1
    )
    reported = [
        each for each in import_source(Source(document, "甲.txt")).diagnostics if each.code == "PR332"
    ]
    assert [each.arguments["character"] for each in reported] == ["U+001B", "U+202E", "U+200B"]
    assert [document[each.span.start] for each in reported] == ["\x1b", "\u202e", "\u200b"]


def test_a_page_break_is_no_such_character_and_a_bad_target_tells_its_own():
    document = DOCUMENT.replace("第三部分", "\f第三部分").replace(">=5", ">=\u200b5", 1)
    reported = import_source(Source(document, "甲.txt")).diagnostics
    assert "PR332" not in {each.code for each in reported}
    assert [each.arguments["character"] for each in reported if each.code == "PR203"] == ["U+200B"]
