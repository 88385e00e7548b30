"""Number lines in words."""

from __future__ import annotations

from perfrules.analysis.findings import regions_in_words as wording
from perfrules.diagnostics import Language, phrase
from perfrules.reports.number_lines.model import Mark, NumberLine, Stretch
from perfrules.values import IntervalSet


def word(name: str, language: Language) -> str:
    """A word of the picture."""
    return phrase(f"number-lines.{name}", language)


def stretch_text(line: NumberLine, stretch: Stretch, language: Language) -> str:
    """The values of a stretch in words."""
    values = IntervalSet((line.interval(stretch),))
    return wording.values_text(line.input, values, language) or word("all", language)


def stretches_text(name: str, line: NumberLine, stretches: list[Stretch], language: Language) -> str:
    """A name and the values of some stretches: 缺口：超过500元且低于501元."""
    listed = phrase("punctuation.semicolon", language).join(
        stretch_text(line, each, language) for each in stretches
    )
    return f"{name}{phrase('punctuation.colon', language)}{listed}"


def title_text(line: NumberLine) -> str:
    """The title of the input."""
    return line.input.title or line.input.name


def others_texts(line: NumberLine, language: Language) -> list[str]:
    """The values of the other inputs that the line is for, an input each; empty if it is for all."""
    return [wording.input_text(input_, values, language) for input_, values in line.others]


def heading_text(line: NumberLine, language: Language) -> str:
    """The heading: the input, and the values of the other inputs."""
    others = phrase("punctuation.semicolon", language).join(others_texts(line, language))
    title = title_text(line)
    return title + phrase("punctuation.brackets", language, text=others) if others else title


def mark_word(mark: Mark, language: Language) -> str:
    """The text of a mark."""
    return word(f"settled-{mark.kind}" if mark.settled else mark.kind, language)
