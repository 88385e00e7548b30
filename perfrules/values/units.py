"""Units as data: what each is called, what it measures, and how it converts exactly.

`grammar/units.yaml` holds them. A count word (个, 家, 人次) is a dimension of its own: things counted in
different words are different things.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cache, lru_cache
from itertools import chain
from math import prod
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from perfrules.diagnostics.listed import Listed
from perfrules.resources import load_data, parse_yaml
from perfrules.resources.late_modules import late_module
from perfrules.resources.late_patterns import late_pattern
from perfrules.resources.plain_repr import PlainRepr
from perfrules.values.errors import QuantityError, problem
from perfrules.values.numerals import LONGEST, exact_text, read_number

if TYPE_CHECKING:
    import difflib
else:
    difflib = late_module("difflib")

_COUNT = "count:"
_FACTOR = late_pattern(r"[0-9]+(?:\.[0-9]+)?(?:/[0-9]+)?")
_SEVERAL = late_pattern(r"([0-9][0-9.]*|[百千万]|[十百]万|千万|亿|半(?=月))(.+)")
_ALTERNATIVE = late_pattern(r"([^()]+)\(([^()]+)\)")
_COMMON = "个、次、人、元、天、%"
"""What a hint names where no known unit is like the written one."""
_HALF = Fraction(1, 2)
_JOINED = {"人天": ("人", "天"), "人月": ("人", "月"), "人年": ("人", "年"), "亩次": ("亩", "次")}
"""Units whose name joins two, which are a unit each below a stroke."""
_POWERS = {
    _HALF: "半",
    100: "百",
    1000: "千",
    10**4: "万",
    10**5: "十万",
    10**6: "百万",
    10**7: "千万",
    10**8: "亿",
}


@frozen(repr=False)
class Unit(PlainRepr):
    """A unit under its canonical `name`; `factor` turns it into the base unit of its `dimension`.

    Added in 0.2.

    The bare unit has neither name nor dimension and compares with every other.

    >>> str(default_units()["元"])
    '元'
    """

    name: str
    dimension: str
    factor: Fraction = Fraction(1)

    @property
    def counts(self) -> bool:
        """Whether it is a count word."""
        return self.dimension.startswith(_COUNT)

    def __str__(self) -> str:
        return self.name


BARE = Unit("", "")
"""The unit of a number without a written unit."""


@frozen(eq=False, repr=False)
class UnitRegistry(PlainRepr):
    """The units known by their spellings; periods are the units that a rate may be counted per. Added in 0.2.

    >>> registry = default_units()
    >>> registry["％"].name, registry["元/亩"].dimension, registry.find("顿")
    ('%', 'money/area', None)
    """

    by_spelling: Mapping[str, Unit]
    periods: frozenset[str] = field(factory=frozenset)

    @classmethod
    def from_data(cls, data: Mapping[str, Any], base: UnitRegistry | None = None) -> UnitRegistry:
        """A registry of the units in a mapping laid out like `grammar/units.yaml`, on top of another.

        Raises:
            QuantityError: PR234 where a spelling already belongs to another unit; PR236 where a factor is no
                exact number.
        """
        known: dict[str, Unit] = dict(base.by_spelling) if base else {"": BARE}
        for dimension, members in (data.get("dimensions") or {}).items():
            for name, factor in members.items():
                _add(known, Unit(name, dimension, _factor(str(factor))), [name])
        for name in data.get("counts") or ():
            _add(known, Unit(name, _COUNT + name), [name])
        for name, spellings in (data.get("spellings") or {}).items():
            if name not in known:
                raise problem("PR233", name, near=_COMMON)
            _add(known, known[name], spellings)
        periods = {*(base.periods if base else ()), *(data.get("periods") or ())}
        return cls(known, frozenset(periods))

    @property
    def spellings(self) -> Iterable[str]:
        """Every spelling of a simple unit."""
        return self.by_spelling.keys()

    def find(self, spelling: str) -> Unit | None:
        """The simple unit of that spelling, or None."""
        return self.by_spelling.get(spelling)

    def may_know(self, spelling: str) -> bool:
        """Whether the first part of a spelling is known; without it, a look-up fails and seeks similar ones.

        >>> [default_units().may_know(each) for each in ("元/亩", "册(件)", "抽查")]
        [True, True, False]
        """
        return re.split("[/·(]", spelling, maxsplit=1)[0] in self.by_spelling

    def __getitem__(self, spelling: str) -> Unit:
        """The unit, simple or compound (parts joined by `/`).

        Raises:
            QuantityError: PR233 if a part is not a known unit.
        """
        if spelling in self.by_spelling:
            return self.by_spelling[spelling]
        return self.compound(spelling.split("/"))

    def compound(self, spellings: Sequence[str]) -> Unit:
        """The unit made of the first per each of the others, which may be several: 张/千人, 个/50平方米.

        Raises:
            QuantityError: PR233 if one is not a known unit, PR259 for 台 per 套, which would be
                written like the unit 台套.

        >>> default_units().compound(["元", "人", "月"]).name
        '元/人/月'
        >>> default_units().compound(["张", "千人"]).factor
        Fraction(1, 1000)
        """
        first, *others = spellings
        parts = [self._known(first), *map(self.per, chain.from_iterable(map(self._apart, others)))]
        if len(parts) == 1:
            return parts[0]
        factor = parts[0].factor
        for part in parts[1:]:
            factor /= part.factor
        dimension = "/".join([parts[0].dimension, *sorted(part.dimension for part in parts[1:])])
        name = "/".join(part.name for part in parts)
        alike = self.by_spelling.get(name)
        if alike is not None and alike.counts:
            raise problem("PR259", name, name=name, unit=alike.name)
        return alike or Unit(name, dimension, factor)

    def _apart(self, spelling: str) -> tuple[str, ...]:
        """Return the units that one word joins: 人 and 天 of 人天, so that 元/人天 is 元/人/天.

        >>> default_units()["元/人天"].name
        '元/人/天'
        """
        unit = self.by_spelling.get(spelling)
        return _JOINED.get(spelling if unit is None else unit.name, (spelling,))

    def several(self, many: Fraction, unit: Unit) -> Unit:
        """The unit of several of a unit, as in a rate: 百平方米, 2年.

        >>> units = default_units()
        >>> units.several(Fraction(100), units["平方米"]).name, units.several(Fraction(2), units["年"]).factor
        ('百平方米', Fraction(24, 1))
        >>> units.several(Fraction(1, 2), units["月"]).name
        '半月'
        """
        if many == 1:
            return unit
        return Unit(f"{_POWERS.get(many) or exact_text(many)}{unit.name}", unit.dimension, unit.factor * many)

    def product(self, spellings: Sequence[str]) -> Unit:
        """The unit of things times each other: 人·天. One with a name of its own (人天) compares with it.

        Raises:
            QuantityError: PR233 if one is not a known unit.

        >>> units = default_units()
        >>> units.product(["人", "天"]).name, units.product(["人", "天"]).dimension == units["人天"].dimension
        ('人·天', True)
        """
        parts = [self._known(spelling) for spelling in spellings]
        name = "·".join(part.name for part in parts)
        own = self.by_spelling.get(name.replace("·", ""))
        if own is not None:
            return Unit(name, own.dimension, own.factor)
        dimension = "·".join(sorted(part.dimension for part in parts))
        return Unit(name, dimension, prod((part.factor for part in parts), start=Fraction(1)))

    def alternative(self, unit: Unit, other: Unit) -> Unit:
        """The unit of things counted in one word or another: 册(件).

        Raises:
            QuantityError: PR214 if the two are not count words.
        """
        if not (unit.counts and other.counts):
            raise problem("PR214", f"{unit.name}({other.name})")
        return Unit(f"{unit.name}({other.name})", unit.dimension, unit.factor)

    def is_period(self, spelling: str) -> bool:
        """Whether a count may be taken per it: a period or several, 年 or 2年."""
        found = None if spelling in self.periods else _SEVERAL.fullmatch(spelling)
        return spelling in self.periods or (found is not None and found[2] in self.periods)

    def per(self, spelling: str) -> Unit:
        """What a rate is per: a simple unit or several of it, 千人.

        Raises:
            QuantityError: PR233 if it is not a known unit.
        """
        found = None if spelling in self.by_spelling else _SEVERAL.fullmatch(spelling)
        if found is None:
            return self._known(spelling)
        many, name = found.groups()
        number = _HALF if many == "半" else read_number(f"一{many}" if not many[0].isascii() else many)
        if not number:
            raise self.unknown(spelling)
        return self.several(number, self._known(name))

    def _known(self, spelling: str) -> Unit:
        unit = self.by_spelling.get(spelling)
        if unit is None and "·" in spelling:
            return self.product(spelling.split("·"))
        if unit is None and (found := _ALTERNATIVE.fullmatch(spelling)):
            return self.alternative(*map(self._known, found.groups()))
        if unit is None or not spelling:
            raise self.unknown(spelling)
        return unit

    def unknown(self, spelling: str) -> QuantityError:
        """The error about an unknown unit, PR233."""
        return problem("PR233", spelling, near=self.nearest(spelling))

    def nearest(self, spelling: str) -> str:
        """Return the known spellings most like one, for a hint; common ones if none is similar."""
        return _nearest(self, spelling)


@lru_cache(maxsize=1024)
def _nearest(units: UnitRegistry, spelling: str) -> str:
    near = difflib.get_close_matches(spelling, [each for each in units.by_spelling if each], n=3, cutoff=0.5)
    return Listed(near) or _COMMON


def _add(known: dict[str, Unit], unit: Unit, spellings: Iterable[str]) -> None:
    for spelling in spellings:
        other = known.get(spelling, unit)
        if other is not unit and other != unit:
            raise problem("PR234", spelling, unit=known[spelling].name)
        known[spelling] = unit


def _factor(text: str) -> Fraction:
    numerator, _, denominator = text.partition("/")
    if len(text) > LONGEST or not _FACTOR.fullmatch(text) or not int(denominator or 1):
        raise problem("PR236", text[:LONGEST])
    factor = Fraction(numerator) / int(denominator or 1)
    if not factor:
        raise problem("PR236", text)
    return factor


@cache
def default_units() -> UnitRegistry:
    """The units that ship with the library, and those of the file that `PERFRULES_UNITS` names. Added in 0.2.

    The file is read once a process and has the layout of `grammar/units.yaml`. Texts, sheets and policies
    know its units alike.

    Raises:
        QuantityError: PR258 where the file cannot be read; `perfrules parse --units FILE` says why.
    """
    shipped = UnitRegistry.from_data(load_data("grammar", "units.yaml"))
    path = os.environ.get("PERFRULES_UNITS")
    return _with_own(path, shipped) if path else shipped


def _with_own(path: str, shipped: UnitRegistry) -> UnitRegistry:
    """The shipped units and those of an author's file, whose keys may be Chinese."""
    try:
        with open(path, "rb") as file:
            written = parse_yaml(file.read())
        known = load_data("grammar", "keys.yaml")["keys"].items()
        english = {name: key for key, names in known for name in names}
        data = {english.get(key, key): value for key, value in written.items()}
        return UnitRegistry.from_data(data, shipped)
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise problem("PR258", path) from error
