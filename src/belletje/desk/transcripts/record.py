"""A transcript as a record: the same form as a rehearsal, so that the same debrief looks back on it."""

from collections.abc import Sequence
from datetime import date

from belletje.desk.transcripts.utterance import Utterance
from belletje.prospect.catalogue import catalogue
from belletje.prospect.recognise import Reader
from belletje.prospect.scenario import Scenario
from belletje.rehearsal.record import Dialled, Event, Heard, HungUp, Record, Said, Script, spoken_s
from belletje.rehearsal.situation import Situation
from belletje.understanding.acts import Act
from belletje.understanding.facts import find
from belletje.understanding.utterance import Ear

UNCLEAR = "listens"
"""What is taken for nothing in particular: the debrief passes no judgement on it."""
PAUSE_S = 0.4
ENDS = (
    ("do_not_call", "opted_out"),
    ("agrees_to_meet", "meeting"),
    ("offers_other_time", "meeting"),
    ("gives_referral", "referral"),
    ("send_email", "material_requested"),
    ("asks_proposal", "material_requested"),
    ("call_later", "callback"),
)
"""How a call ended, where nobody says: by the last of these reactions, an objection before all."""


def record_of(
    said: Sequence[Utterance],
    caller: str,
    *,
    ear: Ear,
    reader: Reader,
    language: str,
    situation: Situation,
    started_at: str,
    today: date,
    outcome: str = "",
    script: Script = Script(),  # noqa: B008 - frozen
) -> Record:
    """The record of a real call. `caller` is the speaker who called; `outcome` as recorded, else it is guessed.

    Its reactions are what `reader` takes each line for; a line of which it is not sure is `listens`. It has no state
    of mind: nobody can look into a real person. It cannot be replayed.
    """
    events: list[Event] = [Dialled(0.0)]
    clock, before = 0.0, ""
    timed = all(one.start_s is not None for one in said)
    for one in said:
        took = spoken_s(one.text)
        start = one.start_s if timed and one.start_s is not None else clock + PAUSE_S
        if timed and one.end_s is not None and one.end_s >= start:
            took = one.end_s - start
        if one.speaker == caller:
            events.append(_heard(one.text, before, start, took, clock, ear, language, today))
        else:
            # Before the caller has said anything, nobody can react to it: that is how one picks up the phone.
            answering = any(isinstance(event, Heard) for event in events)
            reaction = reaction_in(one.text, before, reader) if answering else UNCLEAR
            events.append(Said(round(start, 2), "prospect", reaction, one.text, {}))
        clock, before = max(clock, start + took), one.text
    reactions = [event.reaction for event in events if isinstance(event, Said)]
    by = "caller" if said and said[-1].speaker == caller else "prospect"
    events.append(HungUp(round(clock, 2), by, outcome or guess_outcome(reactions), "transcript"))
    return Record(
        seed=0,
        versions={},
        language=language,
        scenario=Scenario(),
        situation=situation,
        script=script,
        medium="voice" if timed else "text",
        mode="coached",
        started_at=started_at,
        events=tuple(events),
    )


def reaction_in(text: str, before: str, reader: Reader) -> str:
    """The reaction of the catalogue that a line is, or `listens` where that is not sure."""
    found = reader(text, before)
    return found.name if found.name and found.sure and found.name in catalogue() else UNCLEAR


def reactions_heard(record: Record) -> frozenset[str]:
    """The reactions of the catalogue that were heard in a real call; what is not sure is none."""
    said = {event.reaction for event in record.events if isinstance(event, Said)}
    return frozenset(one for one in said if one in catalogue() and one != UNCLEAR)


def guess_outcome(reactions: Sequence[str]) -> str:
    """How a call with these reactions ended, most likely."""
    if "do_not_call" in reactions:
        return "opted_out"
    ends = dict(ENDS)
    return next((ends[reaction] for reaction in reversed(reactions) if reaction in ends), "polite_no")


def _heard(
    text: str, before: str, start: float, took: float, clock: float, ear: Ear, language: str, today: date
) -> Heard:
    understood = ear(text, before)
    slot = ""
    if Act.PROPOSE_SLOT in understood.chosen:
        slot = next((fact.text for fact in find(text, language, today) if fact.kind == "slot"), "")
    return Heard(
        at_s=round(start, 2),
        text=text,
        acts=tuple(str(act) for act in understood.chosen),
        confidences={str(act): value for act, value in understood.confidences.items() if value >= 0.05},
        spoken_s=round(took, 2),
        silence_s=round(max(0.0, start - clock), 2),
        slot=slot,
    )
