"""A rehearsal is its record: seed, versions, scenario, situation, script and timed events. All else follows from it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from belletje.prospect.questions import Question
from belletje.prospect.questions import from_data as questions_from_data
from belletje.prospect.questions import to_data as questions_to_data
from belletje.prospect.scenario import DIMENSIONS, Scenario
from belletje.rehearsal.situation import Situation

FORMAT = 1
ERASED = "…"


class BrokenRecord(ValueError):
    """A stored record that cannot be read: one sentence that says why."""


@dataclass(frozen=True, slots=True)
class Dialled:
    """The caller pressed the button. All `at_s` are seconds since then, rounded to hundredths."""

    at_s: float


@dataclass(frozen=True, slots=True)
class Rang:
    """The line rang so many times."""

    at_s: float
    times: int


@dataclass(frozen=True, slots=True)
class Tone:
    """What the line sounded like: `busy` or `beep`."""

    at_s: float
    sound: str


@dataclass(frozen=True, slots=True)
class Said:
    """The other end said a reaction. `speaker` is prospect, gatekeeper, stranger, voicemail or line.

    `mind` holds interest, trust, patience and clarity in [0, 1], as they were after it; empty for a machine. `question`
    is the id of the question of the trade that it asks, or empty.
    """

    at_s: float
    speaker: str
    reaction: str
    text: str
    mind: Mapping[str, float]
    question: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """The caller said something. `acts` are what was understood, with confidences in [0, 1] in `confidences`.

    `spoken_s` is how long it took, `silence_s` how long it was quiet before it, in seconds. An empty text is a silence.
    `slot` is the day and time that it proposed, in its own words, or empty; `name` and `company` are the caller's own,
    as they were said. `answer` is what it was worth as an answer to the question of the trade that waited: answered,
    dodged, bluffed, or empty where none was judged. `asks` is the topic that it asks about, `asks_also` another that it
    asks about in the same breath; or empty. `paused_s` is how long the caller paused in it, by voice.
    """

    at_s: float
    text: str
    acts: tuple[str, ...]
    confidences: Mapping[str, float]
    spoken_s: float
    silence_s: float
    slot: str = ""
    answer: str = ""
    name: str = ""
    company: str = ""
    asks: str = ""
    asks_also: str = ""
    paused_s: float = 0.0


@dataclass(frozen=True, slots=True)
class HungUp:
    """The line went dead. `by` is caller, prospect or line; `outcome` and `reason` say how the call ended."""

    at_s: float
    by: str
    outcome: str
    reason: str


@dataclass(frozen=True, slots=True)
class Helped:
    """The caller used a help of the coached mode: one of HELPS.

    `hint` and `answers` (of colleagues) were looked at; in a `pause` the clock of the call stands still; `take_back`
    takes the caller's last turn back, with all that came of it.
    """

    at_s: float
    kind: str


@dataclass(frozen=True, slots=True)
class WentOn:
    """By voice, the caller's last turn was answered in a mere pause, and the caller spoke on.

    That turn and what came of it are taken back; the whole of it follows as one turn. It is no help.
    """

    at_s: float


@dataclass(frozen=True, slots=True)
class Sounded:
    """The other end's line number `said` (the first is 0) really sounded from `at_s` on, for `took_s` seconds.

    `whole_s` is how long it would have sounded in full.
    """

    at_s: float
    said: int
    took_s: float
    whole_s: float


@dataclass(frozen=True, slots=True)
class BargeIn:
    """The caller began to speak while line number `said` sounded; `heard` is the part of it that was heard."""

    at_s: float
    said: int
    heard: str


@dataclass(frozen=True, slots=True)
class Corrected:
    """The caller's turn that began at `heard_at_s` had been heard wrongly, as `was`: in truth it was `text`.

    `acts`, `confidences`, `slot` and `answer` are those of Heard, for the words that were said. The other end answered
    what it heard, and that stands. `by` and `at` (ISO 8601) say who put it right and when.
    """

    at_s: float
    heard_at_s: float
    was: str
    text: str
    acts: tuple[str, ...]
    confidences: Mapping[str, float]
    slot: str
    answer: str
    by: str
    at: str


HELPS = ("hint", "answers", "pause", "take_back")
Event = Dialled | Rang | Tone | Said | Heard | HungUp | Helped | WentOn | Sounded | BargeIn | Corrected
Beside = Sounded | BargeIn | Corrected
"""What is put beside a call and not worked out by the conversation: how it really sounded, and what was put right."""
KINDS: dict[str, type[Event]] = {
    "dialled": Dialled, "rang": Rang, "tone": Tone, "said": Said, "heard": Heard, "hung_up": HungUp,
    "helped": Helped, "went_on": WentOn, "sounded": Sounded, "barge_in": BargeIn, "corrected": Corrected,
}  # fmt: skip
NAMES = {kind: name for name, kind in KINDS.items()}


@dataclass(frozen=True, slots=True)
class Script:
    """The script that lay alongside: its name and its whole text, or both empty."""

    name: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """One rehearsal. `versions` names what it was made with; `language` is nl or en; `medium` is text or voice.

    `mode` is coached or exam. `started_at` is an ISO 8601 time with its offset, or empty where it does not matter.
    `questions` are the caller's own questions that take part, as they were when the call was dialled; `leaning` is how
    often the team's own prospects say a thing beside the published ones, or empty. `moment` is what was said in a real
    call up to the line from which this rehearsal goes on, or empty; the events begin with it. `moment_of` is the number
    of the transcript of that call, or 0.
    """

    seed: int
    versions: Mapping[str, str]
    language: str
    scenario: Scenario
    situation: Situation
    script: Script = Script()
    medium: str = "text"
    mode: str = "coached"
    started_at: str = ""
    questions: tuple[Question, ...] = ()
    events: tuple[Event, ...] = ()
    leaning: Mapping[str, float] = field(default_factory=dict)
    moment: tuple[Said | Heard, ...] = ()
    moment_of: int = 0

    @property
    def begun(self) -> int:
        """How many turns of the caller were said in the real call from which this one goes on."""
        return sum(isinstance(event, Heard) for event in self.moment)

    @property
    def own_events(self) -> tuple[Event, ...]:
        """The events of the rehearsal itself: without what was said in the real call from which it goes on."""
        return self.events[len(self.moment) + 1 :] if self.moment else self.events

    @property
    def outcome(self) -> str | None:
        """How the call ended, or None while it goes on."""
        last = last_deed(self.events)
        return last.outcome if isinstance(last, HungUp) else None

    @property
    def heard(self) -> tuple[Heard, ...]:
        """The caller's turns that stand: with the seed and the scenario, all that the rest follows from."""
        return tuple(event for event in standing(self.events) if isinstance(event, Heard))

    @property
    def duration_s(self) -> float:
        """From dialling to the last event, in seconds."""
        last = last_deed(self.events)
        return last.at_s if last else 0.0

    def header(self) -> "Record":
        """The same record before anything happened."""
        return replace(self, events=())


