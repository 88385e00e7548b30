"""The catalogue of sentences is whole and used, and no pair of sentences is added to Python."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from each import for_each
from paths import ROOT

from perfrules.diagnostics import phrase
from perfrules.resources import load_data
from perfrules.resources.paths import data_path

PACKAGE = ROOT / "perfrules"
AREAS = {
    path.stem: load_data("grammar", "sentences", path.name)
    for path in data_path("grammar", "sentences").glob("*")
}
KEYS = sorted(f"{area}.{name}" for area, entries in AREAS.items() for name in entries)
CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
ENGLISH = re.compile(r"[A-Za-z]{2}")
LANGUAGES = {"zh", "en"}
BUDGET = {
    "analysis": 1,  # a suggestion has its texts in both languages
    "cli": 1,  # which language the command line asks for
    "diagnostics": 4,  # the catalogue of messages itself, and the keys that it names
    "documents": 1,  # the two spellings of a key
    "policies": 1,  # labels of a sheet that are read in both languages
    "reports": 4,  # headings that are read in both languages; fonts and colours of a language
    "sheets": 1,  # the language in which a file writes its keys
}
"""The most places per package where Python chooses a language. Lower a figure, never raise one."""


@dataclass
class Code:
    """What the code of the package has."""

    constants: set[str] = field(default_factory=set)
    starts: set[str] = field(default_factory=set)
    """The texts before the first place of an f-string."""
    worded: set[str] = field(default_factory=set)
    """The areas whose sentences the code takes by name: `Words("forms", language)`."""
    choices: list[tuple[Path, int]] = field(default_factory=list)
    """The lines where Python chooses a language."""

    def add(self, path: Path, node: ast.AST) -> None:
        match node:
            case ast.Constant(value=str(text)):
                self.constants.add(text)
            case ast.JoinedStr(values=[ast.Constant(value=start), *_]):
                self.starts.add(start)
            case ast.Call(func=ast.Name(id="Words"), args=[ast.Constant(value=area), *_]):
                self.worded.add(area)
        if chooses_a_language(node):
            self.choices.append((path.relative_to(PACKAGE), node.lineno))


@cache
def code() -> Code:
    """Each tree is dropped once it is read: the cycle collector would walk through all again and again."""
    found = Code()
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            found.add(path, node)
    return found


@cache
def prefixes() -> tuple[str, ...]:
    """How keys begin that the code completes: `scoring.` of `f"scoring.{name}"`, `doubtful-` of a name."""
    beginning = re.compile(rf"(?:(?:{'|'.join(AREAS)})\.)?(?:[a-z]+-)*")
    return tuple(each for each in code().starts if each and beginning.fullmatch(each))


def is_text(node: ast.AST | None) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def places(text: str) -> set[str]:
    """The places of a text; a fact that is itself worded per language ends in _zh or _en."""
    names = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    return {name.removesuffix("_zh").removesuffix("_en") for name in names}


def is_used(key: str) -> bool:
    """Whether the code has the key, or a beginning of it and the rest, which may be a number."""
    if key in code().constants or key.isdecimal():
        return True
    area, _, name = key.partition(".")
    if area in code().worded and name and is_used(name):
        return True
    return any(key.startswith(each) and is_used(key.removeprefix(each)) for each in prefixes())


class TestEachSentence:
    @for_each(KEYS)
    def test_has_both_languages_with_the_same_places(self, key):
        area, _, name = key.partition(".")
        entry = AREAS[area][name]
        assert set(entry) == LANGUAGES
        assert places(entry["zh"]) == places(entry["en"])

    @for_each(KEYS)
    def test_is_used(self, key):
        assert is_used(key)


def test_every_key_in_the_code_is_in_the_catalogue():
    looks_like_a_key = re.compile(rf"(?:{'|'.join(AREAS)})\.[a-z0-9]+(?:-[a-z0-9]+)*")
    assert {each for each in code().constants if looks_like_a_key.fullmatch(each)} <= set(KEYS)


def test_every_beginning_of_a_key_in_the_code_is_in_the_catalogue():
    assert all(any(key.startswith(each) for key in KEYS) for each in prefixes() if "." in each)


def chooses_a_language(node: ast.AST) -> bool:
    """Whether a node is a pair of texts or asks which of the languages is wanted."""
    match node:
        case ast.Dict(keys=keys):
            return {each.value for each in keys if isinstance(each, ast.Constant)} >= LANGUAGES
        case ast.Compare(left=left, comparators=others):
            return any(isinstance(each, ast.Constant) and each.value in LANGUAGES for each in (left, *others))
        case ast.Call(keywords=keywords):
            return any(
                each.arg and re.search("(^|_)zh$", each.arg) and is_text(each.value) for each in keywords
            )
        case ast.Tuple(elts=[first, second]) if is_text(first) and is_text(second):
            zh, en = ast.unparse(first), ast.unparse(second)
            return bool(CHINESE.search(zh) and ENGLISH.search(en) and not CHINESE.search(en))
    return False


def test_python_chooses_between_languages_in_fewer_and_fewer_places():
    found = code().choices
    counts = Counter(path.parts[0] for path, _ in found)
    over = {each for each, count in counts.items() if count > BUDGET.get(each, 0)}
    at = [f"{path}:{line}" for path, line in found if path.parts[0] in over]
    assert not over, "\n".join(["sentences belong in grammar/sentences:", *at])


@pytest.mark.parametrize(
    "written",
    [
        '{"zh": "甲", "en": "a"}',
        'x if language == "zh" else y',
        'f(unit_zh="甲", unit_en="a")',
        '("没有", "none")',
    ],
)
def test_each_way_to_choose_a_language_in_python_is_recognised(written):
    assert any(map(chooses_a_language, ast.walk(ast.parse(written))))


class TestPhrase:
    def test_fills_the_places(self):
        assert phrase("monitoring.kept", "en", actual="98%", target=">=95%") == "98% keeps >=95%"

    @pytest.mark.parametrize(("count", "words"), [(0, "0 errors"), (1, "1 error"), (2, "2 errors")])
    def test_has_the_number_of_a_noun(self, count, words):
        assert phrase("diagnostics.count-error", "en", count=count) == words

    def test_is_chinese_by_default(self):
        assert CHINESE.search(phrase("monitoring.missing"))

    def test_needs_every_fact(self):
        with pytest.raises(KeyError, match="target"):
            phrase("monitoring.kept", "en", actual="98%")

    @pytest.mark.parametrize("key", ["monitoring.no-such", "monitoring"])
    def test_rejects_an_unknown_key(self, key):
        with pytest.raises(KeyError):
            phrase(key)

    def test_rejects_an_unknown_area(self):
        with pytest.raises(FileNotFoundError, match="no-such"):
            phrase("no-such.key")

    def test_rejects_an_unknown_language(self):
        with pytest.raises(ValueError, match="unknown language 'fr'"):
            phrase("monitoring.missing", "fr")

    def test_reads_only_the_area_of_the_key(self):
        """An import reads no area, the first sentence of an area reads that area only."""
        code = (
            "from perfrules import resources\n"
            "read = []\n"
            "original = resources.load_data\n"
            "resources.load_data = lambda *parts: (read.append(parts), original(*parts))[1]\n"
            "from perfrules.diagnostics import phrase\n"
            "import perfrules.engine.monitoring.reasons\n"
            "assert not [each for each in read if 'sentences' in each], read\n"
            "phrase('monitoring.missing')\n"
            "assert [each[-1] for each in read if 'sentences' in each] == ['monitoring.yaml'], read\n"
        )
        subprocess.run([sys.executable, "-c", code], check=True)
