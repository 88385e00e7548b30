"""Finding policies by id or path, and the version that is in force on a day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Protocol

from attrs import field, frozen

from perfrules.diagnostics import Diagnostic, PerfrulesError
from perfrules.diagnostics.hints import near
from perfrules.documents import Document, DocumentError, read_text, spelled
from perfrules.documents.discovery import may_be_of, stated_id, yaml_files
from perfrules.policies.base.errors import PolicyError
from perfrules.policies.base.head import Head
from perfrules.policies.checklists.from_document import read_checklist
from perfrules.policies.decisions.from_document import read_decision
from perfrules.policies.formats.by_ending import FORMATS, read_policy_document
from perfrules.policies.monitoring.from_document import read_monitoring
from perfrules.policies.schedules.from_document import read_schedule
from perfrules.policies.scoring.from_document import read_scoring
from perfrules.resources import data_path


class Policy(Protocol):
    """What policies of every kind have."""

    @property
    def head(self) -> Head:
        """Id, title, when in force, citations."""

    @property
    def digest(self) -> str:
        """The fingerprint of the content."""


_READERS: Mapping[str, Callable[[Document], Policy]] = {
    "checklist": read_checklist,
    "decision": read_decision,
    "monitoring": read_monitoring,
    "schedule": read_schedule,
    "scoring": read_scoring,
}
"""How a policy file of each kind is read."""

_RESTS_ON = {"PR521": "inputs", "PR522": "outputs", "PR524": "rules", "PR526": "outputs"}
"""The key of a decision without the whole of which a problem can be no problem."""
_TESTS = ".test"
_DAY = timedelta(days=1)


@frozen
class PolicyBook:
    """Policies under their ids, each id with its versions from the earliest on.

    `warnings` tell of days between two versions on which neither is in force.

    Raises:
        PolicyError: PR502 where two versions of an id are in force on one day.
    """

    versions: Mapping[str, tuple[Policy, ...]] = field(hash=False)
    warnings: tuple[Diagnostic, ...] = ()

    @classmethod
    def of(cls, policies: Iterable[Policy]) -> PolicyBook:
        """The book of some policies, in any order."""
        versions: dict[str, list[Policy]] = {}
        for policy in policies:
            versions.setdefault(policy.head.id, []).append(policy)
        for each in versions.values():
            each.sort(key=lambda policy: policy.head.in_force.first or date.min)
        found = [told for each in versions.values() for _, told in seams(each)]
        overlaps = [told for told in found if told.severity == "error"]
        if overlaps:
            raise PolicyError(*overlaps)
        return cls({id_: tuple(each) for id_, each in versions.items()}, tuple(found))

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids, sorted."""
        return tuple(sorted(self.versions))

    def get(self, id_: str, as_of: date | None = None) -> Policy:
        """The version of a policy that is in force on a day.

        Without a day, the only version there is, or of several the one in force today.

        Raises:
            PolicyError: PR500 where there is no such id, PR504 where no version is in force on the day.
        """
        if id_ not in self.versions:
            raise PolicyError(Diagnostic("PR500", {"id": id_, **near(id_, self.ids)}))
        versions = self.versions[id_]
        if as_of is None and len(versions) == 1:
            return versions[0]
        day = as_of or date.today()
        for policy in versions:
            if day in policy.head.in_force:
                return policy
        spans = "、".join(str(policy.head.in_force) for policy in versions)
        raise PolicyError(Diagnostic("PR504", {"id": id_, "day": day.isoformat(), "versions": spans}))


def seams(versions: Iterable[Policy]) -> Iterator[tuple[tuple[Policy, Policy], Diagnostic]]:
    """What is wrong where one version of a policy ends and the next begins, with the two versions.

    `versions` come from the earliest on.
    """
    for earlier, later in pairwise(versions):
        end, start = earlier.head.in_force.last or date.max, later.head.in_force.first or date.min
        facts = {"id": earlier.head.id}
        if end >= start:
            last = min(end, later.head.in_force.last or date.max)
            yield (earlier, later), Diagnostic("PR502", {**facts, "first": str(start), "last": str(last)})
        elif end + _DAY < start:
            days = {"first": str(end + _DAY), "last": str(start - _DAY)}
            yield (earlier, later), Diagnostic("PR503", {**facts, **days})


