"""Transcripts: paste or upload one, say who is who, read its debrief, rehearse any moment of it."""

import secrets
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, File, Form, UploadFile
from starlette.responses import Response

from belletje.debrief.debrief import Debrief
from belletje.desk.knowledge import outcomes, rules
from belletje.desk.transcripts.record import UNCLEAR
from belletje.prospect.catalogue import catalogue
from belletje.rehearsal.record import Turn, turns
from belletje.usecases import transcripts
from belletje.usecases.house import Refused
from belletje.usecases.transcripts import Counted, Transcript
from belletje.web.days import day_in
from belletje.web.numbers import Whole
from belletje.web.visit import Here

router = APIRouter()
SHOWN = 20
COUNTED_SHOWN = 100


@dataclass(frozen=True, slots=True)
class TranscriptsPage:
    """The form for a new transcript, and those there are. `call` is the real call that it is of, or None.

    `counted` are the conversations in which `reaction`, where one is asked for, was heard by a transcript alone.
    """

    token: str
    call: int | None
    outcomes: tuple[str, ...]
    kept: tuple[Transcript, ...]
    days: int
    today: date
    reaction: str
    counted: tuple[Counted, ...]


@dataclass(frozen=True, slots=True)
class TranscriptPage:
    """One transcript with its debrief; `unclear` is the reaction that stands for nothing in particular."""

    transcript: Transcript
    turns: tuple[Turn, ...]
    debrief: Debrief
    unclear: str
    seed: int


@router.get("/transcripts")
def all_transcripts(here: Here, call: str = "", reaction: str = "") -> Response:
    """A form, and the last transcripts; and behind which figure they stand, for a reaction."""
    asked = reaction if reaction in catalogue() else ""
    page = TranscriptsPage(
        token=secrets.token_urlsafe(16),
        call=int(call) if call.isdecimal() and len(call) < 16 else None,
        outcomes=tuple(outcomes()),
        kept=tuple(transcripts.newest(house=here.house, now=here.now, limit=SHOWN)),
        days=rules().transcripts_kept.days,
        today=here.now.date(),
        reaction=asked,
        counted=tuple(transcripts.counted(house=here.house, reaction=asked, limit=COUNTED_SHOWN) if asked else ()),
    )
    return here.page("transcripts.html", page)


@router.post("/transcripts")
def keep(
    here: Here,
    text: Annotated[str, Form()] = "",
    file: Annotated[UploadFile | None, File()] = None,
    ground: Annotated[str, Form()] = "",
    call: Annotated[str, Form()] = "",
    outcome: Annotated[str, Form()] = "",
    on: Annotated[str, Form()] = "",
    token: Annotated[str, Form()] = "",
) -> Response:
    """Reads and keeps one."""
    if file is not None and file.size:
        try:
            text = file.file.read(transcripts.LONGEST + 1).decode("utf-8-sig")
        except UnicodeDecodeError as mistake:
            raise Refused(
                "That file is not UTF-8 text. Save it as UTF-8.",
                nl="Dat bestand is geen UTF-8-tekst. Bewaar het als UTF-8.",
            ) from mistake
    number = transcripts.keep(
        house=here.house, text=text, now=here.now, token=token, ground=ground, language=here.language,
        call=int(call) if call.isdecimal() and len(call) < 16 else None, outcome=outcome, on=day_in(on),
    )  # fmt: skip
    return here.go(f"/transcripts/{number}")


@router.get("/transcripts/{transcript}")
def show(here: Here, transcript: Whole) -> Response:
    """One transcript and its debrief."""
    found = transcripts.show(house=here.house, transcript=transcript)
    page = TranscriptPage(found, turns(found.record), transcripts.debrief(found), UNCLEAR, here.new_seed())
    return here.page("transcript.html", page)


@router.post("/transcripts/{transcript}/caller")
def tell_who(here: Here, transcript: Whole, caller: Annotated[str, Form()] = "") -> Response:
    """Says who called."""
    transcripts.tell_who(house=here.house, transcript=transcript, caller=caller, now=here.now)
    return here.go(f"/transcripts/{transcript}?done=kept")


@router.post("/transcripts/{transcript}/rehearse")
def rehearse(
    here: Here, transcript: Whole, turn: Annotated[Whole, Form()] = 0, seed: Annotated[Whole | None, Form()] = None
) -> Response:
    """Dials a rehearsal of a moment; twice with the same seed is one call."""
    seed = here.new_seed() if seed is None else seed
    call = transcripts.rehearse(house=here.house, transcript=transcript, turn=turn, now=here.now, seed=seed)
    return here.go(f"/calls/{call}?ring=1")


@router.post("/transcripts/{transcript}/remove")
def remove(here: Here, transcript: Whole) -> Response:
    """Throws one away."""
    transcripts.remove(house=here.house, transcript=transcript, now=here.now)
    return here.go("/transcripts?done=kept")
