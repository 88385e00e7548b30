"""The public names: all there, typed, with a version, and errors that subclass the fitting built-in."""

from __future__ import annotations

import inspect
import re
from importlib.metadata import version

import pytest
from paths import ROOT

import perfrules
from perfrules.diagnostics.messages import require_language

ERRORS = [
    each
    for each in map(perfrules.__getattr__, perfrules.__all__)
    if isinstance(each, type) and issubclass(each, Exception)
]


def test_every_name_is_there():
    assert sorted(perfrules.__all__) == sorted(set(perfrules.__all__))
    for name in perfrules.__all__:
        assert getattr(perfrules, name).__doc__


def test_every_name_is_imported_for_type_checkers_too():
    source = inspect.getsource(perfrules)
    imported = re.findall(
        r"\w+", " ".join(re.findall(r"(?m)^    from [\w.]+ import (.*(?:\n        .*)*)", source))
    )
    assert set(perfrules.__all__) <= set(imported)


def test_an_unknown_name_is_refused():
    with pytest.raises(AttributeError, match="no attribute 'loadpolicy'"):
        perfrules.loadpolicy  # noqa: B018 - asking raises


def test_the_version_is_that_of_the_distribution():
    assert perfrules.__version__ == version("perfrules")
    assert "__version__" in dir(perfrules)


class TestErrors:
    @pytest.mark.parametrize("error", ERRORS)
    def test_each_is_a_perfrules_error_and_a_value_error(self, error):
        assert issubclass(error, perfrules.PerfrulesError)
        assert issubclass(error, ValueError)

    def test_what_may_be_raised_is_exported(self):
        names = {each.__name__ for each in ERRORS}
        assert names >= {
            "CalendarError", "ConflictError", "DecisionError", "DiffError", "DocumentError", "FactError",
            "ExpressionError", "PaymentError", "PolicyError", "QuantityError", "RecordError", "ReportError",
            "UnknownPolicyError",
        }  # fmt: skip

    def test_an_unknown_policy_is_a_lookup_error(self):
        for act in (lambda: perfrules.load_policy("no.such"), lambda: perfrules.check("no.such")):
            with pytest.raises(LookupError):
                act()

    def test_the_text_follows_the_language_setting(self, monkeypatch):
        error = perfrules.PerfrulesError(perfrules.Diagnostic("PR500", {"id": "x", "near": "—"}))
        for language in ("zh", "en"):
            monkeypatch.setenv("PERFRULES_LANG", language)
            assert str(error) == error.explain(language)
            assert error.explain() == error.explain(language)
            assert error.hint == error.diagnostics[0].help(language)
        monkeypatch.delenv("PERFRULES_LANG")
        monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
        assert str(error) == error.explain("en")

    @pytest.mark.parametrize("language", ["fr", "", "ZH", "zh-CN", None, 5])
    def test_an_unknown_language_is_a_value_error(self, language):
        diagnostic = perfrules.Diagnostic("PR500", {"id": "x", "near": "—"})
        for act in (require_language, diagnostic.message, diagnostic.help, diagnostic.to_json):
            with pytest.raises(ValueError, match="unknown language"):
                act(language)
        with pytest.raises(ValueError, match="unknown language"):
            perfrules.PerfrulesError(diagnostic).explain(language or "xx")


class TestLanguageOfResults:
    """Every result that speaks refuses a language that it does not speak."""

    @pytest.fixture(params=["due", "payments", "duties", "decision"])
    def result(self, request):
        wages = perfrules.load_policy("chengde.wage-payment")
        if request.param == "due":
            return wages.due(2021)[0]
        if request.param == "payments":
            return wages.check_payments(["2021-01-08"], 2021, wages.due(2021)[0].due)
        if request.param == "duties":
            safeguards = perfrules.load_policy("chengde.safeguards")
            return safeguards.fulfil(perfrules.Record(), wages.due(2021)[0].due)
        return perfrules.load_policy("chengde.expenditure-approval").decide(amount=1, category="日常支出")

    def test_an_unknown_language_is_a_value_error(self, result):
        with pytest.raises(ValueError, match="unknown language"):
            result.to_json("fr")
        if hasattr(result, "explain"):
            with pytest.raises(ValueError, match="unknown language"):
                result.explain("fr")


class TestVersions:
    """A name that is public since a later version than 0.1 says so."""

    OLD = frozenset((ROOT / "tests" / "unit" / "api" / "names-of-0.1.txt").read_text("utf-8").split())

    @pytest.mark.parametrize("name", sorted(set(perfrules.__all__) - OLD))
    def test_a_new_name_says_since_when_it_is_public(self, name):
        assert re.search(r"Added in 0\.[2-9]", getattr(perfrules, name).__doc__)

    def test_no_old_name_was_removed(self):
        assert set(perfrules.__all__) >= self.OLD
