"""The laws of interchange: what is written in any format is read back as it was, and decides alike."""

from __future__ import annotations

from fractions import Fraction

from budgets import law
from hypothesis import given
from hypothesis import strategies as st

from perfrules.diagnostics import Source
from perfrules.documents import read_document
from perfrules.engine.decisions.compile import compile_policy
from perfrules.engine.decisions.errors import ConflictError
from perfrules.policies.base.errors import PolicyError
from perfrules.policies.decisions.from_document import read_decision
from perfrules.policies.formats.convert import document_of, dump_policy, write_policy
from perfrules.policies.formats.dmn.feel import feel_text, read_literal, read_tests
from perfrules.policies.formats.dmn.reader import read_dmn
from perfrules.policies.formats.dmn.writer import write_dmn
from perfrules.policies.formats.xlsx.reader import read_xlsx
from perfrules.testing.strategies import facts_for, policies
from perfrules.values.value_sets import is_empty

some = law(40)
FEEL_PIECES = [
    *("-", "not", "(", ")", "[", "]", "..", ",", "<", "<=", ">=", "=", "!=", "1", "2.5", "1e9", ".5", " "),
    *('"', '"a"', '"a', "\\", "true", "null", "date", 'date("2021-02-29")', "@", "x", "甲", "?", "{", "１"),
]
few = law(15)


def can_be_said(policy):
    """Whether every condition admits some value; the language has no words for one that never holds."""
    whens = [policy.scope, *(when for rule in policy.rules for when in (rule.when, *rule.except_))]
    return not any(is_empty(condition.values) for when in whens for condition in when.values())


some_policy = policies().filter(can_be_said)


def answer(policy, facts):
    try:
        decision = compile_policy(policy).decide(**facts)
        return decision.governed, decision.outcome, decision.rules, decision.overridden
    except ConflictError as error:
        return error.code, error.rules


class TestYaml:
    """A policy that a program built is the one that its file states."""

    @some
    @given(some_policy)
    def test_the_digest_stays(self, policy):
        assert read_decision(read_document(Source(dump_policy(policy)))).digest == policy.digest


class TestDmn:
    """What was written is read as a policy of the same content that decides alike, with nothing to note."""

    @some
    @given(st.data())
    def test_the_digest_and_the_answers_stay(self, data):
        policy = data.draw(some_policy)
        text, _ = write_dmn(document_of(policy))
        reading = read_dmn(text.encode())
        again = read_decision(reading.document)
        assert again.digest == policy.digest
        assert reading.notes == ()
        facts = data.draw(facts_for(policy))
        assert answer(again, facts) == answer(policy, facts)

    @some
    @given(some_policy)
    def test_the_same_policy_is_the_same_file(self, policy):
        document = document_of(policy)
        text, _ = write_dmn(document)
        assert write_dmn(read_dmn(text.encode()).document)[0] == text
        assert write_dmn(document)[0] == text


class TestXlsx:
    """A sheet is read as the document it was written from, and the same document is the same bytes."""

    @few
    @given(some_policy)
    def test_nothing_is_lost(self, policy):
        document = document_of(policy)
        data, _ = write_policy(document, "xlsx")
        assert read_xlsx(data).document.plain == document.plain
        assert write_policy(document, "xlsx")[0] == data


class TestFeel:
    """A literal that is written is read back."""

    @given(
        st.one_of(
            st.text(),
            st.booleans(),
            st.dates(),
            st.lists(st.text(), max_size=3).map(tuple),
            st.integers(-(10**12), 10**12).map(lambda number: Fraction(number, 10**4)),
        )
    )
    def test_it_is_the_same_value(self, value):
        assert read_literal(feel_text(value)) == value

    @given(st.lists(st.sampled_from(FEEL_PIECES), max_size=8).map("".join))
    def test_any_cell_is_read_or_refused(self, text):
        for read in (read_tests, read_literal):
            try:
                read(text)
            except PolicyError as error:
                (reported,) = error.diagnostics
                assert reported.code in {"PR918", "PR919"}
                assert 0 <= reported.span.start <= reported.span.end <= len(text)
