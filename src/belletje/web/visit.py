"""One visit to one page: who asks, in which language, and how a page or a block of it is drawn."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from typing import Annotated, Any, cast
from urllib.parse import quote, unquote

from fastapi import Depends
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from belletje.ladder.proposals import Proposal, named
from belletje.usecases.house import House, Refused, name_of
from belletje.web.guard import LOCAL
from belletje.web.spoken import Voice
from belletje.web.words import LANGUAGES, Language, Words, as_language, preferred, words

COOKIE = "belletje_language"
WHO = "belletje_who"
SEEDS = 2**31
YEAR_S = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page has around it. `switch` is its address in each language; `done` names what was just done.

    `here` is the address to come back to; `asks_who` whether it is still to be asked who is calling.
    """

    language: Language
    csrf: str
    path: str
    here: str
    asks_who: bool
    switch: dict[str, str]
    done: str


@dataclass(frozen=True, slots=True)
class Visit:
    """One request with all that a page needs. A page is one template with one context, reachable in it as `page`."""

    request: Request
    words: Words
    asked_language: bool

    @property
    def house(self) -> House:
        """The house that is visited, with who is at work in this browser."""
        house = cast(House, self.request.app.state.house)
        return house.at_work(self.who) if self.who else house

    @property
    def who(self) -> str:
        """The name that was given in this browser; empty for none, or for what is no name."""
        try:
            return name_of(unquote(self.request.cookies.get(WHO, ""), errors="strict"))
        except (Refused, UnicodeDecodeError):
            return ""

    @property
    def now(self) -> datetime:
        """The moment, by the clock that the application was made with."""
        clock: Callable[[], datetime] = self.request.app.state.clock
        return clock()

    @property
    def voice(self) -> Voice:
        """What a rehearsal can be spoken with."""
        return cast(Voice, self.request.app.state.voice)

    @property
    def language(self) -> Language:
        """The language of the page."""
        return self.words.language

    def new_seed(self) -> int:
        """A seed for a rehearsal that can be dialled from this page: pressed twice it is one call."""
        return secrets.randbelow(SEEDS)

    @property
    def wants_block(self) -> bool:
        """Whether htmx asks, for a part of the page; going back in history it wants all."""
        headers = self.request.headers
        return headers.get("hx-request") == "true" and headers.get("hx-history-restore-request") != "true"

    def page(self, template: str, page: object, *, block: str = "", status: int = 200) -> Response:
        """The page, or only the named block of it where htmx asks for that."""
        drawn = environment(self.language).get_template(template)
        values: dict[str, Any] = {"page": page, "frame": self._frame()}
        if block and self.wants_block:
            html = "".join(drawn.blocks[block](drawn.new_context(values)))
        else:
            html = drawn.render(values)
        response = HTMLResponse(html, status, headers={"Vary": "HX-Request, Accept-Language, Cookie"})
        if self.asked_language:
            remember(response, self.language)
        return response

    def go(self, path: str) -> Response:
        """To another page, after something was done."""
        if self.wants_block:
            return Response(status_code=204, headers={"HX-Redirect": path})
        return RedirectResponse(path, 303)

    def _frame(self) -> Frame:
        url = self.request.url
        reachable = url if self.request.method == "GET" else url.replace(path="/", query="")
        addresses = {language: reachable.include_query_params(lang=language) for language in LANGUAGES}
        return Frame(
            language=self.language,
            csrf=str(self.request.state.csrf),
            path=url.path,
            here=f"{reachable.path}?{reachable.query}" if reachable.query else reachable.path,
            asks_who=WHO not in self.request.cookies and url.hostname not in LOCAL,
            switch={language: f"{address.path}?{address.query}" for language, address in addresses.items()},
            done=self.request.query_params.get("done", ""),
        )


def visit(request: Request) -> Visit:
    """The visit that a request makes: the language is asked for, or remembered, or the browser's."""
    asked = as_language(request.query_params.get("lang"))
    kept = as_language(request.cookies.get(COOKIE))
    language = asked or kept or preferred(request.headers.get("accept-language", ""))
    return Visit(request, words(language), asked is not None)


Here = Annotated[Visit, Depends(visit)]


def remember(response: Response, language: Language) -> None:
    """Keeps the language in the browser."""
    response.set_cookie(COOKIE, language, max_age=YEAR_S, samesite="strict", httponly=True)


def remember_who(here: Visit, response: Response, who: str) -> None:
    """Keeps who is calling in the browser; an empty name is not asked for again."""
    secure = here.request.url.scheme == "https"
    response.set_cookie(WHO, quote(who, safe=""), max_age=YEAR_S, samesite="lax", httponly=True, secure=secure)


@cache
def environment(language: Language) -> Environment:
    """The templates in one language; everything that is filled in is escaped."""
    found = Environment(
        loader=PackageLoader("belletje.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    spoken = words(language)
    found.install_gettext_callables(spoken.gettext, spoken.ngettext, newstyle=True)  # type: ignore[attr-defined]
    found.filters.update(named=spoken.named, day=spoken.day, moment=spoken.moment, clock=clock, percent=percent)
    found.filters.update(decimal=spoken.decimal, rate=spoken.rate, why=partial(_why, spoken))
    found.filters["local"] = local
    found.globals["parts"] = found.get_template("parts.html").module
    return found


def item_name(spoken: Words, item: str) -> str:
    """Something to practise: a reaction in the words that are said then, a value of the space by dimension and name."""
    dimension, _, value = item.partition("=")
    if value:
        return f"{spoken.named(dimension, 'dimension')}: {spoken.named(value, dimension)}"
    return named(item, spoken.language)


def _why(spoken: Words, proposal: Proposal) -> str:
    """Why a rehearsal is proposed, with the item in the words of the page."""
    why = proposal.why[spoken.language]
    if not proposal.item:
        return why
    return why.replace(named(proposal.item, spoken.language), item_name(spoken, proposal.item))


def local(moment: str) -> datetime:
    """A moment that is kept in UTC, by the clock of this machine."""
    return datetime.fromisoformat(moment).astimezone()


def clock(seconds: float) -> str:
    """Seconds as minutes and seconds: 0:07, 12:30."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02}"


def percent(share: float) -> str:
    """A share in [0, 1] as whole per cents, but never 0 for something or 100 for not everything."""
    whole = round(share * 100)
    if whole == 0 and share > 0:
        return "< 1 %"
    return f"{min(whole, 99) if share < 1 else whole} %"
