"""Policies from files, texts, bytes, open files, folders and packages."""

from __future__ import annotations

import importlib
import io
import sys
from datetime import date
from pathlib import Path

import pytest

import perfrules
from perfrules import CompiledPolicy, PolicyBook, Schedule

TEXT = """\
kind: decision
id: unit.approval
title: 审批
in_force: {from: 2021-01-01, until: 2021-12-31}
inputs: {amount: {type: money, domain: ">=0元", step: 0.01元}}
outputs: {who: {type: text}}
hit: unique
rules:
  - {id: small, when: {amount: 2000元以下}, then: {who: 科长}}
  - {id: large, when: {amount: 超过2000元}, then: {who: 局长}}
"""
LATER = TEXT.replace("2021-01-01, until: 2021-12-31", "2022-03-01").replace("科长", "处长")
WAGES = "kind: schedule\nid: unit.wages\ndeadline: 每月8日前\n"
BAD = LATER.replace("2000元以下", "2000斗以下")


def opened(tmp_path, text):
    path = tmp_path / "opened.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def who(book, day):
    return book.policy("unit.approval", as_of=day).decide(amount=1).outcome["who"]


class TestTexts:
    @pytest.mark.parametrize(
        "text",
        [TEXT, TEXT.encode(), TEXT.encode("gb18030"), TEXT.encode("utf-8-sig"), TEXT.replace("\n", "\r\n")],
    )
    def test_a_text_or_its_bytes(self, text):
        assert perfrules.load_policy(text=text).decide(amount=5).outcome == {"who": "科长"}

    def test_open_files(self, tmp_path):
        path = opened(tmp_path, TEXT)
        with path.open(encoding="utf-8") as stream:
            assert perfrules.load_policy(text=stream).decide(amount=2001).rules == ("large",)
        with path.open("rb") as stream:
            assert perfrules.load_policy(text=stream).decide(amount=2001).rules == ("large",)
        assert perfrules.load_policy(text=io.StringIO(TEXT)).decide(amount=1).rules == ("small",)
        assert perfrules.load_policy(text=io.BytesIO(TEXT.encode())).decide(amount=1).rules == ("small",)

    def test_the_name_of_an_open_file_is_in_its_messages(self, tmp_path):
        path = opened(tmp_path, BAD)
        with path.open("rb") as stream, pytest.raises(perfrules.PolicyError) as caught:
            perfrules.load_policy(text=stream)
        assert caught.value.diagnostics[0].source.name == str(path)

    def test_a_name_says_the_format(self, tmp_path):
        path = tmp_path / "procurement.dmn"
        shipped = perfrules.load_policy("teaching.procurement")
        perfrules.convert(Path(opened(tmp_path, perfrules.dump_policy(shipped))), path)
        read = perfrules.load_policy(text=path.read_bytes(), name="procurement.dmn", kind=CompiledPolicy)
        assert read.policy.digest == shipped.policy.digest

    def test_the_day_counts_for_a_text_too(self):
        assert perfrules.load_policy(text=TEXT, as_of=date(2021, 5, 1)).policy.id == "unit.approval"
        with pytest.raises(perfrules.UnknownPolicyError) as caught:
            perfrules.load_policy(text=TEXT, as_of=date(2022, 5, 1))
        assert caught.value.code == "PR504"

    @pytest.mark.parametrize("given", [{}, {"path_or_id": "teaching.procurement", "text": TEXT}])
    def test_exactly_one_source(self, given):
        with pytest.raises(TypeError, match="either a path or id"):
            perfrules.load_policy(**given)

    @pytest.mark.parametrize(
        "text", ["", "\ud800", b"\xff\xfe\xff", "\0", "kind: sheet\nid: x", "a: [", b"PK\x03\x04"]
    )
    def test_other_texts_are_refused(self, text):
        with pytest.raises(perfrules.PerfrulesError):
            perfrules.load_policy(text=text)

    def test_the_kind_is_checked(self):
        assert perfrules.load_policy(text=WAGES, kind=Schedule).due(2021)
        with pytest.raises(perfrules.PolicyError) as caught:
            perfrules.load_policy(text=WAGES, kind=CompiledPolicy)
        assert caught.value.code == "PR508"

    def test_a_path_of_any_class(self, tmp_path):
        path = opened(tmp_path, TEXT)

        class Located:
            def __fspath__(self):
                return str(path)

        for each in (path, str(path), Located()):
            assert perfrules.load_policy(each).decide(amount=5).rules == ("small",)
            assert perfrules.check(each) == perfrules.check(str(path))


class TestCheck:
    @pytest.mark.parametrize("text", [TEXT, TEXT.encode(), io.StringIO(TEXT)])
    def test_a_text(self, text):
        assert [each.code for each in perfrules.check(text=text)] == []

    def test_findings_have_their_places_in_the_text(self):
        gap = TEXT.replace("超过2000元", "超过3000元")
        (finding,) = [each for each in perfrules.check(text=gap, name="请求") if each.code == "PR801"]
        assert finding.diagnostic.source.name == "请求"
        assert finding.diagnostic.span is not None

    @pytest.mark.parametrize("given", [{}, {"policy": "teaching.procurement", "text": TEXT}])
    def test_exactly_one_source(self, given):
        with pytest.raises(TypeError, match="either a policy or text"):
            perfrules.check(**given)