def load_policy(path_or_id: str | Path, as_of: date | None = None) -> Policy:
    """Load a policy from a file, or one that ships by its id.

    Args:
        path_or_id: the path of a policy file, or an id such as `chengde.expenditure-approval`.
        as_of: the day it must be in force on; without one, the only version there is or of several the one
            in force today.

    Raises:
        DocumentError: the file cannot be read or does not fit its kind.
        PolicyError: PR500–PR507 where there is no such policy, others where it does not hold together.

    >>> load_policy("chengde.expenditure-approval").head.version
    '2021-01-01'
    """
    policies = _read_all(files_of(path_or_id))
    return PolicyBook.of(policies).get(policies[0].head.id, as_of)


def files_of(path_or_id: str | Path) -> list[Path]:
    """The file of a path, or those of all versions of a policy that ships.

    Raises:
        PolicyError: PR500 where no policy of that id ships.

    >>> [path.name for path in files_of("chengde.expenditure-approval")]
    ['expenditure-approval.yaml']
    """
    path, id_ = Path(path_or_id), str(path_or_id)
    if isinstance(path_or_id, Path) or path.suffix in FORMATS:
        return [path]
    shipped = {file: stated_id(file) for file in _files(data_path("policies"))}
    matching = [file for file, written in shipped.items() if written == id_]
    if not matching:
        raise PolicyError(
            Diagnostic("PR500", {"id": id_, **near(id_, sorted(set(filter(None, shipped.values()))))})
        )
    return matching


def load_policies(directory: str | Path) -> PolicyBook:
    """Load every policy file in a folder and the folders in it.

    Files of a kind that is no policy (tests, sheets, actuals), and those that are nothing of ours, are passed
    over.

    Raises:
        PolicyError: with everything that is wrong with any of the files; PR506 where there is no policy in
            the folder.
    """
    return PolicyBook.of(_read_all(policy_files(Path(directory))))


def policy_files(folder: Path) -> list[Path]:
    """The policy files in a folder and the folders in it, sorted.

    Raises:
        PolicyError: PR506 where there is none.
    """
    files = [file for file in _files(folder) if may_be_of(read_text(file).source.text, _READERS)]
    if not files:
        raise PolicyError(Diagnostic("PR506", {"name": str(folder)}))
    return files


def read_policy(path: Path) -> Policy:
    """The policy in one file, of YAML or of another format that holds decision tables.

    Raises:
        DocumentError: the file cannot be read or does not fit its kind.
        PolicyError: PR507 where it is of a kind that is no policy; others where it does not hold together.
    """
    return read_with_document(path)[1]


def read_with_document(path: Path) -> tuple[Document, Policy]:
    """The document in one policy file, and the policy that it states.

    Raises:
        DocumentError: the file cannot be read or does not fit its kind; with what is wrong with the policy as
            far as it does fit.
        PolicyError: as `read_policy` does.
    """
    try:
        document = read_policy_document(path).document
    except DocumentError as error:
        raise with_the_rest(error) from error
    return document, policy_of(document)


def policy_of(document: Document) -> Policy:
    """The policy that a document states.

    Raises:
        PolicyError: PR507 where it is of a kind that is no policy; others where it does not hold together.
    """
    if document.kind not in _READERS:
        raise PolicyError(document.tell("PR507", "kind", kind=document.kind, kind_zh=_spelled(document.kind)))
    return _READERS[document.kind](document)


def with_the_rest(error: DocumentError) -> DocumentError:
    """The error of a file that does not fit its kind, with what is wrong with a decision in the rest of it.

    What only follows from the parts left out is not told: an input that is not defined any more.
    """
    rest = error.rest
    if rest is None or rest.document.kind != "decision":
        return error
    try:
        policy_of(rest.document)
    except PolicyError as further:
        told = [each for each in further.diagnostics if _RESTS_ON.get(each.code) not in rest.touched]
        return DocumentError(*sorted((*error.diagnostics, *told), key=_by_place))
    return error


def _by_place(diagnostic: Diagnostic) -> int:
    return -1 if diagnostic.span is None else diagnostic.span.start


def _spelled(kind: str) -> str:
    return spelled(kind, "zh", "values")


def _read_all(files: Iterable[Path]) -> list[Policy]:
    policies: list[Policy] = []
    problems: list[Diagnostic] = []
    for file in files:
        try:
            policies.append(read_policy(file))
        except PerfrulesError as error:
            problems += error.diagnostics
    if problems:
        raise PolicyError(*problems)
    return policies


def _files(folder: Path) -> list[Path]:
    return [path for path in yaml_files(folder) if not path.stem.endswith(_TESTS)]
