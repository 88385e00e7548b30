"""`perfrules policies`: list the shipped policies."""

from __future__ import annotations

import click

from perfrules.cli.language import language_option
from perfrules.cli.output import fail, json_option, print_json
from perfrules.diagnostics import Language, PerfrulesError, visible
from perfrules.policies.loader import policy_candidates, read_policy
from perfrules.resources.paths import data_path


@click.command("policies")
@json_option
@language_option
def command(language: Language, *, as_json: bool) -> None:
    """List the shipped policies: id, title, version and source.

    Commands take an id wherever they take a policy file.

    Exit code: 0.
    """
    try:
        heads = [read_policy(path).head for path in policy_candidates(data_path("policies"))]
    except PerfrulesError as error:
        fail(error, language, as_json=as_json)
    rows = [
        {"id": head.id, "title": head.title, "version": head.version or "", "source": head.document}
        for head in heads
    ]
    if as_json:
        print_json({"policies": rows})
        return
    for row in rows:
        click.echo("\t".join(map(visible, row.values())))
