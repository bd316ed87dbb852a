"""What can be wrong with a script, told as a good compiler would: where, how bad, what, and how to mend it.

A check finds a `Finding`, which knows no language; `tell` puts it into words from `data/checks.<language>.toml`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Literal, get_args

from belletje.script.knowledge import LANGUAGES, KnowledgeError, table, tables

Severity = Literal["error", "warning", "hint"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)

_TEXTS = frozenset(("name", "message", "mend", "why", "bad", "good"))


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a check found. `line` and `column` are 1-based; `values` fill in the message."""

    code: str
    line: int
    column: int
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A finding in words. `line` and `column` are 1-based; `mend` says in one sentence what to do."""

    line: int
    column: int
    severity: Severity
    code: str
    message: str
    mend: str


@dataclass(frozen=True, slots=True)
class Rule:
    """The words for one code: `bad` is a script that breaks the rule, `good` one that does not.

    `mend_near` replaces `mend` when the finding knows what was probably meant.
    """

    code: str
    severity: Severity
    name: str
    message: str
    mend: str
    mend_near: str
    why: str
    bad: str
    good: str


@cache
def rules(language: str) -> Mapping[str, Rule]:
    """All rules by code in `nl` or `en`, in the order of `data/severities.tsv`. Raises KnowledgeError."""
    severities = _severities()
    file = f"checks.{language}.toml"
    texts = tables(file, _TEXTS, frozenset(("mend_near",)))
    if texts.keys() != severities.keys():
        odd = ", ".join(sorted(texts.keys() ^ severities.keys()))
        raise KnowledgeError(f"{file}: must describe the codes of severities.tsv, no more and no less; look at {odd}.")
    return {
        code: Rule(code=code, severity=severity, **{"mend_near": texts[code]["mend"], **texts[code]})
        for code, severity in severities.items()
    }


def tell(findings: Iterable[Finding], language: str) -> tuple[Diagnostic, ...]:
    """Findings in words, in the order of the text. A language other than `nl` and `en` gets Dutch."""
    words = rules(language if language in LANGUAGES else LANGUAGES[0])
    told = (_diagnostic(finding, words[finding.code]) for finding in findings)
    return tuple(sorted(told, key=lambda one: (one.line, one.column, SEVERITIES.index(one.severity), one.code)))


def _diagnostic(finding: Finding, rule: Rule) -> Diagnostic:
    mend = rule.mend_near if finding.values.get("near") else rule.mend
    return Diagnostic(
        line=finding.line,
        column=finding.column,
        severity=rule.severity,
        code=rule.code,
        message=rule.message.format_map(finding.values),
        mend=mend.format_map(finding.values),
    )


def _severities() -> dict[str, Severity]:
    found: dict[str, Severity] = {}
    for where, (code, severity) in table("severities.tsv", ("code", "severity")):
        if severity not in SEVERITIES:
            raise KnowledgeError(f"{where}: '{severity}' is no severity; choose from {', '.join(SEVERITIES)}.")
        found[code] = severity
    return found
