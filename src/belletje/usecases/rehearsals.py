"""Rehearsals that were dialled: say, hang up, take a moment again, replay."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from belletje.rehearsal import conversation
from belletje.rehearsal.conversation import Conversation, free_at_s
from belletje.rehearsal.record import (
    HELPS,
    BargeIn,
    Corrected,
    Event,
    Heard,
    Helped,
    Sounded,
    helps,
    last_deed,
    turns,
)
from belletje.store import calls as store
from belletje.store.calls import StoredCall
from belletje.store.engine import reading, transaction
from belletje.usecases.dialling import versions
from belletje.usecases.hearing import Spoken, at, hear, when
from belletje.usecases.house import House, NotThere, Refused, stamp

LONGEST_TURN = 2000


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What would come of a turn of the caller, number `turn` (the first is 0): what was heard, and the events after.

    `resumes` when the turn before is part of it.
    """

    turn: int
    heard: Heard
    events: tuple[Event, ...]
    resumes: bool

    def fits(self, call: Conversation, text: str, spoken: Spoken | None, *, resumes: bool) -> bool:
        """Whether it is this very turn that was foreseen."""
        this = self.turn == len(call.record.heard) and self.heard.text == text and self.resumes is resumes
        if spoken is None or not this:
            return False
        return (self.heard.at_s, self.heard.spoken_s) == when(call, spoken)


def say(
    *,
    house: House,
    call: int,
    text: str,
    turn: int | None = None,
    elapsed_s: float | None = None,
    spoken: Spoken | None = None,
    foreseen: Foreseen | None = None,
    sounds: Sequence[Sounded | BargeIn] = (),
    resumes: bool = False,
) -> StoredCall:
    """The caller says something (an empty text is a silence); gives the call with the reaction, both kept.

    `turn` is how many turns the caller had when saying it: said twice (a double click, the back button) it counts once.
    `elapsed_s` is the time since dialling, where it was measured, and `spoken` when and how long it was said, in a call
    by voice; `sounds` is how that call sounded since the last turn. What was `foreseen` for the same turn is not worked
    out again. The turn before `resumes` in this one where the caller had only paused: it is taken back, and `text` is
    the whole. Raises Refused when the line is dead.
    """
    text = _one_line(text)
    with transaction(house.engine) as connection:
        kept = _one(connection, call)
        if turn is not None and turn != len(kept.record.heard):
            return kept
        now = _so_far(kept, sounds, spoken if resumes else None)
        if foreseen and foreseen.fits(now, text, spoken, resumes=resumes):
            heard = foreseen.heard
        else:
            heard = hear(house, now, text, elapsed_s, spoken)
        after = conversation.hear(now, heard)
        store.extend(connection, call, after.record, len(kept.record.events))
        return replace(kept, record=after.record)


def foresee(
    *,
    house: House,
    call: int,
    text: str,
    spoken: Spoken,
    sounds: Sequence[Sounded | BargeIn] = (),
    resumes: bool = False,
) -> Foreseen:
    """What would come of saying this, without it being said: so that the answer to a pause can be prepared.

    `sounds` and `resumes` as in `say`. Raises Refused when the line is dead.
    """
    text = _one_line(text)
    with reading(house.engine) as connection:
        kept = _one(connection, call)
    now = _so_far(kept, sounds, spoken if resumes else None)
    heard = hear(house, now, text, None, spoken)
    after = conversation.hear(now, heard)
    return Foreseen(len(now.record.heard), heard, after.record.events[len(now.record.events) :], resumes)


def note_sounds(*, house: House, call: int, sounds: Sequence[Sounded | BargeIn]) -> StoredCall:
    """Keeps how a call by voice sounded since the last turn; a call that the caller put down stays as it is."""
    with transaction(house.engine) as connection:
        kept = _one(connection, call)
        if not sounds or conversation.put_down(kept.record):
            return kept
        after = replace(kept.record, events=(*kept.record.events, *sounds))
        store.extend(connection, call, after, len(kept.record.events))
        return replace(kept, record=after)


