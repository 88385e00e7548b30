"""Methods that other packages offer, by the entry points of the group `perfrules.scoring_methods`.

Such a method is a function of a target, an actual and the parameters that the policy gives it; it returns
the share of the points, a `Fraction` from 0 to 1:

    def tolerant(target: Comparator, actual: Actual, parameters: Mapping[str, str]) -> Fraction: ...

A worked example is in `examples/own-method`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import TypeAlias

from perfrules.diagnostics import Diagnostic, PerfrulesError
from perfrules.engine.scoring.methods import Achievement
from perfrules.expressions import Actual, Comparator
from perfrules.policies.scoring.methods import MethodChoice, offered_methods
from perfrules.policies.scoring.policy import ScoringPolicy

OwnMethod: TypeAlias = Callable[[Comparator, Actual, Mapping[str, str]], Fraction]


class MethodError(PerfrulesError):
    """A method of another package cannot be loaded, or does not do what a method must."""


def own_methods(policy: ScoringPolicy) -> Mapping[str, OwnMethod]:
    """The methods of other packages that a policy names, loaded.

    Raises:
        MethodError: PR425 for one that cannot be loaded or is not a function.
    """
    names = {choice.method for choice in policy.methods if choice.own}
    return {name: _load(name) for name in sorted(names)}


def _load(name: str) -> OwnMethod:
    # Whether there is one, and only one, the policy has seen to.
    point = next(each for each in offered_methods() if each.name == name)
    try:
        method: OwnMethod = point.load()
    except Exception as error:  # what a module of others may raise as it is loaded is anybody's guess
        raise _problem("PR425", name, home=point.value, reason=str(error)) from error
    if not callable(method):
        raise _problem("PR425", name, home=point.value, reason=f"{type(method).__name__} is not a function")
    return method


def achieve_by(method: OwnMethod, choice: MethodChoice, target: Comparator, actual: Actual) -> Achievement:
    """What a method of another package makes of an actual.

    Raises:
        MethodError: PR426 where it returns anything but a `Fraction` from 0 to 1, PR490 where it breaks off.
        PerfrulesError: what the method itself raises, where target and actual cannot be compared.
    """
    try:
        share = method(target, actual, choice.parameters)
    except PerfrulesError:
        raise
    except Exception as error:
        reason = f"{type(error).__name__}: {error}"
        raise _problem(
            "PR490", choice.method, target=str(target), actual=str(actual), reason=reason
        ) from error
    if not isinstance(share, Fraction) or not 0 <= share <= 1:
        raise _problem("PR426", choice.method, value=repr(share), type=type(share).__name__)
    return Achievement(target.matches(actual), target.completion(actual), share)


def _problem(code: str, method: str, **facts: str) -> MethodError:
    return MethodError(Diagnostic(code, {"method": method, **facts}))
