import copy
import pickle

import pytest

from perfrules.diagnostics import Diagnostic, PerfrulesError, Source, Span
from perfrules.diagnostics.errors import raise_all

SOURCE = Source("约九九个", "表.yaml")
LONG = Diagnostic("PR232", {"text": "九九", "longest": 1}, Span(1, 3), SOURCE)
NONE = Diagnostic("PR231", {"text": "约"}, Span(0, 1), SOURCE)
INFO = Diagnostic("PR221", {"text": "290%", "likely": "≥90%"})


class CaseError(PerfrulesError):
    pass


def pickled(error):
    return pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes


class TestAnError:
    def test_tells_of_its_chief_diagnostic(self):
        error = PerfrulesError(LONG, NONE)
        assert (error.code, error.span, error.hint) == ("PR232", Span(1, 3), LONG.help("zh"))
        assert error.diagnostics == (LONG, NONE)

    def test_explains_all_of_them(self):
        error = PerfrulesError(LONG, NONE)
        assert str(error) == error.explain("zh")
        for language in ("zh", "en"):
            said = error.explain(language)
            assert "PR232" in said
            assert "PR231" in said
            assert LONG.message(language) in said

    def test_is_a_value_error(self):
        assert issubclass(PerfrulesError, ValueError)

    @pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, pickled])
    def test_travels_between_processes(self, again):
        error = again(CaseError(LONG, NONE))
        assert type(error) is CaseError
        assert error.diagnostics == (LONG, NONE)
        assert str(error) == str(CaseError(LONG, NONE))


class TestRaiseAll:
    def test_one_error_carries_every_error(self):
        with pytest.raises(CaseError) as refused:
            raise_all([LONG, INFO, NONE], CaseError)
        assert refused.value.diagnostics == (LONG, NONE)

    def test_what_is_no_error_raises_nothing(self):
        assert INFO.severity != "error"
        raise_all([INFO], CaseError)
        raise_all([], CaseError)


class TestADiagnostic:
    def test_facts_are_text(self):
        assert LONG.arguments == {"text": "九九", "longest": "1"}

    def test_braces_in_a_fact_are_left_alone(self):
        found = Diagnostic("PR231", {"text": "{text}{0}{"})
        assert "{text}{0}{" in found.message("zh")
        assert "{text}{0}{" in found.message("en")

    def test_json_tells_the_place_where_there_is_a_file(self):
        assert LONG.to_json("en") == {
            "code": "PR232",
            "severity": "error",
            "message": "the number `九九` is too long",
            "help": LONG.help("en"),
            "arguments": {"text": "九九", "longest": "1"},
            "span": [1, 3],
            "file": "表.yaml",
            "line": 1,
            "column": 2,
        }

    def test_json_without_a_file_or_a_place(self):
        assert set(INFO.to_json()) == {"code", "severity", "message", "help", "arguments", "span"}
        assert INFO.to_json()["span"] is None
        whole_file = Diagnostic("PR231", {"text": ""}, source=SOURCE).to_json()
        assert whole_file["file"] == "表.yaml"
        assert "line" not in whole_file

    def test_json_holds_what_belongs_to_it(self):
        found = Diagnostic("PR231", {"text": "约"}, related=(LONG,)).to_json("en")
        assert found["related"] == [LONG.to_json("en")]

    def test_it_can_be_reported_of_a_longer_text(self):
        file = Source("目标: 约九九个", "表.yaml")
        moved = LONG.within(file, 4)
        assert moved.span == Span(5, 7)
        assert file.text[moved.span.start : moved.span.end] == "九九"

    def test_where_the_text_is_not_there_letter_for_letter_the_whole_is_pointed_at(self):
        file = Source('目标: "约\\u4e5d九个"', "表.yaml")
        assert LONG.within(file, None, Span(4, 15)).span == Span(4, 15)
        assert LONG.within(file).span is None

    def test_equal_ones_are_one_in_a_set(self):
        assert len({LONG, Diagnostic("PR232", {"text": "九九", "longest": "1"}, Span(1, 3), SOURCE)}) == 1
