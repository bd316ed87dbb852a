"""The call as moments: each thing the other end said that asks for something, and how the caller dealt with it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from belletje.prospect.catalogue import Reaction, catalogue
from belletje.rehearsal.record import Turn
from belletje.understanding.acts import Act, Acts

ASKING = frozenset(("objection", "question", "signal"))  # kinds that ask for an answer of their own
TURNS_TO_HANDLE = 2  # the catalogue: all acts of one way, within two turns
EMPTY: Acts = frozenset()
SMALL_STEP: Acts = frozenset((Act.ASK_CALLBACK, Act.PROPOSE_SLOT, Act.OFFER_MATERIAL, Act.ASK_REFERRAL))
TOLD_ONCE: Acts = frozenset((Act.INTRODUCE, Act.STATE_REASON))
GRANTS = frozenset(("call_later", "send_email", "asks_proposal"))  # after such a step was asked for, a yes to it


class Handling(StrEnum):
    """How a moment was dealt with. `open`: the caller got no chance to, as the line went dead."""

    AT_ONCE = "at_once"
    LATE = "late"
    MISHANDLED = "mishandled"
    MISSED = "missed"
    OPEN = "open"

    @property
    def is_good(self) -> bool:
        """Whether it was handled, be it late."""
        return self in {Handling.AT_ONCE, Handling.LATE}


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing the other end said, and the caller's turns that were its answer.

    `answers` are the caller's turns in which it could be handled, hesitations left out. When it is said again before
    it was handled it stays one moment, with `times` more than 1. `told` is what this listener knew already of who
    calls and why: it need not be told again.
    """

    said: Turn
    reaction: Reaction
    answers: tuple[Turn, ...] = ()
    told: Acts = EMPTY
    handling: Handling = Handling.OPEN
    times: int = 1

    @property
    def answer(self) -> Turn | None:
        """The caller's first answer."""
        return self.answers[0] if self.answers else None

    @property
    def kind(self) -> str:
        """objection, question, signal or move."""
        return self.reaction.kind

    @property
    def ways(self) -> Acts:
        """Every act that is part of some way to handle it."""
        return EMPTY.union(*self.reaction.handled_by)

    @property
    def acts(self) -> Acts:
        """All acts of its answers; words beside the question, or a bluff, are no answer to it."""
        return EMPTY.union(*map(_counted, self.answers))

    def judged(self, worth: str) -> Turn | None:
        """The first of its answers that was worth just this: answered, dodged or bluffed."""
        return next((turn for turn in self.answers if turn.answer == worth), None)


def acts_of(turn: Turn) -> Acts:
    """The acts of a turn."""
    return frozenset(map(Act, turn.acts))


def _counted(turn: Turn) -> Acts:
    """The acts of a turn that count towards handling what was asked."""
    return acts_of(turn) - {Act.ANSWER_QUESTION} if turn.answer in {"dodged", "bluffed"} else acts_of(turn)


def has_content(turn: Turn) -> bool:
    """Whether the caller said something that was understood as more than hesitating."""
    return bool(turn.text.strip()) and bool(acts_of(turn) - {Act.FILLER})


def find_moments(turns: Iterable[Turn]) -> tuple[Moment, ...]:
    """Every moment of the call in order: one for each reaction that the catalogue says how to handle."""
    found: list[Moment] = []
    told: dict[str, Acts] = {}
    speaker = ""
    open_from = 0
    asked = EMPTY
    for turn in turns:
        if turn.who == "caller":
            asked = acts_of(turn)
            told[speaker] = told.get(speaker, EMPTY) | asked & TOLD_ONCE
            if has_content(turn):
                found[open_from:] = [_answered(moment, turn) for moment in found[open_from:]]
            continue
        speaker = turn.speaker
        if turn.reaction is None or turn.reaction not in catalogue():
            continue
        reaction = catalogue()[turn.reaction]
        if not reaction.handled_by:
            continue
        if reaction.id in GRANTS and not asked.isdisjoint(SMALL_STEP):
            open_from = len(found)
            continue
        again = _place_of(reaction, found[open_from:])
        if again is not None:
            place = open_from + again
            found[place] = replace(found[place], times=found[place].times + 1)
            continue
        if reaction.kind in ASKING:
            open_from = len(found)
        found.append(Moment(turn, reaction, told=told.get(speaker, EMPTY)))
    return tuple(map(_judged, found))


def _place_of(reaction: Reaction, waiting: list[Moment]) -> int | None:
    """Where the same reaction still waits, so that saying it again is no new moment."""
    for place, moment in enumerate(waiting):
        if moment.reaction.id == reaction.id and not reaction.is_handled_by(moment.acts):
            return place
    return None


def _answered(moment: Moment, turn: Turn) -> Moment:
    if len(moment.answers) >= TURNS_TO_HANDLE * moment.times or moment.reaction.is_handled_by(moment.acts):
        return moment
    return replace(moment, answers=(*moment.answers, turn))


def _is_handled(moment: Moment, since: Acts) -> bool:
    """Whether these acts handle it; of a way with several acts, what was told before may stand for one of them."""
    return any(
        way <= since | moment.told and not way.isdisjoint(since - moment.told)
        for way in moment.reaction.handled_by
        if len(way) > 1
    ) or moment.reaction.is_handled_by(since)


def _judged(moment: Moment) -> Moment:
    if not moment.answers:
        return moment
    since = EMPTY
    for place, turn in enumerate(moment.answers):
        since |= _counted(turn)
        if _is_handled(moment, since):
            return replace(moment, handling=Handling.LATE if place else Handling.AT_ONCE)
    bad = not moment.reaction.mishandled_by.isdisjoint(since)
    return replace(moment, handling=Handling.MISHANDLED if bad else Handling.MISSED)
