"""What the other end answers: the fact that was asked for, a particular of their need, or what lies behind a line."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from belletje.prospect.catalogue import catalogue
from belletje.prospect.elaboration import ASKS_ON, elaborate
from belletje.prospect.forms import EITHER_OR, YES_NO, asks_about_a_part, forms_in
from belletje.prospect.particulars import (
    EQUIPMENT,
    LONG_WORD,
    LOOSELY,
    NEARBY,
    PROBLEMS,
    PROJECT,
    Particulars,
    is_about,
    kind_asked,
    kind_by_form,
    names,
    of_project,
    particulars,
    points_back,
)
from belletje.prospect.respond import TELLS_NEED
from belletje.prospect.rules import dynamics
from belletje.prospect.sentences import sentences_in
from belletje.prospect.state import ProspectState
from belletje.prospect.topics import OTHER, TELL_MORE, Topic, topics
from belletje.rehearsal.known import circumstances_of, occurs
from belletje.rehearsal.record import Record, Said, standing
from belletje.understanding.acts import Act

ANSWERS = "answers_open"
PROPOSALS = frozenset((Act.PROPOSE_MEETING, Act.PROPOSE_SLOT))
PUSHES = frozenset((Act.PRESSURE, Act.DISPARAGE))
TAKES_LEAVE = frozenset((Act.GOODBYE, Act.THANK, Act.CONFIRM))
BY_ACT = {
    Act.ASK_PERMISSION: "permission",
    Act.PROBE: "why_behind",
    Act.ASK_REFERRAL: "decides_who",
    Act.ASK_CLOSED: OTHER,
    Act.ASK_OPEN: OTHER,
}
"""What is asked about where only the act was understood."""
NEARLY_DONE = "nearly_done"
"""The topic of who lets it be known that the call must come to an end."""
SAID_AGAIN = 2
"""So many sentences are said again to who did not hear them: the last ones."""
INVITES = frozenset((TELL_MORE, "elaborate"))
"""Topics of who wants to hear more, and does not care of which words."""
LATELY = 3
"""Among so many of the last reactions is the one that "why?" asks about; the last of these is the one being said."""
MOST_WORDS_AT_ONCE = 40
"""Two questions are answered at once in no more words than these, else the first."""
WORD_OF_LAST = 5
"""A question names the line just before it by a word of so many letters already."""
OPEN_FORMS = frozenset(("what", "which", "how", "why", "tell", "example"))
"""Forms of a question to which what lies behind a line is an answer."""
PROPER_NAMES = ("supplier", "company", "name", "engineer", "connection", "caller", "caller_company")
"""Who names one of these names nothing that was told of it."""
SAYS_NOTHING = frozenset((ANSWERS, "listens"))
"""Reactions that leave what was on somebody's mind as it was."""


def answer(
    record: Record,
    state: ProspectState,
    reaction: str,
    known: Mapping[str, str],
    said: tuple[str, ...],
    rng: Random,
) -> str | None:
    """The answer to what the caller asked about; None where that is not known, or nothing is left to say about it.

    Who tells what they need tells it as the answer to what was asked, where an answer has it.
    """
    need = f"need:{state.scenario.need}" if reaction in TELLS_NEED else ""
    if reaction == ANSWERS:
        topic = _topic(record, state)
    else:
        topic = topics().get(state.asks if need else _beside(record, state, reaction))
    if topic is None:
        return None
    facts = circumstances_of(record)
    facts["last_said"] = " ".join(sentences_in(said[-1])[-SAID_AGAIN:]) if said else ""
    known = {**facts, **known}
    lines, forms = _lines(said), _forms(record)

    def told(about: Topic) -> str | None:
        if _asks_on_about(about.told(record.language, facts, lines), record):
            about = topics().by_id[OTHER]
        elif _is_the_need(record, about.id, known):
            about = topics().by_id[PROBLEMS]
        if own := _particular(record, about.id, forms, known, lines):
            return own
        if behind := _behind(record, about.id, forms, known, said):
            return behind
        moment = _moment(state, _on_mind(state, LATELY if about.id in ASKS_ON else len(state.said)))
        form = about.form_among(forms) or YES_NO
        return about.answer(record.language, record.scenario.manner, form, moment, known, lines, rng, need)

    first, asked = told(topic), record.heard[-1] if record.heard else None
    also = topics().get(asked.asks_also) if asked and reaction == ANSWERS and topic.id == asked.asks else None
    second = told(also) if first and also else None
    both = f"{first} {second}" if second and second != first else first
    found = both if both and len(both.split()) <= MOST_WORDS_AT_ONCE else first
    warned = found and reaction == ANSWERS and _warning(record, state, lines, rng)
    return f"{found} {warned}" if warned else found


