"""The scorers of forms, each by the day on which the form is evaluated."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from attrs import define, field

from perfrules.engine.scoring import Scorer
from perfrules.engine.scoring.policy_choice import Days, evaluation_days, scorer_on
from perfrules.sheets.forms import FilledForm

DEFAULT_POLICY = "mof.self-evaluation-2020"


@define
class Scorers:
    """Finds the scorer of each form, and loads each policy once."""

    _loaded: dict[tuple[str, Days | None], Scorer] = field(factory=dict, init=False)

    def scorer_for(
        self, form: FilledForm, policy: str | Path | None = None, as_of: date | None = None
    ) -> Scorer:
        """The scorer of the policy version that is in force when a form is evaluated.

        Args:
            form: The form.
            policy: The id or path of a scoring policy; by default the policy that the form names, else
                mof.self-evaluation-2020.
            as_of: The day of the evaluation; by default the first day of the year after the form's year on
                which a version is in force.

        Raises:
            DocumentError, PolicyError: the policy cannot be loaded; PR489 where no version is in force, PR553
                where the policy is of another kind.
        """
        wanted, days = policy or form.policy or DEFAULT_POLICY, evaluation_days(form.as_of, as_of)
        key = str(wanted), days
        if key not in self._loaded:
            self._loaded[key] = scorer_on(wanted, days)
        return self._loaded[key]
