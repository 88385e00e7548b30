"""The patterns of times of day, ratios and levels."""

from __future__ import annotations

from perfrules.expressions.lexicon.vocabulary import needing, one_of
from perfrules.expressions.lexicon.words import DASH, NAME, lexicon
from perfrules.expressions.scales import scales, span_starts

TO = rf"(?:{DASH}|至|到)"
"""What parts the two ends of a span."""


def clock_time() -> str:
    """A time of day: 8:30, 17点, 下午5时30分."""
    part = "(?:(?:上午|中午|下午|晚上?|早上?|凌晨))?"
    spoken = needing("点时", r"[0-2]?[0-9][点时](?:半|整|[0-5]?[0-9]分?)?(?![长数均段候间])")
    return rf"{part}(?:{needing(':', '(?:0?[5-9]|1[0-9]|2[0-4]|0[0-4]):[0-5][0-9](?![0-9:])')}|{spoken})"


def clock() -> str:
    """A time of day with what shows that it is none of a ratio: 8:30前, 9:00至17:30."""
    following = rf"(?=前|之前|以前|后|之后|以后|起|止|{TO}(?:[0-2]?[0-9][:点时]|[上中下晚早凌]))"
    excluded = r"(?:[01][0-9]|2[0-4]):[0-5][0-9](?![0-9:])"
    return (
        rf"(?:{clock_time()}{following}|(?:(?<=[-—–~至到])|(?<=[晚迟早]于)){clock_time()}|(?<=<){excluded})"
    )


def ratio() -> str:
    """One number to another, to any more: 1:20, 5:3:2."""
    return r"[0-9]+(?:\.[0-9]+)?(?:[:比][0-9]+(?:\.[0-9]+)?)+"


def level() -> str:
    """A level of a scale, or it and better ones, with the name before it: 水质达到Ⅲ类及以上."""
    every = one_of(scales())
    alone = one_of(spelling for spelling, (scale, _) in scales().items() if scale.alone)
    named = one_of(spelling for spelling, (scale, _) in scales().items() if scale.named)
    words = lexicon()
    reached = one_of([*words["level_operators"], *words["level_copulas"]])
    side = f"{one_of([*words['above'], *words['below']])}"
    counted = one_of(words["level_nouns"])
    name = f"(?:(?!或){NAME}){{0,20}}?"
    rated = f"{name}{one_of(words['level_names'])}"
    lead = rf"(?:{name}{reached}|{name}:{reached}?|{rated})?"
    graded = f"(?:{name}{reached})?{every}{one_of(words['level_grades'])}"
    compared = f"{name}{one_of(_comparing())}{every}"
    beside = f"{counted}?{side}"
    measured = rf"(?:{lead}(?:{every}(?:\(含\))?{beside}|{alone})|{NAME}{{1,20}}?{named}(?:{beside})?)"
    span = f"(?:{lead}|{NAME}{{1,20}}?){level_span()}"
    return f"(?:{graded}|(?:{span}|{measured}|{compared}){counted}?)"


def _comparing() -> list[str]:
    """The words before a level that set it a bound, of which 达到 alone does not make 良好 a level."""
    signs = lexicon()["level_signs"]
    return [word for each in signs.values() for word in each if word not in ("达到", "达")]


def level_span() -> str:
    """Two levels and all between them: A-C级, A级至C级."""
    ending = one_of(spelling for spelling, (scale, _) in scales().items() if scale.alone)
    return f"{one_of(span_starts())}{TO}{ending}"
