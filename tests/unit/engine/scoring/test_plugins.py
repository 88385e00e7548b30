"""Methods that other packages offer by an entry point; each package is a folder as pip would leave it."""

from __future__ import annotations

import shutil
import sys
import tomllib
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from paths import EXAMPLES

from perfrules.diagnostics import PerfrulesError
from perfrules.engine.scoring import Card, load_scorer
from perfrules.engine.scoring.plugins import MethodError
from perfrules.sheets import ActualEntry, Indicator, ProjectActuals, Sheet

EXAMPLE = EXAMPLES / "own-method"
Install = Callable[..., None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Installs the example's entry point, by default with the example's module."""

    def installed(
        package: str = "perfrules_tolerant", target: str | None = None, code: str | None = None
    ) -> None:
        site = tmp_path / package
        info = site / f"{package}-0.1.0.dist-info"
        info.mkdir(parents=True)
        project = tomllib.loads((EXAMPLE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        ((name, home),) = project["entry-points"]["perfrules.scoring_methods"].items()
        points = f"[perfrules.scoring_methods]\n{name} = {target or home}\n"
        (info / "entry_points.txt").write_text(points, encoding="utf-8")
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 0.1.0\n")
        if code is None:
            shutil.copy(EXAMPLE / "tolerant.py", site)
        else:
            (site / "own_method.py").write_text(code, encoding="utf-8")
        monkeypatch.syspath_prepend(str(site))
        for module in ("tolerant", "own_method"):
            monkeypatch.delitem(sys.modules, module, raising=False)

    return installed


def card(actual: str = "96个") -> Card:
    rows = (Indicator("产出指标", "数量指标", "指标", target=">=100个"),)
    reported = ProjectActuals(indicators={"指标": ActualEntry(actual)})
    return load_scorer(EXAMPLE / "policy.yaml").score(Sheet(code="1", indicators=rows), reported)


def test_the_example_scores(install: Install) -> None:
    install()
    item = card().items[0]
    assert (item.score, item.met, item.method) == (Decimal("50.00"), False, "example.tolerant")
    assert item.explain() == "实际96个，目标>=100个，按“example.tolerant”得100%，50×100%=50.00分"
    assert card("90个").items[0].score == Decimal("45.00")


def test_it_is_reported_what_cannot_be_compared(install: Install) -> None:
    install()
    assert "PR406" in [each.code for each in card("96元").diagnostics]


def test_without_the_package_the_policy_is_refused() -> None:
    with pytest.raises(PerfrulesError) as raised:
        card()
    assert [each.code for each in raised.value.diagnostics] == ["PR620"]


def test_two_packages_with_one_name(install: Install) -> None:
    install()
    install("another", "own_method:tolerant", "def tolerant(target, actual, parameters): ...\n")
    with pytest.raises(PerfrulesError) as raised:
        card()
    (reported,) = raised.value.diagnostics
    assert reported.code == "PR621"
    assert "own_method:tolerant、tolerant:tolerant" in reported.message()


@pytest.mark.parametrize(
    "code",
    ["", "import nothing_of_that_name\n", "tolerant = 5\n"],
    ids=["no such name", "import", "no function"],
)
def test_what_cannot_be_loaded(install: Install, code: str) -> None:
    install(target="own_method:tolerant", code=code)
    with pytest.raises(MethodError, match="PR425"):
        card()


@pytest.mark.parametrize("value", ["0.5", "None", "1", "Fraction(3, 2)", "Fraction(-1, 2)", "float('nan')"])
def test_what_is_no_share(install: Install, value: str) -> None:
    head = "from fractions import Fraction\ndef tolerant(target, actual, parameters):\n"
    install(target="own_method:tolerant", code=f"{head}    return {value}\n")
    with pytest.raises(MethodError, match="PR426"):
        card()


@pytest.mark.parametrize("code", ["raise KeyError('tolerance')", "1 / 0", "Fraction('五')"])
def test_what_breaks_off(install: Install, code: str) -> None:
    head = "from fractions import Fraction\ndef tolerant(target, actual, parameters):\n"
    install(target="own_method:tolerant", code=f"{head}    {code}\n")
    with pytest.raises(MethodError, match="PR490"):
        card()


def test_a_module_that_breaks_off_cannot_be_loaded(install: Install) -> None:
    install(target="own_method:tolerant", code="raise RuntimeError('no licence')\n")
    with pytest.raises(MethodError, match="no licence"):
        card()
