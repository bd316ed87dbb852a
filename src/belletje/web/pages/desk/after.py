"""The desk after a call: what was recorded, what is to be sent, three short questions, and on to the next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Form
from starlette.responses import Response

from belletje.desk.alongside import Met
from belletje.desk.knowledge import outcomes
from belletje.usecases import after as questions
from belletje.usecases import answers, realcalls, todo
from belletje.usecases.after import After
from belletje.usecases.answers import Answer
from belletje.usecases.gate import Known
from belletje.usecases.house import NotThere
from belletje.usecases.realcalls import RealCall
from belletje.usecases.todo import Task
from belletje.web.days import day_in
from belletje.web.numbers import Whole
from belletje.web.visit import Here

router = APIRouter()


@dataclass(frozen=True, slots=True)
class AfterPage:
    """A real call that is over. `name` is empty for someone who was forgotten; `answers` are those of colleagues that
    were said in it, by number."""

    call: RealCall
    name: str
    organisation: str
    heard: tuple[Met, ...]
    answers: Mapping[int, Answer]
    tasks: tuple[Task, ...]
    after: After | None
    may_undo: bool
    is_meeting: bool
    today: date


@router.get("/desk/calls/{call}")
def show(here: Here, call: Whole) -> Response:
    """One real call."""
    kept = realcalls.show_call(house=here.house, call=call)
    known = None
    if kept.person_id is not None:
        known = people_or_none(here, f"p{kept.person_id}")
    heard = realcalls.heard_in(house=here.house, call=call)
    page = AfterPage(
        call=kept,
        name=(known.person.name or known.person.organisation) if known else "",
        organisation=known.person.organisation if known and known.person.name else "",
        heard=tuple(heard),
        answers=answers.some(house=here.house, answers={one.answer for one in heard}),
        tasks=tuple(todo.tasks_of(house=here.house, call=call, language=here.language)),
        after=questions.read(house=here.house, call=call),
        may_undo=realcalls.may_undo(house=here.house, call=call),
        is_meeting=outcomes()[kept.outcome].meeting and kept.undone_at is None,
        today=here.now.date(),
    )
    return here.page("desk_after.html", page)


@router.post("/desk/calls/{call}/undo")
def undo(here: Here, call: Whole) -> Response:
    """Takes the last outcome back."""
    realcalls.undo_call(house=here.house, call=call, now=here.now)
    return here.go(f"/desk/calls/{call}")


@router.post("/desk/calls/{call}/result")
def result(here: Here, call: Whole, result: Annotated[str, Form()] = "", on: Annotated[str, Form()] = "") -> Response:
    """What the meeting came to, and on which day."""
    realcalls.set_result(house=here.house, call=call, result=result, now=here.now, on=day_in(on))
    return here.go(f"/desk/calls/{call}?done=kept")


@router.post("/desk/calls/{call}/after")
def keep_after(
    here: Here,
    call: Whole,
    feared: Annotated[str, Form()] = "",
    happened: Annotated[str, Form()] = "",
    next_time: Annotated[str, Form()] = "",
) -> Response:
    """Three short answers, for the caller alone."""
    questions.keep(house=here.house, call=call, feared=feared, happened=happened, next_time=next_time, now=here.now)
    return here.go(f"/desk/calls/{call}?done=kept")


def people_or_none(here: Here, person: str) -> Known | None:
    """A person, or None when they were forgotten."""
    try:
        return realcalls.person_of(house=here.house, person=person, now=here.now)
    except NotThere:
        return None
