"""Time to read an expression in µs, compared with other expression languages in one run.

    python benchmarks/parse.py

needs the `benchmarks` extra; what is not installed is left out. Each reads what is natural to it: perfrules
typical texts of target tables, and once the bare comparison that the FEEL and CEL engines get too; pint
quantities. *New* goes through 5,000 texts that differ, with perfrules by `Parser`, which remembers
nothing; *again* gives 20 texts over and over, as `parse` meets them in a table. A parse ends with something
that can be run: for the FEEL and CEL engines that is the expression compiled, without its evaluation.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from typing import Any

from timing import Timing, microseconds, print_table, shown

from perfrules import parse
from perfrules.expressions.binding.binder import Binder
from perfrules.expressions.parser import Parser
from perfrules.values import default_units

# Distributed as in published target tables: mostly comparisons, some words, few others.
TYPICAL = [
    ">={n}%", "≥{n}%", "{n}%", "=100%", "<={n}天", "不低于{n}%", "={n}吨", ">={n}个", "≤{n}万元", "{n}.5万元",
    "不超过{n}元", "{n}元以下", "超过{n}元", "{n}元(含)以上", "{n}分钟内", "{n}-{m}元", "每月{d}日前",
    "2021年{o}月底前", "显著提高", "文字描述",
]  # fmt: skip
NEW = 5_000
OURS = "perfrules, typical texts"

Contender = tuple[str, Callable[[str], Any], Callable[[str], Any], list[str]]

PARSER = Parser(Binder)


def texts(forms: list[str], count: int) -> list[str]:
    chance = random.Random(1)
    return [
        form.format(n=(n := chance.randint(1, 9_999)), m=n + 7, d=n % 28 + 1, o=n % 12 + 1)
        for form, _ in zip(forms * (count // len(forms) + 1), range(count), strict=False)
    ]


def perfrules_parse() -> Iterator[Contender]:
    units = default_units()

    def parse_new(text: str) -> Any:
        return PARSER.parse(text, units).value

    yield OURS, parse_new, parse, TYPICAL
    yield "perfrules, bare comparison", parse_new, parse, [">={n}"]


def feel() -> Iterator[Contender]:
    from bkflow_feel import parser, transformer

    def compile_(text: str) -> Any:
        return transformer.transform(parser.parse(text))

    yield "bkflow-feel", compile_, compile_, ["x >= {n}"]


def cel() -> Iterator[Contender]:
    import celpy

    environment = celpy.Environment()

    def compile_(text: str) -> Any:
        return environment.program(environment.compile(text))

    yield "cel-python", compile_, compile_, ["x >= {n}"]


def pint() -> Iterator[Contender]:
    import pint as library

    registry = library.UnitRegistry()
    yield "pint", registry.Quantity, registry.Quantity, ["{n} kg", "{n} m", "{n}.5 hour"]


def specifiers() -> Iterator[Contender]:
    from packaging.specifiers import SpecifierSet

    yield "packaging SpecifierSet", SpecifierSet, SpecifierSet, [">={n}"]


def contenders() -> Iterator[Contender]:
    yield from perfrules_parse()
    for module, make in (("bkflow_feel", feel), ("celpy", cel), ("pint", pint), ("packaging", specifiers)):
        if find_spec(module):
            yield from make()


def rows(found: dict[str, tuple[Timing, Timing]]) -> Iterator[list[str]]:
    ours_new, ours_again = found[OURS]
    for name, (new, again) in found.items():
        yield [
            name,
            *map(shown, new),
            f"{shown(new.median / ours_new.median)}×",
            *map(shown, again),
            f"{shown(again.median / ours_again.median)}×",
        ]


def main() -> None:
    found = {
        name: (
            microseconds(new, texts(forms, NEW)),
            microseconds(again, texts(forms, len(TYPICAL))),
        )
        for name, new, again, forms in contenders()
    }
    print_table(
        ["µs a parse", "new, median", "least", "to ours", "again, median", "least", "to ours"], rows(found)
    )


if __name__ == "__main__":
    main()
