"""Call scripts: the Markdown beside what the checker says of it."""

from collections import Counter
from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import APIRouter, Form
from starlette.responses import Response

from belletje.prospect.catalogue import catalogue
from belletje.rehearsal.simulation.tally import Rate
from belletje.rehearsal.simulation.weakest import Weakness
from belletje.script.diagnostic import Diagnostic
from belletje.script.following import unanswered
from belletje.script.layout import Picture
from belletje.script.layout import picture as draw
from belletje.script.reading import read
from belletje.usecases import heard, scripts, simulations
from belletje.usecases.house import Refused
from belletje.web.kept import KeptScript
from belletje.web.numbers import Whole
from belletje.web.visit import Here, Visit
from belletje.web.words import as_language

router = APIRouter()

SIMULATED_CALLS = 10_000
"""Conversations that the page simulates: a few seconds, and a rate to within half a percent."""


@dataclass(frozen=True, slots=True)
class ScriptRow:
    """One script in the list, with how many diagnostics of each severity it has."""

    id: int
    name: str
    at: str
    current: bool
    language: str
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class ScriptsPage:
    """All scripts, the current one first."""

    scripts: tuple[ScriptRow, ...]


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of simulated calls with the script: rates in [0, 1] with their intervals, and what to improve first.

    `ours` is whether the prospects were as the team's own.
    """

    calls: int
    rates: dict[str, Rate]
    weakest: tuple[Weakness, ...]
    tips: dict[str, str]
    picture: Picture
    ours: bool


@dataclass(frozen=True, slots=True)
class ScriptPage:
    """One script in the editor; `id` is None for one not kept yet. `answered` of `askable` reactions have a step.

    `kept` is in how many real conversations it was kept what they said.
    """

    id: int | None
    name: str
    text: str
    current: bool
    diagnostics: tuple[Diagnostic, ...]
    answered: int
    askable: int
    picture: Picture | None
    kept: int
    tried: Tried | None = None


@router.get("/scripts")
def all_scripts(here: Here) -> Response:
    """The list of scripts."""
    return here.page(
        "scripts.html", ScriptsPage(tuple(_row(here, one) for one in scripts.list_scripts(house=here.house)))
    )


@router.get("/scripts/new")
def new_script(here: Here, example: str = "") -> Response:
    """The editor with an empty script, or with the example in a language."""
    language = as_language(example)
    return here.page("script.html", _page(here, None, "", scripts.example_script(language) if language else "", False))


@router.post("/scripts/check")
def check(
    here: Here,
    text: Annotated[str, Form()] = "",
    script: Annotated[Whole | None, Form()] = None,
) -> Response:
    """What the checker says of a text that is not kept (yet)."""
    name, current = "", False
    if script is not None:
        kept = scripts.show_script(house=here.house, script=script)
        name, current = kept.name, kept.current
    return here.page("script.html", _page(here, script, name, text, current), block="diagnostics")


@router.post("/scripts/simulate")
def simulate(
    here: Here,
    text: Annotated[str, Form()] = "",
    script: Annotated[Whole | None, Form()] = None,
    prospects: Annotated[str, Form()] = "",
) -> Response:
    """Follows a text, kept or not, over simulated calls: how often it succeeds, and where calls are lost."""
    text = _written(here, text)
    name, current = "", False
    if script is not None:
        kept = scripts.show_script(house=here.house, script=script)
        name, current = kept.name, kept.current
    ours = heard.own_prospects(house=here.house) if prospects == "ours" else None
    found = simulations.simulate_script(text=text, ear=here.house.ear, calls=SIMULATED_CALLS, seed=1, ours=ours)
    ways = {(way.source, way.target): way.calls for way in found.ways}
    tips = {one.reaction: catalogue()[one.reaction].tips[here.language] for one in found.weakest}
    tried = Tried(found.tally.calls, found.rates, found.weakest[:5], tips, draw(read(text)[0], ways), ours is not None)
    page = replace(_page(here, script, name, text, current), tried=tried)
    return here.page("script.html", page, block="tried")


@router.post("/scripts")
def keep_new(here: Here, text: Annotated[str, Form()] = "") -> Response:
    """Keeps a new script, and lays it beside the next calls."""
    number = scripts.keep_script(house=here.house, text=_written(here, text), now=here.now)
    return here.go(f"/scripts/{number}?done=kept")


@router.get("/scripts/{script}")
def one_script(here: Here, script: Whole) -> Response:
    """One script in the editor."""
    kept = scripts.show_script(house=here.house, script=script)
    return here.page("script.html", _page(here, kept.id, kept.name, kept.text, kept.current))


@router.post("/scripts/{script}")
def keep(here: Here, script: Whole, text: Annotated[str, Form()] = "") -> Response:
    """Keeps a script anew."""
    scripts.keep_script(house=here.house, text=_written(here, text), now=here.now, script=script)
    return here.go(f"/scripts/{script}?done=kept")


@router.post("/scripts/{script}/use")
def use(here: Here, script: Whole) -> Response:
    """Lays a script beside the next calls."""
    scripts.use_script(house=here.house, script=script, now=here.now)
    return here.go(f"/scripts/{script}?done=in_use")


@router.post("/scripts/{script}/remove")
def remove(here: Here, script: Whole) -> Response:
    """Throws a script away."""
    scripts.remove_script(house=here.house, script=script, now=here.now)
    return here.go("/scripts?done=removed")


def _written(here: Visit, text: str) -> str:
    """The text as it was typed: a browser sends each line end as two characters."""
    if not text.strip():
        raise Refused(
            here.words.gettext("The script is empty, so nothing was kept. Write a step, or start from the example.")
        )
    return text.replace("\r\n", "\n")


def _row(here: Visit, kept: KeptScript) -> ScriptRow:
    counts = Counter(str(one.severity) for one in scripts.check(text=kept.text, language=here.language))
    return ScriptRow(kept.id, kept.name, kept.at, kept.current, read(kept.text)[0].language, dict(counts))


def _page(here: Visit, number: int | None, name: str, text: str, current: bool) -> ScriptPage:
    text = text.replace("\r\n", "\n")
    diagnostics = scripts.check(text=text, language=here.language) if text.strip() else ()
    askable = sum(one.kind in {"objection", "question"} and one.group != "talk" for one in catalogue())
    answered = askable - len(unanswered(read(text)[0])) if text.strip() else 0
    script = read(text)[0]
    return ScriptPage(
        number,
        name,
        text,
        current,
        diagnostics,
        answered,
        askable,
        draw(script) if script.steps else None,
        kept=heard.own_prospects(house=here.house).conversations,
    )
