"""The tools that look for faults: inputs of office files as parts, kinds of faults, faults put into code."""

from __future__ import annotations

import sys
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from paths import ROOT

sys.path.insert(0, str(ROOT / "fuzz"))
sys.path.insert(0, str(ROOT / "mutation"))

import limits
import mutants
import packages

PARTS = {"[Content_Types].xml": b"<Types/>\n", "word/document.xml": b"<a>\n--- b\n</a>\n"}


class TestPackages:
    """Seeds are the parts of a package; what is read is a zip file of them."""

    def test_parts_become_a_package_and_parts_again(self):
        text = b"".join(b"--- %s\n%s" % (name.encode(), content) for name, content in PARTS.items())
        with ZipFile(BytesIO(packages.packed(text))) as archive:
            assert {name: archive.read(name) for name in archive.namelist()} == {
                "[Content_Types].xml": b"<Types/>\n",
                "word/document.xml": b"<a>\n",
                "b": b"</a>\n",
            }
        assert packages.unpacked(packages.packed(text)) == text

    def test_a_package_and_other_bytes_stay_as_they_are(self):
        packing = BytesIO()
        with ZipFile(packing, "w", ZIP_DEFLATED) as archive:
            archive.writestr("a", "b")
        for data in (packing.getvalue(), b"", b"PK\x03\x04", b"--- ", b"text"):
            assert packages.packed(data) == data

    def test_of_two_parts_of_one_name_the_first_is_kept(self):
        with ZipFile(BytesIO(packages.packed(b"--- a\n1\n--- a\n2\n"))) as archive:
            assert [archive.read(name) for name in archive.namelist()] == [b"1\n"]


class TestKindsOfFaults:
    """A fault is named by its error and place; an input that takes long is one too."""

    def test_nothing_is_wrong(self):
        assert limits.fault_of(lambda _: None, b"") is None

    def test_an_error_is_named_by_its_place(self):
        kind, message = limits.fault_of(lambda data: data[5], b"")
        assert kind.startswith("IndexError-test_fault_tools-")
        assert message == "IndexError: index out of range"

    def test_an_input_may_not_take_long(self, monkeypatch):
        monkeypatch.setattr(limits, "SECONDS", -1)
        assert limits.fault_of(lambda _: None, b"")[0] == "slow"


SOURCE = """\
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    import nowhere
LIMIT: int = 3
def allowed(number: int = 2) -> bool:
    if number < LIMIT and not number == 1:
        return True
    return max(number, 5) == 5
"""


class TestMutants:
    """Each fault changes one thing that runs; annotations and blocks for type checkers are left alone."""

    def test_all_are_listed_with_their_lines(self):
        found = [(each.first_line, each.change) for each in mutants.mutants(SOURCE)]
        assert found == [
            (4, "3 → 4"),
            (5, "2 → 3"),
            (6, "if number < LIMIT and (not number == 1):\n    return True → "
                "if not (number < LIMIT and (not number == 1)):\n    return True"),
            (6, "number < LIMIT and (not number == 1) → number < LIMIT or not number == 1"),
            (6, "number < LIMIT → number <= LIMIT"),
            (6, "not number == 1 → not not number == 1"),
            (6, "number == 1 → number != 1"),
            (6, "1 → 2"),
            (7, "return True → return None"),
            (7, "True → False"),
            (8, "return max(number, 5) == 5 → return None"),
            (8, "max(number, 5) == 5 → max(number, 5) != 5"),
            (8, "max → min"),
            (8, "5 → 6"),
            (8, "5 → 6"),
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("number", "answers"), [(4, [True, True]), (10, [True, None]), (12, [True, False])]
    )
    def test_one_is_put_into_the_code(self, number, answers):
        names = {}
        exec(compile(mutants.mutated(SOURCE, number), "source", "exec"), names)  # noqa: S102 - our own source
        assert [names["allowed"](2), names["allowed"](3)] == answers

    def test_there_is_no_further_one(self):
        with pytest.raises(IndexError):
            mutants.mutated(SOURCE, 15)
