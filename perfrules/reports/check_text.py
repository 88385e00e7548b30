"""What a check found, as lines for the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from perfrules.analysis.facts import Witness, fact_text
from perfrules.analysis.files import CheckReport
from perfrules.analysis.findings import Finding
from perfrules.diagnostics import Language, render, visible

_WORDS: dict[Language, dict[str, str]] = {
    "zh": {
        "witness": "例如",
        "then": "，再如 ",
        "suggestion": "可改为",
        "counts": "{files} 个文件：错误 {error}，警告 {warning}，提示 {info}",
        "colon": "：",
    },
    "en": {
        "witness": "for example",
        "then": ", then ",
        "suggestion": "suggestion",
        "counts": "{files} files: {error} errors, {warning} warnings, {info} notes",
        "colon": ": ",
    },
}


def full_text(report: CheckReport, language: Language = "zh") -> str:
    """Every finding with its lines, carets, facts that show it and a wording that would mend it."""
    parts = [render(each, language) for each in report.problems]
    parts += ["\n".join(_finding(each, language)) for each in report.findings]
    counts = report.counts()
    parts.append(_WORDS[language]["counts"].format(files=len(report.files), **counts))
    return "\n\n".join(parts)


def _finding(finding: Finding, language: Language) -> Iterator[str]:
    words = _WORDS[language]
    yield render(finding.diagnostic, language)
    if finding.witness is not None:
        told = _witness(finding.witness)
        if finding.second is not None:
            told += words["then"] + _witness(finding.second)
        yield f"  {words['witness']}{words['colon']}{visible(told)}"
    if finding.suggestion is not None:
        yield f"  {words['suggestion']}{words['colon']}{visible(finding.suggestion.text(language))}"


def _witness(witness: Witness) -> str:
    """The facts as `perfrules decide` takes them."""
    return " ".join(f"{name}={fact_text(fact)}" for name, fact in witness.items())
