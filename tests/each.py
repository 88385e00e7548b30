"""One test over thousands of cases: all are tried, and the failure lists those for which the check fails.

A parameter of pytest costs some milliseconds a case in each worker, more than most of these checks.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator
from typing import Any

Check = Callable[..., None]


def failures(check: Callable[[Any], None], cases: Iterable[Any]) -> list[str]:
    """The cases for which a check fails, each with the line that says why."""
    return list(_failures(check, cases))


def for_each(cases: Iterable[Any]) -> Callable[[Check], Check]:
    """Turn a check of one case into a test of all; a case that is a tuple gives several arguments."""

    def decorate(check: Check) -> Check:
        # No parameter of the check may become a fixture, so it is not named as wrapped.
        def test(*self: Any) -> None:
            found = failures(
                lambda case: check(*self, *(case if isinstance(case, tuple) else (case,))), cases
            )
            assert not found, "\n".join(found)

        test.__name__, test.__doc__ = check.__name__, check.__doc__
        return test

    return decorate


def _failures(check: Callable[[Any], None], cases: Iterable[Any]) -> Iterator[str]:
    for case in cases:
        try:
            check(case)
        except Exception as error:  # noqa: BLE001 - whatever it is, the test fails on it
            last = traceback.extract_tb(error.__traceback__)[-1]
            yield f"{case!r}: line {last.lineno}, {last.line}: {type(error).__name__} {error}"
