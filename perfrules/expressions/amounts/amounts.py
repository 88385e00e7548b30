"""The rules for numbers with their units and marks."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import Any

from perfrules.expressions.amounts.bounds import (
    BELOW_ZERO,
    CURRENCY_SIGN,
    LONGEST_YEARS,
    PARTS_OF,
    YEARS,
    Amount,
    Edge,
    ReadingProblem,
    directed,
    mixed,
    sharing,
)
from perfrules.expressions.amounts.heads import UnitsInNames
from perfrules.expressions.grammar.token import Token
from perfrules.expressions.lexicon import lexicon
from perfrules.expressions.moments import is_day
from perfrules.expressions.operators import Operator
from perfrules.resources.late_patterns import late_pattern
from perfrules.values import BARE, QuantityError, Unit, UnitRegistry, read_number
from perfrules.values.numerals import LONGEST

_LEADING_ZERO = late_pattern("0[0-9]")
_POWER_OF_TEN = late_pattern("10*(?:[.]0+)?[十百千万亿]*|一?[十百千万亿]+")
_HALF = Fraction(1, 2)
_TIMES = ("·", "*", "×", ".")
_ENERGY = "时"
"""What a unit of power is said with for the energy of an hour: 千瓦时."""
_MULTIPLIERS_OF_WORK = ("time", "working-day", "months", "length", "count:次")
_POWERS = "百千万亿"
_MOST_TENTHS = 10 ** (LONGEST - 1)
"""The number of 成 from which on its per cent has too many digits."""
_MULTIPLIERS = {"百": 10**2, "佰": 10**2, "千": 10**3, "仟": 10**3, "万": 10**4, "亿": 10**8}
_ONE_DIGIT = late_pattern("[0-9]|[一二两三四五六七八九壹贰叁肆伍陆柒捌玖]")
"""What a 百 or 千 follows that the number before it shares: 2-3千."""
_SIDES: dict[str, Operator] = {"ABOVE": ">=", "BELOW": "<=", "BEYOND": ">"}


class AmountRules(UnitsInNames):
    """`bound`, `edge`, `inclusion`, `amount`, `quantity`, `number`, `unit`."""

    def __init__(self, units: UnitRegistry) -> None:
        self._units = units

    def alone_amount(self, amount: Amount) -> Amount:
        """An amount that has no operator.

        Raises:
            ReadingProblem: PR209, PR211, PR247, PR248, PR344 where its meaning is not certain without one.
        """
        if amount.included is not None:
            raise amount.problem("PR211")
        if amount.divided:
            raise amount.problem("PR344")
        self.check_dash(amount)
        if amount.unit is None and amount.is_eight_digits and is_day(amount.value):
            raise amount.problem("PR248")
        if amount.spelling == "月" and amount.value in range(1, 13):
            raise amount.problem("PR209")
        return amount

    def check_dash(self, amount: Amount) -> None:
        """Refuse a minus before what is counted or measured: -5天 is rather 3-5天 cut off.

        Raises:
            ReadingProblem: PR247.
        """
        if amount.dashed and (amount.unit or BARE).dimension.split("/")[0] not in BELOW_ZERO:
            raise amount.problem("PR247")

    def plain(self, tokens: list[Token]) -> Amount:
        number = _number(tokens[0])
        return number if len(tokens) == 1 else self._with_unit(number, self._simple(tokens[1]))

    def compound(self, tokens: list[Token]) -> Amount:
        return self._with_unit(_number(tokens[0]), self.unit(tokens[1:]))

    def alternative(self, tokens: list[Token]) -> Amount:
        """5万册(件): counted in one word or another."""
        number, name, other = tokens
        unit = self._units.alternative(self._units[name.value], self._units[other[1:-1]])
        return self._with_unit(_number(number), (unit, name.value, other.end_pos))

    def and_half(self, tokens: list[Token]) -> Amount:
        """一个半月."""
        number, _, name = tokens
        amount = _number(number)
        unit = (self._units[name.value], f"个{name}", name.end_pos)
        return self._with_unit(amount._replace(value=amount.value + _HALF), unit)

    def marked(self, children: list[Any]) -> Amount:
        amount, inclusion = children
        return _marked(amount, inclusion)

    def marked_number(self, tokens: list[Token]) -> Amount:
        """500(含)元, 500(含500)元: the mark between number and unit."""
        number, mark, *rest = tokens
        named = self.plain(rest[:1]) if rest and rest[0].type == "NUMBER" else None
        amount = self.plain([number, *(token for token in rest if token.type == "UNIT")])
        return _marked(amount, (mark.type.startswith("INCLUD"), named))

    def edge(self, children: list[Any]) -> Edge:
        amount, word, *rest = children
        if rest:
            included = _included(amount, rest[0])
            if amount.included is not None and included != amount.included:
                raise ReadingProblem("PR211", amount.start, word.end_pos)
            amount = amount._replace(included=included)
        return directed(_SIDES[word.type], amount)

    def included(self, _: list[Token]) -> tuple[bool, None]:
        return True, None

    def excluded(self, _: list[Token]) -> tuple[bool, None]:
        return False, None

    def including(self, children: list[Any]) -> tuple[bool, Amount]:
        return True, children[1]

    def excluding(self, children: list[Any]) -> tuple[bool, Amount]:
        return False, children[1]

    def mixed(self, quantities: list[Amount]) -> Amount:
        return mixed(quantities, self._units)

    def further(self, children: list[Any]) -> Amount:
        number = _number(children[0])
        return number if len(children) == 1 else self._with_unit(number, children[1])

    def with_unit(self, children: list[Any]) -> Amount:
        return self._with_unit(*children)

    def _with_unit(self, number: Amount, unit: tuple[Unit, str, int]) -> Amount:
        kind, spelling, end = unit
        if spelling in ("年", "年度") and number.value > LONGEST_YEARS:
            raise ReadingProblem("PR201" if number.value in YEARS else "PR245", number.start, end)
        if number.unit is not None and not (number.spelling == CURRENCY_SIGN and kind == number.unit):
            raise ReadingProblem("PR214", number.start, end)
        if kind.name == "成":  # 九成 is said for 90%
            if abs(number.value) >= _MOST_TENTHS:
                raise ReadingProblem("PR232", number.start, end, longest=LONGEST)
            return number._replace(value=number.value * 10, unit=self._units["%"], end=end, spelling=spelling)
        return number._replace(unit=kind, end=end, spelling=spelling)

    def negative(self, tokens: list[Token]) -> Amount:
        return _negated(tokens[0], _number(tokens[1]))

    def fraction(self, tokens: list[Token]) -> Amount:
        *sign, part, stroke, whole = tokens
        if stroke != "/":  # 7*24 is not a fraction
            raise ReadingProblem.at("PR201", stroke, whole)
        share = _divided(_number(part), _number(whole))._replace(divided=True)
        return _negated(sign[0], share) if sign else share

    def parts_of(self, tokens: list[Token]) -> Amount:
        *sign, whole, _, part = tokens
        many = whole.update(value=f"一{whole}") if whole[0] in _POWERS else whole
        share = _divided(_number(part), _number(many))._replace(spelling=PARTS_OF)
        return _negated(sign[0], share) if sign else share

    def percent_of(self, tokens: list[Token]) -> Amount:
        return self._share_of(tokens, "%")

    def permille_of(self, tokens: list[Token]) -> Amount:
        return self._share_of(tokens, "‰")

    def per_myriad_of(self, tokens: list[Token]) -> Amount:
        return self._share_of(tokens, "‱")

    def currency(self, tokens: list[Token]) -> Amount:
        """¥2000, and ¥2000元 as well."""
        return self._share_of(tokens, "元")._replace(spelling=CURRENCY_SIGN)

    def _share_of(self, tokens: list[Token], unit: str) -> Amount:
        number = _number(tokens[1])
        return number._replace(unit=self._units[unit], start=tokens[0].start_pos)

    def whole(self, tokens: list[Token]) -> Amount:
        token = tokens[0]
        return Amount(Fraction(100), self._units["%"], token.start_pos, token.end_pos)

    def unit(self, tokens: list[Token]) -> tuple[Unit, str, int]:
        if len(tokens) == 1:
            return self._simple(tokens[0])
        _check_product(tokens)
        names = [self._product(tokens), *self._divisors(tokens)]
        return self._units.compound(names), "".join(tokens), tokens[-1].end_pos

    def _product(self, tokens: list[Token]) -> str:
        """The name of what the first units multiplied are: 人·天 of 人·天, 千瓦时 of kW·h."""
        first, *others = self._factors(tokens)
        if others and (energy := self._energy(first, others[0])):
            return energy.name
        return "·".join([first, *others])

    def _energy(self, first: str, second: str) -> Unit | None:
        """千瓦时 for 千瓦 and 小时; None for any other two."""
        power, time = self._units.find(first), self._units.find(second)
        if power is None or time is None:  # 千人
            return None
        hourly = power.dimension == "power" and time.name == "小时"
        return self._units.find(power.name + _ENERGY) if hourly else None

    def _factors(self, tokens: list[Token]) -> list[str]:
        """The units that are multiplied: 人 and 天 of 人·天, but only 元 of 元·天, which is 元/天.

        Raises:
            ReadingProblem: PR261 for two units whose product is not a known unit: km·h.
        """
        first, sign, second, *_ = tokens
        one, other = self._units[first.value], self._units.find(second.value)
        if sign not in _TIMES or other is None or one.dimension == "money":
            return [first.value]
        worked = one.name in lexicon()["multiplied"] and other.dimension in _MULTIPLIERS_OF_WORK
        known = worked or self._units.find(one.name + other.name) or self._energy(one.name, other.name)
        if not known:
            raise ReadingProblem.at("PR261", first, second)
        return [first.value, second.value]

    def _divisors(self, tokens: list[Token]) -> list[str]:
        """The units that the first is per, with how many of each: 千人 of 张/千人.

        Raises:
            ReadingProblem: PR214 for a second figure, as in 95%/98% and 6座/215延米.
        """
        names = list[str]()
        rest = tokens[2 * len(self._factors(tokens)) - 1 :]
        sign = tokens[0]
        for before, token in pairwise([rest[0], *rest] if rest else []):
            sign = sign if token.type in ("SEVERAL", "UNIT") else token
            if "每" not in sign and self._is_second_figure(before, token):
                raise ReadingProblem.at("PR214", tokens[0], token)
            if token.type != "UNIT":
                continue
            unit = self.several_of(before, token).name
            hourly = self._energy(names[-1], unit) if names and before in _TIMES else None
            names[-1:] = [hourly.name] if hourly else [*names[-1:], unit]
        return names

    def _is_second_figure(self, many: Token, unit: Token) -> bool:
        """Whether a number after a stroke is a figure of its own; a power of ten or a time is not."""
        if many.type != "SEVERAL" or _POWER_OF_TEN.fullmatch(many):
            return False
        return not self._units.is_period(self._units[unit.value].name)

    def several_of(self, many: Token, name: Token) -> Unit:
        """A number of a unit, or the unit itself if no number is written before it.

        Raises:
            ReadingProblem: PR223 for none of it: 每0日; PR214 for a power of ten before another: 万百帕.
        """
        unit = self._units[name.value]
        if many.type != "SEVERAL":
            return unit
        number = _number(many.update(value=f"一{many}") if many[0] in _POWERS else many)
        if number.value == 0:
            raise ReadingProblem.at("PR223", many, name)
        if unit.name[:1] in _POWERS:
            raise ReadingProblem.at("PR214", many, name)
        return self._units.several(number.value, unit)

    def _simple(self, token: Token) -> tuple[Unit, str, int]:
        return self._units[token.value], token.value, token.end_pos


def _check_product(tokens: list[Token]) -> None:
    """Refuse a number after a sign of multiplication, which divides nothing: 50元×100人.

    Raises:
        ReadingProblem: PR260.
    """
    for sign, many in pairwise(tokens):
        if many.type == "SEVERAL" and sign[0] in _TIMES:
            raise ReadingProblem.at("PR260", tokens[0], tokens[-1])


def _number(token: Token) -> Amount:
    start, end = token.start_pos, token.end_pos
    if _LEADING_ZERO.match(token):
        raise ReadingProblem("PR246", start, end)
    try:
        value = read_number(f"0{token}" if token[0] == "." else token.value)
    except QuantityError as error:
        raise ReadingProblem(error.code, start, end, **error.diagnostics[0].arguments) from error
    multiplier = _MULTIPLIERS.get(token.value[-1], 1)
    if multiplier < _MULTIPLIERS["万"] and not _ONE_DIGIT.fullmatch(token.value[:-1]):
        multiplier = 1
    spoken = not token[0].isascii()
    return Amount(value, None, start, end, multiplier=multiplier, spoken=spoken, written=token.value)


def _negated(sign: Token, amount: Amount) -> Amount:
    return amount._replace(value=-amount.value, start=sign.start_pos, dashed=sign == "-")


def _divided(part: Amount, whole: Amount) -> Amount:
    start, end = min(part.start, whole.start), max(part.end, whole.end)
    if whole.value == 0:
        raise ReadingProblem("PR223", start, end)
    return Amount(part.value / whole.value, None, start, end)


def _marked(amount: Amount, inclusion: tuple[bool, Amount | None]) -> Amount:
    return amount._replace(included=_included(amount, inclusion))


def _included(amount: Amount, inclusion: tuple[bool, Amount | None]) -> bool:
    """Return whether the brackets include the bound; 含5000元 must name the number beside it."""
    included, named = inclusion
    if named is not None and sharing(named, amount)[0].quantity != amount.quantity:
        raise named.problem("PR217")
    return included