def correct(*, house: House, call: int, turn: int, text: str, now: datetime) -> StoredCall:
    """Puts a turn of the caller right that was heard wrongly, after the call: the debrief goes by what was said.

    `turn` is its number in the conversation. What the other end answered stands. Raises Refused.
    """
    text = _one_line(text)
    if not text:
        raise Refused("Type what you said.", nl="Typ wat u zei.")
    with transaction(house.engine) as connection:
        kept = _one(connection, call)
        record = kept.record
        said = turns(record)
        if not 0 < turn <= len(said) or said[turn - 1].who != "caller":
            raise NotThere(
                f"Call {call} has no turn {turn} of yours.", nl=f"Gesprek {call} heeft geen beurt {turn} van u."
            )
        if record.outcome is None:
            raise Refused(
                "This call is still going on; put it right in the debrief.",
                nl="Dit gesprek loopt nog; verbeter het in de nabespreking.",
            )
        if said[turn - 1].text == text:
            return kept
        place = sum(one.who == "caller" for one in said[: turn - 1])
        heard = record.heard[place]
        right = hear(house, conversation.up_to(record, place), text, None)
        last = last_deed(record.events)
        after = replace(
            record,
            events=(
                *record.events,
                Corrected(
                    at_s=last.at_s if last else 0.0,
                    heard_at_s=heard.at_s,
                    was=heard.text,
                    text=text,
                    acts=right.acts,
                    confidences=right.confidences,
                    slot=right.slot,
                    answer=right.answer,
                    by=house.by,
                    at=stamp(now),
                ),
            ),
        )
        store.extend(connection, call, after, len(record.events))
        return replace(kept, record=after)


def _one_line(text: str) -> str:
    return " ".join(text[:LONGEST_TURN].split())


def _so_far(kept: StoredCall, sounds: Sequence[Sounded | BargeIn], whole: Spoken | None) -> Conversation:
    """The call as it stands, with how it sounded; without its last turn where that is part of what is said, `whole`.

    Raises Refused when it is over.
    """
    try:
        now = conversation.beside(conversation.resume(kept.record), *sounds)
        if whole:
            return conversation.go_on(now, whole.ended_s)
    except conversation.CallIsOver as over:
        raise _call_is_over() from over
    if now.is_over:
        raise _call_is_over()
    return now


def _call_is_over() -> Refused:
    return Refused(
        "This call is over. Read its debrief, or dial again.",
        nl="Dit gesprek is voorbij. Lees de nabespreking, of bel opnieuw.",
    )


def hang_up(*, house: House, call: int, elapsed_s: float | None = None) -> StoredCall:
    """The caller puts the phone down; on a dead line nothing changes."""
    with transaction(house.engine) as connection:
        kept = _one(connection, call)
        now = conversation.resume(kept.record)
        after = conversation.hang_up(now, at(now, elapsed_s))
        store.extend(connection, call, after.record, len(kept.record.events))
        return replace(kept, record=after.record)


def use_help(*, house: House, call: int, kind: str, elapsed_s: float | None = None) -> StoredCall:
    """The caller uses a help of the coached mode, one of HELPS, and the record keeps that. Raises Refused."""
    if kind not in HELPS:
        raise Refused(
            f"'{kind}' is no help. There are {', '.join(HELPS)}.",
            nl=f"'{kind}' is geen hulp. Er zijn {', '.join(HELPS)}.",
        )
    with transaction(house.engine) as connection:
        kept = _one(connection, call)
        if kept.record.mode == "exam":
            raise Refused(
                "An exam gives no help. Go on without, or hang up and dial a coached call.",
                nl="Bij een examen is er geen hulp. Ga zonder verder, of hang op en bel met begeleiding.",
            )
        now = conversation.resume(kept.record)
        try:
            after = conversation.use_help(now, Helped(max(free_at_s(now), round(elapsed_s or 0.0, 2)), kind))
        except conversation.NothingToTakeBack as nothing:
            raise Refused(
                "There is no turn of yours to take back.", nl="Er is geen beurt van u om terug te nemen."
            ) from nothing
        except conversation.CallIsOver as over:
            raise _call_is_over() from over
        store.extend(connection, call, after.record, len(kept.record.events))
        return replace(kept, record=after.record)


