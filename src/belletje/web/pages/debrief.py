"""The debrief of a call: at most three points, what went well, and how the other end felt along the way."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form
from starlette.responses import FileResponse, Response

from belletje.ladder.nerves import Fear
from belletje.usecases import practice, rehearsals, sounds
from belletje.web import paper
from belletje.web.looking_back import LookedBack, look_back
from belletje.web.numbers import Whole
from belletje.web.pages.rehearse import whole_number
from belletje.web.visit import Here

router = APIRouter()


@dataclass(frozen=True, slots=True)
class DebriefPage:
    """A call looked back on; `fear` is what the caller alone wrote about it, or None; `sound` when that was kept."""

    back: LookedBack
    fear: Fear | None
    sound: bool


@router.get("/calls/{call}/debrief")
def show_debrief(here: Here, call: Whole) -> Response:
    """Looks back on one call."""
    back = look_back(house=here.house, call=call, words=here.words)
    fear = next((fear for fear in practice.read_fears(house=here.house) if fear.call == str(call)), None)
    return here.page("debrief.html", DebriefPage(back, fear, sounds.keeps_sound(house=here.house, call=call)))


@router.get("/calls/{call}/debrief.html")
def debrief_file(here: Here, call: Whole) -> Response:
    """The debrief as one HTML file to keep."""
    html = paper.as_html(house=here.house, call=call, language=here.language)
    return _attachment(html.encode(), "text/html; charset=utf-8", f"belletje-{call}.html")


@router.get("/calls/{call}/debrief.pdf")
def debrief_pdf(here: Here, call: Whole) -> Response:
    """The debrief as a PDF."""
    pdf = paper.as_pdf(house=here.house, call=call, language=here.language)
    return _attachment(pdf, "application/pdf", f"belletje-{call}.pdf")


@router.post("/calls/{call}/happened")
def record_what_happened(
    here: Here,
    call: Whole,
    happened: Annotated[str, Form()] = "",
    nerves: Annotated[str, Form()] = "",
    came_true: Annotated[str, Form()] = "",
) -> Response:
    """Keeps what happened and how nervous the caller was afterwards, in their own words and figure."""
    practice.record_fear(
        house=here.house,
        call=call,
        now=here.now,
        happened=happened.strip(),
        nerves_after=whole_number(here, nerves),
        came_true={"yes": True, "no": False}.get(came_true),
    )
    return here.go(f"/calls/{call}/debrief?done=kept")


@router.post("/calls/{call}/turns/{turn}/correct")
def correct(here: Here, call: Whole, turn: Whole, text: Annotated[str, Form()] = "") -> Response:
    """A turn that was heard wrongly is put right, and the debrief goes by what was said."""
    rehearsals.correct(house=here.house, call=call, turn=turn, text=text, now=here.now)
    return here.go(f"/calls/{call}/debrief?done=corrected")


@router.get("/calls/{call}/sound")
def listen(here: Here, call: Whole) -> Response:
    """The sound of a call that was kept, as a WAV file."""
    return FileResponse(sounds.sound_of(house=here.house, call=call), media_type="audio/wav")


@router.post("/calls/{call}/sound/delete")
def delete_sound(here: Here, call: Whole) -> Response:
    """Deletes the sound of a call."""
    sounds.delete_sound(house=here.house, call=call)
    return here.go(f"/calls/{call}/debrief?done=sound_deleted")


def _attachment(content: bytes, kind: str, name: str) -> Response:
    return Response(content, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
