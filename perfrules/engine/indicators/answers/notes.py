"""What was inferred of a row, in words."""

from __future__ import annotations

from perfrules.diagnostics import Language
from perfrules.engine.indicators.answers.model import Inference, InferredPart

_NOTES: dict[InferredPart, dict[Language, str]] = {
    "unit": {
        "zh": "；未写单位，按{source}的单位{value}",
        "en": "; without a unit, taken in {value} from {source}",
    },
    "ratio": {"zh": "；{value}按比例与百分数比较", "en": "; {value} is compared with per cent as a ratio"},
    "year": {
        "zh": "；未写年份，按报告年度{value}年",
        "en": "; without a year, taken in {value}, the year of the report",
    },
    "period": {
        "zh": "；按报告年度合计比较，未核对各期分布",
        "en": "; the total of the year is compared, its spread was not shown",
    },
}
_PLACES: dict[str, dict[Language, str]] = {
    "target": {"zh": "指标值", "en": "the target"},
    "actual": {"zh": "实际完成值", "en": "the actual"},
    "name": {"zh": "指标名称", "en": "the name"},
}


def note_text(inferred: Inference, language: Language = "zh") -> str:
    """What was inferred, as a clause; nothing for an operator, of which the sentence itself speaks.

    >>> note_text(Inference("unit", "万元", "target"))
    '；未写单位，按指标值的单位万元'
    """
    if inferred.what not in _NOTES:
        return ""
    source = _PLACES.get(inferred.source, {}).get(language, inferred.source)
    return _NOTES[inferred.what][language].format(value=inferred.value, source=source)
