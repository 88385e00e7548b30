import pytest
from sheet_texts import HEAD, INDICATORS, laid_out

from perfrules.documents import DocumentError
from perfrules.sheets import Indicator, Sheet, dump_sheet, file_names, load_sheet, load_sheets, save_sheet

ONE = Sheet(code="1", name="甲", indicators=(Indicator("产出指标", "数量指标", "次数", target=">=5"),))


def codes(found):
    return [each.code for each in found.diagnostics]


class TestLoadSheets:
    def test_a_folder_by_name_and_without_what_is_no_sheet(self, tmp_path):
        for name, code in (("b.yaml", "2"), ("a.yml", "1"), ("c.YAML", "3")):
            (tmp_path / name).write_text(
                f"kind: sheet\ncode: '{code}'\nname: 甲\nindicators: []\n", encoding="utf-8"
            )
        (tmp_path / "actuals.yaml").write_text("kind: actuals\nprojects: {\n", encoding="utf-8")
        (tmp_path / "ci.yaml").write_text("name: CI\non: push\n", encoding="utf-8")
        (tmp_path / "README.md").write_text("kind: sheet", encoding="utf-8")
        (tmp_path / "folder").mkdir()
        found = load_sheets(tmp_path)
        assert [sheet.code for sheet in found.sheets] == ["1", "2", "3"]
        assert codes(found) == []

    def test_a_broken_file_does_not_keep_the_others_from_being_read(self, tmp_path):
        (tmp_path / "a.yaml").write_text("kind: sheet\ncode: [\n", encoding="utf-8")
        (tmp_path / "b.yaml").write_bytes(b"\xff\xfe\xfd\xfc\x81")
        (tmp_path / "c.yaml").write_text("code: 1\n", encoding="utf-8")
        (tmp_path / "d.yaml").write_text(dump_sheet(ONE), encoding="utf-8")
        found = load_sheets(str(tmp_path))
        assert found.sheets == (ONE,)
        files = [each.source.name.rpartition("/")[2] for each in found.diagnostics]
        assert files == sorted(files)
        assert set(files) == {"a.yaml", "b.yaml", "c.yaml"}

    def test_an_empty_folder(self, tmp_path):
        assert codes(load_sheets(tmp_path)) == ["PR319"]

    def test_no_such_file(self, tmp_path):
        with pytest.raises(DocumentError, match="PR100"):
            load_sheets(tmp_path / "甲.txt")
        with pytest.raises(DocumentError, match="PR100"):
            load_sheets(tmp_path / "folder" / "甲.yaml")

    def test_one_file(self, tmp_path):
        path = tmp_path / "甲.yaml"
        path.write_text(dump_sheet(ONE).replace(">=5", "省考核"), encoding="utf-8")
        found = load_sheets(path)
        assert [sheet.code for sheet in found.sheets] == ["1"]
        assert codes(found) == ["PR201"]

    def test_the_text_of_a_document_and_its_encoding(self, tmp_path):
        path = tmp_path / "甲.txt"
        path.write_text("甲绩效目标表\n\n" + laid_out(HEAD + INDICATORS), encoding="gb18030")
        found = load_sheets(path)
        assert [sheet.code for sheet in found.sheets] == ["482-G9SD"]
        assert [(each.code, each.severity, each.arguments) for each in found.diagnostics] == [
            ("PR321", "info", {"encoding": "gb18030"})
        ]
        assert codes(load_sheets(path, "utf-8")) == ["PR106"]
        assert codes(load_sheets(path, "nonsense")) == ["PR110"]


class TestFileNames:
    @pytest.mark.parametrize(
        ("sheet", "name"),
        [
            (Sheet(part="第二部分", code="482-0205-JBN-G9SD"), "part2-482-0205-JBN-G9SD.yaml"),
            (Sheet(part="第十二部分", code="1"), "part12-1.yaml"),
            (Sheet(part="附件", code="1"), "附件-1.yaml"),
            (Sheet(part="第某部分", code="1"), "第某部分-1.yaml"),
            (Sheet(code="../../etc/passwd"), "etc-passwd.yaml"),
            (Sheet(code="a\\b:c*\0"), "a-b-c.yaml"),
            (Sheet(name="商务活动"), "商务活动.yaml"),
            (Sheet(title="甲 绩效目标表"), "甲-绩效目标表.yaml"),
            (Sheet(), "sheet.yaml"),
            (Sheet(code="..."), "sheet.yaml"),
            (Sheet(name="长" * 300), "长" * 60 + ".yaml"),
        ],
    )
    def test_one(self, sheet, name):
        assert file_names([sheet]) == (name,)

    def test_no_two_are_the_same(self):
        names = file_names([Sheet(code="a"), Sheet(code="A"), Sheet(code="a-2"), Sheet(code="a")])
        assert names == ("a.yaml", "A-2.yaml", "a-2-2.yaml", "a-3.yaml")


class TestSaveSheet:
    def test_written_once(self, tmp_path):
        path = tmp_path / "甲.yaml"
        assert [save_sheet(ONE, path), save_sheet(ONE, path)] == [True, False]
        assert load_sheet(path) == ONE

    @pytest.mark.parametrize("there", [b"mine\n", b"\xff\xfe\xfd"])
    def test_a_file_of_somebody_is_not_overwritten_unasked(self, tmp_path, there):
        path = tmp_path / "甲.yaml"
        path.write_bytes(there)
        with pytest.raises(DocumentError) as caught:
            save_sheet(ONE, path)
        assert caught.value.code == "PR320"
        assert path.read_bytes() == there
        assert save_sheet(ONE, path, overwrite=True)
        assert load_sheet(path) == ONE
