"""The facts in an utterance: days and times, names, companies, amounts, phone numbers, with the words they came from.

Spoken language: no capitals or punctuation needed, hesitations may stand in between. The words are in `data/`.
"""

from datetime import date

from belletje.understanding.facts.amounts import amounts
from belletje.understanding.facts.fact import KINDS, Fact, Kind
from belletje.understanding.facts.lexicon import BadWords, lexicon
from belletje.understanding.facts.people import people
from belletje.understanding.facts.phones import phones
from belletje.understanding.facts.slots import slots
from belletje.understanding.facts.tokens import tokens_of

__all__ = ["KINDS", "BadWords", "Fact", "Kind", "find"]


def find(text: str, language: str, today: date) -> tuple[Fact, ...]:
    """The facts in an utterance, in the order of the text; days are counted from `today`.

    A word belongs to one fact only. Only the first 400 words are read. Raises ValueError for a language other than `nl`
    and `en`, and BadWords when a data file is wrong.
    """
    lex = lexicon(language)
    tokens = tokens_of(text, lex)
    taken = [False] * len(tokens.words)
    found: list[Fact] = []
    for read in (phones, amounts):
        for fact, first, after in read(tokens, lex):
            if not any(taken[first:after]):
                found.append(fact)
                taken[first:after] = [True] * (after - first)
    ended = [*slots(tokens, lex, today, taken), *people(tokens, lex, taken)]
    return tuple(sorted((*found, *ended), key=lambda fact: (fact.start, fact.end)))