@dataclass(frozen=True, slots=True)
class _Subject:
    """Something that was told, what is known of it, whether it was told just now, and whether the caller names it."""

    own: Particulars
    just_now: bool
    named: bool

    @property
    def goes_on(self) -> bool:
        """Whether the caller's turn may be about it."""
        return self.just_now or self.named


def _told_need(record: Record) -> str:
    """The line by which the need was told last, or empty."""
    return next((event.text for event in reversed(_spoken(record)) if event.reaction in TELLS_NEED), "")


def _is_the_need(record: Record, topic: str, known: Mapping[str, str]) -> bool:
    """Whether what is asked is about equipment with which something is wrong, or planned, as was told."""
    if topic not in EQUIPMENT:
        return False
    told = _told_need(record)
    about = {told, *particulars(record.language, told, known).values()}
    if _is_project_named(record, known):
        about.add(known[PROJECT])
    return is_about(topic, about, record.language)


def _particular(
    record: Record, topic: str, forms: Sequence[str], known: Mapping[str, str], said: frozenset[str]
) -> str | None:
    """What this person knows of the need or the project that they told, where that is asked and was not `said`.

    A question that may be about something else is about what was just spoken of, or is named.
    """
    language, turn = record.language, record.heard[-1].text if record.heard else ""
    kind = kind_asked(topic, forms, turn, language)
    subjects = (_need(record, known, said, turn), _project(record, known, said, turn)) if kind else ()
    anything = topic in LOOSELY and kind == kind_by_form(forms) and not points_back(turn, language)
    fits = [
        one
        for one in filter(None, subjects)
        if one.named or (one.just_now and not anything) or topic not in LOOSELY | NEARBY
    ]
    fits.sort(key=lambda one: one.goes_on, reverse=True)
    answers = [one.own[kind] for one in fits if kind in one.own] if kind else []
    if kind == "how_many":  # fifty tickets are no answer to who asks how many hours
        answers = [text for text in answers if names(turn, {text}, language, shortest=4)]
    found = answers[0] if answers else None
    return None if found in said else found


def _need(record: Record, known: Mapping[str, str], said: frozenset[str], turn: str) -> _Subject | None:
    """The need that was told last, in words of which the particulars are known."""
    language, spoken = record.language, _spoken(record)
    told = _told_need(record)
    own = particulars(language, told, known)
    about_it = {told, *own.values(), elaborate(language, told, known, ()) or told}
    just_now = not about_it.isdisjoint(_lines([spoken[-1].text]))
    return _Subject(own, just_now, names(turn, about_it & said, language)) if own else None


def _project(record: Record, known: Mapping[str, str], said: frozenset[str], turn: str) -> _Subject | None:
    """The project of this organisation, once it was named."""
    project, spoken = known[PROJECT], _spoken(record)
    own = of_project(record.language, project)
    if not own or not _is_project_named(record, known):
        return None
    just_now = occurs(project, spoken[-1].text) or not _lines([spoken[-1].text]).isdisjoint(own.values())
    return _Subject(own, just_now, names(turn, [project], record.language, shortest=4))


def _is_project_named(record: Record, known: Mapping[str, str]) -> bool:
    return any(occurs(known[PROJECT], event.text) for event in _spoken(record))


def _spoken(record: Record) -> list[Said]:
    return [event for event in standing(record.events) if isinstance(event, Said)]


def _behind(
    record: Record, topic: str, forms: Sequence[str], known: Mapping[str, str], said: Sequence[str]
) -> str | None:
    """What lies behind one of the last lines that an open question names, else behind the last that can be asked on."""
    language, turn = record.language, record.heard[-1].text if record.heard else ""
    proper = [known[name] for name in PROPER_NAMES if name in known]
    shortest = [WORD_OF_LAST, *[LONG_WORD] * (LATELY - 1)]
    lately = zip(reversed(said[-LATELY:]), shortest, strict=False)
    named = [text for text, letters in lately if names(turn, {text}, language, proper, letters)]
    chats = len(said) == 1 and topic == OTHER and Act.SMALL_TALK in map(Act, record.heard[-1].acts)
    asked_on = list(said[-1:]) if topic in ASKS_ON or chats else []
    if topic in INVITES and said and any(line.text == said[-1] for line in topics().by_id[OTHER].answers[language]):
        asked_on += said[-2:-1]  # the last line only put them off
    if topic not in LOOSELY or not (asked_on or OPEN_FORMS & set(forms[-1:])):
        return None
    lines = _lines(said)
    return next(filter(None, (elaborate(language, text, known, lines) for text in (*named, *asked_on))), None)


