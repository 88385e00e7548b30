import pytest

from perfrules.diagnostics import Diagnostic, Source, Span
from perfrules.documents import DocumentError, read_document

pytestmark = pytest.mark.usefixtures("grammar")

HEAD = "perfrules: 1\nkind: checklist\nid: a.b-2020\n"


def read(body, kind=None):
    return read_document(Source(HEAD + body, "清单.yaml"), kind)


def refused(text, kind=None):
    """Each problem as its code and the stretch it points at."""
    source = Source(text, "清单.yaml")
    with pytest.raises(DocumentError) as error:
        read_document(source, kind)
    assert error.value.explain("zh")
    assert error.value.explain("en")
    return [(each.code, source.text[each.span.start : each.span.end]) for each in error.value.diagnostics]


class TestReading:
    def test_english_and_chinese_keys_give_the_same_content(self):
        english = read("title: 甲\nindicators:\n  - {name: 乙, target: '>=5'}\n")
        chinese = read_document(
            Source(
                "版本: 1\n类别: 清单\n编号: a.b-2020\n标题: 甲\n指标:\n  - {指标名称: 乙, 目标值: '>=5'}\n"
            )
        )
        assert english.plain == chinese.plain
        assert english.plain["indicators"] == [{"name": "乙", "target": ">=5"}]
        assert (english.kind, english.encoding) == ("checklist", None)

    def test_free_keys_stay_as_they_are_written(self):
        document = read("projects:\n  名称: 是\n  编号: {评定: 达成, 备注: 好}\n")
        assert document.plain["projects"] == {"名称": "是", "编号": {"rated": "达成", "note": "好"}}

    def test_fixed_values_are_canonical_and_other_texts_are_not_touched(self):
        assert read("roll: 是\ntitle: 是\n").plain["roll"] == "true"
        assert read("roll: 是\ntitle: 是\n").plain["title"] == "是"

    def test_one_chinese_word_stands_for_the_key_its_place_allows(self):
        document = read("名称: 甲\n指标: [{名称: 乙, 指标值: 丙}]\n")
        assert document.plain["title"] == "甲"
        assert document.plain["indicators"][0]["name"] == "乙"

    def test_a_file_tells_its_encoding_and_name(self, tmp_path):
        path = tmp_path / "清单.yaml"
        path.write_bytes((HEAD + "title: 保障措施\n").encode("gb18030"))
        document = read_document(path, "checklist")
        assert (document.encoding, document.source.name) == ("gb18030", str(path))
        assert document.plain["title"] == "保障措施"


class TestPlaces:
    def test_spans_lead_to_texts_keys_and_items(self):
        document = read("指标:\n  - 名称: 乙\n    指标值: '>=5'\n")
        text = document.source.text

        def at(*path):
            return text[document.span(*path).start : document.span(*path).end]

        assert at("indicators", 0, "target") == "'>=5'"
        assert at("indicators", 0) == "名称"
        assert at("indicators") == "指标"
        assert at("indicators", 7, "target") == "指标"
        assert at() == "perfrules"

    @pytest.mark.parametrize(
        ("written", "pointed_at"),
        [(">= 5x", None), ("'>= 5x'", "5x"), ("5 5x", "5x"), ('">= \\u0035x"', '">= \\u0035x"')],
    )
    def test_a_diagnostic_of_a_text_is_reported_of_the_document(self, written, pointed_at):
        if pointed_at is None:
            assert refused(HEAD + f"title: {written}\n") == [("PR120", ">= 5x")]
            return
        document = read(f"title: {written}\n")
        value = document.plain["title"]
        start = value.index("5x")
        found = Diagnostic("PR201", {"text": "5x"}, Span(start, start + 2), Source(value))
        reported = document.placed(found, "title")
        assert document.source.text[reported.span.start : reported.span.end] == pointed_at
        assert reported.source is document.source

    def test_a_diagnostic_points_at_a_place(self):
        document = read("title: 甲\n")
        found = document.diagnostic("PR145", "title", text="甲", allowed_zh="乙", allowed_en="乙")
        assert document.source.place(found.span.start).line == 4


