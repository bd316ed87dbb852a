"""The desk's data files, read once; a mistake is reported with its file and place."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from belletje.prospect.catalogue import catalogue
from belletje.prospect.scenario import DIMENSIONS

_BETWEEN_WORDS = re.compile(r"[^\w&-]+")
BROUGHT_SOMETHING = frozenset(("meeting", "callback", "referral", "material_requested"))


class BadRules(ValueError):
    """A data file of the desk breaks its own rules; the message names the file and the place in it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One way for a call to end: the key that records it, how far it got, and what follows (`data/outcomes.toml`).

    `rest_days` is None where the rules for calls in vain decide, and -1 where only a callback brings the person back.
    """

    name: str
    key: str
    reached: bool
    conversation: bool
    meeting: bool
    needs: str
    rest_days: int | None

    @property
    def good(self) -> bool:
        """Whether the call brought something: a meeting, a callback, the right person, or interest in material."""
        return self.name in BROUGHT_SOMETHING


@dataclass(frozen=True, slots=True)
class Rules:
    """When and how often to call (`data/rules.toml`). `apart` are the waits after each call in vain."""

    opens: time
    closes: time
    zone: str
    country: str
    most_attempts: int
    apart: tuple[timedelta, ...]
    reserved_for: timedelta
    parts: Mapping[str, time]
    notice_within: timedelta
    transcripts_kept: timedelta


def read_outcomes(text: str) -> dict[str, Outcome]:
    """Outcomes from TOML. Raises BadRules."""
    found: dict[str, Outcome] = {}
    for name, table in _toml("outcomes.toml", text).items():
        try:
            outcome = Outcome(
                name=name,
                key=str(table["key"]),
                reached=bool(table["reached"]),
                conversation=bool(table["conversation"]),
                meeting=bool(table.get("meeting", False)),
                needs=str(table.get("needs", "")),
                rest_days=int(table["rest_days"]) if "rest_days" in table else None,
            )
        except (KeyError, TypeError, ValueError) as mistake:
            raise BadRules(f"outcomes.toml, [{name}]: {mistake} is missing or wrong") from mistake
        if outcome.key in {other.key for other in found.values()} or len(outcome.key) != 1:
            raise BadRules(f"outcomes.toml, [{name}]: the key {outcome.key!r} must be one letter that no other has")
        if outcome.needs not in ("", "when", "whom"):
            raise BadRules(f"outcomes.toml, [{name}]: needs is when, whom or empty")
        if (outcome.conversation and not outcome.reached) or (outcome.meeting and not outcome.conversation):
            raise BadRules(f"outcomes.toml, [{name}]: each stage of the funnel holds the one before it")
        found[name] = outcome
    return found


def read_rules(text: str) -> Rules:
    """Rules from TOML. Raises BadRules."""
    table = _toml("rules.toml", text)
    try:
        hours, attempts = table["hours"], table["attempts"]
        rules = Rules(
            opens=time.fromisoformat(hours["from"]),
            closes=time.fromisoformat(hours["until"]),
            zone=hours["zone"],
            country=hours["country"],
            most_attempts=int(attempts["most"]),
            apart=tuple(timedelta(hours=float(wait)) for wait in attempts["apart_h"]),
            reserved_for=timedelta(minutes=float(table["reservation"]["minutes"])),
            parts={name: time.fromisoformat(value) for name, value in table["callback"].items()},
            notice_within=timedelta(days=float(table["notice"]["days"])),
            transcripts_kept=timedelta(days=float(table["transcripts"]["days"])),
        )
    except (KeyError, TypeError, ValueError) as mistake:
        raise BadRules(f"rules.toml: {mistake} is missing or wrong") from mistake
    if rules.opens >= rules.closes or rules.most_attempts < 1 or not rules.apart:
        raise BadRules("rules.toml: hours end after they begin, and there is at least one attempt and one wait")
    return rules


@cache
def outcomes() -> Mapping[str, Outcome]:
    """The outcomes by name, in the order in which the desk shows them."""
    return read_outcomes(_read("outcomes.toml"))


@cache
def rules() -> Rules:
    """The rules that ship with Belletje."""
    return read_rules(_read("rules.toml"))


@cache
def texts() -> Mapping[str, Mapping[str, str]]:
    """Texts to send, by kind and language (`data/texts.toml`)."""
    return _toml("texts.toml", _read("texts.toml"))


@cache
def said() -> tuple[tuple[str, str, str], ...]:
    """How people type what they heard: language, reaction, words (`data/said.tsv`). Raises BadRules."""
    header, *rows = (line.split("\t") for line in _read("said.tsv").splitlines() if line.strip())
    if header != ["language", "reaction", "words"]:
        raise BadRules("said.tsv, line 1: the columns are language, reaction, words")
    for number, row in enumerate(rows, 2):
        if len(row) != len(header) or row[0] not in ("nl", "en") or row[1] not in catalogue():
            raise BadRules(f"said.tsv, line {number}: needs a language, a reaction of the catalogue, and words")
    return tuple((row[0], row[1], row[2]) for row in rows)


@cache
def roles() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """By which words in a title a role of the scenario space is known, the first that fits (`data/roles.tsv`)."""
    header, *rows = (line.split("\t") for line in _read("roles.tsv").splitlines() if line.strip())
    if header != ["role", "words"]:
        raise BadRules("roles.tsv, line 1: the columns are role, words")
    for number, row in enumerate(rows, 2):
        if len(row) != len(header) or row[0] not in DIMENSIONS["role"]:
            raise BadRules(f"roles.tsv, line {number}: needs a role of the scenario space, and words")
    return tuple((role, tuple(word.strip() for word in words.split(","))) for role, words in rows)


def role_in(title: str) -> str:
    """The role that a title names, or empty where it names none."""
    plain = " " + " ".join(_BETWEEN_WORDS.split(title.casefold())) + " "
    return next((role for role, words in roles() if any(f" {word} " in plain for word in words)), "")


def _read(file: str) -> str:
    return files(__package__).joinpath("data", file).read_text("utf-8")


def _toml(file: str, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as mistake:
        raise BadRules(f"{file}: {mistake}") from mistake
