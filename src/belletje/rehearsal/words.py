"""What the other end says for a reaction: a question of the trade, an answer, or a line of the catalogue, filled in."""

from random import Random

from belletje.prospect.asking import ask, ask_again, find, fitting
from belletje.prospect.catalogue import catalogue
from belletje.prospect.questions import REACTIONS, Question, questions
from belletje.prospect.state import ProspectState
from belletje.prospect.wording import word
from belletje.rehearsal.answers import answer
from belletje.rehearsal.known import known_to
from belletje.rehearsal.record import Record, Said, standing


def words_for(record: Record, state: ProspectState, reaction: str) -> tuple[str, str]:
    """The text, and the id of the question that it asks, or empty. Chance comes from the seed and the place."""
    known = known_to(record, state)
    events = standing(record.events)
    said = tuple(event.text for event in events if isinstance(event, Said))
    place = len(events)
    asked = _question(record, state, reaction, known, said, Random(f"{record.seed}/questions/{place}"))
    if asked:
        return asked
    answered = answer(record, state, reaction, known, said, Random(f"{record.seed}/answers/{place}"))
    if answered:
        return answered, ""
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
