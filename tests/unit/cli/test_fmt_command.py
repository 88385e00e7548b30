"""`perfrules fmt` on good and broken files."""

import pytest
from click.testing import CliRunner

from perfrules.cli import main
from perfrules.resources.paths import data_path

UNTIDY = "kind: tests # 类别\ntests:\n- given: {金额: '1元'}   # 一\n  expect: {fires: [a]}\n"
TIDY = "kind: tests # 类别\ntests:\n  - given: {金额: 1元} # 一\n    expect: {fires: [a]}\n"
CHINESE = "类别: 用例 # 类别\n用例:\n  - 已知: {金额: 1元} # 一\n    预期: {命中规则: [a]}\n"
BROKEN = "kind: tests\ntests: >=5\n"


@pytest.fixture
def run():
    runner = CliRunner()
    return lambda *arguments: runner.invoke(main, ["fmt", "--lang", "en", *map(str, arguments)])


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "a.test.yaml"
    path.write_text(UNTIDY, encoding="utf-8")
    return path


def test_formats_and_names_what_it_wrote(run, file):
    result = run(file)
    assert (result.exit_code, result.stdout) == (0, f"{file}\n")
    assert file.read_text(encoding="utf-8") == TIDY
    again = run(file)
    assert (again.exit_code, again.stdout) == (0, "")


def test_spells_keys_both_ways(run, file):
    assert run(file, "--keys", "zh").exit_code == 0
    assert file.read_text(encoding="utf-8") == CHINESE
    assert run(file, "--keys", "en").exit_code == 0
    assert file.read_text(encoding="utf-8") == TIDY


def test_check_lists_and_leaves(run, file):
    result = run("--check", file)
    assert (result.exit_code, result.stdout) == (1, f"{file}\n")
    assert file.read_text(encoding="utf-8") == UNTIDY
    file.write_text(TIDY, encoding="utf-8")
    assert run("--check", file).exit_code == 0


def test_diff_shows_and_leaves(run, file):
    result = run("--diff", file)
    assert result.exit_code == 1
    assert "-- given: {金额: '1元'}   # 一" in result.stdout
    assert "+  - given: {金额: 1元} # 一" in result.stdout
    assert file.read_text(encoding="utf-8") == UNTIDY


def test_a_file_that_does_not_read_is_left_and_the_others_are_done(run, file, tmp_path):
    broken = tmp_path / "b.yaml"
    broken.write_text(BROKEN, encoding="utf-8")
    result = run(tmp_path)
    assert result.exit_code == 2
    assert "PR120" in result.stderr
    assert broken.read_text(encoding="utf-8") == BROKEN
    assert file.read_text(encoding="utf-8") == TIDY


def test_a_folder_means_its_documents_alone(run, file, tmp_path):
    other = tmp_path / "ci.yaml"
    other.write_text("on:   push\n", encoding="utf-8")
    assert run(tmp_path).exit_code == 0
    assert other.read_text(encoding="utf-8") == "on:   push\n"
    file.unlink()
    result = run(tmp_path)
    assert result.exit_code == 2
    assert "PR610" in result.stderr


def test_line_ends_and_encoding_are_made_one(run, file):
    file.write_bytes(TIDY.replace("\n", "\r\n").encode("gb18030"))
    assert run("--check", file).exit_code == 1
    assert run(file).exit_code == 0
    assert file.read_bytes() == TIDY.encode()


def test_what_is_not_there(run, tmp_path):
    result = run(tmp_path / "none.yaml")
    assert result.exit_code == 2
    assert "PR100" in result.stderr


@pytest.mark.parametrize("arguments", [[], ["--keys", "fr", "a.yaml"]])
def test_wrong_usage(run, arguments):
    assert run(*arguments).exit_code == 2


def test_what_ships_is_formatted(run):
    result = run("--check", data_path("policies"))
    assert result.exit_code == 0, result.output
