"""Which question of the trade is asked now, and in which words: one that fits the call and was not asked in it."""

import re
from collections.abc import Collection, Iterable, Mapping
from random import Random

from belletje.prospect.questions import Question, placeholders, questions

MOSTLY = 0.75
"""How often a reaction that has questions takes one of them; else it is a line of the catalogue. An estimate."""
MOST_OWN = 4
"""So many own questions a reaction go into one call: more are not asked in it."""
PLAIN, CURT, CHATTING = 0, 1, 2
WORDINGS: Mapping[str, tuple[int, ...]] = {
    "friendly": (PLAIN, CHATTING),
    "neutral": (PLAIN,),
    "curt": (CURT,),
    "irritated": (CURT, PLAIN),
    "talkative": (CHATTING,),
}
"""The wordings that a manner chooses from, by place; what stands after the third is as plain as the first."""


def ask(
    asked: Iterable[Question],
    language: str,
    manner: str,
    known: Mapping[str, str],
    said: Collection[str],
    rng: Random,
) -> tuple[Question, str] | None:
    """Mostly one of the questions with its words filled in; None where a line of the catalogue is to be said.

    `known` holds the values for placeholders; wordings that need more, or were `said`, are left out.
    """
    choices = [(question, texts) for question in asked if (texts := _fresh(question, language, manner, known, said))]
    if not choices or rng.random() >= MOSTLY:
        return None
    question, texts = rng.choice(choices)
    return question, rng.choice(texts)


def ask_again(
    question: Question,
    language: str,
    manner: str,
    known: Mapping[str, str],
    said: Collection[str],
    rng: Random,
) -> str | None:
    """The same question in other words, or None when all were said."""
    texts = _fresh(question, language, manner, known, said)
    return rng.choice(texts) if texts else None


def fitting(
    own: Iterable[Question], reaction: str, language: str, technical: str, field: str, gone: Collection[str]
) -> tuple[Question, ...]:
    """The questions of a reaction that fit the call: the caller's `own` where there are any left, else the shipped.

    `technical` is the scenario's, `field` what its vacancy is about; `gone` are the ids of what was asked already.
    """
    fit = [
        question
        for question in every(own)
        if question.reaction == reaction and suits(question, language, technical, field) and question.id not in gone
    ]
    mine = {question.id for question in own}
    return tuple([question for question in fit if question.id in mine] or fit)


def suits(question: Question, language: str, technical: str, field: str) -> bool:
    """Whether a question can be asked in this language, of this depth and about this field."""
    return (
        bool(question.ask.get(language))
        and (question.depth == "basic" or technical == "deep")
        and ("any" in {field, question.topic.field} or field == question.topic.field)
    )


def every(own: Iterable[Question]) -> tuple[Question, ...]:
    """The caller's own questions, then those that ship; an own one takes the place of a shipped one with its id."""
    own = tuple(own)
    mine = {question.id for question in own}
    return (*own, *(question for question in questions().all if question.id not in mine))


def find(own: Iterable[Question], name: str) -> Question | None:
    """The question with this id, or None."""
    return next((question for question in every(own) if question.id == name), None)


def drawn(
    own: Iterable[Question], language: str, technical: str, field: str, rng: Random
) -> tuple[Question, ...]:  # fmt: skip
    """The own questions that take part in one call: at most MOST_OWN a reaction of those that suit it."""
    suited = [question for question in own if suits(question, language, technical, field)]
    kept: set[str] = set()
    for reaction in dict.fromkeys(question.reaction for question in suited):
        names = [question.id for question in suited if question.reaction == reaction]
        kept.update(rng.sample(names, min(MOST_OWN, len(names))))
    return tuple(question for question in suited if question.id in kept)


def _fresh(
    question: Question, language: str, manner: str, known: Mapping[str, str], said: Collection[str]
) -> list[str]:
    """What is left to say of a question in the manner of the person; failing that plainly or curtly, then anyhow."""
    filled = [
        (place, re.sub(r"\{(\w+)\}", lambda name: known[name[1]], text))
        for place, text in enumerate(question.ask.get(language, ()))
        if placeholders(text) <= known.keys()
    ]
    left = [(place, text) for place, text in filled if text not in said]
    places = WORDINGS.get(manner, (PLAIN,))
    own = [text for place, text in left if place in places or (place > CHATTING and PLAIN in places)]
    return own or [text for place, text in left if place != CHATTING] or [text for _, text in left]
