"""`perfrules decide`: what a policy asks for, given some facts, and why."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from perfrules.cli.language import language_option
from perfrules.cli.output import as_of_option, fail, json_option, print_diagnostics, print_json
from perfrules.diagnostics import Diagnostic, Language, PerfrulesError, visible
from perfrules.engine.decisions.compile import compile_policy
from perfrules.engine.decisions.decision import Decision
from perfrules.engine.decisions.dmn_result import DmnResult, dmn_result, result_to_json
from perfrules.engine.decisions.facts import without_units
from perfrules.engine.decisions.history import read_history
from perfrules.policies.base.errors import PolicyError
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.policies.loader import find_policy
from perfrules.resources.late_patterns import late_pattern

_EQUALS = late_pattern("[=\uff1d]")
_PRINTED = "governed", "outcome", "rules", "overridden", "reasons", "why", "steps", "policy"


def _facts(_context: click.Context, _parameter: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
    facts: dict[str, str] = {}
    for each in given:
        name, *values = _EQUALS.split(each, maxsplit=1)
        if not values or not name:
            raise click.BadParameter(f"{each} is not of the form name=value")
        if name in facts:
            raise click.BadParameter(f"{name} is given twice")
        (facts[name],) = values
    return facts


@click.command("decide")
@click.argument("policy")
@click.argument("facts", nargs=-1, metavar="NAME=VALUE…", callback=_facts)
@as_of_option("the day on which the policy must be in force")
@click.option("--history", type=click.Path(), help="earlier rows (.csv, .json) that `aggregate` adds up")
@click.option("--dmn", "as_dmn", is_flag=True, help="print the result as DMN has it, as JSON")
@json_option
@language_option
def command(
    policy: str,
    facts: dict[str, str],
    as_of: date | None,
    history: str | None,
    language: Language,
    *,
    as_dmn: bool,
    as_json: bool,
) -> None:
    """Decide on facts by a POLICY, a file or the id of a shipped policy.

    Each fact is an input of the policy, by name or title, and its value: amount=1.5万元 category=日常支出.

    With --json: {"governed", "outcome", "rules", "overridden", "reasons", "why", "policy"}, where the policy
    is {"id", "version", "digest"}; "steps" where the policy computes.

    With --history the amounts that belong together are added up, as `aggregate` in the policy says.

    Exit codes: 0 decided, also if the policy does not govern the facts, 2 not possible.
    """
    try:
        decision, result, notes = _decide(policy, facts, as_of, history)
    except PerfrulesError as error:
        fail(error, language, as_json=as_json)
    print_diagnostics(notes, language)
    if as_dmn:
        print_json(result_to_json(result))
    elif as_json:
        print_json(_printed(decision))
    else:
        click.echo(visible(decision.explain(language)))


def _decide(
    policy: str, facts: dict[str, str], as_of: date | None, history: str | None
) -> tuple[Decision, DmnResult, tuple[Diagnostic, ...]]:
    loaded = find_policy(policy, as_of)
    if not isinstance(loaded, DecisionPolicy):
        raise PolicyError(Diagnostic("PR508", {"id": loaded.head.id}))
    compiled = compile_policy(loaded)
    named = _by_name(facts, loaded)
    assumed = without_units(loaded.inputs, named)
    if history is not None:
        decision = compiled.decide_with_history(named, read_history(history))
        return decision, dmn_result(loaded, decision), assumed
    decision = compiled.decide(**named)
    return decision, dmn_result(loaded, decision), (*assumed, *compiled.notes)


def _by_name(facts: dict[str, str], policy: DecisionPolicy) -> dict[str, str]:
    """The facts by the names of inputs, of which some are given by a title, as columns of a ledger are."""
    titles = [each.title for each in policy.inputs]
    taken = {each.name for each in policy.inputs}
    meant = {
        each.title: each.name
        for each in policy.inputs
        if titles.count(each.title) == 1 and each.title not in taken and each.name not in facts
    }
    return {meant.get(name, name): value for name, value in facts.items()}


def _printed(decision: Decision) -> dict[str, Any]:
    data = decision.to_json()
    return {name: data[name] for name in _PRINTED if name in data}
