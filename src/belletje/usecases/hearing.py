"""What a turn of the caller is to a rehearsal: when it was said, its acts, its facts, what it asks, and its worth."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from belletje.prospect.asked import ASKING
from belletje.prospect.questions import judge
from belletje.prospect.topics import Topic, topics
from belletje.rehearsal.conversation import BREATH_S, Conversation, free_at_s
from belletje.rehearsal.record import Heard, Record, Said, spoken_s, standing
from belletje.rehearsal.words import on_table
from belletje.understanding.acts import Act, Acts
from belletje.understanding.facts import Fact, find
from belletje.understanding.utterance import Understanding
from belletje.usecases.house import House
from belletje.usecases.what_is_asked import ASKS, NEXT_STEPS, acts_at_end, is_question, topics_asked

SURE_OF_STEP = 0.9
"""From this confidence on somebody proposes a next step who asks about something in the same breath: who has to propose
it again loses less than who is told yes to what they never proposed."""
SURE_OF_SLOT = 0.9
"""From this confidence on a moment is proposed by who names none."""
SURE_OF_OFFENCE = 0.7
"""Under this confidence nobody takes offence at what may have been meant well: of the turns never learned that were
taken for a push with less, one in four was one."""
ANSWERS = frozenset((Act.ANSWER_QUESTION, Act.PROVE, Act.PITCH))


@dataclass(frozen=True, slots=True)
class Spoken:
    """When the caller said it, in seconds since dialling; how long it had been quiet before, and the pauses in it."""

    began_s: float
    ended_s: float
    quiet_s: float
    paused_s: float = 0.0


def when(call: Conversation, spoken: Spoken) -> tuple[float, float]:
    """When a spoken turn began, never before the caller's last one, and how long it took, in seconds."""
    earlier = call.record.heard[-1:]
    began_s = max(spoken.began_s, *(one.at_s + one.spoken_s for one in earlier), 0.0)
    return round(began_s, 2), round(max(0.0, spoken.ended_s - spoken.began_s), 2)


def hear(house: House, call: Conversation, text: str, elapsed_s: float | None, spoken: Spoken | None = None) -> Heard:
    """What a turn of the caller is to the conversation, said now: its acts, its facts, its worth, and when it was said.

    `elapsed_s` is the time since dialling, where it was measured; `spoken` when it was said, in a call by voice.
    """
    before = next((event.text for event in reversed(standing(call.record.events)) if isinstance(event, Said)), "")
    understood = house.ear(text, before)
    acts = frozenset(understood.chosen)
    at_s, took_s = when(call, spoken) if spoken else (at(call, elapsed_s), spoken_s(text))
    quiet_s = spoken.quiet_s if spoken else at_s - free_at_s(call)
    answer = _worth(call, text, acts)
    heard = understood.chosen
    if answer == "answered" and Act.ANSWER_QUESTION not in acts:
        heard = (*heard, Act.ANSWER_QUESTION)  # its words belong to the question, however the turn was taken
    heard = _without_offence(heard, understood)
    if _asks_leave_last(house, text, before, frozenset(heard)):
        heard = tuple(act for act in heard if act not in ASKING)
    facts = _facts(text, call.record) if not acts.isdisjoint({Act.PROPOSE_SLOT, Act.INTRODUCE}) else ()
    if not _first(facts, "slot") and understood.confidences.get(Act.PROPOSE_SLOT, 0.0) < SURE_OF_SLOT:
        heard = _without_moment(heard)
    asks, asks_also = topics_asked(house, call, text, before, frozenset(heard))
    if asks:
        unsure = {act for act in NEXT_STEPS if understood.confidences.get(act, 0.0) < SURE_OF_STEP}
        heard = _with_question(heard, topics().by_id[asks], unsure)
    elif is_question(text, call.record.language) and ASKS.isdisjoint(heard):
        heard = (*heard, Act.ASK_CLOSED)  # whatever it asks: an answer beside it is more human than none
    return Heard(
        at_s=at_s,
        text=text,
        acts=tuple(str(act) for act in heard),
        confidences={str(act): value for act, value in understood.confidences.items() if value >= 0.05},
        spoken_s=took_s,
        silence_s=round(max(0.0, quiet_s), 2),
        slot=_first(facts, "slot") if Act.PROPOSE_SLOT in heard else "",
        answer=answer,
        name=_own(facts, "name", call.record.situation.name) if Act.INTRODUCE in acts else "",
        company=_own(facts, "company", call.record.situation.company) if Act.INTRODUCE in acts else "",
        asks=asks,
        asks_also=asks_also,
        paused_s=min(spoken.paused_s, took_s) if spoken else 0.0,
    )


