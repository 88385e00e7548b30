"""Conditions that no fact can meet or that are ambiguous, and choices that no rule mentions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import cast

from attrs import evolve, frozen

from perfrules.analysis.cells.bits import mask_of
from perfrules.analysis.cells.table import Cells
from perfrules.analysis.findings.finding import Finding, Proved, Suggestion
from perfrules.analysis.findings.pointing import Path
from perfrules.analysis.findings.regions_in_words import amount_text, values_text
from perfrules.analysis.proofs.suggested_changes import (
    to_take_out,
    to_take_out_exception,
    to_write,
    to_write_exception,
)
from perfrules.analysis.proofs.suggestions import texts_of
from perfrules.analysis.subject import Subject
from perfrules.diagnostics import Language, PerfrulesError
from perfrules.policies.decisions.condition_from_text import any_of, read_condition
from perfrules.policies.decisions.inputs import Input
from perfrules.policies.decisions.regions import holds
from perfrules.policies.decisions.rules import Condition, Rule, When
from perfrules.resources.late_patterns import late_pattern
from perfrules.values import Interval, IntervalSet
from perfrules.values.value_sets import Values, is_empty, meet

_NUMBER = r"[0-9][0-9,.]*"
# The lower number has no unit before the dash, the upper one has 万 or the like: 3-5万元.
_BARE_LOWER = late_pattern(rf"(?<![0-9.,])({_NUMBER}) ?(?:[-–—~～－至到]|--) ?{_NUMBER} ?([十百千万亿])")
_MULTIPLIERS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}


@frozen
class _Stated:
    """A condition on an input, the rule that states it, its place, and the number of its exception."""

    input: Input
    condition: Condition
    rule: Rule
    path: Path
    exception: int | None = None

    def written(self, texts: Sequence[str], proved: Proved) -> Suggestion:
        """The condition in other words."""
        if self.exception is None:
            return to_write(self.rule, self.input, texts, proved)
        return to_write_exception(self.rule, self.exception, self.input, texts, proved)


def conditions(subject: Subject) -> Iterator[Finding]:
    """A finding for each condition and each input with a problem."""
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
    is_interval = isinstance(condition.values, IntervalSet) and len(condition.values.intervals) == 1
    return is_interval and "或" not in condition.text


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
    yield from _each(subject, rule, rule.when, (*path, "when"))
    for at, exception in enumerate(rule.except_):
        place: Path = (*path, "except", at) if len(rule.except_) > 1 else (*path, "except")
        yield from _each(subject, rule, exception, place, at)


def _each(
    subject: Subject, rule: Rule, when: When, path: Path, exception: int | None = None
) -> Iterator[_Stated]:
    for name, condition in when.items():
        input_ = subject.policy.axis_by_name[name]
        yield _Stated(input_, condition, rule, (*path, name), exception)


def _beyond_domain(subject: Subject, stated: _Stated) -> Iterator[Finding]:
    """Each alternative of a condition that no fact can meet, or that only one can although it is a range."""
    domain = stated.input.domain
    if not isinstance(domain, IntervalSet):
        return
    for alternative in _alternatives(stated):
        for interval in alternative.values if isinstance(alternative.values, IntervalSet) else ():
            inside = meet(IntervalSet((interval,)), domain)
            code = "PR816" if is_empty(inside) else "PR817" if _is_one_of_many(interval, inside) else None
            if code is not None:
                facts = {"inside": values_text(stated.input, inside), "text": alternative.text}
                cells = _cells(subject, stated.input, inside)
                suggestion = _inside(stated)
                yield _about(subject, code, stated, facts, cells=cells, suggestion=suggestion)


def _alternatives(stated: _Stated) -> Sequence[Condition]:
    """Return the alternatives that a condition lists as worded; the whole condition if it is not a list."""
    condition, found = stated.condition, []
    for text in condition.text.split("或"):
        try:
            found.append(read_condition(stated.input, text))
        except PerfrulesError:
            return [condition]
    return found if any_of(found) == condition else [condition]


def _inside(stated: _Stated) -> Suggestion | None:
    """The condition without what no fact can meet; if that is all of it, the rule or exception goes."""
    input_ = stated.input
    wordings: list[str] = []
    for alternative in _alternatives(stated):
        inside = meet(alternative.values, input_.domain)
        if _is_whole(alternative, inside):
            wordings.append(alternative.text)
        elif not is_empty(inside):
            wordings += texts_of(input_, inside)
    if wordings:
        return stated.written(wordings, "decisions")
    if stated.exception is None:
        return to_take_out(stated.rule, "decisions")
    return to_take_out_exception(stated.rule, stated.exception)


def _is_whole(alternative: Condition, inside: Values) -> bool:
    """Whether an alternative is a range that more than one fact can meet."""
    values = alternative.values
    if not isinstance(values, IntervalSet) or len(values.intervals) != 1 or is_empty(inside):
        return False
    return not _is_one_of_many(values.intervals[0], inside)


def _is_one_of_many(interval: Interval, inside: object) -> bool:
    """Whether just one value is left of a range."""
    if not isinstance(inside, IntervalSet) or len(inside.intervals) != 1:
        return False
    left = inside.intervals[0]
    return left.low is not None and left.low == left.high and interval.low != interval.high


def _cells(subject: Subject, input_: Input, values: Values) -> list[Cells]:
    """Return the cells in which an input has some values; none without such facts."""
    table, at = subject.table, subject.table.inputs.index(input_)
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
    arguments = {
        "input": stated.input.title or stated.input.name,
        "text": stated.condition.text,
        "domain_zh": values_of_domain(stated.input, "zh"),
        "domain_en": values_of_domain(stated.input, "en"),
    }
    arguments = {"rule": stated.rule.id, **arguments, **facts}
    found = subject.about(code, stated.path, arguments, cells=cells, suggestion=suggestion)
    if not beside or beside == stated.rule.id:
        return evolve(found, rules=(stated.rule.id,))
    related = subject.places.related([(beside, stated.input.name)])
    return evolve(found, rules=(stated.rule.id, beside), diagnostic=evolve(found.diagnostic, related=related))


def values_of_domain(input_: Input, language: Language) -> str:
    """The domain of a number in words."""
    free = evolve(input_, domain=IntervalSet((Interval(None, False, None, False),)))
    return values_text(free, input_.domain, language)


def _unmentioned(subject: Subject, input_: Input) -> Iterator[Finding]:
    """Choices that no condition mentions, if others are mentioned and there is no default."""
    policy = subject.policy
    if policy.default is not None or policy.partial:
        return
    stated = _stated_on(subject, input_)
    if not stated or input_.is_open or any(input_.name in each.depends_on for each in policy.compute):
        return
    governed = meet(input_.domain, policy.scope_box.get(input_.name, input_.domain))
    left = [
        choice
        for choice in sorted(governed if isinstance(governed, frozenset) else (), key=str)
        if not any(holds(each.condition.values, choice) for each in stated)
    ]
    if left:
        arguments = {"choices_zh": "、".join(map(str, left)), "choices_en": ", ".join(map(str, left))}
        arguments["input"] = input_.title or input_.name
        cells = _cells(subject, input_, frozenset(left))
        yield subject.about("PR815", ("inputs", input_.name), arguments, cells=cells)


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
                arguments = {"range": each.condition.text, "small": amount_text(input_, small[0])}
                arguments["clear"] = f"{found[1]}{found[2]}"
                suggestion = _in_full(each)
                yield _about(subject, "PR818", each, arguments, beside=other.rule.id, suggestion=suggestion)
                break


def _in_full(stated: _Stated) -> Suggestion:
    """Each range of a condition with the unit of its upper end at its lower end too."""
    texts = [_BARE_LOWER.sub(_with_multiplier, each.text) for each in _alternatives(stated)]
    return stated.written(texts, "nothing")


def _with_multiplier(range_: re.Match[str]) -> str:
    end = range_.end(1) - range_.start()
    return f"{range_[0][:end]}{range_[2]}{range_[0][end:]}"


def _ends(condition: Condition) -> list[Fraction]:
    values = cast(IntervalSet, condition.values)
    return [end for each in values for end in (each.low, each.high) if end is not None]
