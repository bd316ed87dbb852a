"""The order of the call list brought up to date behind a page's back: nobody waits for a hundred thousand places."""

from datetime import datetime
from threading import Lock

from starlette.background import BackgroundTask
from starlette.responses import Response

from belletje.usecases import order
from belletje.usecases.house import House
from belletje.web.visit import Visit

WORKING = Lock()


def and_then_the_rest(here: Visit, response: Response) -> Response:
    """The page as it is; what is left of the order to work out is worked out after it, by one at a time."""
    if not WORKING.locked() and order.behind(house=here.house, now=here.now):
        response.background = BackgroundTask(_once, here.house, here.now)
    return response


def _once(house: House, now: datetime) -> None:
    if WORKING.acquire(blocking=False):
        try:
            order.prepare(house=house, now=now)
        finally:
            WORKING.release()
