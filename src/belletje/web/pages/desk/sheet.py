"""The desk during a call: the person, the number, the script alongside, the search, the outcome."""

import secrets
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form
from starlette.responses import Response

from belletje.desk.alongside import ANSWER_KEYS, Alongside, Met, alongside, read_heard, with_answer, written
from belletje.desk.dialling import spaced
from belletje.desk.knowledge import Outcome, outcomes
from belletje.prospect.catalogue import catalogue
from belletje.usecases import answers, desk, queue, realcalls
from belletje.usecases.desk import Answer, Sheet
from belletje.usecases.house import Refused
from belletje.usecases.realcalls import Referral
from belletje.web.pages.desk.holder import holder_of
from belletje.web.visit import Here, Visit

router = APIRouter()
LONGEST_HEARD = 20_000


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the form, so that nothing typed is lost when it cannot be recorded."""

    note: str = ""
    when: str = ""
    picked: str = ""
    seconds: str = ""
    whom: str = ""
    whom_phone: str = ""
    whom_organisation: str = ""


@dataclass(frozen=True, slots=True)
class SheetPage:
    """One person at the desk. `token` is empty when another desk has them, or they may not be called; `objection` is
    the token under which an objection is then kept.

    `dial` is what the call button leads to; `heard` what they said so far, as the form keeps it. `recorded` is the call
    to them that was recorded a moment ago: back in history, the form is not there again. `other` is whom this desk has
    already: looking at a second person does not let go of the first. `colleagues` are the best
    answers to the reaction heard last, each with its key; `said_answer` is the one that was said, or 0.
    """

    sheet: Sheet
    number: str
    dial: str
    token: str
    objection: str
    beside: Alongside | None
    heard: str
    last: str
    tip: str
    colleagues: tuple[tuple[str, answers.Answer], ...]
    said_answer: int
    outcomes: tuple[Outcome, ...]
    typed: Typed
    wrong: str
    recorded: int | None
    other: str | None
    why_not: str
    language: str


@dataclass(frozen=True, slots=True)
class FoundPage:
    """The answers to what was searched for, and what was heard so far."""

    person: str
    answers: tuple[Answer, ...]
    query: str
    step: str
    heard: str
    language: str


@router.get("/desk/{person}")
def show(here: Here, person: str, step: str = "", heard: str = "", said: str = "", answer: str = "") -> Response:
    """The person, and the script at a step; `said` is the reaction that was heard just now, `answer` the colleague's
    answer that is said to it."""
    number = int(answer) if answer.isdecimal() and len(answer) < 10 else 0
    return _page(here, person, step=step, heard=heard[:LONGEST_HEARD], said=said, answer=number)


@router.get("/desk/{person}/search")
def search(here: Here, person: str, q: str = "", step: str = "", heard: str = "") -> Response:
    """What "they said" may be, and the best answers to it."""
    sheet = desk.sheet(house=here.house, person=person, now=here.now, language=here.language)
    found = desk.find_answers(
        house=here.house,
        words=q,
        language=here.language,
        values=sheet.values,
        script=sheet.script,
        step=step[:200],
        named=_named_in_step(here, sheet, step, q),
    )
    language = _language(here, sheet)
    page = FoundPage(sheet.known.id, found, q[:200], step[:200], heard[:LONGEST_HEARD], language)
    return here.page("desk_found.html", page, block="found")


@router.post("/desk/{person}/again")
def again(here: Here, person: str) -> Response:
    """Takes a person whom one has just called once more."""
    queue.take(house=here.house, person=person, now=here.now, holder=holder_of(here))
    return here.go(f"/desk/{person}")


@router.post("/desk/{person}/hold")
def hold(here: Here, person: str) -> Response:
    """Keeps this person at this desk while the page is open."""
    queue.take(house=here.house, person=person, now=here.now, holder=holder_of(here))
    return Response(status_code=204)


@router.post("/desk/{person}/outcome")
def record(
    here: Here,
    person: str,
    outcome: Annotated[str, Form()] = "",
    token: Annotated[str, Form()] = "",
    note: Annotated[str, Form()] = "",
    when: Annotated[str, Form()] = "",
    picked: Annotated[str, Form()] = "",
    whom: Annotated[str, Form()] = "",
    whom_phone: Annotated[str, Form()] = "",
    whom_organisation: Annotated[str, Form()] = "",
    seconds: Annotated[str, Form()] = "",
    heard: Annotated[str, Form()] = "",
    step: Annotated[str, Form()] = "",
) -> Response:
    """Records how the call ended; sent twice, it is recorded once. What cannot be recorded stays in the form."""
    try:
        call = realcalls.record_call(
            house=here.house,
            person=person,
            outcome=outcome,
            now=here.now,
            token=token,
            note=note,
            callback="" if outcome == "opted_out" else when.strip() or picked,
            duration_s=int(seconds) if seconds.isdecimal() and len(seconds) < 7 else None,
            heard=[one for one in read_heard(heard[:LONGEST_HEARD]) if one.reaction in catalogue()],
            referral=Referral(whom, whom_organisation, whom_phone) if whom.strip() else None,
            holder=holder_of(here),
            language=here.language,
        )
    except Refused as fault:
        took = seconds if seconds.isdecimal() and len(seconds) < 7 else ""
        typed = Typed(note, when, picked, took, whom, whom_phone, whom_organisation)
        wrong = fault.sentence(here.language)
        return _page(here, person, step=step, heard=heard[:LONGEST_HEARD], typed=typed, wrong=wrong, status=400)
    return here.go(f"/desk/calls/{call.id}")


def _page(
    here: Visit,
    person: str,
    *,
    step: str = "",
    heard: str = "",
    said: str = "",
    answer: int = 0,
    typed: Typed = Typed(),
    wrong: str = "",
    status: int = 200,
) -> Response:
    sheet = desk.sheet(house=here.house, person=person, now=here.now, language=here.language)
    holder = holder_of(here)
    held = queue.held_by(house=here.house, now=here.now, holder=holder)
    recorded = None
    if held != sheet.known.id:
        recorded = queue.has_just_called(house=here.house, person=person, now=here.now)
    other = None if held == sheet.known.id else held
    if other and queue.is_with_a_colleague(house=here.house, person=person, now=here.now, holder=holder):
        other = None
    token = ""
    if not recorded and not other:
        token = queue.take(house=here.house, person=person, now=here.now, holder=holder) or ""
    reaction = said if said in catalogue() else ""
    so_far = [one for one in read_heard(heard) if one.reaction in catalogue()]
    if reaction:
        so_far.append(Met(reaction, step))
    so_far = list(with_answer(so_far, answer))
    last = so_far[-1] if so_far and (step or reaction or answer) else Met("")
    language = _language(here, sheet)
    best = answers.best_at_the_desk(house=here.house, reactions=[last.reaction], language=language, rehearsed=True)[
        last.reaction
    ]
    page = SheetPage(
        sheet=sheet,
        number=spaced(sheet.phone.e164) if sheet.phone else "",
        dial=here.request.app.state.line(sheet.phone.e164) if sheet.phone and token else "",
        token=token,
        objection=secrets.token_urlsafe(16),
        beside=alongside(sheet.script, step, sheet.values) if sheet.script else None,
        heard=written(so_far),
        last=last.reaction,
        tip=catalogue()[last.reaction].tips[language] if last.reaction else "",
        colleagues=tuple(zip(ANSWER_KEYS, best, strict=False)),
        said_answer=last.answer,
        outcomes=tuple(outcomes().values()),
        typed=typed,
        wrong=wrong,
        recorded=recorded,
        other=other,
        why_not=sheet.known.why_not.sentence(here.language) if sheet.known.why_not else "",
        language=language,
    )
    return here.page("desk_sheet.html", page, block="" if wrong else "alongside", status=status)


def _named_in_step(here: Visit, sheet: Sheet, step: str, typed: str) -> list[str]:
    """The reactions of the step at hand whose name has what was typed in it, those without a key first."""
    words = " ".join(typed.casefold().split())
    beside = alongside(sheet.script, step, sheet.values) if sheet.script and len(words) > 1 else None
    names = {way: here.words.named(way.reaction, "reaction").casefold() for way in (beside.ways if beside else ())}
    found = (way for way, name in names.items() if words in name)
    return [way.reaction for way in sorted(found, key=lambda way: (bool(way.key), names[way].find(words)))]


def _language(here: Visit, sheet: Sheet) -> str:
    return sheet.script.language if sheet.script and sheet.script.language in ("nl", "en") else here.language