def take_again(*, house: House, call: int, turns_kept: int, now: datetime) -> int:
    """Tries a moment again: a new call, same person, same state, after the caller's first `turns_kept` turns.

    One that was begun just so and in which nothing was done yet is taken instead. Raises Refused.
    """
    with transaction(house.engine) as connection:
        kept = _one(connection, call)
        if not 0 <= turns_kept <= len(kept.record.heard):
            raise Refused(
                f"Call {call} has {len(kept.record.heard)} turns of yours; choose one of those to take again.",
                nl=f"Gesprek {call} heeft {len(kept.record.heard)} beurten van u; kies er een om opnieuw te proberen.",
            )
        turns_kept = max(turns_kept, kept.record.begun)
        again = conversation.up_to(kept.record, turns_kept)
        if again.is_over:
            raise Refused(
                f"Call {call} was over at that moment; choose an earlier turn.",
                nl=f"Gesprek {call} was op dat moment voorbij; kies een eerdere beurt.",
            )
        latest = store.several(connection, store.drills_of(connection, call)[-1:])
        if latest and latest[0].record.events == again.record.events:
            return latest[0].id
        record = replace(again.record, started_at=stamp(now))
        return store.add(connection, record, person_id=kept.person_id, taken_from=call, taken_at_turn=turns_kept)


def show_call(*, house: House, call: int) -> StoredCall:
    """One rehearsal. Raises Refused when there is none of that number."""
    with reading(house.engine) as connection:
        return _one(connection, call)


def list_calls(*, house: House, newest: int | None = None) -> list[StoredCall]:
    """All rehearsals, or the newest so many; oldest first."""
    with reading(house.engine) as connection:
        return store.every(connection, newest=newest)


def replay(*, house: House, call: int) -> StoredCall:
    """The same rehearsal, recomputed from what the caller did. Raises Refused when it comes out differently.

    It can differ only when it was made with other versions of the catalogue or the rules.
    """
    kept = show_call(house=house, call=call)
    again = conversation.resume(kept.record).record
    if again != kept.record:
        raise Refused(
            f"Call {call} was made with other versions ({_named(kept.record.versions)}) and cannot be recomputed "
            f"with these ({_named(versions(house))}); its debrief is kept.",
            nl=(
                f"Gesprek {call} is gevoerd met andere versies ({_named(kept.record.versions)}) en kan met deze "
                f"({_named(versions(house))}) niet worden nagespeeld; de nabespreking blijft bewaard."
            ),
        )
    return replace(kept, record=again)


def rehearse_lines(
    *, house: House, call: int, lines: list[str], heard: Callable[[StoredCall], None] | None = None
) -> StoredCall:
    """Says line after line until the line is dead or the lines are out; then the caller hangs up."""
    kept = show_call(house=house, call=call)
    for line in lines:
        if kept.record.outcome is not None:
            return kept
        kept = say(house=house, call=call, text=line)
        if heard:
            heard(kept)
    return kept if kept.record.outcome is not None else hang_up(house=house, call=call)


def call_to_data(call: StoredCall) -> dict[str, object]:
    """The shape of `belletje rehearse --json` and `belletje replay --json`."""
    record = call.record
    return {
        "call": str(call.id),
        "scenario": {"id": record.scenario.id, **record.scenario.values()},
        "seed": record.seed,
        "outcome": record.outcome,
        "language": record.language,
        "medium": record.medium,
        "mode": record.mode,
        "versions": dict(record.versions),
        "situation": asdict(record.situation),
        "duration_s": record.duration_s,
        "help": [asdict(help) for help in helps(record)],
        "turns": [
            {
                "n": turn.n,
                "who": turn.who,
                "speaker": turn.speaker,
                "text": turn.text,
                "reaction": turn.reaction,
                "acts": list(turn.acts),
                "question": turn.question,
                "answer": turn.answer,
                "state": dict(turn.mind),
                "at_s": turn.at_s,
            }
            for turn in turns(record)
        ],
    }


def _named(versions: Mapping[str, str]) -> str:
    return ", ".join(f"{part} {version}" for part, version in versions.items())


def _one(connection: Connection, call: int) -> StoredCall:
    kept = store.get(connection, call)
    if kept is None:
        raise NotThere(
            f"There is no call {call}. The ladder page lists the calls there are.",
            nl=f"Er is geen gesprek {call}. De ladder toont welke er zijn.",
        )
    return kept
