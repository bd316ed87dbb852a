"""The web application: every room has its pages, and every mistake has a page that says what to do."""

from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from fastapi import Depends, FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from belletje import __version__
from belletje.desk.dialling import Line, tel_link
from belletje.usecases.house import House, NotThere, Refused
from belletje.voice.room import Room
from belletje.web import pages
from belletje.web.guard import Guard, same_page
from belletje.web.pages.desk import ROOMS as DESK
from belletje.web.spoken import NoVoice, SpokenHere, Voice
from belletje.web.visit import visit
from belletje.wiring import CannotWrite


@dataclass(frozen=True, slots=True)
class SorryPage:
    """Something cannot be done: the HTTP status, a sentence where there is one, and where to go back to."""

    status: int
    sentence: str
    back: str


def create_app(
    house: House,
    *,
    clock: Callable[[], datetime],
    hosts: Collection[str] = (),
    line: Line = tel_link,
    voice: Voice | None = None,
    room: Room | None = None,
) -> FastAPI:
    """The application on one house. `clock` gives the moment, with its zone; `hosts` are names it also answers to.

    `line` is what the call button of the desk leads to; `room` is where rehearsals are spoken, and `voice` what the
    pages tell of that; without them there is only text.
    """
    app = FastAPI(
        title="Belletje",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        telemetry={"tracing": False, "metrics": False, "logs": False},
        dependencies=[Depends(same_page)],
        lifespan=_while_serving,
    )
    app.state.house = house
    app.state.clock = clock
    app.state.line = line
    app.state.room = room
    app.state.voice = voice or (SpokenHere(room) if room else NoVoice())
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"), name="static")
    for router in pages.ROOMS + DESK:
        app.include_router(router)
    app.add_exception_handler(Refused, _refused)
    app.add_exception_handler(CannotWrite, _cannot_write)
    app.add_exception_handler(RequestValidationError, _misread)
    app.add_exception_handler(HTTPException, _sorry_for)
    app.add_middleware(Guard, sorry=sorry, hosts=hosts)
    return app


@asynccontextmanager
async def _while_serving(app: FastAPI) -> AsyncIterator[None]:
    """Calls by voice that are still going on are ended before the server is."""
    yield
    if app.state.room:
        await app.state.room.end_calls()


def sorry(request: Request, status: int, sentence: str = "") -> Response:
    """The page for something that cannot be done."""
    return visit(request).page("sorry.html", SorryPage(status, sentence, _back(request)), status=status)


def _refused(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, Refused)
    sentence = fault.sentence(visit(request).language)
    return sorry(request, 404 if isinstance(fault, NotThere) else 400, sentence)


def _cannot_write(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, CannotWrite)
    return sorry(request, 503, fault.nl if visit(request).language == "nl" else str(fault))


def _misread(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, RequestValidationError)
    in_address = any(error["loc"][:1] == ("path",) for error in fault.errors())
    return sorry(request, 404 if in_address else 400)


def _sorry_for(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, HTTPException)
    return sorry(request, 404 if fault.status_code == 405 else fault.status_code)


def _back(request: Request) -> str:
    """The page that was left, where it is one of ours."""
    left = request.headers.get("referer", "")
    ours = f"{request.url.scheme}://{request.headers.get('host', '')}/"
    return "/" + left.removeprefix(ours) if left.startswith(ours) and left != str(request.url) else "/"
