"""The conformance cases that ship: perfrules passes them, and so do the slow references where they answer."""

from __future__ import annotations

import json
import shlex
import sys
from functools import cache

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator
from reference import decisions, proofs, scores

from perfrules.cli import main
from perfrules.diagnostics import PerfrulesError
from perfrules.engine.decisions.compile import compile_policy
from perfrules.engine.decisions.decision import Decision
from perfrules.engine.decisions.facts import point_of, read_facts
from perfrules.policies.loader import read_policy_text
from perfrules.resources import read_data
from perfrules.testing.conformance.against import answers_of, ask
from perfrules.testing.conformance.answers import answer
from perfrules.testing.conformance.cases import KINDS, conformance_cases
from perfrules.testing.conformance.report import report_of
from perfrules.testing.errors import ConformanceError

SCHEMA = json.loads(read_data("grammar", "conformance", "case.schema.json"))


@cache
def cases():
    return list(conformance_cases())


@cache
def answers():
    return {each.id: answer(each.question) for each in cases()}


def run(*arguments, **options):
    return CliRunner().invoke(main, ["conformance", *arguments], **options)


def python(code):
    return f"{shlex.quote(sys.executable)} -c {shlex.quote(code)}"


def of_kind(kind):
    return [each for each in cases() if each.kind == kind]


def policy_of(case):
    return read_policy_text(case.question["policy"])[1]


def test_perfrules_passes_them():
    assert [each.case.id for each in report_of(cases(), answers()).failures] == []


def test_ids_are_given_once():
    assert len({each.id for each in cases()}) == len(cases())


def test_questions_and_answers_have_their_schema():
    questions, answered = (
        Draft202012Validator({**SCHEMA, "anyOf": [{"$ref": f"#/$defs/{name}"}]})
        for name in ("question", "answer")
    )
    for each in cases():
        questions.validate(each.question)
        answered.validate({"id": each.id, **each.expected})
        answered.validate(answers()[each.id])
    assert not questions.is_valid({"id": "1", "kind": "expression"})


class TestReferences:
    def test_decisions(self):
        for case in of_kind("decision"):
            assert self.decided(case) == case.expected, case.id

    def decided(self, case):
        policy = policy_of(case)
        try:
            facts = read_facts(policy.inputs, policy.scope, case.question["facts"])
            found = decisions.decide(policy, {name: point_of(fact) for name, fact in facts.items()})
        except (PerfrulesError, decisions.TwoRulesError):
            return {"refused": True}
        outcome = {name: list(v) if isinstance(v, tuple) else v for name, v in (found.outcome or {}).items()}
        return {"outcome": outcome or None, "rules": found.rules}

    def test_proofs_by_trying_every_point(self):
        for case in of_kind("proof"):
            found = proofs.prove(policy_of(case))
            assert {name: found[name] for name in case.expected} == case.expected, case.id

    def test_scores_by_their_share(self):
        answered = [
            (case, scores.score(case.question["indicator"], case.question["actual"]))
            for case in of_kind("score")
        ]
        known = [(case, score) for case, score in answered if score is not None and case.expected["score"]]
        assert len(known) >= 15
        assert [(case.id, score) for case, score in known if score != case.expected["score"]] == []


class TestCommand:
    @pytest.mark.parametrize(
        ("language", "line"), [("en", "proofs: 12 of 12 cases agree"), ("zh", "证明：12 个用例，相符 12 个")]
    )
    def test_the_counts_in_either_language(self, language, line):
        result = run("--kind", "proof", "--lang", language)
        assert (result.exit_code, result.stdout.splitlines()) == (0, [line])

    def test_another_implementation_passes_through_its_pipes(self):
        answering = python("from perfrules.cli import main; main(['conformance', '--answer'])")
        assert not report_of(cases(), ask(answering, cases(), 60)).failures

    def test_a_wrong_answer_and_a_missing_one_are_shown(self):
        wrong = {"id": "complete", "gap": True, "conflict": False, "idle": [], "failed_claims": []}
        result = run("--kind", "proof", "--against", python(f"print({json.dumps(wrong)!r})"), "--lang", "en")
        assert result.exit_code == 1
        assert "complete: gap should be false, the answer is true" in result.stdout
        assert "overlap: no answer" in result.stdout
        assert "proofs: 0 of 12 cases agree" in result.stdout

    def test_an_answer_without_the_part_that_is_null_is_wrong(self):
        refused = next(each for each in of_kind("expression") if each.expected["reading"] is None)
        assert report_of([refused], {refused.id: {"id": refused.id}}).failures

    @pytest.mark.parametrize(
        ("command", "code"),
        [
            ("no-such-program", "PR613"),
            ("unclosed '", "PR613"),
            ("", "PR613"),
            (python("raise SystemExit(3)"), "PR613"),
            (python("import time; time.sleep(60)"), "PR613"),
            (python("print('[]')"), "PR614"),
            (python("print('{}')"), "PR614"),
            (python("""print('{"id": "no such case"}')"""), "PR614"),
            (python("print('[' * 100000)"), "PR614"),
            (python("""print('{"id": "complete"}\\n' * 2)"""), "PR617"),
        ],
    )
    def test_what_cannot_be_asked_or_read(self, command, code):
        result = run("--kind", "proof", "--timeout", "2", "--against", command)
        assert result.exit_code == 2
        assert f"[{code}]" in result.stderr
        assert result.stdout == ""

    @pytest.mark.parametrize(
        ("command", "reason"),
        [
            (python("raise SystemExit(3)"), "exit code 3"),
            (python("import os; os.kill(os.getpid(), 9)"), "ended by signal 9"),
            (python("import time; time.sleep(60)"), "more than 2 seconds"),
            ("no-such-program", "No such file or directory"),
            ("unclosed '", "a quotation mark is not closed"),
            ("", "no program is named"),
        ],
    )
    def test_the_reason_why_a_command_failed(self, command, reason):
        result = run("--kind", "proof", "--timeout", "2", "--against", command, "--lang", "en")
        assert f"({reason})" in result.stderr

    def test_questions_are_json_lines(self):
        lines = run("--questions", "--kind", "score").stdout.splitlines()
        assert [json.loads(each) for each in lines] == [dict(each.question) for each in of_kind("score")]

    @pytest.mark.parametrize("line", ["[]", "{}", '{"id": "1"}', '{"id": "1", "kind": "x"}', "5", "é"])
    def test_a_line_that_is_no_question_is_refused(self, line):
        result = run("--answer", input=line)
        assert result.exit_code == 2
        assert "[PR619]" in result.stderr

    def test_json_and_the_schema(self):
        assert json.loads(run("--json", "--kind", "proof").stdout) == {
            "kinds": {"proof": {"passed": 12, "cases": 12}},
            "failures": [],
        }
        assert json.loads(run("--schema").stdout) == SCHEMA


def test_empty_lines_of_the_output_do_not_count():
    assert answers_of('\n{"id": "1"}\n\r\n', ["1"]) == {"1": {"id": "1"}}
    with pytest.raises(ConformanceError, match="PR614"):
        answers_of('{"id": 1}', ["1"])


def test_each_kind_has_cases():
    assert {each.kind for each in cases()} == set(KINDS)
    assert isinstance(compile_policy(policy_of(of_kind("decision")[0])).decide(cost="5元"), Decision)
