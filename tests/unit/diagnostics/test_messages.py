import re
import string
from pathlib import Path

import pytest
import yaml
from each import for_each
from old_phrases import PHRASES

import perfrules
from perfrules.diagnostics import all_codes, message
from perfrules.resources import load_data
from perfrules.resources.paths import data_path

FOLDER = data_path("grammar", "messages")
FILES = sorted(FOLDER.glob("*.yaml"))
COLLOQUIAL = re.compile("看不懂|不认识|多半|读不了|用不上|取其先|各写各|是不是|不知道|分不清|手头|无从")
ALSO_OLD = re.compile(r"\b(anew|blanks?)\b")
AREAS = {
    "documents": range(100, 200),
    "expressions": range(200, 270),
    "formulas": range(270, 300),
    "sheets": range(300, 340),
    "certainty": range(340, 350),
    "computing": range(370, 400),
    "scoring": range(400, 460),
    "monitoring": range(460, 484),
    "verification": range(484, 490),
    "scoring-methods": range(490, 500),
    "monitoring-policies": range(630, 640),
    "policies": range(500, 600),
    "testing": range(600, 620),
    "scoring-policies": range(620, 630),
    "citations": range(640, 650),
    "decisions": range(650, 670),
    "analysis": range(800, 862),
    "frames": (*range(862, 890), *range(950, 970)),
    "interchange": range(901, 950),
    "cli": range(700, 703),
    "imports": (*range(703, 740), *range(744, 747), *range(890, 900)),
    "reports": (*range(740, 744), *range(747, 760)),
    "targets": range(760, 800),
}
PACKAGE = Path(perfrules.__file__).parent
CODE = re.compile(r"\bPR[0-9]{3}\b")


def used_codes():
    """The codes that stand as texts of their own in the package, so not those that docstrings speak of."""
    return {
        code
        for path in PACKAGE.rglob("*.py")
        for code in re.findall(r"[\"'](PR[0-9]{3})[\"']", path.read_text(encoding="utf-8"))
    }


def named_codes():
    return {code for path in PACKAGE.rglob("*.py") for code in CODE.findall(path.read_text(encoding="utf-8"))}


def places(text):
    """The places of a text; a fact that is itself worded per language ends in _zh or _en."""
    found = [
        (name, spec, conversion)
        for _, name, spec, conversion in string.Formatter().parse(text)
        if name is not None
    ]
    assert all(not spec and not conversion for _, spec, conversion in found)
    return {name.removesuffix("_zh").removesuffix("_en") for name, _, _ in found}


class TestEachMessage:
    @for_each(all_codes())
    def test_has_its_texts_in_both_languages(self, code):
        found = message(code)
        assert found.zh.strip()
        assert found.en.strip()

    @for_each(all_codes())
    def test_says_how_to_mend_it_unless_there_is_nothing_to_mend(self, code):
        found = message(code)
        assert bool(found.help_zh.strip()) == bool(found.help_en.strip())
        assert found.help_zh.strip() or found.severity == "info"

    @for_each(all_codes())
    def test_tells_the_same_facts_in_both_languages(self, code):
        found = message(code)
        assert places(found.zh) == places(found.en)
        assert places(found.help_zh) == places(found.help_en)

    @for_each(all_codes())
    def test_marks_stretches_to_leave_out_in_pairs_around_a_fact(self, code):
        found = message(code)
        for text in (found.zh, found.en, found.help_zh, found.help_en):
            outside = re.sub("⟦[^⟦⟧]*[{][^⟦⟧]*⟧", "", text)
            assert not re.search("[⟦⟧]", outside)

    @for_each(all_codes())
    def test_names_its_facts(self, code):
        found = message(code)
        names = places(found.zh) | places(found.help_zh)
        assert all(re.fullmatch("[a-z][a-z0-9_-]*", name) for name in names)

    @for_each(all_codes())
    def test_is_one_sentence_without_a_full_stop(self, code):
        found = message(code)
        for text in (found.zh, found.en, found.help_zh, found.help_en):
            assert text == text.strip()
            assert "\n" not in text
            assert not text.endswith((".", "。"))

    @for_each(all_codes())
    def test_chinese_is_written_officially(self, code):
        found = message(code)
        assert not COLLOQUIAL.search(found.zh + found.help_zh)
        assert not found.help_zh or found.help_zh.startswith("请")

    @for_each(all_codes())
    def test_english_is_plain(self, code):
        found = message(code)
        text = f"{found.en} | {found.help_en}"
        assert not PHRASES.search(text)
        assert not ALSO_OLD.search(text)

    @for_each(all_codes())
    def test_begins_small_in_english(self, code):
        found = message(code)
        for text in filter(None, (found.en, found.help_en)):
            assert not re.match("[A-Z][a-z]", text)

    @for_each(all_codes())
    def test_is_in_its_own_language(self, code):
        found = message(code)
        assert re.search("[一-鿿]", found.zh)
        prose = re.sub(r"`[^`]*`|\{[^}]*\}", "", found.en)
        assert len(re.findall("[a-z]{2,}", prose)) > len(re.findall("[一-鿿]+", prose))

    @for_each(all_codes())
    def test_has_a_severity_there_is(self, code):
        assert message(code).severity in {"error", "warning", "question", "info"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
class TestEachFile:
    def test_holds_the_codes_of_its_area(self, path):
        codes = load_data("grammar", "messages", path.name)
        assert all(int(code[2:]) in AREAS[path.stem] for code in codes)
        assert all(CODE.fullmatch(code) for code in codes)

    def test_no_code_or_text_stands_twice(self, path):
        entries = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader).value
        codes = [key.value for key, _ in entries]
        assert len(codes) == len(set(codes))
        for _, entry in entries:
            keys = [key.value for key, _ in entry.value]
            assert sorted(keys) == ["en", "help_en", "help_zh", "severity", "zh"]


def test_no_number_belongs_to_two_areas():
    numbers = [number for area in AREAS.values() for number in area]
    assert len(numbers) == len(set(numbers))


def test_an_unknown_code_is_no_message():
    with pytest.raises(KeyError):
        message("PR999")


def test_codes_are_sorted_and_come_from_every_file():
    assert list(all_codes()) == sorted(all_codes())
    assert {area for code in all_codes() for area, numbers in AREAS.items() if int(code[2:]) in numbers} == {
        path.stem for path in FILES
    }


def test_every_code_named_in_the_package_is_in_the_catalogue():
    assert named_codes() - set(all_codes()) == set()


def test_every_code_of_the_catalogue_is_used_in_the_package():
    assert set(all_codes()) - used_codes() == set()
