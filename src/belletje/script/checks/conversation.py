"""Whether the script holds a conversation: it answers what people say, asks, and comes to a next step."""

from collections.abc import Iterator

from belletje.script.diagnostic import Finding
from belletje.script.following import unanswered
from belletje.script.lexicon import CONCRETE_TIME, Sentence, sentences
from belletje.script.model import Say, Script
from belletje.understanding.acts import Act

OFTEN = 0.10
"""A reaction met in at least this share of the conversations where it can occur deserves words beforehand."""

_LISTED = 5
_PROPOSALS = frozenset((Act.PROPOSE_MEETING, Act.PROPOSE_SLOT, Act.ASK_CALLBACK))


def unanswered_reactions(script: Script) -> Iterator[Finding]:
    """Reactions that come often have no answer: one finding names those that come most."""
    left = [reaction for reaction in unanswered(script) if reaction.frequency >= OFTEN]
    if not script.steps or not left:
        return
    listed = ", ".join(f"{reaction.id} ({reaction.frequency:.0%})" for reaction in left[:_LISTED])
    more = f" (+{len(left) - _LISTED})" if len(left) > _LISTED else ""
    yield Finding("unanswered_reactions", script.steps[0].line, 1, {"reactions": listed + more, "first": left[0].id})


def no_open_question(script: Script) -> Iterator[Finding]:
    """No question invites a story; found at the closed question that stands in its place."""
    spoken = tuple(_spoken(script))
    if not spoken or any(Act.ASK_OPEN in sentence.acts for _, sentence in spoken):
        return
    closed = next((_place(*one) for one in spoken if Act.ASK_CLOSED in one[1].acts), _place(*spoken[0]))
    yield Finding("no_open_question", *closed)


def no_next_step(script: Script) -> Iterator[Finding]:
    """No meeting or call is proposed on a day; found at the proposal that leaves the day open."""
    spoken = tuple(_spoken(script))
    if not spoken or any(_is_concrete(script, n) for n in range(len(script.steps))):
        return
    vague = next((_place(*one) for one in spoken if one[1].acts & _PROPOSALS), _place(*spoken[-1]))
    yield Finding("no_next_step", *vague)


def _is_concrete(script: Script, number: int) -> bool:
    """Whether a day is named; in the first step ("I saw on Monday that…") only when something is proposed too."""
    parts = tuple(sentences(script.steps[number].text, script.language))
    proposes = number > 0 or any(part.acts & _PROPOSALS for part in parts)
    return proposes and any(CONCRETE_TIME in part.notices for part in parts)


def _spoken(script: Script) -> Iterator[tuple[Say, Sentence]]:
    for step in script.steps:
        for say in step.says:
            for sentence in sentences(say.text, script.language):
                yield say, sentence


def _place(say: Say, sentence: Sentence) -> tuple[int, int]:
    return say.place(sentence.offset + len(sentence.text) - len(sentence.text.lstrip()))
