"""Words that the person on the other end may not know, from `data/jargon.tsv`."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from belletje.script.frontmatter import fields
from belletje.script.knowledge import KnowledgeError, table

NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase, who knows it (roles of the scenario space; empty for nobody), and what to say instead."""

    words: str
    known_to: frozenset[str]
    plainly: str


def jargon_in(text: str, language: str, role: str) -> Iterator[tuple[int, Term]]:
    """Where in the text a term begins that `role` does not know, and the term.

    Without a role only the words that nobody likes to hear count: who is called may know the rest.
    """
    terms = _terms(language)
    for found in _pattern(language).finditer(text):
        term = terms[" ".join(found[0].casefold().split())]
        if not term.known_to or (role and role not in term.known_to):
            yield found.start(), term


@cache
def _terms(language: str) -> Mapping[str, Term]:
    roles = fields()["role"].options
    found: dict[str, Term] = {}
    for where, (of, words, known_to, plainly) in table("jargon.tsv", ("language", "term", "known_to", "plainly")):
        knowers = frozenset(known_to.split()) - {NOBODY}
        if not knowers <= frozenset(roles):
            raise KnowledgeError(f"{where}: known_to must name {', '.join(roles)} or {NOBODY}.")
        if of == language:
            found[words.casefold()] = Term(words, knowers, plainly)
    return found


@cache
def _pattern(language: str) -> re.Pattern[str]:
    longest_first = sorted(_terms(language), key=len, reverse=True)
    choices = "|".join(r"\s+".join(map(re.escape, term.split())) for term in longest_first)
    return re.compile(rf"(?<![\w{{])(?:{choices})(?![\w}}])", re.IGNORECASE)
