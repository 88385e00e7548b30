import pytest

from perfrules import resources
from perfrules.resources import build, load_data
from perfrules.resources.paths import data_path


@pytest.fixture
def library(tmp_path, monkeypatch):
    """An empty library: a package folder inside a checkout."""
    package = tmp_path / "package"
    package.mkdir()
    monkeypatch.setattr(resources, "PACKAGE", str(package))
    return tmp_path


def test_an_unknown_file_is_not_found():
    with pytest.raises(FileNotFoundError, match=r"grammar/no-such\.yaml"):
        data_path("grammar", "no-such.yaml")


@pytest.mark.parametrize("carrier", ["package/_data", "."])
def test_data_is_in_the_package_or_beside_it(library, carrier):
    folder = library / carrier / "grammar"
    folder.mkdir(parents=True)
    (folder / "words.yaml").write_text("甲: [no, 010, 1.0]", encoding="utf-8")
    assert data_path("grammar", "words.yaml") == folder / "words.yaml"
    assert load_data("grammar", "words.yaml") == {"甲": ["no", "010", "1.0"]}


def test_data_in_the_package_wins_over_data_beside_it(library):
    for folder in (library / "package" / "_data", library):
        (folder / "grammar").mkdir(parents=True, exist_ok=True)
        (folder / "grammar" / "words.yaml").write_text(f"here: {folder.name}", encoding="utf-8")
    assert load_data("grammar", "words.yaml") == {"here": "_data"}


class TestJsonFiles:
    @pytest.fixture
    def source(self, library):
        file = library / "grammar" / "area" / "words.yaml"
        file.parent.mkdir(parents=True)
        file.write_text("甲: [no, 010]", encoding="utf-8")
        build.main()
        return file

    @pytest.mark.usefixtures("source")
    def test_hold_what_the_source_holds(self, library):
        assert (library / "grammar" / "built" / "area" / "words.json").is_file()
        assert load_data("grammar", "area", "words.yaml") == {"甲": ["no", "010"]}

    @pytest.mark.usefixtures("source")
    def test_are_read_without_yaml(self, monkeypatch):
        monkeypatch.delattr(resources, "parse_yaml")
        assert load_data("grammar", "area", "words.yaml") == {"甲": ["no", "010"]}

    def test_are_passed_over_when_the_source_has_changed(self, source):
        source.write_text("乙: new", encoding="utf-8")
        assert load_data("grammar", "area", "words.yaml") == {"乙": "new"}


@pytest.mark.parametrize(
    ("path", "text"), [pytest.param(*each, id=each[0].stem) for each in build.json_files()]
)
def test_json_files_are_up_to_date(path, text):
    assert path.read_text(encoding="utf-8") == text, "run python -m perfrules.resources.build"
