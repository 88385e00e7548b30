"""Units as people write them: with their multiplier, in a target or in the name of an indicator."""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from perfrules.resources.late_patterns import late_pattern
from perfrules.resources.plain_repr import PlainRepr
from perfrules.sheets.labels import plain
from perfrules.values import BARE, QuantityError, Unit, default_units, exact

_MULTIPLIERS = {
    "千": 10**3, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8, "万亿": 10**12
}  # fmt: skip
_ANY_MULTIPLIER = "|".join(sorted(_MULTIPLIERS, key=len, reverse=True))
_AMOUNT = late_pattern(rf"([0-9][0-9,]*(?:\.[0-9]+)?)({_ANY_MULTIPLIER})?")
_IN_NAME = late_pattern(rf"\(({_ANY_MULTIPLIER})[^()]+\)[^()0-9]*([0-9][0-9,]*(?:\.[0-9]+)?)")
"""A number behind a unit in brackets: 投入资金(万元)≤500."""
_BRACKETED = late_pattern(r"\(([^()]*)\)\Z")
_BEHIND = late_pattern(r"[/:：\-—_,，]([^/:：\-—_,，]{1,6}(?:/[^/:：\-—_,，]{1,4})?)\Z")
_LABEL = late_pattern(r"(?:计量)?单位:?")
_SIGNED = late_pattern(r"-?[¥￥]-?[0-9][0-9,.]*")
_SCALED = late_pattern(r"[万亿]|[0-9][十百千]|分之|[0-9一二两三四五六七八九]成|[/%‰]")
"""Numbers with a multiplier of their own, and parts of a whole."""


@frozen(repr=False)
class WrittenUnit(PlainRepr):
    """A unit with the multiplier that is written before it: 万元 is 10,000 元."""

    unit: Unit
    multiplier: int = 1
    label: str = ""

    @property
    def scale(self) -> Fraction:
        """How many of the unit one of it is."""
        return Fraction(self.multiplier)


def written_unit(text: str, value: Fraction, unit: Unit) -> WrittenUnit:
    """The unit of a number in a text as it is written, multiplier included.

    Args:
        text: The target or actual.
        value: The number that was read from it, in `unit`.
        unit: The unit that was read from it.

    >>> yuan = default_units()["元"]
    >>> written_unit("≤90万元", Fraction(900000), yuan).label, written_unit("≤9元", Fraction(9), yuan).label
    ('万元', '元')
    """
    in_name = [(digits, word) for word, digits in _IN_NAME.findall(plain(text))]
    for digits, word in [*in_name, *reversed(_AMOUNT.findall(plain(text)))]:
        multiplier = _MULTIPLIERS.get(word, 1)
        # 50千克 is 50 of the unit 千克, not 50,000 克: the number that was read decides.
        if word and exact(digits.replace(",", "")) * multiplier == abs(value):
            return WrittenUnit(unit, multiplier, f"{word}{unit.name}")
    return WrittenUnit(unit, 1, unit.name)


def unit_in_name(name: str) -> WrittenUnit | None:
    """The unit that a name ends with, in brackets or behind a separator; None where it has none.

    >>> [unit_in_name(name).label for name in ("投入资金（万元）", "满意度（%）", "投资额/万元")]
    ['万元', '%', '万元']
    >>> unit_in_name("培训人数（人次）").unit.name, unit_in_name("合格率（抽查）")
    ('人次', None)
    """
    label = plain(name)
    for pattern in (_BRACKETED, _BEHIND):
        if (found := pattern.search(label)) and (unit := read_unit(found.group(1))):
            return unit
    return None


def without_unit(name: str) -> str:
    """A name without the unit that it ends with.

    >>> without_unit("投诉件数（件）"), without_unit("合格率（抽查）")
    ('投诉件数', '合格率(抽查)')
    """
    label = plain(name)
    for pattern in (_BRACKETED, _BEHIND):
        if (found := pattern.search(label)) and read_unit(found.group(1)):
            return label[: found.start()]
    return label


def read_unit(text: str) -> WrittenUnit | None:
    """The unit that a text names, or None.

    >>> read_unit("万元").multiplier, read_unit("元/亩").unit.name, read_unit("抽查")
    (10000, '元/亩', None)
    >>> read_unit("千克").multiplier, read_unit("万千克").multiplier
    (1, 10000)
    """
    text = _LABEL.sub("", text, count=1)
    # 千克 is a unit of its own, not a thousand 克.
    for word in ("", *sorted(_MULTIPLIERS, key=len, reverse=True)):
        known = text.startswith(word) and text != word and default_units().may_know(text.removeprefix(word))
        if not known:
            continue
        try:
            unit = default_units()[text.removeprefix(word)]
        except QuantityError:
            continue
        if unit != BARE:
            return WrittenUnit(unit, _MULTIPLIERS.get(word, 1), f"{word}{unit.name}")
    return None


def has_only_a_sign(text: str) -> bool:
    """Whether an amount of money has the sign ¥ and neither unit nor multiplier.

    Tables in 万元 often have the sign as the mark of money alone, so that it does not settle the scale.

    >>> [has_only_a_sign(text) for text in ("¥2,500", "￥ 90.5", "¥2500元", "¥25万", "2500")]
    [True, True, False, False, False]
    """
    return _SIGNED.fullmatch(plain(text)) is not None


def is_bare_number(text: str) -> bool:
    """Whether the number of a text, which has no unit, has no multiplier either and is not a part of a whole.

    >>> [is_bare_number(text) for text in ("1,200.5", "一百五十", "完成150", "12万", "三分之二")]
    [True, True, True, False, False]
    """
    return _SCALED.search(plain(text)) is None
