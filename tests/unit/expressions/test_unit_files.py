"""Units from an author's file."""

import os
import subprocess
import sys
from fractions import Fraction

import pytest

from perfrules.diagnostics import Source
from perfrules.documents import DocumentError, read_document
from perfrules.expressions import ExpressionError, parse, read
from perfrules.expressions.unit_files import load_units, read_units
from perfrules.resources import load_data
from perfrules.values import Quantity, default_units

FILE = """\
kind: units
title: 本县的计量单位
dimensions:
  mass: {钱: 0.000005}
  harvest: {篓: 1, 大篓: 5/2}
counts: [苗圃]
spellings:
  亩: [田亩]
  篓: [箩]
periods: [旬期]
"""


def units_of(text):
    return read_units(read_document(Source(text), "units"))


def problems_of(text):
    with pytest.raises(ExpressionError) as refused:
        units_of(text)
    return [(each.code, text[each.span.start : each.span.end]) for each in refused.value.diagnostics]


@pytest.fixture
def units(tmp_path):
    path = tmp_path / "units.yaml"
    path.write_text(FILE.replace("旬期", "学期"), encoding="utf-8")
    return load_units(path)


def test_they_add_to_those_of_the_library(units):
    assert parse(">=3苗圃", units).bound == Quantity(Fraction(3), units["苗圃"])
    assert parse("≥2大篓", units).matches(Quantity(Fraction(5), units["箩"]))
    assert str(parse("≥10田亩", units)) == ">=10亩"
    assert parse("≥95%", units) == parse("≥95%")


def test_they_convert_exactly(units):
    assert Quantity(Fraction(1), units["大篓"]).in_(units["篓"]) == Fraction(5, 2)
    assert Quantity(Fraction(2), units["钱"]).in_(default_units()["克"]) == 10


def test_the_library_does_not_know_them():
    assert read(">=3苗圃").diagnostics[0].code == "PR233"


def test_chinese_keys():
    units = units_of(
        "类别: 计量单位\n量纲: {mass: {钱: 0.000005}}\n量词: [苗圃]\n写法: {亩: [田亩]}\n计次周期: [学期]\n"
    )
    assert units["田亩"].name == "亩"


def test_a_unit_that_begins_like_a_number():
    units = units_of("kind: units\ncounts: [千斤顶, 一体机]\n")
    assert str(parse("≥5千斤顶", units)) == ">=5千斤顶"


def test_everything_wrong_is_reported_at_once_and_in_its_place():
    assert problems_of(
        "kind: units\n"
        "dimensions: {mass: {公斤: 0.002, 钱: 五, 两: 1/0}}\n"
        "counts: [家庭, 元]\n"
        "spellings: {亩: [米], 丈量: [杆]}\n"
        "periods: [世纪]\n"
    ) == [
        ("PR234", "公斤"),
        ("PR236", "五"),
        ("PR236", "1/0"),
        ("PR234", "元"),
        ("PR234", "米"),
        ("PR233", "杆"),
        ("PR233", "世纪"),
    ]


@pytest.mark.parametrize(
    "spelling", ["5个", "大 篓", "≥米", "萬株", "（件）", "１米", '""', '"蒲\\u200b式耳"']
)
def test_a_spelling_that_no_text_could_hold(spelling):
    found = problems_of(f"kind: units\ncounts: [{spelling!s}]\n".replace('""', '"-"'))
    assert [code for code, _ in found] == ["PR237"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("counts: [苗圃]", "PR139"),
        ("kind: sheet", "PR138"),
        ("kind: units\nunit: [苗圃]", "PR140"),
        ("kind: units\ncounts: 苗圃", "PR143"),
    ],
)
def test_a_file_of_another_kind(text, code):
    with pytest.raises(DocumentError) as refused:
        units_of(text)
    assert refused.value.code == code


def test_the_shipped_file_has_the_same_layout():
    shipped = load_data("grammar", "units.yaml")
    assert set(shipped) <= {"dimensions", "counts", "spellings", "periods"}


OWN = """
from perfrules import parse, read_actual
from perfrules.policies.decisions.inputs import Input
from perfrules.policies.decisions.condition_from_text import read_condition
from perfrules.sheets import Indicator
from perfrules.values import default_units

assert str(parse("不少于3大箱")) == ">=3大箱"
assert parse("不少于3大箱").matches(read_actual("6小箱"))
assert Indicator("产出指标", "数量指标", "1", target="≥3大箱").reading.comparator is not None
assert read_condition(Input("boxes", "number", unit=default_units()["大箱"]), "6小箱以上").text == "6小箱以上"
"""


def run_with(path, code):
    environment = {**os.environ, "PERFRULES_UNITS": str(path)}
    return subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(("units", "crates"), [("dimensions", "crates"), ("量纲", "周转箱")])
def test_a_file_named_by_the_environment_is_known_everywhere(tmp_path, units, crates):
    path = tmp_path / "units.yaml"
    path.write_text(f"kind: units\n{units}:\n  {crates}: {{大箱: 24, 小箱: 12}}\n", encoding="utf-8")
    done = run_with(path, OWN)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_file_that_is_missing_is_reported(tmp_path):
    done = run_with(tmp_path / "none.yaml", "import perfrules; perfrules.parse('5个')")
    assert "PR258" in done.stderr
