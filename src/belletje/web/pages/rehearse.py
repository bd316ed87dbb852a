"""Before a rehearsal: choose what may happen, then dial."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Form
from starlette.requests import Request
from starlette.responses import Response

from belletje.ladder.proposals import Proposal
from belletje.prospect.scenario import DIMENSIONS, Scenario
from belletje.rehearsal.record import Script
from belletje.script.reading import read
from belletje.usecases import dialling, heard, listing, practice, scripts, sounds
from belletje.usecases.house import House, Refused
from belletje.web.numbers import Whole
from belletje.web.spoken import VoiceOffer
from belletje.web.visit import YEAR_S, Here, Visit
from belletje.web.words import LANGUAGES, as_language

router = APIRouter()
DIMENSION = "dimension-"
MEDIUM_COOKIE = "belletje_medium"


@dataclass(frozen=True, slots=True)
class RehearsePage:
    """What can be rehearsed. `person` is the id of someone on the call list who is to be called, with their `name`.

    `kept` is in how many real conversations it was kept what they said. `by_voice` when the caller spoke the last time;
    `voices` has what there is to speak with, by language, and `why_not_by_voice` how to get what is missing there, or
    empty texts.
    """

    proposals: tuple[Proposal, ...]
    seed: int
    dimensions: dict[str, tuple[str, ...]]
    usual: Scenario
    person: str
    name: str
    reason: str
    script: str
    kept: int
    by_voice: bool
    why_not_by_voice: dict[str, str]
    voices: dict[str, VoiceOffer]


@router.get("/rehearse")
def rehearse(here: Here, wish: str = "", person: str = "") -> Response:
    """Three proposals, and the whole space to choose from."""
    entry = listing.entry_of(house=here.house, person=person, now=here.now, language=here.language) if person else None
    if person and entry is None:
        raise Refused(here.words.gettext("This person is not on the call list, so there is no call to rehearse."))
    page = RehearsePage(
        proposals=practice.next_rehearsals(house=here.house, now=here.now, wish=wish),
        seed=here.new_seed(),
        dimensions=dict(DIMENSIONS),
        usual=Scenario(),
        person=person,
        name=entry.person.name if entry else "",
        reason=entry.reason if entry else "",
        script=_script(here.house, here.language).name,
        kept=heard.own_prospects(house=here.house).conversations,
        by_voice=here.request.cookies.get(MEDIUM_COOKIE) == "voice",
        why_not_by_voice={language: why_not_by_voice(here, language) for language in LANGUAGES},
        voices={language: here.voice.offer(language) for language in LANGUAGES},
    )
    return here.page("rehearse.html", page)


async def chosen_values(request: Request) -> str:
    """The scenario that the selects make up, as `dimension=value,...`; there is one select for each dimension."""
    form = await request.form()
    values = ((name, form.get(DIMENSION + name)) for name in DIMENSIONS)
    return ",".join(f"{name}={value}" for name, value in values if value)


@router.post("/rehearse")
def dial(
    here: Here,
    own: Annotated[str, Depends(chosen_values)],
    scenario: Annotated[str, Form()] = "",
    language: Annotated[str, Form()] = "",
    mode: Annotated[str, Form()] = "coached",
    person: Annotated[str, Form()] = "",
    feared: Annotated[str, Form()] = "",
    nerves: Annotated[str, Form()] = "",
    seed: Annotated[Whole | None, Form()] = None,
    medium: Annotated[str, Form()] = "text",
    keep_sound: Annotated[str, Form()] = "",
) -> Response:
    """Dials. `scenario` is an id, `own` for what the selects say, `ours` for one as the team meets them.

    The same `seed` gives the same call again.
    """
    nerves_before = whole_number(here, nerves)
    language = language or here.language
    speaks = medium == "voice" and not why_not_by_voice(here, language)
    number = dialling.dial(
        house=here.house,
        now=here.now,
        language=language,
        seed=here.new_seed() if seed is None else seed,
        scenario={"own": own, "ours": ""}.get(scenario, scenario),
        as_ours=scenario == "ours",
        once=True,
        script=_script(here.house, language),
        mode="exam" if mode == "exam" else "coached",
        person=person,
        medium="voice" if speaks else "text",
    )
    if speaks and keep_sound == "1":
        sounds.keep_sound(house=here.house, call=number)
    if feared.strip() or nerves_before is not None:
        practice.record_fear(
            house=here.house, call=number, now=here.now, feared=feared.strip() or None, nerves_before=nerves_before
        )
    response = here.go(f"/calls/{number}?ring=1")
    chosen = "voice" if medium == "voice" else "text"
    response.set_cookie(MEDIUM_COOKIE, chosen, max_age=YEAR_S, samesite="strict", httponly=True)
    return response


def why_not_by_voice(here: Visit, language: str) -> str:
    """One sentence on how to get what is missing to call by voice in this language, or an empty text."""
    missing = here.voice.offer(as_language(language) or here.language).missing
    if missing == "extra":
        return here.words.gettext(
            "Calling by voice is an extra that is not installed yet: run pip install 'belletje[voice]' where Belletje "
            "is, and start it again."
        )
    if missing == "model":
        return here.words.gettext(
            "What hears you or speaks to you is not here yet: run belletje doctor, which says how to get it."
        )
    return ""


def whole_number(here: Visit, text: str) -> int | None:
    """Nerves from 0 to 100 as they were typed, or None when left out. Raises Refused."""
    if not text.strip():
        return None
    if not text.strip().isdecimal() or not 0 <= int(text) <= 100:
        raise Refused(here.words.gettext("Nerves are a whole number from 0 to 100, or nothing."))
    return int(text)


def _script(house: House, language: str) -> Script:
    """The script to lay alongside: the first in this language, the current one before the others."""
    for kept in scripts.list_scripts(house=house):
        if read(kept.text)[0].language == language:
            return Script(kept.name, kept.text)
    return Script()
