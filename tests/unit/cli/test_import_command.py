import json

import pytest
from click.testing import CliRunner
from sheet_texts import HEAD, INDICATORS, laid_out

from perfrules.cli import main
from perfrules.sheets import load_sheet

GOOD = "第二部分\n\n甲绩效目标表\n\n" + laid_out(HEAD + INDICATORS) + "\n\n完。\n"
BROKEN = (
    "第二部分\n\n甲绩效目标表\n\n"
    + laid_out(HEAD)
    + "\n\n乙绩效目标表\n\n"
    + laid_out(HEAD.replace("G9SD", "S72L") + INDICATORS)
)


@pytest.fixture
def files(tmp_path):
    for name, text in (("good.txt", GOOD), ("broken.txt", BROKEN)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)))
    return tmp_path


def run(*arguments, lang="zh"):
    return CliRunner().invoke(main, ["import", "--lang", lang, *map(str, arguments)])


def rows(output):
    return [line.split() for line in output.splitlines() if line.strip(" ─")]


class TestTable:
    def test_zh(self, files):
        result = run(files / "good.txt")
        assert result.exit_code == 0
        assert rows(result.stdout) == [
            ["绩效目标表", "项目编码", "指标", "是否完整"],
            ["甲绩效目标表", "482-G9SD", "4", "完整"],
            ["共", "1", "张绩效目标表，4", "个指标，0", "张不完整"],
        ]
        assert result.stderr == ""

    def test_en_and_diagnostics(self, files):
        result = run(files / "broken.txt", lang="en")
        assert result.exit_code == 1
        assert rows(result.stdout)[1:] == [
            ["甲绩效目标表", "482-G9SD", "0", "no"],
            ["乙绩效目标表", "482-S72L", "4", "yes"],
            ["2", "target", "sheets,", "4", "indicators,", "1", "incomplete"],
        ]
        assert result.stderr.startswith(
            "warning[PR301]: the sheet `甲绩效目标表` is incomplete; missing: 绩效指标\n"
        )
        assert "broken.txt:3:1" in result.stderr

    def test_nothing_found(self, tmp_path):
        path = tmp_path / "甲.txt"
        path.write_text("只有正文。", encoding="utf-8")
        result = run(path)
        assert (result.exit_code, result.stdout) == (1, "共 0 张绩效目标表，0 个指标，0 张不完整\n")
        assert "PR310" in result.stderr

    def test_nothing_is_counted_where_nothing_could_be_read(self, tmp_path):
        result = run(tmp_path / "nowhere.txt")
        assert (result.exit_code, result.stdout) == (2, "")
        assert "PR100" in result.stderr

    def test_no_terminal_obeys_what_a_document_holds(self, tmp_path):
        path = tmp_path / "甲.txt"
        path.write_text(GOOD.replace("甲绩效", "\x1b[31m甲绩效"), encoding="utf-8")
        assert "\x1b" not in run(path).output


class TestJson:
    def test_one_object_for_all_files(self, files):
        result = run(files / "good.txt", files / "broken.txt", "--json")
        data = json.loads(result.stdout)
        assert list(data) == ["sheets", "narrative", "diagnostics"]
        assert [(sheet["code"], sheet["complete"]) for sheet in data["sheets"]] == [
            ("482-G9SD", True), ("482-G9SD", False), ("482-S72L", True),
        ]  # fmt: skip
        assert [each["code"] for each in data["diagnostics"]] == ["PR301"]
        assert result.exit_code == 1

    @pytest.mark.parametrize("lang", ["zh", "en"])
    def test_valid_when_a_file_cannot_be_read(self, files, lang):
        result = run(files / "nowhere.txt", files / "binary.txt", files / "good.txt", "--json", lang=lang)
        data = json.loads(result.stdout)
        assert result.exit_code == 2
        assert [sheet["code"] for sheet in data["sheets"]] == ["482-G9SD"]
        assert [each["code"] for each in data["diagnostics"]] == ["PR100", "PR105"]
        assert all(each["message"] and each["help"] for each in data["diagnostics"])

    def test_encoding(self, tmp_path):
        path = tmp_path / "甲.txt"
        path.write_text(GOOD, encoding="gb18030")
        result = run(path, "--json")
        assert (
            json.loads(result.stdout)["sheets"]
            == json.loads(run(path, "--json", "--encoding", "gbk").stdout)["sheets"]
        )
        assert result.exit_code == 0
        assert run(path, "--json", "--encoding", "utf-8").exit_code == 2

    def test_sheets_in_yaml(self, files):
        run(files / "good.txt", "-o", files / "out")
        data = json.loads(run(files / "out", "--json").stdout)
        assert [sheet["code"] for sheet in data["sheets"]] == ["482-G9SD"]
        assert data["narrative"] == []


class TestOutput:
    def test_one_file_a_sheet(self, files):
        result = run(files / "broken.txt", "-o", files / "new" / "out")
        written = sorted(path.name for path in (files / "new" / "out").iterdir())
        assert written == ["part2-482-G9SD.yaml", "part2-482-S72L.yaml"]
        assert all(f"已写入 {files / 'new' / 'out' / name}" in result.stderr for name in written)
        assert result.exit_code == 1
        assert load_sheet(files / "new" / "out" / written[0]).missing == ("绩效指标",)

    def test_json_stays_valid(self, files):
        result = run(files / "good.txt", "-o", files / "out", "--json")
        assert json.loads(result.stdout)["diagnostics"] == []
        assert result.exit_code == 0

    def test_nothing_of_somebody_is_overwritten_unasked(self, files):
        out = files / "out"
        run(files / "good.txt", "-o", out)
        assert "没有变化" in run(files / "good.txt", "-o", out).stderr
        path = out / "part2-482-G9SD.yaml"
        path.write_text("mine", encoding="utf-8")
        result = run(files / "good.txt", "-o", out, lang="en")
        assert result.exit_code == 1
        assert "error[PR320]" in result.stderr
        assert path.read_text(encoding="utf-8") == "mine"
        assert run(files / "good.txt", "-o", out, "--force").exit_code == 0
        assert load_sheet(path).code == "482-G9SD"

    def test_a_folder_that_cannot_be_made(self, files):
        result = run(files / "good.txt", "-o", files / "good.txt" / "out", "--json")
        assert [each["code"] for each in json.loads(result.stdout)["diagnostics"]] == ["PR134"]
        assert result.exit_code == 2


def test_usage():
    assert run().exit_code == 2
    assert "FILE…" in CliRunner().invoke(main, ["import", "--help"]).output
