"""Did you mean: the known names that are most like what was written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from perfrules.diagnostics.listed import Listed
from perfrules.resources.late_modules import late_module

if TYPE_CHECKING:
    import difflib
else:
    difflib = late_module("difflib")

# Two Chinese words of two characters that differ in one of them have a likeness of 0.5.
_LIKENESS = 0.4
_MOST_SHOWN = 8
_MOST_SIMILAR = 3


def likeness_of(one: str, other: str) -> float:
    """How much two names have in common, from 0 to 1.

    >>> likeness_of("完成值", "实际完成值") > likeness_of("科室", "实际完成值")
    True
    """
    return difflib.SequenceMatcher(None, one, other).ratio()


def is_near(written: str, known: Iterable[str]) -> bool:
    """Return whether a word is like one of the known names, as `near` compares them.

    >>> is_near("amont", ["category", "amount"]), is_near("甲", ["amount"])
    (True, False)
    """
    return bool(difflib.get_close_matches(written, list(known), n=1, cutoff=_LIKENESS))


def near(written: str, known: Iterable[str]) -> dict[str, str]:
    """Return the `near` argument of a message: the known names most like `written`, the closest first.

    Without a similar name, the first eight known names are listed; without any known name, nothing.

    >>> near("amont", ["category", "amount"])
    {'near': 'amount'}
    >>> near("甲", ["amount", "category"])
    {'near': 'amount、category'}
    >>> near("甲", [])
    {'near': ''}
    """
    names = list(dict.fromkeys(known))
    close = difflib.get_close_matches(written, names, n=_MOST_SIMILAR, cutoff=_LIKENESS)
    return {"near": Listed(close or names[:_MOST_SHOWN])}


def similar(written: str, known: Iterable[str]) -> dict[str, str]:
    """Return the `near` argument of a message that lists similar names only; nothing where none is similar.

    Names that contain `written`, or that it contains, are similar and come first.

    >>> similar("wage", ["approval", "wage-payment"]), similar("nosuch", ["PR100", "PR101"])
    ({'near': 'wage-payment'}, {'near': ''})
    """
    names = list(dict.fromkeys(known))
    parts = [
        each for each in names if min(len(written), len(each)) > 1 and (written in each or each in written)
    ]
    close = difflib.get_close_matches(written, names, n=_MOST_SIMILAR, cutoff=_LIKENESS)
    return {"near": Listed(list(dict.fromkeys([*parts, *close]))[:_MOST_SIMILAR])}
