"""The desk before a call: who is next, which callbacks are due, what is still to be sent."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form
from starlette.responses import Response

from belletje.usecases import callbacks, changes, order, queue, todo
from belletje.usecases.callbacks import Callback
from belletje.usecases.changes import Change
from belletje.usecases.order import Behind
from belletje.usecases.queue import Ready
from belletje.usecases.todo import Task
from belletje.web.bringing_up import and_then_the_rest
from belletje.web.numbers import Whole
from belletje.web.pages.desk.holder import holder_of
from belletje.web.visit import Here

router = APIRouter()
SHOWN = 12


@dataclass(frozen=True, slots=True)
class DeskPage:
    """The desk without anyone at it. `mine` is whom this desk has; `feed` the address of the calendar, or empty,
    `feed_changed` who gave it a new one and when.

    `behind` is how far the order of the list is behind.
    """

    callbacks: tuple[Callback, ...]
    tasks: tuple[Task, ...]
    mine: str
    ready: Ready
    nobody: bool
    feed: str
    feed_changed: Change | None
    behind: Behind


@dataclass(frozen=True, slots=True)
class OrderPage:
    """How far the order of the list is behind."""

    behind: Behind


@router.get("/desk")
def desk(here: Here, nobody: str = "") -> Response:
    """What the desk holds now."""
    behind = order.catch_up(house=here.house, now=here.now)
    secret = callbacks.calendar_secret(house=here.house)
    page = DeskPage(
        callbacks=tuple(callbacks.coming(house=here.house, now=here.now, limit=SHOWN)),
        tasks=tuple(todo.open_tasks(house=here.house, limit=SHOWN)),
        mine=queue.held_by(house=here.house, now=here.now, holder=holder_of(here)) or "",
        ready=queue.ready(house=here.house, now=here.now, holder=holder_of(here)),
        nobody=nobody == "1",
        feed=str(here.request.base_url.replace(path=f"/calendar/{secret}.ics", query="")),
        feed_changed=changes.last_about(house=here.house, subject=callbacks.CALENDAR),
        behind=behind,
    )
    return and_then_the_rest(here, here.page("desk.html", page))


@router.get("/desk/order")
def how_far(here: Here) -> Response:
    """How far the order of the list has been worked out, while it is."""
    page = OrderPage(order.behind(house=here.house, now=here.now))
    return and_then_the_rest(here, here.page("order.html", page, block="how_far"))


@router.post("/desk/next")
def next_person(here: Here, skip: Annotated[str, Form()] = "") -> Response:
    """To the next person; twice pressed, still the same one."""
    found = queue.next_person(house=here.house, now=here.now, holder=holder_of(here), skip=skip)
    return and_then_the_rest(here, here.go(f"/desk/{found}" if found else "/desk?nobody=1"))


@router.post("/desk/{person}/bring-back")
def bring_back(here: Here, person: str) -> Response:
    """Takes back that a person is put off."""
    queue.bring_back(house=here.house, person=person, now=here.now)
    return here.go("/desk?done=kept")


@router.get("/calendar/{secret}.ics")
def calendar(here: Here, secret: str) -> Response:
    """The callbacks as a calendar, for who has the address."""
    content = callbacks.shared_calendar(house=here.house, now=here.now, secret=secret, language=here.language)
    return Response(content, media_type="text/calendar; charset=utf-8", headers={"Cache-Control": "no-store"})


@router.post("/desk/calendar")
def change_calendar(here: Here) -> Response:
    """A new address for the calendar; the old one shows nothing any more."""
    callbacks.change_secret(house=here.house, now=here.now)
    return here.go("/desk?done=kept#calendar")


@router.post("/desk/tasks/{task}")
def sent(here: Here, task: Whole, text: Annotated[str, Form()] = "", back: Annotated[str, Form()] = "") -> Response:
    """A text was sent."""
    call = todo.finish(house=here.house, task=task, text=text, now=here.now)
    return here.go("/desk?done=kept" if back == "desk" else f"/desk/calls/{call}?done=kept")