def _warning(record: Record, state: ProspectState, said: frozenset[str], rng: Random) -> str | None:
    """What somebody says behind an answer who is nearly out of patience, once a call."""
    if not 0.0 < state.patience < dynamics().limits["patience_ends"]:
        return None
    about = topics().by_id[NEARLY_DONE]
    if not said.isdisjoint(line.text for line in about.answers[record.language]):
        return None
    return about.answer(record.language, record.scenario.manner, YES_NO, (), {}, said, rng)


def _lines(said: Iterable[str]) -> frozenset[str]:
    """What was said, and what it began and ended with: two answers may have been given at once."""
    found: set[str] = set()
    for text in said:
        sentences = sentences_in(text)
        for place in range(len(sentences)):
            found |= {" ".join(sentences[place:]), " ".join(sentences[: place + 1])}
    return frozenset(found)


def _beside(record: Record, state: ProspectState, reaction: str) -> str:
    """The topic whose answers fit better than the lines of a reaction after what the caller just did, or empty."""
    acts = frozenset(map(Act, record.heard[-1].acts)) if record.heard else frozenset()
    match reaction:
        case "says_goodbye" if not state.agreed and not PROPOSALS.isdisjoint(acts):
            return "proposal_declined"
        case "says_goodbye" if Act.GOODBYE not in acts and (
            state.reason == "out_of_patience" or acts.isdisjoint(TAKES_LEAVE)
        ):
            return "has_to_go"
        case "hangs_up" if state.reason == "out_of_patience" and PUSHES.isdisjoint(acts):
            return "has_to_go"
        case "agrees_to_meet" if Act.PROPOSE_SLOT not in acts or EITHER_OR in _forms(record):
            return "yes_which_day"
        case "call_later" if Act.ASK_CALLBACK in acts and "when" not in _forms(record):
            return "callback_moment"
        case "not_interested" if not state.knows_what:
            return "nothing_wanted"
        case "gatekeeper_screens" if state.knows_who:
            return "screen_why"
        case "gatekeeper_screens" if state.knows_what:
            return "screen_who"
    return ""


def _asks_on_about(told: frozenset[str], record: Record) -> bool:
    """Whether the caller names what was told, or a part of it, and so asks for something else: "of those six, ...?"."""
    turn = record.heard[-1].text if record.heard else ""
    return bool(told) and (asks_about_a_part(turn, record.language) or any(occurs(value, turn) for value in told))


def _forms(record: Record) -> tuple[str, ...]:
    """The forms of what the caller just asked."""
    return forms_in(record.heard[-1].text if record.heard else "", record.language)


def _topic(record: Record, state: ProspectState) -> Topic | None:
    """What was asked about: as it was recognised, else what the act alone tells."""
    acts = frozenset(record.heard[-1].acts if record.heard else ())
    if Act.ASK_CALLBACK in acts and state.agreed == "referral":
        return topics().get("referral_when")
    if Act.ASK_CALLBACK in acts:
        return topics().get("callback_moment" if state.agreed == "callback" else "callback_refused")
    if state.asks == "place" and state.agreed == "meeting":
        return topics().get("meeting_place")  # where the work is done was asked about no more
    if state.asks:
        return topics().get(state.asks)
    found = next((topics().get(name) for act, name in BY_ACT.items() if act in acts), None)
    why = found is not None and found.id == "why_behind"
    return topics().get(OTHER) if why and not _on_mind(state, LATELY) else found


def _moment(state: ProspectState, on_mind: str) -> frozenset[str]:
    """What is the case, in the terms of the answers."""
    return frozenset(
        [f"{name}:{value}" for name, value in state.scenario.values().items()]
        + ["open" if state.trust >= dynamics().limits["trust_fair"] else "guarded"]
        + (["told"] if state.need_told else [])
        + ([] if state.knows_what else ["untold"])
        + ([f"agreed:{state.agreed}"] if state.agreed else [])
        + ([f"after:{on_mind}"] if on_mind else [])
    )


def _on_mind(state: ProspectState, lately: int) -> str:
    """The last reaction that told what is on this person's mind, among so many of the last, or empty."""
    return next((name for name in reversed(state.said[-lately:]) if _tells(name)), "")


def _tells(reaction: str) -> bool:
    """Whether a reaction tells what is on somebody's mind, for a question that follows it."""
    return reaction not in SAYS_NOTHING and catalogue()[reaction].group not in {"talk", "reach", "opening"}
