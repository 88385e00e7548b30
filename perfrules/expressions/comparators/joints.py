"""What separates the names in a printed form from the measure, so that it reads back as it was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from perfrules.expressions.lexicon import lexicon, operator_words
from perfrules.values import default_units

_BEFORE = (
    "modals",
    "holding",
    "staying",
    "copulas",
    "approximately",
    "subject_traps",
    "negated_subjects",
    "baselines",
    "by",
    "negative",
)
_AFTER = (
    "above",
    "below",
    "beyond",
    "around",
    "between",
    "ranges",
    "conjunctions",
    "including",
    "excluding",
    "approximately",
)
_OTHERS = ("前", "止", "为止", "负", "每")
_BASELINES = ("较", "同", "环", "年", "每", "逐")
_LONGEST_UNIT = 8


def before_measure(name: str, measure: str) -> str:
    """A colon where the end of a name would be read with the measure, else nothing.

    >>> before_measure("合格率", ">=95%"), before_measure("规模重大", "约5个"), before_measure("pH", "6-9")
    ('', ':', ':')
    """
    if not name:
        return ""
    # After a letter a digit belongs to the name, and a minus looks like a dash.
    lettered = name[-1].isascii() and name[-1].isalpha() and measure[:1].isdigit()
    compared = measure.startswith(_BASELINES) and any(mark in name for mark in lexicon()["baseline_marks"])
    return ":" if lettered or compared or measure.startswith("-") or name.endswith(_ends()) else ""


def after_measure(measure: str, counted: str) -> str:
    """的 where the words after a measure would be read with it, else nothing.

    >>> after_measure(">=5个", "村"), after_measure(">=5公斤", "标准煤")
    ('', '的')
    """
    if not counted or measure == "0":  # 0事故 reads back as 零事故
        return ""
    lettered = measure[-1:].isascii() and measure[-1:].isalpha() and counted[0].isascii()
    return "的" if lettered or counted.startswith(_beginnings()) or _joins_a_unit(measure, counted) else ""


def _joins_a_unit(measure: str, counted: str) -> bool:
    """Whether the end of a measure and the beginning of the words after it are a unit together."""
    known = default_units().by_spelling
    if measure[-1:].isdigit() and any(counted[:size] in known for size in range(1, _LONGEST_UNIT + 1)):
        return True
    tails = (measure[-size:] for size in range(1, min(_LONGEST_UNIT, len(measure)) + 1))
    return any(tail + counted[:size] in known for tail in tails for size in range(1, _LONGEST_UNIT + 1))


@cache
def _ends() -> tuple[str, ...]:
    """With what a name ends that may go on into a measure: 大约, 提升>=."""
    words = lexicon()
    changes = [*_listed(words["directions"]), *_listed(words["tendencies"])]
    operators = _listed(operator_words())
    first = {word[:1] for word in words["approximately"] if len(word) > 1}
    named = (word for key in _BEFORE for word in words[key])
    return tuple({*named, *changes, *operators, *words["hidden"]["one_character"], *first})


@cache
def _beginnings() -> tuple[str, ...]:
    """With what the words after a measure begin that may be read with it: 最高标准, 上下级."""
    words = lexicon()
    operators = _listed(operator_words())
    return tuple({*operators, *_OTHERS, *(word for key in _AFTER for word in words[key])})


def _listed(lists: Mapping[str, Iterable[str]]) -> Iterator[str]:
    for each in lists.values():
        yield from each
