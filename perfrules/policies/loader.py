"""Read policies: by path, by the id of a shipped one, from a folder, or from a text."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import IO

from perfrules.diagnostics import Diagnostic, PerfrulesError
from perfrules.diagnostics.hints import similar
from perfrules.documents import Document, DocumentError, decode, read_document, read_text, spelled
from perfrules.documents.discovery import may_be_of, stated_id, yaml_files
from perfrules.documents.document import MisfitError
from perfrules.expressions import prepare
from perfrules.policies.base.errors import PolicyError, UnknownPolicyError
from perfrules.policies.formats.by_ending import FORMATS, read_format, read_policy_document
from perfrules.policies.versions import Policy, PolicyVersions
from perfrules.resources.paths import data_path

Text = str | bytes | IO[str] | IO[bytes]
"""The text of a policy file: as text, as bytes in any usual encoding, or as an open file."""

_READERS: Mapping[str, tuple[str, str]] = {
    "checklist": ("perfrules.policies.checklists.from_document", "read_checklist"),
    "decision": ("perfrules.policies.decisions.from_document", "read_decision"),
    "monitoring": ("perfrules.policies.monitoring.from_document", "read_monitoring"),
    "review": ("perfrules.policies.reviewing.from_document", "read_review"),
    "schedule": ("perfrules.policies.schedules.from_document", "read_schedule"),
    "scoring": ("perfrules.policies.scoring.from_document", "read_scoring"),
}
"""The module and the function that read each kind of file; a module is imported with its first file."""

_RESTS_ON = {"PR521": "inputs", "PR522": "outputs", "PR524": "rules", "PR526": "outputs"}
"""The key that must be complete before a problem with that code is reported."""
_TESTS = ".test"


def find_policy(path_or_id: str | os.PathLike[str], as_of: date | None = None) -> Policy:
    """Read the policy in a file, or the shipped policy of an id.

    Args:
        path_or_id: the path of a policy file, or an id such as `chengde.expenditure-approval`.
        as_of: the day on which it must be in force; without one, the only version, or of several the one in
            force today.

    Raises:
        DocumentError: the file cannot be read or does not fit its kind.
        PolicyError: PR500–PR507: no such policy; other codes: it is not valid.

    >>> find_policy("chengde.expenditure-approval").head.version
    '2021-01-01'
    """
    policies = _read_all(files_of(path_or_id))
    return PolicyVersions.of(policies).get(policies[0].head.id, as_of)


def files_of(path_or_id: str | os.PathLike[str]) -> list[Path]:
    """Return the file of a path, or the files of all versions of a shipped policy.

    A text without the ending of a policy file is an id first, else the path of what lies there.

    Raises:
        UnknownPolicyError: PR500: no shipped policy has that id, and nothing lies at that path.

    >>> [path.name for path in files_of("chengde.expenditure-approval")]
    ['expenditure-approval.yaml']
    """
    path, id_ = Path(path_or_id), str(path_or_id)
    if not isinstance(path_or_id, str) or path.suffix in FORMATS:
        return [path]
    shipped = {file: stated_id(file) for file in policy_candidates(data_path("policies"))}
    matching = [file for file, written in shipped.items() if written == id_]
    if matching:
        return matching
    if path.exists():
        return [path]
    raise UnknownPolicyError(
        Diagnostic("PR500", {"id": id_, **similar(id_, sorted(set(filter(None, shipped.values()))))})
    )


def files_named(path: Path) -> list[Path]:
    """Return the file of a path on a command line, or the files of the shipped policy that has it as its id.

    What exists, has the ending of a policy file or is in a folder is a path.

    Raises:
        UnknownPolicyError: PR500: no shipped policy has that id.

    >>> [path.name for path in files_named(Path("chengde.expenditure-approval"))]
    ['expenditure-approval.yaml']
    """
    named = path.exists() or path.suffix.lower() in FORMATS or len(path.parts) != 1
    return [path] if named else files_of(str(path))


def find_policies(folder: str | os.PathLike[str]) -> PolicyVersions:
    """Read every policy file in a folder and its subfolders. Other files in them are ignored.

    Raises:
        PolicyError: with every problem of every file; PR506: the folder has no policy.
    """
    return PolicyVersions.of(_read_all(policy_files(Path(folder))))


def policy_files(folder: Path) -> list[Path]:
    """Return the policy files in a folder and its subfolders, sorted.

    Raises:
        PolicyError: PR506: there is none.
    """
    files = [file for file in policy_candidates(folder) if may_be_policy(read_text(file).source.text)]
    if not files:
        raise PolicyError(Diagnostic("PR506", {"name": str(folder)}))
    return files


def read_policy(path: Path) -> Policy:
    """Read the policy in one file: YAML, DMN or xlsx.

    Raises:
        DocumentError: the file cannot be read or does not fit its kind.
        PolicyError: PR507: it is of a kind that is not a policy; other codes: it is not valid.
    """
    return read_with_document(path)[1]


def read_with_document(path: Path) -> tuple[Document, Policy]:
    """Read the document in one policy file, and its policy.

    Raises:
        DocumentError: the file cannot be read or does not fit its kind; with the problems of the policy in
            the parts that do fit.
        PolicyError: as `read_policy`.
    """
    try:
        document = read_policy_document(path).document
    except DocumentError as error:
        raise with_the_rest(error) from error
    return document, policy_of(document)


def may_be_policy(text: str) -> bool:
    """Whether a text is meant as a policy; of tests, sheets and files of other programs it is not.

    >>> may_be_policy("kind: schedule"), may_be_policy("kind: tests")
    (True, False)
    """
    return may_be_of(text, _READERS)


def read_policy_text(text: Text, name: str | None = None) -> tuple[Document, Policy]:
    r"""Read a policy from a text, bytes or an open file, such as one from a database or a request.

    Args:
        text: the policy.
        name: what it is called in messages, by default the name of the open file. A name that ends in `.dmn`,
            `.xml` or `.xlsx` says that the bytes are of that format; all others are YAML.

    Raises:
        DocumentError: the text cannot be read or does not fit its kind.
        PolicyError: PR507: it is of a kind that is not a policy; other codes: it is not valid.

    >>> text = "kind: schedule\nid: unit.wages\ndeadline: 每月8日前"
    >>> read_policy_text(text.encode("gb18030"))[1].head.id
    'unit.wages'
    """
    if not isinstance(text, str | bytes):
        opened = getattr(text, "name", None)
        name = opened if name is None and isinstance(opened, str) else name
        text = text.read()
    format_ = FORMATS.get(Path(name or "").suffix.lower(), "yaml")
    encoding = "utf-8" if isinstance(text, str) else None
    data = text.encode(errors="surrogatepass") if isinstance(text, str) else text
    try:
        if format_ == "yaml":
            document = read_document(decode(data, name, encoding).source)
        else:
            document = read_format(data, format_, name).document
    except DocumentError as error:
        raise with_the_rest(error) from error
    return document, policy_of(document)


def policy_of(document: Document) -> Policy:
    """Return the policy of a document.

    Raises:
        PolicyError: PR507: the document is of a kind that is not a policy; other codes: it is not valid.
    """
    if document.kind not in _READERS:
        raise PolicyError(
            document.diagnostic("PR507", "kind", kind=document.kind, kind_zh=_spelled(document.kind))
        )
    prepare(document.source.text)
    module, name = _READERS[document.kind]
    read: Callable[[Document], Policy] = getattr(import_module(module), name)
    return read(document)


def with_the_rest(error: DocumentError) -> DocumentError:
    """Return the error of a file that does not fit its kind, with the problems in the rest of a decision.

    Problems that only follow from the parts left out, such as an unknown input, are not reported.
    """
    rest = error.rest if isinstance(error, MisfitError) else None
    if rest is None or rest.document.kind != "decision":
        return error
    try:
        policy_of(rest.document)
    except PolicyError as further:
        others = [each for each in further.diagnostics if _RESTS_ON.get(each.code) not in rest.touched]
        return DocumentError(*sorted((*error.diagnostics, *others), key=_by_place))
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


def policy_candidates(folder: Path) -> list[Path]:
    """Return the YAML files in a folder and its subfolders that are not tests, sorted."""
    return [path for path in yaml_files(folder) if is_policy_file(path.name)]


def is_policy_file(name: str) -> bool:
    """Whether a file may be a policy by its name: YAML, not hidden, not the tests of a policy.

    >>> is_policy_file("wages.yaml"), is_policy_file("wages.test.yaml"), is_policy_file("wages.md")
    (True, False, False)
    """
    path = Path(name)
    is_yaml = FORMATS.get(path.suffix.lower()) == "yaml"
    return is_yaml and not path.stem.endswith(_TESTS) and not name.startswith(".")