class TestBook:
    def test_versions_by_day(self):
        book = PolicyBook.load([LATER, TEXT, WAGES])
        assert book.ids == ("unit.approval", "unit.wages")
        days = {date(2021, 1, 1): "科长", date(2021, 12, 31): "科长", date(2022, 3, 1): "处长"}
        for day, name in days.items():
            assert who(book, day) == name
        assert book.policy("unit.wages", kind=Schedule).due(2021)

    def test_gaps_between_versions_are_kept(self):
        book = PolicyBook.load([TEXT, LATER])
        assert [each.code for each in book.problems] == ["PR503"]
        with pytest.raises(perfrules.UnknownPolicyError) as caught:
            book.policy("unit.approval", as_of=date(2022, 1, 5))
        assert caught.value.code == "PR504"

    def test_a_bad_version_does_not_stop_the_others(self):
        book = PolicyBook.load({"a.yaml": TEXT, "b.yaml": BAD, "c.yaml": WAGES})
        assert {each.source.name for each in book.problems} == {"b.yaml"}
        assert book.policy("unit.approval", as_of=date(2021, 5, 1)).decide(amount=1).outcome == {
            "who": "科长"
        }
        assert book.policy("unit.wages").due(2021)

    def test_an_old_version_is_not_taken_for_a_bad_new_one(self):
        book = PolicyBook.load([TEXT, BAD])
        with pytest.raises(perfrules.UnknownPolicyError) as caught:
            book.policy("unit.approval")
        assert caught.value.code == "PR504"

    def test_the_problems_of_the_only_version_are_raised(self):
        book = PolicyBook.load([BAD, WAGES])
        assert book.ids == ("unit.wages",)
        with pytest.raises(perfrules.PolicyError) as caught:
            book.policy("unit.approval")
        assert caught.value.diagnostics == book.problems

    def test_overlapping_versions_answer_where_they_do_not_overlap(self):
        other = LATER.replace("2022-03-01", "2021-12-01")
        book = PolicyBook.load([TEXT, other])
        assert [each.code for each in book.problems] == ["PR502"]
        assert book.policy("unit.approval", as_of=date(2021, 11, 30)).decide(amount=1).outcome == {
            "who": "科长"
        }
        assert book.policy("unit.approval", as_of=date(2022, 1, 1)).decide(amount=1).outcome == {
            "who": "处长"
        }
        with pytest.raises(perfrules.PolicyError) as caught:
            book.policy("unit.approval", as_of=date(2021, 12, 15))
        assert caught.value.code == "PR502"

    def test_an_unknown_id(self):
        with pytest.raises(LookupError) as caught:
            PolicyBook.load([WAGES]).policy("unit.wage")
        assert "unit.wages" in str(caught.value)

    def test_a_folder(self, tmp_path):
        (tmp_path / "deep").mkdir()
        files = {
            "a.yaml": TEXT,
            "deep/b.yml": WAGES,
            "a.test.yaml": "kind: tests",
            "c.yaml": BAD,
            "notes.yaml": "x: 1",
        }
        for name, text in files.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        (tmp_path / "broken.yaml").write_bytes(b"kind: decision\n\xff\xff")
        for source in (tmp_path, str(tmp_path)):
            book = PolicyBook.load(source)
            assert book.ids == ("unit.approval", "unit.wages")
            assert {Path(each.source.name).name for each in book.problems if each.source} >= {
                "c.yaml",
                "broken.yaml",
            }

    def test_a_package(self, tmp_path, monkeypatch):
        package = tmp_path / "office_rules" / "wages"
        package.mkdir(parents=True)
        (package.parent / "__init__.py").touch()
        (package / "wages.yaml").write_text(WAGES, encoding="utf-8")
        monkeypatch.syspath_prepend(tmp_path)
        module = importlib.import_module("office_rules")
        try:
            for source in (module, "office_rules"):
                assert PolicyBook.load(source).ids == ("unit.wages",)
        finally:
            del sys.modules["office_rules"]

    def test_the_policies_that_ship(self):
        book = PolicyBook.load(Path(perfrules.__file__).parents[1] / "policies")
        assert book.problems == ()
        assert "mof.self-evaluation-2020" in book.ids

    def test_open_files_are_read_once(self):
        book = PolicyBook.load([io.StringIO(TEXT), io.BytesIO(BAD.encode())])
        assert book.ids == ("unit.approval",)
        assert book.problems

    @pytest.mark.parametrize("source", [b"kind: schedule", 5, None])
    def test_no_source_at_all(self, source):
        with pytest.raises(TypeError):
            PolicyBook.load(source)

    def test_nothing_in_a_folder(self, tmp_path):
        for source in (tmp_path, tmp_path / "absent", "no_such_package"):
            with pytest.raises(perfrules.PolicyError) as caught:
                PolicyBook.load(source)
            assert caught.value.code == "PR506"
