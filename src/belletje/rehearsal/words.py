"""What the other end says for a reaction: a question of the trade or a line of the catalogue, filled in."""

import re
from random import Random

from belletje.prospect.asking import ask, ask_again, find, fitting
from belletje.prospect.catalogue import catalogue
from belletje.prospect.questions import REACTIONS, Question, questions
from belletje.prospect.state import ProspectState
from belletje.prospect.wording import word
from belletje.rehearsal.record import Heard, Record, Said, standing


def words_for(record: Record, state: ProspectState, reaction: str) -> tuple[str, str]:
    """The text, and the id of the question that it asks, or empty. Chance comes from the seed and the place."""
    known = known_to(record, state)
    events = standing(record.events)
    said = tuple(event.text for event in events if isinstance(event, Said))
    place = len(events)
    asked = _question(record, state, reaction, known, said, Random(f"{record.seed}/questions/{place}"))
    if asked:
        return asked
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


def _who_calls(record: Record) -> dict[str, str]:
    situation, heard = record.situation, record.heard
    first_name = situation.caller.partition(" ")[0]
    names = [turn.name for turn in heard if turn.name] or _said(heard, situation.caller, first_name)
    companies = [turn.company for turn in heard if turn.company] or _said(heard, situation.caller_company)
    found = {"caller": names[-1:], "caller_company": companies[-1:]}
    return {name: value[0] for name, value in found.items() if value}


def _said(heard: tuple[Heard, ...], *forms: str) -> list[str]:
    """The first of these forms of a name that occurs in what the caller said."""
    text = " ".join(" ".join(turn.text.casefold().split()) for turn in heard)
    return [form for form in forms if form and re.search(rf"(?<!\w){re.escape(form.casefold())}(?!\w)", text)][:1]


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
