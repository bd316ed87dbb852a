"""The sound of a call, put away while it goes on, where the caller asked for that: what both ends really heard."""

import asyncio
from collections.abc import Callable

from belletje.usecases import sounds
from belletje.usecases.house import House
from belletje.voice.sound import BYTES_PER_SECOND

AT_ONCE_S = 1.0
"""The microphone's sound goes to the disk in pieces of so long."""


class Keeping:
    """Keeps the sound of one call. `now_s` gives seconds since dialling."""

    def __init__(self, house: House, call: int, now_s: Callable[[], float]) -> None:
        self._house, self._call, self._now_s = house, call, now_s
        self.on = sounds.keeps_sound(house=house, call=call)
        self._mine = bytearray()
        self._ends_s = 0.0

    async def microphone(self, pcm: bytes) -> None:
        """Sound of the caller, which ended now."""
        if not self.on:
            return
        self._ends_s = self._now_s()
        self._mine += pcm
        if len(self._mine) >= AT_ONCE_S * BYTES_PER_SECOND:
            await self.flush()

    async def other_end(self, pcm: bytes, began_s: float) -> None:
        """Sound of the other end as far as it was heard, from so many seconds since dialling on."""
        if self.on and pcm:
            await self._put(pcm, began_s)

    async def flush(self) -> None:
        """Puts away what waits."""
        mine, self._mine = bytes(self._mine), bytearray()
        if mine:
            await self._put(mine, self._ends_s - len(mine) / BYTES_PER_SECOND)

    async def _put(self, pcm: bytes, at_s: float) -> None:
        try:
            await asyncio.to_thread(sounds.add_sound, house=self._house, call=self._call, pcm=pcm, at_s=at_s)
        except OSError:
            self.on = False  # a full disk takes the sound, and not the call
