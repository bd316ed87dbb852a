"""Settings: who calls, and in which language; and all data to take along."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form
from starlette.responses import Response

from belletje.usecases import changes, preferences, privacy
from belletje.usecases.changes import Change
from belletje.usecases.house import NotThere
from belletje.usecases.preferences import Preferences
from belletje.web.visit import COOKIE, Here, remember
from belletje.web.words import as_language

router = APIRouter()
CHANGES_SHOWN = 20
TYPES = {
    "json": "application/json",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True)
class SettingsPage:
    """What was set, where everything is kept, and what was changed by hand lately, newest first.

    `who` is the name that was given in this browser, `user` who else is at work: the user of the operating system.
    """

    who: str
    user: str
    preferences: Preferences
    folder: str
    changes: tuple[Change, ...]


@router.get("/settings")
def show_settings(here: Here) -> Response:
    """The settings."""
    page = SettingsPage(
        here.who,
        here.request.app.state.house.by,
        preferences.read_preferences(house=here.house),
        str(here.house.folder),
        tuple(changes.newest(house=here.house, limit=CHANGES_SHOWN)),
    )
    return here.page("settings.html", page)


@router.post("/settings")
def keep_settings(
    here: Here,
    caller: Annotated[str, Form()] = "",
    caller_company: Annotated[str, Form()] = "",
    language: Annotated[str, Form()] = "",
) -> Response:
    """Keeps the settings; the language holds for this browser at once."""
    preferences.keep_preferences(
        house=here.house, caller=caller, caller_company=caller_company, language=language, now=here.now
    )
    response = here.go("/settings?done=kept")
    if chosen := as_language(language):
        remember(response, chosen)
    else:
        response.delete_cookie(COOKIE)
    return response


@router.get("/export/{kind}")
def export(here: Here, kind: str) -> Response:
    """Everything that is kept, as a file."""
    if kind not in TYPES:
        raise NotThere(here.words.gettext("There is no such export. Choose one on the settings page."))
    content = privacy.export(house=here.house, now=here.now, kind=kind, language=here.language)
    disposition = f'attachment; filename="belletje.{kind}"'
    return Response(content, media_type=TYPES[kind], headers={"Content-Disposition": disposition})
