"""Answers of experienced colleagues: kept with who gave them and when, and how often they worked."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from belletje.desk.alongside import MOST_ANSWERS
from belletje.desk.knowledge import outcomes
from belletje.ladder.answered import Worked, in_calls, likeness
from belletje.ladder.step import Step
from belletje.prospect.catalogue import catalogue
from belletje.store import answers as store
from belletje.store import audit, results
from belletje.store.answers import StoredAnswer
from belletje.store.engine import reading, transaction
from belletje.usecases.house import House, NotThere, Refused, stamp
from belletje.usecases.preferences import caller_name
from belletje.usecases.steps import steps_of

LONGEST = 600
LANGUAGES = ("nl", "en")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a colleague says to a reaction. `question` narrows it to one question, or is empty.

    `rehearsals` is counted from what callers said; `real` from real calls: those in which the desk or a transcript
    tells that it was said, and what was noted by hand.
    """

    id: int
    language: str
    reaction: str
    question: str
    text: str
    by: str
    at: str
    rehearsals: Worked
    real: Worked

    def chance(self) -> float:
        """How likely it works, from all uses."""
        both = Worked(self.rehearsals.used + self.real.used, self.rehearsals.worked + self.real.worked)
        return both.chance()


def list_answers(*, house: House, reaction: str = "", language: str = "", asked: str = "") -> list[Answer]:
    """Answers, best first: to what was `asked`, then by how often they worked. Empty means all."""
    with reading(house.engine) as connection:
        kept = store.every(connection, reaction=reaction, language=language)
        real = real_uses(connection)
    return best_first(kept, steps_of(house) if kept else (), real, asked)


def best_at_the_desk(
    *, house: House, reactions: Collection[str], language: str, rehearsed: bool = False
) -> dict[str, tuple[Answer, ...]]:
    """The best answers to some reactions. Without `rehearsed`, by how they did in real calls alone: quick enough while
    someone types, however many rehearsals there are."""
    with reading(house.engine) as connection:
        kept = store.to(connection, reactions, language)
        real = real_uses(connection, [one.id for one in kept]) if kept else {}
    found = best_first(kept, steps_of(house) if kept and rehearsed else (), real)
    return {reaction: tuple(one for one in found if one.reaction == reaction)[:MOST_ANSWERS] for reaction in reactions}


def some(*, house: House, answers: Collection[int]) -> dict[int, Answer]:
    """These answers by number, with how they did in real calls; those thrown away are left out."""
    if not any(answers):
        return {}
    with reading(house.engine) as connection:
        kept, real = store.every(connection), real_uses(connection)
    return {one.id: one for one in best_first((one for one in kept if one.id in answers), (), real)}


def real_uses(connection: Connection, answers: Collection[int] | None = None) -> dict[int, Worked]:
    """How often each answer, or each of some, was said in real calls, and in how many the call brought something."""
    return {
        number: Worked(
            sum(one.number for one in calls), sum(one.number for one in calls if outcomes()[one.outcome].good)
        )
        for number, calls in results.by_colleagues_answer(connection, answers).items()
    }


def best_first(
    kept: Iterable[StoredAnswer], steps: Sequence[Step], real: Mapping[int, Worked], asked: str = ""
) -> list[Answer]:
    """Answers with how they did, the most promising first; `real` is how they did in real calls, but for `used`."""
    counted = []
    for one in kept:
        at_desk = real.get(one.id, Worked(0, 0))
        really = Worked(one.used + at_desk.used, one.worked + at_desk.worked)
        said = in_calls(one.reaction, one.text, steps)
        counted.append(Answer(one.id, one.language, one.reaction, one.question, one.text, one.by, one.at, said, really))
    return sorted(counted, key=lambda answer: (-likeness(answer.question, asked), -answer.chance(), answer.id))


def best_lines(answers: Iterable[Answer], asked: Mapping[str, str]) -> dict[str, Answer]:
    """The best answer to each reaction; `asked` has what was said, by reaction."""
    found: dict[str, Answer] = {}
    for answer in answers:
        fits = not answer.question or likeness(answer.question, asked.get(answer.reaction, "")) >= 0.5
        if fits and (answer.reaction not in found or answer.chance() > found[answer.reaction].chance()):
            found[answer.reaction] = answer
    return found


def add_answer(
    *, house: House, now: datetime, reaction: str, language: str, text: str, question: str = "", by: str = ""
) -> int:
    """Keeps an answer, the same one once; without `by` it is from whoever is at work. Raises Refused."""
    text, question, by = (" ".join(words.split()) for words in (text, question, by))
    if reaction not in catalogue():
        raise Refused(
            f"There is no reaction '{reaction}' in the catalogue, so nothing to answer.",
            nl=f"De reactie '{reaction}' staat niet in de catalogus; er is dus niets te beantwoorden.",
        )
    if language not in LANGUAGES:
        raise Refused(
            f"'{language}' is no language of an answer. Choose nl or en.",
            nl=f"'{language}' is geen taal voor een antwoord. Kies nl of en.",
        )
    if not text:
        raise Refused(
            "An answer needs words: write what you would say.",
            nl="Een antwoord heeft woorden nodig: schrijf op wat u zou zeggen.",
        )
    if len(text) > LONGEST or len(question) > LONGEST or len(by) > LONGEST:
        raise Refused(
            f"An answer is at most {LONGEST} characters, or nobody can say it. Make it shorter.",
            nl=f"Een antwoord is hoogstens {LONGEST} tekens, anders krijgt niemand het gezegd. Maak het korter.",
        )
    with transaction(house.engine) as connection:
        by = by or caller_name(connection, house) or house.by
        for one in store.every(connection, reaction=reaction, language=language):
            if (one.text, one.question) == (text, question):
                return one.id
        number = store.add(
            connection, language=language, reaction=reaction, question=question, text=text, by=by, at=stamp(now)
        )
        audit.note(connection, at=stamp(now), by=house.by, action="add_answer", subject=f"answer:{number}")
        return number


def remove_answer(*, house: House, now: datetime, answer: int) -> None:
    """Throws an answer away. Raises Refused when there is none of that number."""
    with transaction(house.engine) as connection:
        if store.get(connection, answer) is None:
            raise NotThere(
                f"There is no answer {answer}; perhaps it was thrown away already.",
                nl=f"Er is geen antwoord {answer}; misschien is het al weggegooid.",
            )
        store.remove(connection, answer)
        audit.note(connection, at=stamp(now), by=house.by, action="remove_answer", subject=f"answer:{answer}")


def note_real_use(*, house: House, now: datetime, answer: int, worked: bool, token: str = "") -> None:
    """Keeps that an answer was used in a real call, and whether it worked; under a `token` once. Raises Refused."""
    with transaction(house.engine) as connection:
        if store.get(connection, answer) is None:
            raise NotThere(
                f"There is no answer {answer}; perhaps it was thrown away already.",
                nl=f"Er is geen antwoord {answer}; misschien is het al weggegooid.",
            )
        store.note_use(connection, answer, worked=worked, at=stamp(now), by=house.by, token=token)


def answer_to_data(answer: Answer) -> dict[str, Any]:
    """The shape of `belletje answers --json`."""
    return asdict(answer)
