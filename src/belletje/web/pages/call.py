"""The call itself: the phone, and the script alongside."""

from dataclasses import dataclass
from itertools import takewhile
from typing import Annotated

from fastapi import APIRouter, Form
from starlette.responses import Response

from belletje.prospect.catalogue import catalogue
from belletje.rehearsal.record import Beside, Helped, HungUp, Rang, Record, Tone, Turn, last_deed, turns
from belletje.script.filling import fill
from belletje.script.following import next_step
from belletje.script.model import Script
from belletje.script.reading import read
from belletje.usecases import answers, rehearsals
from belletje.usecases.answers import Answer
from belletje.web.kept import KeptCall
from belletje.web.numbers import Whole
from belletje.web.pages.rehearse import why_not_by_voice
from belletje.web.visit import Here, Visit

router = APIRouter()
MOST_ANSWERS = 5
AT_THE_DOOR = frozenset(("hello_friendly", "hello_curt", "hello_reception", "hello_again"))


@dataclass(frozen=True, slots=True)
class ScriptStep:
    """A step of the script with the names filled in; `here` when it answers what was said last."""

    name: str
    text: str
    here: bool


@dataclass(frozen=True, slots=True)
class CallPage:
    """A call as it stands. `sound` is what the line does on dialling: ring, or busy; `rings` so many times.

    `ringing` when the caller has just dialled; `turn` is the number of the caller's turns so far. `unanswered` when the
    script has no answer to what was said last. `hint` and `answers` are there when they were asked for, which an exam
    does not allow; `paused` when the caller takes a breath. `by_voice` when the call is spoken; `not_by_voice` says why
    one that was to be spoken is not.
    """

    number: int
    record: Record
    turns: tuple[Turn, ...]
    ringing: bool
    sound: str
    rings: int
    beep: bool
    turn: int
    over: HungUp | None
    steps: tuple[ScriptStep, ...]
    unanswered: bool
    can_help: bool
    can_take_back: bool
    hint: str
    answers: tuple[Answer, ...] | None
    paused: bool
    taken_from: int | None
    by_voice: bool
    not_by_voice: str


@router.get("/calls/{call}")
def show_call(here: Here, call: Whole, ring: str = "", on: str = "") -> Response:
    """The phone; `on` is asked for after a pause."""
    kept = rehearsals.show_call(house=here.house, call=call)
    return _phone(here, kept, ringing=ring == "1", resumed=on == "1")


@router.post("/calls/{call}/say")
def say(
    here: Here,
    call: Whole,
    text: Annotated[str, Form()] = "",
    turn: Annotated[Whole | None, Form()] = None,
) -> Response:
    """The caller says something; `turn` makes that a double click counts once."""
    kept = rehearsals.show_call(house=here.house, call=call)
    if turn is None or turn == len(kept.record.heard):
        kept = rehearsals.say(house=here.house, call=call, text=text, turn=turn)
    return _phone(here, kept) if here.wants_block else here.go(f"/calls/{call}#say")


@router.post("/calls/{call}/hang-up")
def hang_up(here: Here, call: Whole) -> Response:
    """The caller puts the phone down."""
    kept = rehearsals.hang_up(house=here.house, call=call)
    return _phone(here, kept) if here.wants_block else here.go(f"/calls/{call}")


@router.post("/calls/{call}/help")
def use_help(here: Here, call: Whole, kind: Annotated[str, Form()]) -> Response:
    """The caller uses a help of the coached mode."""
    kept = rehearsals.use_help(house=here.house, call=call, kind=kind)
    return _phone(here, kept) if here.wants_block else here.go(f"/calls/{call}")


@router.post("/calls/{call}/again")
def take_again(here: Here, call: Whole, turns_kept: Annotated[Whole, Form()]) -> Response:
    """Tries a moment again, in a new call with the same person."""
    return here.go(f"/calls/{rehearsals.take_again(house=here.house, call=call, turns_kept=turns_kept, now=here.now)}")


def _phone(here: Visit, kept: KeptCall, *, ringing: bool = False, resumed: bool = False) -> Response:
    record = kept.record
    said = turns(record)
    last = last_deed(record.events)
    last_end = last if isinstance(last, HungUp) else None
    coached = record.mode == "coached"
    steps, unanswered = _alongside(record, said) if coached else ((), False)
    rang = next((event for event in record.events if isinstance(event, Rang)), None)
    tones = {event.sound for event in record.events if isinstance(event, Tone)}
    answered = next((turn for turn in reversed(said) if turn.reaction in catalogue()), None)
    using = _helps_in_use(record)
    missing = why_not_by_voice(here, record.language)
    page = CallPage(
        number=kept.id,
        record=record,
        turns=said,
        ringing=ringing and not record.heard,
        sound="busy" if "busy" in tones else "ring",
        rings=rang.times if rang else 0,
        beep="beep" in tones,
        turn=len(record.heard),
        over=last_end,
        steps=steps,
        unanswered=unanswered,
        can_help=coached and answered is not None,
        can_take_back=coached
        and len(record.heard) > record.begun
        and (last_end is None or last_end.reason != "caller_hung_up"),
        hint=catalogue()[answered.reaction or ""].tips[record.language] if answered and "hint" in using else "",
        answers=_answers(here, record, answered) if answered and "answers" in using else None,
        paused=using[-1:] == ("pause",) and not resumed and last_end is None,
        taken_from=kept.taken_from,
        by_voice=record.medium == "voice" and not missing,
        not_by_voice=missing if record.medium == "voice" and last_end is None else "",
    )
    return here.page("call.html", page, block="conversation")


def _helps_in_use(record: Record) -> tuple[str, ...]:
    """The helps used since anybody last spoke, in order."""
    done = (event for event in reversed(record.events) if not isinstance(event, Beside))
    latest = takewhile(lambda event: isinstance(event, Helped), done)
    return tuple(reversed([event.kind for event in latest if isinstance(event, Helped)]))


def _answers(here: Visit, record: Record, to: Turn) -> tuple[Answer, ...]:
    found = answers.list_answers(house=here.house, reaction=to.reaction or "", language=record.language, asked=to.text)
    return tuple(found[:MOST_ANSWERS])


def _alongside(record: Record, said: tuple[Turn, ...]) -> tuple[tuple[ScriptStep, ...], bool]:
    """The steps of the script, with the one that answers what was said last; and whether there is none."""
    if not record.script.text:
        return (), False
    script = read(record.script.text)[0]
    place, unanswered = _follow(script, said)
    situation = record.situation
    values = situation.known() | {"company": situation.caller_company, "organisation": situation.company}
    steps = tuple(
        ScriptStep(step.name, fill(step.text, values).text, step.name == place and not unanswered)
        for step in script.steps
    )
    return steps, unanswered


def _follow(script: Script, said: tuple[Turn, ...]) -> tuple[str, bool]:
    """The name of the step where the conversation is, after every reaction; and whether the last has no answer."""
    if not script.steps:
        return "", False
    step, unanswered = script.steps[0], False
    for turn in said:
        if turn.reaction is None:
            continue
        found = script.steps[0] if turn.reaction in AT_THE_DOOR else next_step(script, step, turn.reaction)
        known = catalogue()
        asks = turn.reaction in known and known[turn.reaction].kind in {"objection", "question"}
        step, unanswered = found or step, found is None and asks
    return step.name, unanswered
