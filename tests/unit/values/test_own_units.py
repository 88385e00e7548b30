"""Units that are put together, and those of an author's file."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfrules.values import QuantityError, UnitRegistry, default_units

OWN = "kind: units\n量纲:\n  周转箱: {大箱: 24, 小箱: 12}\n"


def units_of(path: Path, monkeypatch: pytest.MonkeyPatch) -> UnitRegistry:
    """The units with those of a file, read anew. The kept ones stay: parsers are compiled for them."""
    monkeypatch.setenv("PERFRULES_UNITS", str(path))
    return default_units.__wrapped__()


def test_a_product_without_a_unit_of_its_own_has_the_factors_of_its_parts() -> None:
    units = default_units()
    product = units.product(["吨", "米"])
    assert product.name == "吨·米"
    assert product.factor == units["吨"].factor * units["米"].factor


def test_two_words_for_one_thing_are_count_words() -> None:
    units = default_units()
    assert units.alternative(units["册"], units["件"]).name == "册(件)"
    with pytest.raises(QuantityError, match="PR214"):
        units.alternative(units["元"], units["件"])


@pytest.mark.parametrize("content", [None, "- 1\n", "量纲: 5\n"])
def test_a_file_of_units_that_cannot_be_read_is_named(
    content: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "units.yaml"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(QuantityError, match="PR258"):
        units_of(path, monkeypatch)


def test_the_units_of_a_file_are_known_beside_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "units.yaml"
    path.write_text(OWN, encoding="utf-8")
    units = units_of(path, monkeypatch)
    assert units["大箱"].factor == 2 * units["小箱"].factor
    assert units["元"].name == "元"
