"""No public answer depends on the decimal context of the caller."""

from __future__ import annotations

import decimal
import json
from collections.abc import Callable
from datetime import date
from decimal import Context
from fractions import Fraction
from functools import cache

from budgets import law
from hypothesis import given
from hypothesis import strategies as st
from paths import ROOT
from rich.console import Console

import perfrules
from perfrules.engine.monitoring import load_monitor
from perfrules.engine.scoring import load_scorer
from perfrules.engine.verification import verify_form
from perfrules.expressions import parse, read_actual
from perfrules.reports.forms import as_html, as_markdown
from perfrules.reports.forms.evaluation import EvaluationForm, Report
from perfrules.reports.terminal.cards import printed_card
from perfrules.reports.terminal.console_settings import settings_of
from perfrules.sheets import ActualEntry, Indicator, ProjectActuals, ProjectBudget, Sheet
from perfrules.sheets.filled.form_files import load_forms
from perfrules.values import exact_text, half_up

SIGNALS = (decimal.Inexact, decimal.Rounded, decimal.Subnormal, decimal.FloatOperation)
SCORER = load_scorer("mof.self-evaluation-2020")
MONITOR = load_monitor("provincial.monitoring-lights")

contexts = st.builds(
    Context,
    prec=st.integers(1, 5),
    rounding=st.sampled_from(
        [decimal.ROUND_UP, decimal.ROUND_DOWN, decimal.ROUND_FLOOR, decimal.ROUND_CEILING, decimal.ROUND_05UP]
    ),
    traps=st.lists(st.sampled_from(SIGNALS), unique=True),
    Emax=st.integers(0, 9),
    Emin=st.integers(-9, 0),
)
numbers = st.integers(1, 10**9).map(lambda number: Fraction(number, 1000))


@cache
def usual(answer: Callable[[], str]) -> str:
    """An answer under the usual context."""
    return answer()


def _sheet() -> tuple[Sheet, ProjectActuals]:
    rows = (
        Indicator("产出指标", "数量指标", "里程", target="≥3.333公里"),
        Indicator("产出指标", "成本指标", "造价", target="≤90.07万元"),
        Indicator("效益指标", "社会效益指标", "知晓率", target="≥98.765%"),
        Indicator("满意度指标", "服务对象满意度指标", "满意度", target="≥90%"),
    )
    reported = {"里程": "3.1234567", "造价": "97.654321", "知晓率": "96.54321%", "满意度": "0.97"}
    money = ProjectBudget(adjusted=read_actual("123456.78元"), executed=read_actual("98765.43元"))  # type: ignore[arg-type]
    return Sheet(code="1", name="示例", indicators=rows), ProjectActuals(
        money, indicators={name: ActualEntry(text) for name, text in reported.items()}
    )


def scored() -> str:
    card = SCORER.score(*_sheet())
    return json.dumps([card.to_json(), card.total_text(), str(card.highest)])


def monitored() -> str:
    return json.dumps(MONITOR.monitor(*_sheet(), date(2021, 7, 31)).to_json())


def verified() -> str:
    return json.dumps(
        [verify_form(each).to_json() for each in load_forms(ROOT / "examples" / "filled-form" / "form.csv")]
    )


def decided() -> str:
    decision = perfrules.load_policy("chengde.expenditure-approval").decide(
        amount="1.234567万元", category="日常支出"
    )
    return str(decision.outcome) + decision.explain()


def printed() -> str:
    sheet, project = _sheet()
    card, settings = SCORER.score(sheet, project), settings_of(Console(width=120))
    laid_out = printed_card(card, settings)
    report = Report((EvaluationForm(card, sheet, project, SCORER.policy),))
    pages = [as_html.render(report, "zh"), as_markdown.render(report, "zh")]
    return laid_out.text + "".join(page.decode() for page in pages)


class TestAnswersAreTheSame:
    """An answer is the same whatever precision, rounding and traps the caller's context has."""

    @law(60)
    @given(contexts, st.sampled_from([scored, monitored, verified, decided, printed]))
    def test_of_whole_projects(self, context: Context, answer: Callable[[], str]) -> None:
        expected = usual(answer)
        with decimal.localcontext(context):
            assert answer() == expected

    @law(200)
    @given(contexts, numbers, numbers)
    def test_of_single_rows(self, context: Context, bound: Fraction, number: Fraction) -> None:
        target, actual = f"≥{exact_text(bound)}元", f"{exact_text(number)}元"

        def row() -> list[str]:
            sheet = Sheet(indicators=(Indicator("产出指标", "数量指标", "甲", target=target),))
            card = SCORER.score(sheet, ProjectActuals(indicators={"甲": ActualEntry(actual)}))
            return [str(card.items[0].score), card.items[0].explain(), str(card.total), str(parse(target))]

        expected = row()
        with decimal.localcontext(context):
            assert row() == expected
            assert str(half_up(number, 3)) == exact_places(number)


def exact_places(number: Fraction) -> str:
    """A number of thousandths with three decimals."""
    thousandths = int(number * 1000)
    return f"{thousandths // 1000}.{thousandths % 1000:03}"
