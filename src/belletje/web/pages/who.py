"""Who is calling in this browser: a name, for where colleagues share one Belletje; no password, and no account."""

from typing import Annotated

from fastapi import APIRouter, Form
from starlette.responses import Response

from belletje.usecases.house import name_of
from belletje.web.visit import Here, remember_who

router = APIRouter()


@router.post("/who")
def say_who(
    here: Here,
    who: Annotated[str, Form()] = "",
    later: Annotated[str, Form()] = "",
    back: Annotated[str, Form()] = "",
) -> Response:
    """Keeps a name in the browser, or that there is none; then back to the page on which it was asked."""
    name = name_of(who) if who.strip() and not later else ""
    ours = back.startswith("/") and not back.startswith("//") and "\\" not in back and back.isprintable()
    response = here.go(back if ours else "/")
    remember_who(here, response, name)
    return response