def last_deed(events: Sequence[Event]) -> Event | None:
    """The last event that was done or said, whatever was put beside it afterwards; None before anything happened."""
    return next((event for event in reversed(events) if not isinstance(event, Beside)), None)


def standing(events: Iterable[Event]) -> tuple[Event, ...]:
    """The events that count: without what was taken back, and without the helps and what was put beside."""
    kept: list[Event] = []
    for event in events:
        if isinstance(event, Beside):
            continue
        if not isinstance(event, Helped | WentOn):
            kept.append(event)
        elif takes_back(event):
            while kept and not isinstance(kept[-1], Heard):
                kept.pop()
            del kept[-1:]
    return tuple(kept)


def takes_back(event: Event) -> bool:
    """Whether with this event the caller's last turn, and what came of it, no longer counts."""
    return isinstance(event, WentOn) or (isinstance(event, Helped) and event.kind == "take_back")


def corrected(record: Record) -> tuple[Heard, ...]:
    """The caller's turns that stand, in the words that were really said where those were heard wrongly."""
    right = {one.heard_at_s: one for one in record.events if isinstance(one, Corrected)}
    return tuple(_put_right(heard, right.get(heard.at_s)) for heard in record.heard)


def _put_right(heard: Heard, right: Corrected | None) -> Heard:
    if right is None or right.was != heard.text:
        return heard
    return replace(
        heard, text=right.text, acts=right.acts, confidences=right.confidences, slot=right.slot, answer=right.answer
    )


@dataclass(frozen=True, slots=True)
class Help:
    """A help that was used: its kind, and the number of the caller's turn that it was used for."""

    kind: str
    turn: int


