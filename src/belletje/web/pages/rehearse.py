"""Before a rehearsal: choose what may happen, then dial."""

import secrets
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Form
from starlette.requests import Request
from starlette.responses import Response

from belletje.ladder.proposals import Proposal
from belletje.prospect.scenario import DIMENSIONS, Scenario
from belletje.rehearsal.record import Script
from belletje.script.reading import read
from belletje.usecases import heard, listing, practice, rehearsals, scripts
from belletje.usecases.house import House, Refused
from belletje.web.numbers import Whole
from belletje.web.visit import Here, Visit

router = APIRouter()
DIMENSION = "dimension-"


@dataclass(frozen=True, slots=True)
class RehearsePage:
    """What can be rehearsed. `person` is the id of someone on the call list who is to be called, with their `name`.

    `kept` is in how many real conversations it was kept what they said.
    """

    proposals: tuple[Proposal, ...]
    dimensions: dict[str, tuple[str, ...]]
    usual: Scenario
    person: str
    name: str
    reason: str
    script: str
    kept: int


@router.get("/rehearse")
def rehearse(here: Here, wish: str = "", person: str = "") -> Response:
    """Three proposals, and the whole space to choose from."""
    entry = listing.entry_of(house=here.house, person=person, now=here.now, language=here.language) if person else None
    if person and entry is None:
        raise Refused(here.words.gettext("This person is not on the call list, so there is no call to rehearse."))
    page = RehearsePage(
        proposals=practice.next_rehearsals(house=here.house, now=here.now, wish=wish),
        dimensions=dict(DIMENSIONS),
        usual=Scenario(),
        person=person,
        name=entry.person.name if entry else "",
        reason=entry.reason if entry else "",
        script=_script(here.house, here.language).name,
        kept=heard.own_prospects(house=here.house).conversations,
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
) -> Response:
    """Dials. `scenario` is an id, `own` for what the selects say, `ours` for one as the team meets them.

    The same `seed` gives the same call again.
    """
    nerves_before = whole_number(here, nerves)
    language = language or here.language
    number = rehearsals.dial(
        house=here.house,
        now=here.now,
        language=language,
        seed=secrets.randbelow(2**31) if seed is None else seed,
        scenario={"own": own, "ours": ""}.get(scenario, scenario),
        as_ours=scenario == "ours",
        script=_script(here.house, language),
        mode="exam" if mode == "exam" else "coached",
        person=person,
    )
    if feared.strip() or nerves_before is not None:
        practice.record_fear(
            house=here.house, call=number, now=here.now, feared=feared.strip() or None, nerves_before=nerves_before
        )
    return here.go(f"/calls/{number}?ring=1")


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
