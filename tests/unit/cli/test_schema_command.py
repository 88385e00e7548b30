"""`perfrules schema`: printing, listing, installing without harm."""

import json

import pytest
from click.testing import CliRunner

from perfrules.cli import main
from perfrules.documents import kinds


@pytest.fixture
def run():
    runner = CliRunner()
    return lambda *arguments: runner.invoke(main, ["schema", "--lang", "en", *map(str, arguments)])


@pytest.mark.parametrize("kind", ["decision", "审批"])
def test_prints_a_kind(run, kind):
    result = run(kind)
    assert result.exit_code == 0
    schema = json.loads(result.stdout)
    assert {"rules", "规则"} <= set(schema["properties"])


def test_lists_kinds(run):
    lines = run("--list").stdout.splitlines()
    assert [line.split("\t")[0] for line in lines] == list(kinds())
    assert all(len(line.split("\t")) == 3 for line in lines)


@pytest.mark.parametrize("arguments", [[], ["nonsense"], ["decision", "--list"]])
def test_wrong_usage(run, arguments):
    assert run(*arguments).exit_code == 2


class TestInstalling:
    def settings(self, folder):
        return json.loads((folder / ".vscode" / "settings.json").read_text(encoding="utf-8"))

    def test_writes_schemas_and_settings_once(self, run, tmp_path):
        result = run("--install-vscode", tmp_path)
        assert result.exit_code == 0
        for path in self.settings(tmp_path)["yaml.schemas"]:
            assert json.loads((tmp_path / path).read_text(encoding="utf-8"))
        schemas = {path.name for path in (tmp_path / ".vscode" / "perfrules").iterdir()}
        assert schemas == {"perfrules.schema.json", *(f"{kind}.schema.json" for kind in kinds())}
        assert run("--install-vscode", tmp_path).stdout == ""

    def test_keeps_what_is_there(self, run, tmp_path):
        path = tmp_path / ".vscode" / "settings.json"
        path.parent.mkdir()
        old = {"editor.rulers": [110], "yaml.schemas": {"./x.json": "x.yaml"}, "说明": "保留"}
        path.write_text(json.dumps(old, ensure_ascii=False, indent=4), encoding="utf-8")
        assert run("--install-vscode", tmp_path).exit_code == 0
        new = self.settings(tmp_path)
        assert new["yaml.schemas"]["./x.json"] == "x.yaml"
        assert {**new, "yaml.schemas": old["yaml.schemas"]} == old
        assert '    "editor.rulers"' in path.read_text(encoding="utf-8")

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("// mine\n{}", "PR611"),
            ('{"a": 1,}', "PR611"),
            ('{"a": 1, "a": 2}', "PR611"),
            ('{"a": NaN}', "PR611"),
            ('{"a": 1e999}', "PR611"),
            ("", "PR611"),
            ("[" * 100_000, "PR611"),
            ("[]", "PR612"),
            ('{"yaml.schemas": []}', "PR612"),
        ],
    )
    def test_refuses_what_it_would_destroy(self, run, tmp_path, text, code):
        path = tmp_path / ".vscode" / "settings.json"
        path.parent.mkdir()
        path.write_text(text, encoding="utf-8")
        result = run("--install-vscode", tmp_path)
        assert result.exit_code == 2
        assert code in result.stderr
        assert path.read_text(encoding="utf-8") == text
        assert not (tmp_path / ".vscode" / "perfrules").exists()

    def test_a_folder_that_cannot_be_made(self, run, tmp_path):
        (tmp_path / ".vscode").write_text("", encoding="utf-8")
        result = run("--install-vscode", tmp_path)
        assert result.exit_code == 2
        assert "PR134" in result.stderr