def helps(record: Record) -> tuple[Help, ...]:
    """The helps that the caller used, in order."""
    found: list[Help] = []
    for place, event in enumerate(record.events, 1):
        if isinstance(event, Helped):
            spoken = sum(isinstance(one, Said | Heard) for one in standing(record.events[:place]))
            found.append(Help(event.kind, spoken + 1))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of the conversation, for people and for the debrief. `who` is caller or prospect; `n` counts from 1.

    `question` and `answer` are those of Said and Heard. `unheard_s` is how much of it did not sound because the caller
    began to speak, in seconds, where that was measured.
    """

    n: int
    who: str
    speaker: str
    text: str
    at_s: float
    spoken_s: float
    silence_s: float
    reaction: str | None
    acts: tuple[str, ...]
    mind: Mapping[str, float]
    question: str = ""
    answer: str = ""
    unheard_s: float | None = None


WORDS_PER_SECOND = 2.5  # reading aloud, 150 words a minute


def spoken_s(text: str) -> float:
    """How long a text takes to say at 150 words a minute, in seconds."""
    return round(len(text.split()) / WORDS_PER_SECOND, 2)


def turns(record: Record) -> tuple[Turn, ...]:
    """The conversation as turns, in order. A caller's turn has acts, a prospect's a reaction.

    What was heard wrongly is as it was put right; how long the other end spoke is as it sounded, where that is known.
    """
    mine = iter(corrected(record))
    lines = [event for event in record.events if isinstance(event, Said)]
    sounded = {id(lines[one.said]): one for one in record.events if isinstance(one, Sounded) and one.said < len(lines)}
    found: list[Turn] = []
    for event in standing(record.events):
        n = len(found) + 1
        match event:
            case Said(at_s, speaker, reaction, text, mind, asked):
                found.append(
                    _as_it_sounded(
                        Turn(n, "prospect", speaker, text, at_s, spoken_s(text), 0.0, reaction, (), mind, asked),
                        sounded.get(id(event)),
                    )
                )
            case Heard():
                said = next(mine)
                found.append(
                    Turn(
                        n, "caller", "caller", said.text, said.at_s, said.spoken_s, said.silence_s, None, said.acts, {},
                        answer=said.answer,
                    )
                )  # fmt: skip
            case _:
                pass
    return tuple(found)


def _as_it_sounded(turn: Turn, sounded: Sounded | None) -> Turn:
    if sounded is None:
        return turn
    unheard_s = round(max(0.0, sounded.whole_s - sounded.took_s), 2)
    return replace(turn, at_s=sounded.at_s, spoken_s=sounded.took_s, unheard_s=unheard_s)


def to_data(record: Record) -> dict[str, Any]:
    """The record as plain data for JSON; `from_data` gives the same record back."""
    return {
        "format": FORMAT,
        "seed": record.seed,
        "versions": dict(record.versions),
        "language": record.language,
        "scenario": record.scenario.values(),
        "situation": asdict(record.situation),
        "script": asdict(record.script),
        "medium": record.medium,
        "mode": record.mode,
        "started_at": record.started_at,
        **({"moment": [_event_to_data(event) for event in record.moment]} if record.moment else {}),
        **({"moment_of": record.moment_of} if record.moment_of else {}),
        **({"leaning": dict(record.leaning)} if record.leaning else {}),
        **({"questions": questions_to_data(record.questions)} if record.questions else {}),
        "events": [_event_to_data(event) for event in record.events],
    }


def _event_to_data(event: Event) -> dict[str, Any]:
    values = {one.name: _plain_value(getattr(event, one.name)) for one in fields(event)}
    return {"event": NAMES[type(event)], **values}


def _plain_value(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return dict(value) if isinstance(value, Mapping) else value


def from_data(data: Mapping[str, Any]) -> Record:
    """Reads what `to_data` wrote; raises BrokenRecord when it is not that."""
    if data.get("format") != FORMAT:
        raise BrokenRecord(f"This record has format {data.get('format')}; this Belletje reads format {FORMAT}.")
    try:
        return Record(
            seed=data["seed"],
            versions=dict(data["versions"]),
            language=data["language"],
            scenario=_scenario(data["scenario"]),
            situation=Situation(**data["situation"]),
            script=Script(**data["script"]),
            medium=data["medium"],
            mode=data["mode"],
            started_at=data["started_at"],
            questions=questions_from_data(data["questions"], "questions") if "questions" in data else (),
            events=tuple(map(_event, data["events"])),
            leaning={str(name): float(factor) for name, factor in data.get("leaning", {}).items()},
            moment=tuple(one for one in map(_event, data.get("moment", ())) if isinstance(one, Said | Heard)),
            moment_of=data.get("moment_of", 0),
        )
    except (KeyError, TypeError, ValueError) as mistake:
        raise BrokenRecord(f"This record cannot be read: {mistake}.") from mistake


def _scenario(values: Mapping[str, str]) -> Scenario:
    unknown = [f"{name}={value}" for name, value in values.items() if value not in DIMENSIONS[name]]
    if unknown:
        raise ValueError(f"the scenario has no {', '.join(unknown)}")
    return Scenario(**values)


def _event(data: Mapping[str, Any]) -> Event:
    values: dict[str, Any] = {name: value for name, value in data.items() if name != "event"}
    if "acts" in values:
        values["acts"] = tuple(values["acts"])
    return KINDS[data["event"]](**values)


def moment_in(record: Record, turn: int, last_words: Collection[str] = ()) -> tuple[Said | Heard, ...]:
    """What was said in a call up to the line of the other end that was said in or last before a turn.

    None of `last_words` is a line to go on from. Empty where the caller had not said anything yet: that is how every
    call begins.
    """
    said = [event for event in standing(record.events) if isinstance(event, Said | Heard)][:turn]
    while said and (isinstance(said[-1], Heard) or said[-1].reaction in last_words):
        said.pop()
    return tuple(said) if any(isinstance(event, Heard) for event in said) else ()


def without_words(record: Record) -> Record:
    """The same rehearsal without the words of the real call from which it goes on: what they came to stays."""
    moment = tuple(
        replace(event, text=ERASED) if isinstance(event, Said) else replace(event, text=ERASED, slot="")
        for event in record.moment
    )
    events = (*record.events[:1], *moment, *record.own_events) if moment else record.events
    return replace(record, moment=moment, events=events)
