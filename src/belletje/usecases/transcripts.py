"""Transcripts of real calls: kept for a while on a stated ground, debriefed like a rehearsal, and rehearsed from."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Connection

from belletje.debrief import debrief as room
from belletje.debrief.debrief import Debrief
from belletje.desk.alongside import Met
from belletje.desk.knowledge import outcomes, role_in, rules
from belletje.desk.transcripts.reading import read_transcript
from belletje.desk.transcripts.record import UNCLEAR, reactions_heard, record_of
from belletje.desk.transcripts.speakers import guess_caller
from belletje.desk.transcripts.utterance import Unreadable, Utterance
from belletje.ladder.answered import holds
from belletje.ladder.proposals import scenario_for
from belletje.prospect.catalogue import catalogue
from belletje.prospect.respond import LAST_WORDS
from belletje.prospect.scenario import possible
from belletje.rehearsal import record as records
from belletje.rehearsal.record import Heard, Record, Said, Script, moment_in, turns
from belletje.rehearsal.situation import Situation
from belletje.store import answers, audit, calls, heard_alone, realcalls, scripts, settings, tally
from belletje.store import desk as desk_store
from belletje.store import transcripts as store
from belletje.store.answers import StoredAnswer
from belletje.store.engine import reading, transaction
from belletje.store.transcripts import StoredTranscript
from belletje.usecases import dialling
from belletje.usecases.dialling import Called
from belletje.usecases.house import House, NotThere, Refused, stamp, utc
from belletje.usecases.practice import script_answers
from belletje.usecases.preferences import caller_name
from belletje.usecases.queue import opening_for

LONGEST = 1_000_000
LONGEST_GROUND = 500
SENTENCES = {
    "empty": (
        "There is nothing in it. Paste what was said, or choose a file.",
        "Er staat niets in. Plak wat er gezegd is, of kies een bestand.",
    ),
    "broken": (
        "This is no transcript that Belletje can read. Save it as plain text, WebVTT, SRT or JSON.",
        "Dit is geen transcript dat Belletje kan lezen. Bewaar het als gewone tekst, WebVTT, SRT of JSON.",
    ),
    "nothing_said": (
        "Nothing is said in it. Paste lines such as 'Sanne: Goedemorgen'.",
        "Er wordt niets in gezegd. Plak regels zoals 'Sanne: Goedemorgen'.",
    ),
}


@dataclass(frozen=True, slots=True)
class Transcript:
    """A transcript with what was made of it. `speakers` are all who speak; `caller` is the one who called.

    `on` is the day on which it counts for what this team hears, where it belongs to no call; else empty.
    """

    id: int
    call: int | None
    at: str
    caller: str
    speakers: tuple[str, ...]
    record: Record
    ground: str
    on: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """A conversation that counts by its transcript alone: its day, and the transcript while its words are kept."""

    on: str
    transcript: int | None


def keep(
    *,
    house: House,
    text: str,
    now: datetime,
    token: str,
    ground: str,
    language: str = "nl",
    call: int | None = None,
    caller: str = "",
    outcome: str = "",
    on: date | None = None,
) -> int:
    """Reads and keeps a transcript, once under the same `token`; gives its number.

    `ground` is on what ground the call was recorded or written down: without one nothing is kept (law.md). `caller` is
    the speaker who called, else guessed; `outcome` how it ended, else that of `call`, else guessed. Without `call` it
    counts by itself, `on` the day of the conversation, else today. Raises Refused.
    """
    if len(text) > LONGEST:
        raise Refused("A transcript is at most 1 MB.", nl="Een transcript is hoogstens 1 MB.")
    if not ground.strip():
        raise Refused(
            "Say on what ground this call was recorded or written down; without one it is not kept.",
            nl="Zeg op welke grond dit gesprek is opgenomen of uitgeschreven; zonder grond wordt het niet bewaard.",
        )
    if len(ground) > LONGEST_GROUND or not token.strip() or len(token) > 100:
        raise Refused("The form is not complete. Open it again.", nl="Het formulier klopt niet. Open het opnieuw.")
    if outcome and outcome not in outcomes():
        raise Refused(f"'{outcome[:40]}' is no outcome.", nl=f"'{outcome[:40]}' is geen uitkomst.")
    if on and on > now.date():
        raise Refused("A conversation was held today or before.", nl="Een gesprek is vandaag of eerder gevoerd.")
    try:
        said = read_transcript(text)
    except Unreadable as mistake:
        english, dutch = SENTENCES[mistake.reason]
        raise Refused(english, nl=dutch) from mistake
    with reading(house.engine) as connection:
        if done := store.by_token(connection, token):
            return done
        about = realcalls.get(connection, call) if call is not None else None
        if call is not None and about is None:
            raise NotThere(f"There is no real call {call}.", nl=f"Er is geen gesprek {call}.")
        own = caller_name(connection, house)
    known = {one.speaker for one in said}
    who = caller if caller in known else guess_caller(said, house.ear, own)
    ended = outcome or (about.outcome if about else "")
    held = datetime.combine(on, time(12), now.tzinfo) if on and on < now.date() else now
    made = _record(house, said, who, "en" if language == "en" else "nl", call, ended, held)
    with transaction(house.engine) as connection:
        if done := store.by_token(connection, token):
            return done
        _erase(connection, store.before(connection, utc(now - rules().transcripts_kept)))
        number = store.add(
            connection,
            token=token,
            call_id=call,
            data=_written(said, made, ground),
            caller=who,
            at=utc(now),
            by=house.by,
        )
        _count(connection, number, call, made, held.date())
        return number


def tell_who(*, house: House, transcript: int, caller: str, now: datetime) -> None:
    """Says which speaker called, and reads the transcript anew. Raises Refused for someone who does not speak in it."""
    with reading(house.engine) as connection:
        kept = _one(connection, transcript)
    said, record, ground = _read(kept)
    if caller not in {one.speaker for one in said}:
        raise Refused("Choose one of those who speak in it.", nl="Kies een van degenen die erin spreken.")
    held = datetime.fromisoformat(record.started_at).astimezone(now.tzinfo)
    made = _record(house, said, caller, record.language, kept.call_id, str(record.outcome), held)
    with transaction(house.engine) as connection:
        store.change(connection, transcript, data=_written(said, made, ground), caller=caller)
        audit.note(connection, at=stamp(now), by=house.by, action="set who called", subject=f"transcript:{transcript}")
        _count(connection, transcript, kept.call_id, made, held.date())


def show(*, house: House, transcript: int) -> Transcript:
    """One transcript. Raises NotThere."""
    with reading(house.engine) as connection:
        alone = heard_alone.of_transcript(connection, transcript)
        return _told(_one(connection, transcript), alone.on if alone else "")


def newest(*, house: House, now: datetime, limit: int) -> list[Transcript]:
    """The last transcripts, newest first; those whose time is over are erased."""
    with transaction(house.engine) as connection:
        _erase(connection, store.before(connection, utc(now - rules().transcripts_kept)))
        return [_told(one) for one in store.newest(connection, limit)]


def counted(*, house: House, reaction: str, limit: int) -> list[Counted]:
    """The conversations, the last one first, in which only a transcript tells that a reaction was heard."""
    with reading(house.engine) as connection:
        found = heard_alone.newest(connection, reaction, limit)
    return [Counted(one.on, one.transcript_id) for one in found]


def remove(*, house: House, transcript: int, now: datetime) -> None:
    """Throws a transcript away, with who and when; what it alone told of counts no longer. Once gone, it stays gone."""
    with transaction(house.engine) as connection:
        if store.get(connection, transcript) is None:
            return
        heard_alone.drop(connection, transcript)
        _erase(connection, [transcript])
        audit.note(
            connection, at=stamp(now), by=house.by, action="remove transcript", subject=f"transcript:{transcript}"
        )


def debrief(found: Transcript) -> Debrief:
    """Looks back on a real call, exactly as on a rehearsal."""
    return room.debrief(found.record, script_answers=script_answers(found.record))


def rehearse(*, house: House, transcript: int, turn: int, now: datetime, seed: int) -> int:
    """Dials a rehearsal that goes on from a moment of a real call, with whom it was to: from what they said in or last
    before a turn, after all that was said until then. Where nobody had reacted yet it begins by picking up.

    Of somebody who is not among people only the name is known, where it was said.
    """
    found = show(house=house, transcript=transcript)
    said = [one for one in turns(found.record) if one.n <= turn and one.reaction not in (None, UNCLEAR)]
    with reading(house.engine) as connection:
        about = realcalls.get(connection, found.call) if found.call is not None else None
        number = about.person_id if about else None
        person = desk_store.one_person(connection, number) if number is not None else None
    return dialling.dial(
        house=house,
        now=now,
        language=found.record.language,
        seed=seed,
        scenario=_scenario(f"reaction:{said[-1].reaction}" if said else "", role_in(person.title) if person else ""),
        script=found.record.script,
        once=True,
        called=replace(
            _called(found),
            moment=moment_in(found.record, turn, LAST_WORDS),
            moment_of=transcript,
            person_id=number if person else None,
        ),
    )


def _scenario(item: str, role: str) -> str:
    """A scenario in which an item can be met, with somebody of a role where that may be."""
    if not item:
        return f"role={role}" if role else ""
    found = scenario_for(item)
    theirs = replace(found, role=role) if role else found
    return theirs.id if possible(theirs.values()) else found.id


def _called(found: Transcript) -> Called:
    """Whom the call was to; of somebody who is not among people the name, where they also say it."""
    told = found.record.situation
    if told.name or told.company:
        known = asdict(told)
        return Called({one: known[one] for one in known.keys() - {"caller", "caller_company"}})
    words = " ".join(turn.text for turn in turns(found.record) if turn.who != "caller")
    names = [name for name in found.speakers if name != found.caller and name.strip() and holds(words, name)]
    return Called({"name": names[0]} if names else {})


def _record(
    house: House, said: Sequence[Utterance], caller: str, language: str, call: int | None, outcome: str, now: datetime
) -> Record:
    with reading(house.engine) as connection:
        about = realcalls.get(connection, call) if call is not None else None
        number = about.person_id if about else None
        person = desk_store.one_person(connection, number) if number is not None else None
        vacancy, fit = (None, None)
        if person and number is not None:
            vacancy, fit = opening_for(connection, person, number, now.date())
        current = next((one for one in scripts.every(connection) if one.current), None)
        situation = Situation(
            caller=caller_name(connection, house),
            caller_company=settings.read(connection, "caller_company"),
            name=person.name if person else "",
            company=person.organisation if person else "",
            vacancy=vacancy.title if vacancy else "",
            engineer=fit.engineer.name if fit else "",
            connection=person.known_by[0] if person and person.known_by else "",
        )
    return record_of(
        said,
        caller,
        ear=house.ear,
        reader=house.reactions,
        language=language,
        situation=situation,
        started_at=about.at if about else utc(now),
        today=now.date(),
        outcome=outcome,
        script=Script(current.name, current.text) if current else Script(),
    )


def _count(connection: Connection, transcript: int, call: int | None, made: Record, on: date) -> None:
    """What a real person said counts for the team's own frequencies, and so does which answer of a colleague met it.

    What was kept at the desk by key stands: a transcript then only adds the answers that the desk did not keep.
    """
    if call is None:
        heard_alone.keep(connection, transcript, on=on.isoformat(), reactions=reactions_heard(made))
        return
    read = met_in(made, answers.every(connection, language=made.language))
    kept = [one for one in realcalls.reactions_of(connection, call) if not one.transcript]
    if any(one.step or one.answer for one in kept):
        said = {one.answer for one in kept}
        heard = [*kept, *(one for one in read if one.answer and one.answer not in said)]
    else:
        heard = read
    tally.count(connection, call, -1)
    realcalls.keep_reactions(connection, call, heard)
    tally.count(connection, call, 1)


def met_in(record: Record, known: Sequence[StoredAnswer]) -> list[Met]:
    """What was heard in a real call, each reaction once, and which answers of colleagues met it, in these words or
    nearly."""
    found: dict[Met, None] = {}
    reaction = ""
    for event in record.events:
        if isinstance(event, Said):
            reaction = event.reaction if event.reaction in catalogue() and event.reaction != UNCLEAR else ""
            if reaction and all(one.reaction != reaction for one in found):
                found.setdefault(Met(reaction, transcript=True))
        elif isinstance(event, Heard) and reaction:
            said = next((one.id for one in known if one.reaction == reaction and holds(event.text, one.text)), 0)
            if said:
                found.pop(Met(reaction, transcript=True), None)
                found[Met(reaction, answer=said, transcript=True)] = None
    return list(found)


def _written(said: Sequence[Utterance], made: Record, ground: str) -> str:
    data: dict[str, Any] = {
        "said": [asdict(one) for one in said], "record": records.to_data(made), "ground": ground.strip(),
    }  # fmt: skip
    return json.dumps(data, ensure_ascii=False)


def _read(kept: StoredTranscript) -> tuple[tuple[Utterance, ...], Record, str]:
    data = json.loads(kept.data)
    return tuple(Utterance(**one) for one in data["said"]), records.from_data(data["record"]), str(data["ground"])


def _told(kept: StoredTranscript, on: str = "") -> Transcript:
    said, record, ground = _read(kept)
    speakers = tuple(dict.fromkeys(one.speaker for one in said))
    return Transcript(kept.id, kept.call_id, kept.at, kept.caller, speakers, record, ground, on)


def _erase(connection: Connection, transcripts: Sequence[int]) -> None:
    """The words of real calls go, here and in the rehearsals that go on from them."""
    if transcripts:
        calls.erase_words_of(connection, transcripts)
        store.remove(connection, transcripts)


def _one(connection: Connection, transcript: int) -> StoredTranscript:
    kept = store.get(connection, transcript)
    if kept is None:
        raise NotThere(f"There is no transcript {transcript}.", nl=f"Er is geen transcript {transcript}.")
    return kept
