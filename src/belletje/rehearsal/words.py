"""What the other end says for a reaction: a question of the trade, an answer, or a line of the catalogue, filled in."""

import re
from collections.abc import Iterable, Mapping
from random import Random

from belletje.prospect import circumstances
from belletje.prospect.asking import ask, ask_again, find, fitting
from belletje.prospect.catalogue import catalogue
from belletje.prospect.elaboration import ASKS_ON, SENTENCE_END, elaborate
from belletje.prospect.forms import EITHER_OR, YES_NO, asks_about_a_part, forms_in
from belletje.prospect.questions import REACTIONS, Question, questions
from belletje.prospect.respond import TELLS_NEED
from belletje.prospect.rules import dynamics
from belletje.prospect.state import ProspectState
from belletje.prospect.topics import OTHER, Topic, topics
from belletje.prospect.wording import word
from belletje.rehearsal.record import Heard, Record, Said, standing
from belletje.understanding.acts import Act

ANSWERS = "answers_open"
PROPOSALS = frozenset((Act.PROPOSE_MEETING, Act.PROPOSE_SLOT))
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
LATELY = 3
"""Among so many of the last reactions is the one that "why?" asks about; the last of these is the one being said."""
MOST_WORDS_AT_ONCE = 40
"""Two questions are answered at once in no more words than these, else the first."""
SAYS_NOTHING = frozenset((ANSWERS, "listens"))
"""Reactions that leave what was on somebody's mind as it was."""


def words_for(record: Record, state: ProspectState, reaction: str) -> tuple[str, str]:
    """The text, and the id of the question that it asks, or empty. Chance comes from the seed and the place."""
    known = known_to(record, state)
    events = standing(record.events)
    said = tuple(event.text for event in events if isinstance(event, Said))
    place = len(events)
    asked = _question(record, state, reaction, known, said, Random(f"{record.seed}/questions/{place}"))
    if asked:
        return asked
    answer = _answer(record, state, reaction, known, said, Random(f"{record.seed}/answers/{place}"))
    if answer:
        return answer, ""
    line = word(
        catalogue()[reaction],
        record.language,
        record.scenario.manner,
        known,
        said,
        Random(f"{record.seed}/words/{place}"),
    )
    return line, ""


def on_table(record: Record, state: ProspectState) -> Question | None:
    """The question of the trade that still waits for an answer, or None."""
    last = next(
        (
            event
            for event in reversed(standing(record.events))
            if isinstance(event, Said) and event.reaction == state.on_table
        ),
        None,
    )
    return find(record.questions, last.question) if last and last.question else None


def known_to(record: Record, state: ProspectState) -> dict[str, str]:
    """The facts that the other end may name by now; the caller's own name and company as they were really said."""
    facts = record.situation.known(
        caller=False,
        caller_company=False,
        connection=state.connection_named,
        engineer=state.pitches > 0,
        vacancy=state.knows_why,
    )
    if state.knows_who:
        facts |= _who_calls(record)
    return facts | ({"slot": state.slot} if state.slot else {})


def circumstances_of(record: Record) -> dict[str, str]:
    """What is true of the organisation that is called, by name: the same for the whole call."""
    called = record.situation
    return circumstances.invent(record.language, called.name, called.company, Random(f"{record.seed}/circumstances"))


def _who_calls(record: Record) -> dict[str, str]:
    situation, heard = record.situation, record.heard
    first_name = situation.caller.partition(" ")[0]
    names = [turn.name for turn in heard if turn.name] or _said(heard, situation.caller, first_name)
    companies = [turn.company for turn in heard if turn.company] or _said(heard, situation.caller_company)
    found = {"caller": names[-1:], "caller_company": companies[-1:]}
    return {name: value[0] for name, value in found.items() if value}


def _said(heard: tuple[Heard, ...], *forms: str) -> list[str]:
    """The first of these forms of a name that occurs in what the caller said."""
    text = " ".join(" ".join(turn.text.split()) for turn in heard)
    return [form for form in forms if form and _occurs(form, text)][:1]


def _occurs(words: str, text: str) -> bool:
    """Whether these very words occur in a text, in small letters or capitals."""
    return bool(re.search(rf"(?<!\w){re.escape(words.casefold())}(?!\w)", text.casefold()))


def _question(
    record: Record,
    state: ProspectState,
    reaction: str,
    known: dict[str, str],
    said: tuple[str, ...],
    rng: Random,
) -> tuple[str, str] | None:
    language, scenario = record.language, record.scenario
    if reaction == "asked_again":
        waiting = on_table(record, state)
        again = waiting and ask_again(waiting, language, scenario.manner, known, said, rng)
        return (again, waiting.id) if waiting and again else None
    if reaction not in REACTIONS:
        return None
    gone = {event.question for event in standing(record.events) if isinstance(event, Said)}
    field = questions().field_of(record.situation.vacancy)
    left = fitting(record.questions, reaction, language, scenario.technical, field, gone)
    found = ask(left, language, scenario.manner, known, said, rng)
    return (found[1], found[0].id) if found else None


def _answer(
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
    facts["last_said"] = " ".join(SENTENCE_END.split(said[-1])[-SAID_AGAIN:]) if said else ""
    known = {**facts, **known}
    lines, forms = _lines(said), _forms(record)

    def told(about: Topic) -> str | None:
        if _asks_on_about(about.told(record.language, facts, lines), record):
            about = topics().by_id[OTHER]
        if about.id in ASKS_ON and said and (behind := elaborate(record.language, said[-1], known, lines)):
            return behind
        moment = _moment(state, _on_mind(state, LATELY if about.id in ASKS_ON else len(state.said)))
        form = about.form_among(forms) or YES_NO
        return about.answer(record.language, record.scenario.manner, form, moment, known, lines, rng, need)

    first, asked = told(topic), record.heard[-1] if record.heard else None
    also = topics().get(asked.asks_also) if asked and reaction == ANSWERS and topic.id == asked.asks else None
    second = told(also) if first and also else None
    both = f"{first} {second}" if second else first
    answer = both if both and len(both.split()) <= MOST_WORDS_AT_ONCE else first
    warned = answer and reaction == ANSWERS and _warning(record, state, lines, rng)
    return f"{answer} {warned}" if warned else answer


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
        sentences = SENTENCE_END.split(text)
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
    return bool(told) and (asks_about_a_part(turn, record.language) or any(_occurs(value, turn) for value in told))


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
