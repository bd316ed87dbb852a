"""Dialling a rehearsal: who is called, in which situation, by whom, with which script."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random

from sqlalchemy import Connection

from belletje import __version__
from belletje.prospect.asking import drawn
from belletje.prospect.questions import Question, questions
from belletje.prospect.scenario import Scenario, UnknownScenario, parse
from belletje.prospect.version import prospect_version
from belletje.rehearsal import conversation
from belletje.rehearsal.record import Heard, Record, Said, Script
from belletje.rehearsal.simulation.population import population
from belletje.rehearsal.situation import Situation, invent
from belletje.rehearsal.space import most_new
from belletje.script.reading import read as read_script
from belletje.store import calls as store
from belletje.store import questions as own_questions
from belletje.store import settings
from belletje.store.engine import transaction
from belletje.usecases.heard import read_own
from belletje.usecases.house import House, Refused, stamp
from belletje.usecases.listing import entry_of
from belletje.usecases.people import person_number
from belletje.usecases.preferences import caller_name

JUST_DIALLED = 5
"""Among so many newest calls one that was dialled twice is looked for."""


@dataclass(frozen=True, slots=True)
class Called:
    """Whom a real call was to: the facts of a situation that are known of them, and their number among people or None.

    A fact that is known to be not there is empty; what is left out is invented. `moment` is what was said in that call
    up to the line from which the rehearsal goes on, and `moment_of` the number of its transcript; without it the
    rehearsal begins by picking up.
    """

    facts: Mapping[str, str]
    moment: tuple[Said | Heard, ...] = ()
    moment_of: int = 0
    person_id: int | None = None


def dial(
    *,
    house: House,
    now: datetime,
    language: str,
    seed: int,
    scenario: str = "",
    script: Script | None = None,
    mode: str = "coached",
    person: str = "",
    medium: str = "text",
    as_ours: bool = False,
    once: bool = False,
    called: Called | None = None,
) -> int:
    """Starts a rehearsal; gives its number. Without a `scenario` it is the one that adds most to what was met before,
    or, `as_ours`, one as the team meets them; such a prospect says things as often as the team's own do.

    With a `person` of the call list, the company, the vacancy and the engineer are theirs; `called` is whom a
    real call was to. `medium` is text or voice.
    `once`: what was dialled with this seed a moment ago, and in which nothing was said yet, is this very call. Raises
    Refused.
    """
    try:
        chosen = parse(scenario) if scenario.strip() else None
    except UnknownScenario as mistake:
        raise Refused(str(mistake), nl=mistake.nl) from mistake
    if language not in ("nl", "en"):
        raise Refused(
            f"'{language}' is no language of a rehearsal. Choose nl or en.",
            nl=f"'{language}' is geen taal om in te oefenen. Kies nl of en.",
        )
    _check_front_matter(script or Script())
    entry = entry_of(house=house, person=person, now=now, language=language) if person else None
    if person and entry is None:
        raise Refused(
            f"{person} is not on the call list, so there is no call to rehearse. `belletje list` shows who is.",
            nl=f"{person} staat niet op de bellijst, dus er is geen gesprek te oefenen. De bellijst toont wie wel.",
        )
    with transaction(house.engine) as connection:
        leaning = read_own(connection).leaning() if as_ours else {}
        if as_ours and chosen is None:
            chosen = population().as_heard(leaning).one(seed)
        chosen = chosen or most_new(call.record.scenario for call in store.every(connection))
        situation = invent(chosen, language, Random(f"{seed}/situation"), *_caller(connection, house, script))
        if entry:
            situation = replace(
                situation,
                name=entry.person.name,
                company=entry.person.organisation,
                vacancy=entry.vacancy.title if entry.vacancy else situation.vacancy,
                engineer=entry.engineer.name if entry.engineer else situation.engineer,
            )
        if called:
            situation = replace(situation, **called.facts)
        header = _header(house, now, language, seed, chosen, situation, script or Script(), mode)
        own = _own_questions(connection, header)
        header = replace(header, medium=medium, questions=own, leaning=leaning)
        if called and called.moment:
            header = replace(header, moment=called.moment, moment_of=called.moment_of)
        person_id = person_number(person) if person else called.person_id if called else None
        if once and (waiting := _waiting(connection, header, person_id, bool(scenario.strip()))):
            return waiting
        begun = header.begun or None
        return store.add(connection, conversation.dial(header).record, person_id=person_id, taken_at_turn=begun)


def _waiting(connection: Connection, header: Record, person_id: int | None, is_chosen: bool) -> int | None:
    """The call dialled a moment ago with the same seed and choices, in which nothing was said yet."""

    def choices(record: Record) -> tuple[object, ...]:
        return record.seed, record.language, record.mode, record.medium, record.scenario if is_chosen else None

    return next(
        (
            kept.id
            for kept in store.every(connection, newest=JUST_DIALLED)
            if kept.taken_from is None and kept.person_id == person_id
            if len(kept.record.heard) == header.begun and kept.record.moment == header.moment
            if choices(kept.record) == choices(header)
        ),
        None,
    )


def versions(house: House) -> dict[str, str]:
    """What a call is made with, so that it is known whether it can be recomputed."""
    return {
        "belletje": __version__,
        "prospect": prospect_version(),
        "understanding": str(getattr(house.ear, "version", "")),
    }


def _header(
    house: House,
    now: datetime,
    language: str,
    seed: int,
    scenario: Scenario,
    situation: Situation,
    script: Script,
    mode: str,
) -> Record:
    return Record(
        seed=seed,
        versions=versions(house),
        language=language,
        scenario=scenario,
        situation=situation,
        script=script,
        mode=mode,
        started_at=stamp(now),
    )


def _own_questions(connection: Connection, header: Record) -> tuple[Question, ...]:
    """The caller's own questions that take part in this call; the record keeps them as they are now."""
    field = questions().field_of(header.situation.vacancy)
    own = [kept.question for kept in own_questions.every(connection)]
    return drawn(own, header.language, header.scenario.technical, field, Random(f"{header.seed}/own questions"))


def _check_front_matter(script: Script) -> None:
    """Without it a call cannot tell who is calling, and which lines are the caller's own. Raises Refused."""
    broken = next((one for one in read_script(script.text)[1] if one.code == "broken_front_matter"), None)
    if broken:
        raise Refused(
            f"The block between --- lines at the top of {script.name or 'the script'} cannot be read "
            f"(line {broken.line}). Mend it on the script page, or see `belletje script check`.",
            nl=(
                f"Het blok tussen de regels met --- boven in {script.name or 'het script'} is niet te lezen "
                f"(regel {broken.line}). Verbeter het op de scriptpagina, of zie `belletje script check`."
            ),
        )


def _caller(connection: Connection, house: House, script: Script | None) -> tuple[str, str]:
    """The caller's own name and company: from the script's front matter, else from the settings.

    Who gave a name of their own is not who wrote the script.
    """
    if script and script.text:
        values = read_script(script.text)[0]
        if values.caller or values.company:
            return (house.by if house.named else values.caller), values.company
    return caller_name(connection, house), settings.read(connection, "caller_company")
