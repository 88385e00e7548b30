"""Laws of verification: what the scorer itself fills in agrees, and whatever is moved is reported."""

from __future__ import annotations

from fractions import Fraction

from budgets import law
from hypothesis import given
from hypothesis import strategies as st
from test_scoring_laws import SCORER, sheets

from perfrules.engine.scoring import Card
from perfrules.engine.verification import verify_form
from perfrules.sheets import ActualEntry, Indicator, ProjectActuals, Sheet
from perfrules.sheets.forms import Claim, FilledForm, FormRow
from perfrules.values import half_up

LAWS = law(100)
_UNSAID = {"PR449", "PR450"}
"""What may be said of a row whose score is right: it cannot be recomputed, or lacks its explanation."""


def filled(sheet: Sheet, reported: ProjectActuals, card: Card, moved: dict[int, Fraction]) -> FilledForm:
    """The form that claims what the card found, but for some rows that are moved."""
    rows = tuple(
        FormRow(
            row,
            reported.indicators.get(row.name),
            None,
            None
            if item.score is None
            else Claim.of(str(half_up(Fraction(item.score) + moved.get(at, 0), 2))),
        )
        for at, (row, item) in enumerate(zip(sheet.indicators, card.items, strict=True))
    )
    return FilledForm(rows=rows)


class TestWhatTheScorerFillsInAgrees:
    """Every score of a card, claimed on a form with the same targets and actuals, agrees with itself."""

    @LAWS
    @given(sheets())
    def test_claimed_scores_of_a_card_agree(self, case: tuple[Sheet, ProjectActuals]) -> None:
        sheet, reported = case
        card = SCORER.score(sheet, reported)
        check = verify_form(filled(sheet, reported, card, {}), SCORER)
        assert {each.code for row in check.rows for each in row.problems} <= _UNSAID
        assert all(not row.difference for row in check.rows)
        assert check.card.total == card.total


measured = st.lists(
    st.tuples(st.sampled_from([">=", "<=", "="]), st.integers(1, 200), st.integers(0, 400)),
    min_size=1,
    max_size=5,
)
cents = st.integers(-500, 500).filter(bool).map(lambda number: Fraction(number, 100))


class TestWhatIsMovedIsTold:
    """A measured score that is off by a cent or more is reported, with the difference to the cent."""

    @LAWS
    @given(measured, cents, st.data())
    def test_a_wrong_claim_is_reported_to_the_cent(
        self, rows: list[tuple[str, int, int]], by: Fraction, data: st.DataObject
    ) -> None:
        sheet = Sheet(
            indicators=tuple(
                Indicator("产出指标", "数量指标", f"指标{at}", target=f"{operator}{bound}人")
                for at, (operator, bound, _) in enumerate(rows)
            )
        )
        reported = ProjectActuals(
            indicators={f"指标{at}": ActualEntry(f"{actual}人") for at, (_, _, actual) in enumerate(rows)}
        )
        at = data.draw(st.integers(0, len(rows) - 1))
        card = SCORER.score(sheet, reported)
        row = verify_form(filled(sheet, reported, card, {at: by}), SCORER).rows[at]
        assert row.difference == by
        assert {each.code for each in row.problems} - _UNSAID