def _asks_leave_last(house: House, text: str, before: str, acts: Acts) -> bool:
    """Whether a turn asks several things and at its end only whether this is a good moment, which is answered first."""
    if Act.ASK_PERMISSION not in acts or ASKING.isdisjoint(acts) or not text.rstrip().endswith("?"):
        return False
    at_end = acts_at_end(house, text, before, acts)
    return Act.ASK_PERMISSION in at_end and ASKING.isdisjoint(at_end)


def _without_offence(acts: tuple[Act, ...], understood: Understanding) -> tuple[Act, ...]:
    """The acts without a push, or, in a question, running others down, where that is not sure."""
    doubtful = {Act.PRESSURE} if ASKING.isdisjoint(acts) else {Act.PRESSURE, Act.DISPARAGE}
    unsure = {act for act in doubtful if understood.confidences.get(act, 0.0) < SURE_OF_OFFENCE}
    return tuple(act for act in acts if act not in unsure)


def _without_moment(acts: tuple[Act, ...]) -> tuple[Act, ...]:
    """The acts of who names no moment: where nothing is proposed that might have one, none was meant either."""
    proposes = not {Act.PROPOSE_MEETING, Act.ASK_CALLBACK}.isdisjoint(acts)
    return acts if proposes else tuple(act for act in acts if act is not Act.PROPOSE_SLOT)


def _with_question(acts: tuple[Act, ...], topic: Topic, unsure: Collection[Act]) -> tuple[Act, ...]:
    """The acts with a question among them.

    Who asks for a fact asks for no other person and names no moment, and what was `unsure` they did not propose either.
    """
    elsewhere = set(unsure) | ({Act.ASK_REFERRAL, Act.ASK_CALLBACK} if topic.particular else set())
    elsewhere.discard(topic.act)
    if topic.particular and {Act.PROPOSE_MEETING, Act.ASK_CALLBACK}.isdisjoint(acts):
        elsewhere.add(Act.PROPOSE_SLOT)
    kept = tuple(act for act in acts if act not in elsewhere)
    return kept if not ASKING.isdisjoint(kept) or topic.act in kept else (*kept, topic.act)


def _worth(call: Conversation, text: str, acts: Acts) -> str:
    """What the turn was worth as an answer to the question that waits; empty where it is not judged.

    Who says honestly not to know dodges nothing, whatever else is said.
    """
    waiting = on_table(call.record, call.state)
    if waiting is None or acts.isdisjoint(ANSWERS):
        return ""
    verdict = judge(waiting, text, call.record.language)
    return "" if verdict == "dodged" and Act.ADMIT_UNKNOWN in acts else verdict


def _facts(text: str, record: Record) -> tuple[Fact, ...]:
    """The facts in what the caller said; days are counted from the day of the call."""
    return find(text, record.language, datetime.fromisoformat(record.started_at).date())


def _first(facts: Iterable[Fact], kind: str) -> str:
    """The first fact of a kind, in the caller's own words; empty where none is found."""
    return next((fact.text for fact in facts if fact.kind == kind), "")


def _own(facts: Iterable[Fact], kind: str, theirs: str) -> str:
    """The caller's own name or company as it was said: the first that is not of the one who is called."""
    names = (fact.value for fact in facts if fact.kind == kind)
    other = set(theirs.casefold().split())
    return next((name for name in names if not set(name.casefold().split()) <= other), "")


def at(call: Conversation, elapsed_s: float | None) -> float:
    """When the caller does something, in seconds since dialling: never before the other end is done speaking."""
    free = free_at_s(call)
    return round(free + BREATH_S if elapsed_s is None else max(free, elapsed_s), 2)
