"""Conditions that no fact can meet, or that hardly say what was meant, and choices that no rule speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from attrs import evolve, frozen

from perfrules.analysis.cells.bits import mask_of
from perfrules.analysis.cells.table import Cells
from perfrules.analysis.findings.finding import Finding, Suggestion
from perfrules.analysis.findings.pointing import Path
from perfrules.analysis.findings.regions_in_words import amount_text, values_text
from perfrules.analysis.proofs.suggestions import as_list, to_take_out, to_write
from perfrules.analysis.subject import Subject
from perfrules.policies.decisions.inputs import Input
from perfrules.policies.decisions.regions import Values, holds, is_empty, meet
from perfrules.policies.decisions.rules import Condition, Rule, When
from perfrules.values import Interval, IntervalSet

_NUMBER = r"[0-9][0-9,.]*"
# The lower number stands bare before the dash, the upper one has 万 or the like: 3-5万元.
_BARE_LOWER = re.compile(rf"(?<![0-9.,])({_NUMBER}) ?(?:[-–—~～－至到]|--) ?{_NUMBER} ?([十百千万亿])")
_MULTIPLIERS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}


@frozen
class _Stated:
    """A condition on an input, the rule it stands in, and where."""

    input: Input
    condition: Condition
    rule: str
    path: Path


def conditions(subject: Subject) -> Iterator[Finding]:
    """A finding for each condition and each input about which there is something to say."""
    for at, rule in enumerate(subject.policy.rules):
        if not _is_wide(subject, at, rule):
            for each in _of_rule(subject, rule):
                yield from _beyond_domain(subject, each)
    for input_ in subject.policy.inputs:
        if input_.type == "choice":
            yield from _unmentioned(subject, input_)
        elif any(_BARE_LOWER.search(condition.text) for condition in _texts_on(subject, input_)):
            yield from _mixed(subject, input_)
    if any(not whole for whole in subject.table.everything):
        yield subject.about("PR823", ("scope",))


def _is_wide(subject: Subject, at: int, rule: Rule) -> bool:
    """Whether it can be seen from the table that more than one value meets each condition of a rule."""
    boxes = subject.table.boxes_of[at]
    if rule.except_ or boxes.bit_count() != 1:
        return False
    extent = subject.table.extents[boxes.bit_length() - 1]
    return all(
        input_.is_discrete or (positions.bit_count() > 1 and _is_one_range(rule.when[input_.name]))
        for input_, positions in zip(subject.table.inputs, extent, strict=True)
        if input_.name in rule.when
    )


def _is_one_range(condition: Condition) -> bool:
    return isinstance(condition.values, IntervalSet) and len(condition.values.intervals) == 1


def _texts_on(subject: Subject, input_: Input) -> Iterator[Condition]:
    """The conditions that rules state on an input, exceptions left out."""
    name = input_.name
    return (rule.when[name] for rule in subject.policy.rules if name in rule.when)


def _stated_on(subject: Subject, input_: Input) -> list[_Stated]:
    """Every condition on an input, of exceptions too."""
    stated = (each for rule in subject.policy.rules for each in _of_rule(subject, rule))
    return [each for each in stated if each.input is input_]


def _of_rule(subject: Subject, rule: Rule) -> Iterator[_Stated]:
    path = subject.places.rules.get(rule.id, ())
    yield from _each(subject, rule.when, rule.id, (*path, "when"))
    for at, exception in enumerate(rule.except_):
        place: Path = (*path, "except", at) if len(rule.except_) > 1 else (*path, "except")
        yield from _each(subject, exception, rule.id, place)


def _each(subject: Subject, when: When, rule: str, path: Path) -> Iterator[_Stated]:
    for name, condition in when.items():
        yield _Stated(subject.policy.input_by_name[name], condition, rule, (*path, name))


def _beyond_domain(subject: Subject, stated: _Stated) -> Iterator[Finding]:
    """What of a condition no fact can meet, and what only one can although it names a whole range."""
    domain, values = stated.input.domain, stated.condition.values
    if not isinstance(domain, IntervalSet) or not isinstance(values, IntervalSet):
        return
    for interval in values:
        inside = meet(IntervalSet((interval,)), domain)
        code = "PR816" if is_empty(inside) else "PR817" if _is_one_of_many(interval, inside) else None
        if code is not None:
            facts = {"inside": values_text(stated.input, inside)}
            cells = _cells(subject, stated.input, inside)
            yield _about(subject, code, stated, facts, cells=cells, suggestion=_inside(subject, stated))


def _inside(subject: Subject, stated: _Stated) -> Suggestion:
    """The condition without what no fact can meet; the rule or exception goes, where that is all of it."""
    input_, excepted = stated.input, "when" not in stated.path[-2:-1]
    inside = meet(stated.condition.values, input_.domain)
    if isinstance(inside, IntervalSet) and not is_empty(inside):
        wordings = [values_text(input_, IntervalSet((each,))) for each in inside]
        return to_write(stated.rule, input_.name, as_list(wordings), excepted=excepted)
    rule = next(each for each in subject.policy.rules if each.id == stated.rule)
    return to_take_out(rule, excepted=excepted)


def _is_one_of_many(interval: Interval, inside: object) -> bool:
    """Whether just one value is left of a range."""
    if not isinstance(inside, IntervalSet) or len(inside.intervals) != 1:
        return False
    left = inside.intervals[0]
    return left.low is not None and left.low == left.high and interval.low != interval.high


def _cells(subject: Subject, input_: Input, values: Values) -> list[Cells]:
    """The cells in which an input has some values, none where there are no such facts."""
    table, at = subject.table, subject.policy.inputs.index(input_)
    axis = table.axes[at]
    found = mask_of(each for each in range(len(axis.masks)) if holds(values, axis.pick(each)))
    cells = (*table.everything[:at], found, *table.everything[at + 1 :])
    return [cells] if all(cells) else []


def _about(
    subject: Subject,
    code: str,
    stated: _Stated,
    facts: Mapping[str, str],
    *,
    cells: Sequence[Cells] = (),
    beside: str = "",
    suggestion: Suggestion | None = None,
) -> Finding:
    """A finding about a condition, and perhaps about one on the same input in the rule `beside`."""
    told = {
        "input": stated.input.title or stated.input.name,
        "text": stated.condition.text,
        "domain_zh": values_of_domain(stated.input, "zh"),
        "domain_en": values_of_domain(stated.input, "en"),
    }
    told = {"rule": stated.rule, **told, **facts}
    found = subject.about(code, stated.path, told, cells=cells, suggestion=suggestion)
    if not beside or beside == stated.rule:
        return evolve(found, rules=(stated.rule,))
    related = subject.places.related([(beside, stated.input.name)])
    return evolve(found, rules=(stated.rule, beside), diagnostic=evolve(found.diagnostic, related=related))


def values_of_domain(input_: Input, language: str) -> str:
    """The domain of a number in words."""
    free = evolve(input_, domain=IntervalSet((Interval(None, False, None, False),)))
    return values_text(free, input_.domain, "zh" if language == "zh" else "en")


def _unmentioned(subject: Subject, input_: Input) -> Iterator[Finding]:
    """Choices of which no condition speaks, where others are spoken of and nothing says what holds else."""
    policy = subject.policy
    if policy.default is not None or policy.partial:
        return
    stated = _stated_on(subject, input_)
    if not stated or input_.is_open:
        return
    governed = meet(input_.domain, policy.scope_box.get(input_.name, input_.domain))
    left = [
        choice
        for choice in sorted(governed if isinstance(governed, frozenset) else (), key=str)
        if not any(holds(each.condition.values, choice) for each in stated)
    ]
    if left:
        told = {"choices_zh": "、".join(map(str, left)), "choices_en": ", ".join(map(str, left))}
        told["input"] = input_.title or input_.name
        cells = _cells(subject, input_, frozenset(left))
        yield subject.about("PR815", ("inputs", input_.name), told, cells=cells)


def _mixed(subject: Subject, input_: Input) -> Iterator[Finding]:
    """Ranges such as 3-5万元, which could be read to begin at 3元, beside thresholds as small as that."""
    stated = _stated_on(subject, input_)
    for each in stated:
        found = _BARE_LOWER.search(each.condition.text)
        if found is None:
            continue
        multiplier = _MULTIPLIERS[found[2]]
        for other in stated:
            small = [end for end in _ends(other.condition) if 0 < end < multiplier]
            if small and other is not each:
                told = {"range": each.condition.text, "small": amount_text(input_, small[0])}
                told["clear"] = f"{found[1]}{found[2]}"
                mending = _in_full(each)
                yield _about(subject, "PR818", each, told, beside=other.rule, suggestion=mending)
                break


def _in_full(stated: _Stated) -> Suggestion:
    """Each range of a condition with the unit of its upper end at its lower end too."""
    texts = [_BARE_LOWER.sub(_with_multiplier, text) for text in stated.condition.text.split("、")]
    return to_write(stated.rule, stated.input.name, as_list(texts), excepted="when" not in stated.path[-2:-1])


def _with_multiplier(range_: re.Match[str]) -> str:
    end = range_.end(1) - range_.start()
    return f"{range_[0][:end]}{range_[2]}{range_[0][end:]}"


def _ends(condition: Condition) -> list[Fraction]:
    if not isinstance(condition.values, IntervalSet):
        return []
    return [end for each in condition.values for end in (each.low, each.high) if end is not None]
