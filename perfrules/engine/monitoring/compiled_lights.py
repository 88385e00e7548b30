"""The lights of a policy at work: which one is shown for a value, and by which band."""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from perfrules.diagnostics import Diagnostic, PerfrulesError
from perfrules.diagnostics.truth import truth_word
from perfrules.engine.decisions.compile import compile_policy
from perfrules.engine.indicators.figures import percent
from perfrules.policies.monitoring.policy import MonitoringPolicy


@frozen
class ShownLight:
    """The light that is shown, None where none is; the wording of its band of numbers; what went wrong."""

    light: str | None = None
    band: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()


class CompiledLights:
    """The bands of a policy, each compiled once.

    >>> from perfrules.policies.loader import find_policy
    >>> lights = CompiledLights(find_policy("provincial.monitoring-lights"))
    >>> lights.show("lights/progress", Fraction(4, 5))
    ShownLight(light='绿灯', band='80%（含）至120%（不含）', diagnostics=())
    """

    def __init__(self, policy: MonitoringPolicy) -> None:
        self._bands = policy.bands
        self._compiled = {place: compile_policy(each) for place, each in policy.bands.items()}

    def show(self, place: str, value: Fraction | bool | str) -> ShownLight:
        """The light for a value: a rate (1 is just what is due), whether a target is kept, what people say.

        Args:
            place: where in the policy the bands are, such as `lights/progress`.
            value: what they divide.

        Returns:
            The light; none where the policy has no such bands, where an alarm does not ring, and with PR464
            or the decision's own diagnostics where no band, or more than one, has the value.
        """
        if place not in self._compiled:
            return ShownLight()
        name = place.partition("/")[2]
        fact = value * 100 if isinstance(value, Fraction) else value
        try:
            decision = self._compiled[place].decide(**{name: fact})
        except PerfrulesError as error:
            return ShownLight(diagnostics=error.diagnostics)
        if decision.outcome is None:
            partial = self._bands[place].partial
            return ShownLight(
                diagnostics=() if partial else (Diagnostic("PR464", {"value": _text(value), "place": place}),)
            )
        condition = self._bands[place].rule_by_id[decision.rules[0]].when[name]
        return ShownLight(
            str(decision.outcome["light"]), condition.text if isinstance(value, Fraction) else ""
        )


def _text(value: Fraction | bool | str) -> str:
    if isinstance(value, bool):
        return truth_word(value)
    return percent(value) if isinstance(value, Fraction) else value
