"""How many results of the DMN technology compatibility kit are read, refused, or wrong.

    python benchmarks/dmn_tck.py FOLDER

The folder has models (`*.dmn`) with test cases beside them (`*-test-*.xml`), as `TestCases` of the kit has.
Each expected result counts once: `passed`, `refused` (the model, or the facts) with a count for each code, or
`wrong`. A wrong result makes the exit code 1. The kit is not part of this repository.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from perfrules.diagnostics import PerfrulesError
from perfrules.engine.decisions.compile import compile_policy
from perfrules.engine.decisions.dmn_result import dmn_result
from perfrules.policies.decisions.from_document import read_decision
from perfrules.policies.formats.dmn.reader import read_dmn

NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
SHOWN = 20


def local(element: ElementTree.Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def children(element: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    """The children of one name."""
    return [each for each in element if local(each) == name]


def value_of(element: ElementTree.Element) -> Any:
    """Return a value of a test case: a text, a context of components, a list, or None."""
    if components := children(element, "component"):
        return {each.attrib["name"]: value_of(each) for each in components}
    if lists := children(element, "list"):
        return [value_of(item) for item in children(lists[0], "item")]
    values = children(element, "value")
    return None if not values or values[0].attrib.get(NIL) == "true" else (values[0].text or "")


def facts_of(case: ElementTree.Element) -> Mapping[str, Any]:
    """Return the inputs of a test case; a component is `loan.rate`."""
    facts: dict[str, Any] = {}
    for node in children(case, "inputNode"):
        value = value_of(node)
        if isinstance(value, dict):
            facts |= {f"{node.attrib['name']}.{name}": each for name, each in value.items()}
        else:
            facts[node.attrib["name"]] = value
    return facts


def expected_results(path: Path) -> Iterator[tuple[Mapping[str, Any], str, Any]]:
    """Yield facts, the name of a decision and its expected result."""
    for case in children(ElementTree.parse(path).getroot(), "testCase"):
        for node in children(case, "resultNode"):
            stated = [*children(node, "expected"), *children(node, "computed")]
            yield facts_of(case), node.attrib["name"], value_of(stated[0]) if stated else None


def is_same(found: Any, expected: Any) -> bool:
    """Whether a result is the one expected; texts of numbers, dates and truth values are compared as such."""
    if isinstance(found, dict) and isinstance(expected, dict):
        return found.keys() == expected.keys() and all(is_same(found[each], expected[each]) for each in found)
    if isinstance(found, list) and isinstance(expected, list):
        pairs = zip(found, expected, strict=False)
        return len(found) == len(expected) and all(is_same(*each) for each in pairs)
    if isinstance(found, bool):
        return bool(expected == str(found).lower())
    if isinstance(found, Fraction):
        return expected is not None and found == Fraction(expected)
    return found is None if expected is None else str(found) == expected


def decided(model: Path, decision: str, facts: Mapping[str, Any]) -> Any:
    """Return what a decision of a model gives for facts, as far as it asks for them."""
    policy = compile_policy(read_decision(read_dmn(model.read_bytes(), model.name, decision).document))
    asked = {each.name: facts[each.name] for each in policy.policy.inputs if each.name in facts}
    return dmn_result(policy, policy.decide(**asked))


def main(folder: str) -> int:
    """Print the counts, and the first wrong results."""
    counts: Counter[str] = Counter()
    codes: Counter[str] = Counter()
    wrong: list[str] = []
    for model in sorted(Path(folder).rglob("*.dmn")):
        for tests in sorted(model.parent.glob(f"{model.stem}-test-*.xml")):
            for facts, decision, expected in expected_results(tests):
                try:
                    found = decided(model, decision, facts)
                except PerfrulesError as error:
                    counts["refused"] += 1
                    codes[error.code] += 1
                    continue
                if is_same(found, expected):
                    counts["passed"] += 1
                else:
                    counts["wrong"] += 1
                    wrong.append(f"{model.stem} {decision} {dict(facts)}: {found}, not {expected}")
    print(*(f"{name} {counts[name]}" for name in ("passed", "refused", "wrong")), sep="   ")
    print("refused:", *(f"{code} {count}" for code, count in codes.most_common()))
    print(*wrong[:SHOWN], sep="\n")
    return 1 if counts["wrong"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
