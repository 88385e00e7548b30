"""Every public loader takes a text, a Path and any other path-like object."""

from __future__ import annotations

from pathlib import Path

import pytest

import perfrules

UNITS = "kind: units\ncounts: [蒲式耳]\n"
FILES = {
    "payments.csv": ("日期\n2021-01-08\n", perfrules.load_payments),
    "payments.yaml": ("kind: payments\npayments: [2021-01-08]\n", perfrules.load_payments),
    "record.yaml": ("kind: record\nevidence: [{duty: a, date: 2021-01-08}]\n", perfrules.load_record),
    "units.yaml": (UNITS, perfrules.load_units),
    "policy.yaml": ("kind: schedule\nid: a\ndeadline: 每月8日前\n", perfrules.load_policy),
}
EXAMPLE = Path(__file__).parents[3] / "examples" / "chengde-2021"


class Located:
    def __init__(self, path):
        self.path = path

    def __fspath__(self):
        return str(self.path)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("kind", [str, Path, Located])
def test_files(tmp_path, name, kind):
    text, load = FILES[name]
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert load(kind(path)) is not None


@pytest.mark.parametrize(
    "load", [perfrules.load_sheets, perfrules.load_policies], ids=lambda load: load.__name__
)
@pytest.mark.parametrize("kind", [str, Path, Located])
def test_folders(tmp_path, load, kind):
    if load is perfrules.load_policies:
        (tmp_path / "policy.yaml").write_text(FILES["policy.yaml"][0], encoding="utf-8")
        assert list(load(kind(tmp_path))) == ["a"]
    else:
        assert load(kind(EXAMPLE))
