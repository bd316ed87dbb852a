"""What a turn of the caller is to a rehearsal: when it was said, its acts, its facts, what it asks, and its worth."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from belletje.prospect.asked import ASKING, NOTHING, sentences_in, topic_asked
from belletje.prospect.echo import is_said_back
from belletje.prospect.elaboration import ASKS_ON
from belletje.prospect.forms import EXAMPLE, HAPPENED, TELLING, asks_indirectly, forms_in, questions_in, reminds
from belletje.prospect.near_misses import is_near_miss
from belletje.prospect.presumed import is_named
from belletje.prospect.questions import judge
from belletje.prospect.recognise import Recognised
from belletje.prospect.topics import BY_FORM, OTHER, RIGHT, SAID_BACK, Topic, topics
from belletje.rehearsal.conversation import BREATH_S, Conversation, free_at_s
from belletje.rehearsal.record import Heard, Record, Said, spoken_s, standing
from belletje.rehearsal.words import on_table
from belletje.understanding.acts import Act, Acts
from belletje.understanding.facts import Fact, find
from belletje.understanding.utterance import Understanding
from belletje.usecases.house import House

ASKS_ELSE = frozenset(
    (
        Act.ASK_PERMISSION,
        Act.ASK_CALLBACK,
        Act.PROPOSE_MEETING,
        Act.PROPOSE_SLOT,
        Act.OFFER_MATERIAL,
        Act.SMALL_TALK,
    )
)
"""What else a question mark may stand behind."""
NEXT_STEPS = (Act.PROPOSE_MEETING, Act.PROPOSE_SLOT, Act.ASK_CALLBACK)
PROPOSES = frozenset((*NEXT_STEPS, Act.OFFER_MATERIAL))
ASKS = ASKS_ELSE | ASKING
SURE_OF_STEP = 0.5
"""From this confidence on somebody proposes a next step who asks about something in the same breath."""
SURE_OF_SLOT = 0.9
"""From this confidence on a moment is proposed by who asks about something and names none."""
SURE_OF_TOPIC = 0.45
"""From this confidence on a prospect answers what it thinks was asked about."""
SURE_OF_RARE = 0.5
"""The same, for a topic that is asked about seldom."""
SURE_OF_BOTH = 0.8
"""From this confidence on each of two questions in one turn is answered."""
SURE_OF_OFFENCE = 0.7
"""Under this confidence nobody takes offence at what may have been meant well: of the turns never learned that were
taken for a push with less, one in four was one."""
SURE_IT_ASKS = 0.75
"""From this confidence on a turn that is clear and in which no question was heard is taken for one all the same."""
QUESTION_WORDS = 3
"""A question of so many words is one, also with a sentence after it: "Hello? This is Sanne." asks nothing."""
ANSWERS = frozenset((Act.ANSWER_QUESTION, Act.PROVE, Act.PITCH))


@dataclass(frozen=True, slots=True)
class Spoken:
    """When the caller said it, in seconds since dialling, and how long it had been quiet before, in seconds."""

    began_s: float
    ended_s: float
    quiet_s: float


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
    asks, asks_also = _asked(house, call, text, before, acts)
    if asks:
        unsure = {act for act in NEXT_STEPS if understood.confidences.get(act, 0.0) < SURE_OF_STEP}
        heard = _with_question(heard, topics().by_id[asks], unsure)
    elif _is_question(text, call) and ASKS.isdisjoint(heard):
        heard = (*heard, Act.ASK_CLOSED)  # whatever it asks: an answer beside it is more human than none
    facts = _facts(text, call.record) if not acts.isdisjoint({Act.PROPOSE_SLOT, Act.INTRODUCE}) else ()
    if not _first(facts, "slot") and understood.confidences.get(Act.PROPOSE_SLOT, 0.0) < SURE_OF_SLOT:
        heard = _without_moment(heard)
    return Heard(
        at_s=at_s,
        text=text,
        acts=tuple(str(act) for act in heard),
        confidences={str(act): value for act, value in understood.confidences.items() if value >= 0.05},
        spoken_s=took_s,
        silence_s=round(max(0.0, quiet_s), 2),
        slot=_first(facts, "slot") if Act.PROPOSE_SLOT in acts else "",
        answer=answer,
        name=_own(facts, "name", call.record.situation.name) if Act.INTRODUCE in acts else "",
        company=_own(facts, "company", call.record.situation.company) if Act.INTRODUCE in acts else "",
        asks=asks,
        asks_also=asks_also,
    )


def _without_offence(acts: tuple[Act, ...], understood: Understanding) -> tuple[Act, ...]:
    """The acts without a push, or, in a question, running others down, where that is not sure."""
    doubtful = {Act.PRESSURE} if ASKING.isdisjoint(acts) else {Act.PRESSURE, Act.DISPARAGE}
    unsure = {act for act in doubtful if understood.confidences.get(act, 0.0) < SURE_OF_OFFENCE}
    return tuple(act for act in acts if act not in unsure)


def _of_something(found: Recognised, forms: Sequence[str]) -> bool:
    """Whether an example, or what happened, is asked of what the turn names, and not of what was said before it."""
    known = found.name not in (None, NOTHING, OTHER) and found.confidence >= SURE_OF_TOPIC
    return len(set(forms)) > 1 and (forms[-1] == HAPPENED or (forms[-1] == EXAMPLE and known))


def _is_question(text: str, call: Conversation) -> bool:
    """Whether a turn ends in a question; of some words, where something is added to it."""
    *_, earlier, last = ["", *(sentences_in(text) or [text])]
    asked = last.endswith("?") or (earlier.endswith("?") and len(earlier.split()) >= QUESTION_WORDS)
    return asked or asks_indirectly(text, call.record.language)


def _asks_by_itself(house: House, text: str, before: str) -> bool:
    """Whether the last sentence proposes nothing, whatever those before it do."""
    *others, last = sentences_in(text) or [text]
    return bool(others) and ASKS_ELSE.isdisjoint(house.ear(last, before).chosen)


def _without_moment(acts: tuple[Act, ...]) -> tuple[Act, ...]:
    """The acts of who names no moment: where something is asked and nothing proposed, no moment was meant either."""
    asks_only = not ASKING.isdisjoint(acts) and {Act.PROPOSE_MEETING, Act.ASK_CALLBACK}.isdisjoint(acts)
    return tuple(act for act in acts if act is not Act.PROPOSE_SLOT) if asks_only else acts


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


def _asked(house: House, call: Conversation, text: str, before: str, acts: Acts) -> tuple[str, str]:
    """The topic that the turn asks about and another beside it, or empty; only who was called for is asked anything."""
    if call.state.phase != "person":
        return "", ""
    if reminds(text, call.record.language) and ASKS.isdisjoint(acts):
        return SAID_BACK, ""
    sentences = sentences_in(text)
    others = [part for part in sentences if not is_said_back(part, before)]
    if len(others) < len(sentences) and Act.GREET not in acts:
        if not any(_is_question(part, call) for part in others):
            return SAID_BACK if ASKS_ELSE.isdisjoint(acts) else "", ""
        text = " ".join(others)
    forms = forms_in(text, call.record.language)
    found = topic_asked(house.topics, text, before, call.record.language)
    by_form = next((BY_FORM[form] for form in forms if form in BY_FORM), "")
    if by_form and not _of_something(found, forms) and Act.OFFER_MATERIAL not in acts:
        return by_form, ""  # who offers to send an example asks for none
    asks = not ASKING.isdisjoint(acts) or (
        _is_question(text, call) and (ASKS_ELSE.isdisjoint(acts) or _asks_by_itself(house, text, before))
    )
    in_doubt = asks or not acts
    least = SURE_OF_TOPIC if in_doubt else SURE_IT_ASKS
    if found.name in (None, NOTHING) or found.confidence < least:
        return OTHER if asks and forms[-1] in TELLING else "", ""  # whatever it is about: when is when
    topic = _topic(found, text, before, call)
    if topic.id == OTHER and not in_doubt:
        return "", ""  # who asks nothing asks for nothing else either
    if topic.id == RIGHT and not PROPOSES.isdisjoint(acts):
        return "", ""  # "I'll ring on Thursday then, all right?" asks for a yes to that
    if Act.ASK_PERMISSION in acts and ASKING.isdisjoint(acts) and topic.act is not Act.ASK_PERMISSION:
        return "", ""
    first, second, *_ = [*_one_by_one(house, text, before, topic.id, call), "", ""]
    return first, second


def _topic(found: Recognised, text: str, before: str, call: Conversation) -> Topic:
    """The topic that was recognised, or OTHER where the question cannot be about that."""
    language = call.record.language
    closely = found.closely.name if found.closely and found.closely.confidence >= SURE_OF_RARE else found.name
    topic = topics().by_id[str(closely)]
    named = is_named(topic.id, f"{text} {before}", language, call.record.scenario)
    # "how many" may sound like a topic that it cannot be about
    can_be = named and not is_near_miss(topic.id, text, language) and topic.form_among(forms_in(text, language))
    return topic if can_be else topics().by_id[OTHER]


def _one_by_one(house: House, text: str, before: str, asks: str, call: Conversation) -> list[str]:
    """The topics of a turn that may ask two things, `asks` among them, in the order in which they are asked about."""
    parts = questions_in(text, call.record.language)
    readings = [(house.topics(part, before), part) for part in parts] if len(parts) > 1 else []
    sure = [
        _topic(found, part, before, call).id
        for found, part in readings
        if found.name not in (None, NOTHING) and found.confidence >= SURE_OF_BOTH
    ]
    clear = [topic for topic in dict.fromkeys(sure) if topic not in {OTHER, RIGHT} | ASKS_ON]
    return clear if clear and asks in {OTHER, *clear} else [asks, *clear]


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
