"""Number lines in words."""

from __future__ import annotations

from perfrules.analysis.findings import regions_in_words as wording
from perfrules.diagnostics import Language
from perfrules.reports.number_lines.model import Mark, NumberLine, Stretch
from perfrules.values import IntervalSet

_WORDS: dict[Language, dict[str, str]] = {
    "zh": {
        "gap": "缺口",
        "gap-settled": "按默认或有意留空",
        "overlap": "重叠",
        "overlap-settled": "同时适用",
        "all": "全部",
        "join": "；",
        "colon": "：",
        "with": "{title}（{others}）",
        "legend": "● 含  ○ 不含  ━ 适用  ┄ 被优先规则取代  间距不按比例",
        "note": "● 含，○ 不含；虚线：被优先规则取代；间距不按比例",
    },
    "en": {
        "gap": "gap",
        "gap-settled": "default, or meant to be free",
        "overlap": "overlap",
        "overlap-settled": "several apply",
        "all": "all",
        "join": "; ",
        "colon": ": ",
        "with": "{title} ({others})",
        "legend": "● included  ○ not  ━ applies  ┄ overridden  not to scale",
        "note": "● included, ○ not; dashed: overridden; not to scale",
    },
}


def word(name: str, language: Language) -> str:
    """A word of the picture."""
    return _WORDS[language][name]


def stretch_text(line: NumberLine, stretch: Stretch, language: Language) -> str:
    """The values of a stretch in words."""
    values = IntervalSet((line.interval(stretch),))
    return wording.values_text(line.input, values, language) or word("all", language)


def stretches_text(name: str, line: NumberLine, stretches: list[Stretch], language: Language) -> str:
    """A name and the values of some stretches: 缺口：超过500元且低于501元."""
    listed = word("join", language).join(stretch_text(line, each, language) for each in stretches)
    return f"{name}{word('colon', language)}{listed}"


def title_text(line: NumberLine) -> str:
    """The title of the input."""
    return line.input.title or line.input.name


def others_texts(line: NumberLine, language: Language) -> list[str]:
    """The values of the other inputs that the line is for, an input each; empty if it is for all."""
    return [wording.input_text(input_, values, language) for input_, values in line.others]


def heading_text(line: NumberLine, language: Language) -> str:
    """The heading: the input, and the values of the other inputs."""
    others = word("join", language).join(others_texts(line, language))
    title = title_text(line)
    return word("with", language).format(title=title, others=others) if others else title


def mark_word(mark: Mark, language: Language) -> str:
    """The text of a mark."""
    return word(f"{mark.kind}-settled" if mark.settled else mark.kind, language)