class TestHead:
    def test_no_kind(self):
        assert refused("perfrules: 1\nid: a\n") == [("PR139", "perfrules")]

    @pytest.mark.parametrize("kind", ["cheklist", "[checklist]", "", "绩效目标表"])
    def test_unknown_kind(self, kind):
        ((code, _),) = refused(f"kind: {kind}\n")
        assert code == "PR137"

    def test_other_kind_than_needed(self):
        assert refused(HEAD, "sheet") == [("PR138", "checklist")]

    def test_unknown_version(self):
        assert refused("perfrules: 2\nkind: checklist\nid: a\n") == [("PR136", "2")]

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("- a", [("PR144", "-")]),
            ("甲", [("PR734", "甲")]),
            ("版本：1\n类别：清单\n", [("PR123", "："), ("PR123", "：")]),
            ("kind:checklist", [("PR123", ":")]),
        ],
    )
    def test_no_group_of_keys(self, text, expected):
        assert refused(text) == expected


class TestMisfits:
    @pytest.mark.parametrize(
        ("body", "expected"),
        [
            ("titel: 甲\n", [("PR140", "titel")]),
            ("标体: 甲\n", [("PR140", "标体")]),
            ("titel: 甲\ntitle: 乙\n", [("PR140", "titel")]),
            ("zzzzzz: 甲\n", [("PR141", "zzzzzz")]),
            ("title: [甲]\n", [("PR142", "title")]),
            ("title: {甲: 乙}\n", [("PR142", "title")]),
            ("title:\n", [("PR147", "title")]),
            ("title: ''\n", [("PR147", "''")]),
            ("indicators: 甲\n", [("PR143", "甲")]),
            ("indicators: []\n", [("PR147", "indicators")]),
            ("indicators: [甲]\n", [("PR144", "甲")]),
            ("指标:\n  - 名称：甲\n", [("PR123", "：")]),
            ("指标:\n  - 名称: 甲\n", [("PR139", "名称")]),
            ("roll: perhaps\n", [("PR145", "perhaps")]),
            ("roll: [none]\n", [("PR142", "roll")]),
            ("share: 1.5\n", [("PR146", "1.5")]),
            ("projects: {甲: [乙]}\n", [("PR146", "甲")]),
            ("projects: {甲: {note: 乙}}\n", [("PR139", "甲")]),
            ("projects: {甲: {rated: 乙, nota: 丙}}\n", [("PR140", "nota")]),
            ("method: {method: floor, below: 1, above: 2}\n", [("PR140", "above")]),
            ("method: {method: cap}\n", [("PR139", "method")]),
            ("of: [甲, 乙, 甲]\n", [("PR148", "甲")]),
            ("title: 甲\n名称: 乙\n", [("PR149", "名称")]),
            ("cite: [{section: 一}]\n", [("PR139", "section")]),
            ("in_force: {from: 2021-1-1}\n", [("PR146", "2021-1-1")]),
        ],
    )
    def test_each_is_reported_at_its_place(self, body, expected):
        assert refused(HEAD + body) == expected

    def test_all_are_reported_at_once_by_place(self):
        body = "titel: 甲\nroll: x\nindicators:\n  - {name: 乙}\n  - {target: 丙, 名字: 丁}\nshare: x\n"
        found = refused("perfrules: 1\nkind: checklist\n" + body)
        assert [code for code, _ in found] == ["PR139", "PR140", "PR145", "PR139", "PR139", "PR140", "PR146"]

    def test_what_is_expected_stands_in_the_hint(self):
        with pytest.raises(DocumentError) as error:
            read("share: x\n")
        found = error.value.diagnostics[0]
        assert (found.help("zh"), found.help("en")) == ("请核对，应为整数", "it should be a whole number")

    def test_did_you_mean_speaks_the_language_of_the_key(self):
        with pytest.raises(DocumentError) as error:
            read("标体: x\nindicatrs: []\n")
        assert [each.arguments["meant"] for each in error.value.diagnostics] == ["标题", "indicators"]

    def test_the_same_key_twice_shows_both(self):
        with pytest.raises(DocumentError) as error:
            read("title: 甲\n名称: 乙\n")
        (other,) = error.value.diagnostics[0].related
        source = error.value.diagnostics[0].source
        assert source.text[other.span.start : other.span.end] == "title"
