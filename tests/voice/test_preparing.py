"""While the mouth has nothing to say, it makes ready what the other end may say next."""

import asyncio
from collections.abc import Callable
from datetime import datetime

import pytest

from belletje.usecases import dialling, rehearsals
from belletje.usecases.anticipating import likely_lines
from belletje.usecases.house import House
from belletje.voice.models import missing_parts
from belletje.voice.parts import Crashed
from belletje.voice.persons import Voice
from belletje.voice.preparing import MOST_LINES, Preparing
from belletje.voice.sentences import sentences

pytestmark = pytest.mark.skipif(bool(missing_parts()), reason="calls by voice need the extra: pip install '.[voice]'")


class Mouth:
    """Remembers what it was asked; it `stops` who prepares at the first sentence, or `falls` over."""

    name = "test mouth"

    def __init__(self, where: str = "", *, stops: bool = False, falls: bool = False) -> None:
        self.where = where
        self.stops = stops
        self.made: list[str] = []
        self.asked_for: Callable[[], None] = lambda: None
        self._falls = falls

    async def say(self, text: str, voice: Voice) -> bytes:
        self.made.append(text)
        self.asked_for()
        if self._falls:
            raise Crashed("mouth stopped and will be started again.")
        return b""

    def close(self) -> None:
        pass


@pytest.fixture
def call(house: House, now: datetime) -> int:
    return dialling.dial(house=house, now=now, language="nl", seed=4, scenario="need=open_vacancy", medium="voice")


def first_sentences(house: House, call: int) -> list[str]:
    return [sentences(line.text)[0] for line in likely_lines(house=house, call=call)]


def prepare(house: House, call: int, mouth: Mouth, free: Callable[[], bool] = lambda: True) -> list[str]:
    """What was made ready by the time that nothing is left to do."""

    async def run() -> list[str]:
        record = rehearsals.show_call(house=house, call=call).record
        preparing = Preparing(house, call, record, mouth, free)
        mouth.asked_for = preparing.stop if mouth.stops else mouth.asked_for
        preparing.begin()
        await preparing.ready()
        return mouth.made

    return asyncio.run(run())


def test_the_likely_answers_are_made_ready_the_likeliest_first(house: House, call: int) -> None:
    assert prepare(house, call, Mouth()) == first_sentences(house, call)[:MOST_LINES]


def test_once_it_is_known_what_will_be_said_nothing_else_is_made(house: House, call: int) -> None:
    assert prepare(house, call, Mouth(stops=True)) == first_sentences(house, call)[:1]


def test_nothing_is_made_while_somebody_waits_for_the_mouth(house: House, call: int) -> None:
    waiting = iter([True, False, False, True, False])
    mouth = Mouth()
    made_when_free = []

    def free() -> bool:
        is_free = next(waiting, True)
        made_when_free.append((is_free, len(mouth.made)))
        return is_free

    assert prepare(house, call, mouth, free) == first_sentences(house, call)[:MOST_LINES]
    assert made_when_free[1:6] == [(False, 0), (False, 0), (True, 0), (False, 1), (True, 1)]


def test_a_service_is_not_asked_for_what_may_never_be_said(house: House, call: int) -> None:
    assert prepare(house, call, Mouth(where="mouth.example")) == []


def test_a_mouth_that_falls_over_is_told_of_when_it_matters(house: House, call: int) -> None:
    assert prepare(house, call, Mouth(falls=True)) == first_sentences(house, call)[:1]
