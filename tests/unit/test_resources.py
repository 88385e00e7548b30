import pytest

from perfrules import resources
from perfrules.resources import data_path, load_data


def test_a_file_that_does_not_ship_is_not_found():
    with pytest.raises(FileNotFoundError, match=r"grammar/no-such\.yaml"):
        data_path("grammar", "no-such.yaml")


@pytest.mark.parametrize("carrier", ["package/_data", "."])
def test_data_lies_in_the_package_or_beside_it(tmp_path, monkeypatch, carrier):
    (tmp_path / "package").mkdir()
    folder = tmp_path / carrier / "grammar"
    folder.mkdir(parents=True)
    (folder / "words.yaml").write_text("甲: [no, 010, 1.0]", encoding="utf-8")
    monkeypatch.setattr(resources, "files", lambda _: tmp_path / "package")
    assert data_path("grammar", "words.yaml") == folder / "words.yaml"
    assert load_data("grammar", "words.yaml") == {"甲": ["no", "010", "1.0"]}


def test_the_package_wins_over_what_lies_beside_it(tmp_path, monkeypatch):
    for folder in (tmp_path / "package" / "_data", tmp_path):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "words.yaml").write_text(f"here: {folder.name}", encoding="utf-8")
    monkeypatch.setattr(resources, "files", lambda _: tmp_path / "package")
    assert load_data("words.yaml") == {"here": "_data"}
