"""Recognising what a line of script does, by the phrases in `data/lexicon.<language>.tsv`.

A script is written with care, so a small list of phrases goes far; what callers really say is for `understanding`.
A phrase is plain words, with: `*` any ending of a word, `…` up to six words in between, a leading `^` for the start of
a clause, a trailing ` ?` for "only in a question".
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from belletje.script.knowledge import KnowledgeError, table
from belletje.understanding.acts import Act, Acts

# Things a line can do that are no act of their own, but that a check wants to know.
SALES_PURPOSE = "sales_purpose"
CONCRETE_TIME = "concrete_time"
ONE_FACT = "one_fact"
NAMES_COMPANY = "names_company"
_EXTRA = frozenset((SALES_PURPOSE, CONCRETE_TIME, ONE_FACT, NAMES_COMPANY))

_SENTENCE = re.compile(r"[^.!?…]+[.!?…]*")
# Characters of a sentence that are looked at: nobody says a longer one, and looking must not take long for any text.
_LONGEST = 600
_ASKS_SOMETHING_ELSE = frozenset(
    (Act.ASK_PERMISSION, Act.PROBE, Act.PROPOSE_MEETING, Act.OFFER_MATERIAL, Act.ASK_REFERRAL, Act.ASK_CALLBACK)
)
_NOT_DISCOVERY = _ASKS_SOMETHING_ELSE - {Act.ASK_PERMISSION, Act.PROBE}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a text: its words, where it starts, what it does, and the extra things noticed."""

    text: str
    offset: int
    acts: Acts
    notices: frozenset[str]

    @property
    def is_question(self) -> bool:
        """Whether it ends in a question mark."""
        return self.text.rstrip(" \"'”’)*").endswith("?")


def sentences(text: str, language: str) -> Iterator[Sentence]:
    """The sentences of a text, in order, each with what it does."""
    for found in _SENTENCE.finditer(text):
        if found[0].strip():
            yield _sentence(found[0], found.start(), language)


def acts_in(text: str, language: str) -> Acts:
    """All acts in a text. Only acts that the lexicon has phrases for are ever found."""
    return frozenset(act for sentence in sentences(text, language) for act in sentence.acts)


def _sentence(text: str, offset: int, language: str) -> Sentence:
    bare = Sentence(text, offset, frozenset(), frozenset())
    plain = " ".join(text[:_LONGEST].casefold().replace("’", "'").split())
    cues = {
        cue
        for (cue, in_question), pattern in _patterns(language).items()
        if (bare.is_question or not in_question) and pattern.search(plain)
    }
    acts = {Act(cue) for cue in cues - _EXTRA}
    if ONE_FACT in cues or acts & _NOT_DISCOVERY:
        acts.discard(Act.ASK_OPEN)
    if Act.ASK_OPEN in acts:
        acts -= {Act.ASK_PERMISSION, Act.PROBE}
    if bare.is_question:
        if CONCRETE_TIME in cues:
            acts.add(Act.PROPOSE_SLOT)
        if not acts & (_ASKS_SOMETHING_ELSE | {Act.ASK_OPEN, Act.PROPOSE_SLOT}):
            acts.add(Act.ASK_CLOSED)
    return Sentence(text, offset, frozenset(acts), frozenset(cues & _EXTRA))


@cache
def _patterns(language: str) -> Mapping[tuple[str, bool], re.Pattern[str]]:
    phrases: dict[tuple[str, bool], list[str]] = {}
    known = _EXTRA | {str(act) for act in Act}
    for where, (cue, phrase) in table(f"lexicon.{language}.tsv", ("cue", "phrase")):
        if cue not in known:
            raise KnowledgeError(f"{where}: '{cue}' is no act, nor one of {', '.join(sorted(_EXTRA))}.")
        phrases.setdefault((cue, phrase.endswith(" ?")), []).append(_pattern(phrase.removesuffix(" ?")))
    return {cue: re.compile("|".join(patterns)) for cue, patterns in phrases.items()}


def _pattern(phrase: str) -> str:
    at_start, words = phrase.startswith("^"), phrase.removeprefix("^").casefold().split()
    pattern, glue = r"(?:^|[,;:–—-]\s*)\W*" if at_start else r"(?<!\w)", ""
    for word in words:
        if word == "…":
            glue = r"\W+(?:\w+\W+){0,6}?"
            continue
        end = r"\w*" if word.endswith("*") else ""
        bare = re.escape(word.removesuffix("*"))
        pattern += glue + bare + end + (r"(?!\w)" if bare[-1:].isalnum() and not end else "")
        # Words stand apart by a space or a comma; braces belong to the word.
        glue = r"[^\w{}]+"
    return pattern
