"""The steps to a score, for auditors, each with file and line."""

from __future__ import annotations

from collections.abc import Iterator

from perfrules.diagnostics import Language, Words, phrase, visible
from perfrules.engine.scoring import Item
from perfrules.policies.base.place import PolicyPlace
from perfrules.sheets import Origin
from perfrules.values import exact_text


def trace(item: Item, language: Language = "zh") -> Iterator[str]:
    r"""The steps to the score of an item, a line each; the first is its name.

    >>> from perfrules.engine.scoring import score
    >>> from perfrules.sheets import ActualEntry, Indicator, ProjectActuals, Sheet
    >>> sheet = Sheet(indicators=(Indicator("产出指标", "数量指标", "人数", target=">=100人"),))
    >>> card = score(sheet, ProjectActuals(indicators={"人数": ActualEntry("80人")}))
    >>> print("\n".join(trace(card.items[0])))
    人数（产出指标 数量指标，50分）
      目标：>=100人
      实际：80人
      方法：proportional（mof/self-evaluation-2020.yaml:...）
      得分：实际80人，目标>=100人，完成80%，50×80%=40.00分
      偏差：须说明，未说明
    """
    words, places = Words("traces", language), item.places
    levels = " ".join(filter(None, (item.level1, item.level2)))
    head = words("head", name=item.name, levels=levels, weight=exact_text(item.weight))
    yield visible(head)
    steps: list[tuple[str, str, PolicyPlace | Origin | None]] = [
        ("target", item.target, places.sheet),
        ("actual", words("none") if item.actual is None else item.actual, places.actual),
    ]
    if item.operator_source in ("inferred", "name", "column"):
        steps.append(("operator", words(item.operator_source), places.operator))
    steps.append(("method", item.method, places.policy))
    steps.append(("score", item.reason.text(language, exact=True), None))
    if item.must_explain:
        steps.append(("explained", item.explanation or words("unexplained"), None))
    for name, text, place in steps:
        yield visible(_line(words(name), text, place, language))


def _line(label: str, text: str, place: PolicyPlace | Origin | None, language: Language) -> str:
    where = _where(place)
    line = f"  {label}{phrase('punctuation.colon', language)}{text}"
    return line + phrase("punctuation.brackets", language, text=where) if where else line


def _where(place: PolicyPlace | Origin | None) -> str:
    if place is None or isinstance(place, PolicyPlace):
        return "" if place is None else str(place)
    (where,) = place.to_json().values()
    return f"{place.source.name}:{where}" if place.source.name else ""
