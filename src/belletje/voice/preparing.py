"""While the mouth has nothing to say, it makes ready what the other end may say next."""

import asyncio
from collections.abc import Callable
from contextlib import suppress

from belletje.rehearsal.record import Record
from belletje.usecases.anticipating import likely_lines
from belletje.usecases.house import House, Refused
from belletje.voice.models import NotReady
from belletje.voice.parts import Crashed, Mouth
from belletje.voice.persons import voice_of
from belletje.voice.sentences import sentences

MOST_LINES = 16
LOOKS_S = 0.02


class Preparing:
    """Makes the first sentence of likely answers, one at a time, with a mouth that keeps what it made.

    `free` tells whether nobody waits for the mouth. A service is not asked for what may never be said.
    """

    def __init__(self, house: House, number: int, record: Record, mouth: Mouth, free: Callable[[], bool]) -> None:
        self._house = house
        self._number = number
        self._record = record
        self._mouth = mouth
        self._free = free
        self._turn = 0
        self._tasks: set[asyncio.Task[None]] = set()

    def begin(self) -> None:
        """All of a line is made: the next one can be thought of."""
        self.stop()
        if not self._mouth.where:
            task = asyncio.create_task(self._prepare(self._turn))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    def stop(self) -> None:
        """It is known what will be said; a sentence that is being made is made to its end."""
        self._turn += 1

    async def ready(self) -> None:
        """Waits until nothing is left to make."""
        await asyncio.gather(*self._tasks)

    def close(self) -> None:
        """The call is over."""
        for task in self._tasks:
            task.cancel()

    async def _prepare(self, turn: int) -> None:
        with suppress(Refused, Crashed, NotReady):  # it is told when it matters
            if not await self._is_free(turn):
                return
            lines = await asyncio.to_thread(likely_lines, house=self._house, call=self._number)
            for line in lines[:MOST_LINES]:
                for sentence in sentences(line.text)[:1]:
                    if not await self._is_free(turn):
                        return
                    await self._mouth.say(sentence, voice_of(self._record, line.speaker))

    async def _is_free(self, turn: int) -> bool:
        """Waits until nobody waits for the mouth; whether it is still this turn then."""
        while turn == self._turn and not self._free():
            await asyncio.sleep(LOOKS_S)
        return turn == self._turn
