"""The last stage: lines become sound, sentence by sentence, and everything goes out over the wire in its order."""

import asyncio
import time
from collections.abc import Awaitable, Callable

from pipecat.frames.frames import Frame
from pipecat.processors.frame_processor import FrameDirection, FrameProcessor

from belletje.rehearsal.record import Record, Said
from belletje.voice.frames import Beep, Coming, Ringing, Speak, Tell, TellNow
from belletje.voice.messages import AllSpoken, GoOn, Hush, Line, Message, SaidLine, Sound, Stages, Stop
from belletje.voice.models import NotReady
from belletje.voice.parts import Crashed, Mouth
from belletje.voice.persons import voice_of
from belletje.voice.preparing import Preparing
from belletje.voice.recognising import Failed
from belletje.voice.sentences import sentences
from belletje.voice.sound import BYTES_PER_SECOND
from belletje.voice.utterances import Utterances

PART_BYTES = BYTES_PER_SECOND // 10
"""100 ms a message."""
BEEP_MS = 500
BETWEEN_S = 0.18
"""Between two sentences."""


class Speaking(FrameProcessor):
    """Says lines with the mouth, or, without one, leaves their sound to who is at the other end of the wire."""

    def __init__(
        self,
        mouth: Mouth,
        record: Record,
        utterances: Utterances,
        send: Callable[[Message], Awaitable[None]],
        failed: Failed,
        preparing: Preparing,
    ) -> None:
        super().__init__(name="speaking")
        self._mouth = mouth
        self._record = record
        self._utterances = utterances
        self._send = send
        self._failed = failed
        self._preparing = preparing
        self.aloud = True

    async def process_frame(self, frame: Frame, direction: FrameDirection) -> None:
        """Speaks, prepares, rings and tells."""
        await super().process_frame(frame, direction)
        match frame:
            case Coming(foreseen):
                self._preparing.stop()
                await self._prepare([event for event in foreseen.events if isinstance(event, Said)])
            case Speak():
                await self._speak(frame)
            case Ringing(rings_s):
                await self._ring(rings_s)
            case Beep():
                await self._utterances.silence()
                await self._send(Line("beep", BEEP_MS))
            case Tell(message) | TellNow(message):
                await self._send(message)
            case _:
                await self.push_frame(frame, direction)

    async def _prepare(self, lines: list[Said]) -> None:
        if not self.aloud:
            return
        for line in lines[:1]:
            for sentence in sentences(line.text)[:1]:
                try:
                    await self._mouth.say(sentence, voice_of(self._record, line.speaker))
                except (Crashed, NotReady):
                    return  # it is told when it matters

    async def _speak(self, line: Speak) -> None:
        self._preparing.stop()
        voice = voice_of(self._record, line.speaker)
        utterance = self._utterances.begin(line.said, line.text, aloud=self.aloud)
        await self._send(SaidLine(line.turn, utterance, line.text, line.reaction, line.speaker, voice.pace))
        began = time.monotonic()
        sequence, first_ms = 0, None
        parts = sentences(line.text) if self.aloud else ()
        for place, sentence in enumerate(parts):
            try:
                pcm = await self._mouth.say(sentence, voice)
            except (Crashed, NotReady) as fault:
                await self._failed(fault)
                break
            if not self._utterances.sounds(utterance):
                break
            if first_ms is None:
                first_ms = round(1000 * (time.monotonic() - began))
            if place + 1 < len(parts):
                pcm += bytes(round(BETWEEN_S * BYTES_PER_SECOND / 2) * 2)
            self._utterances.sent(utterance, sentence, pcm)
            for start in range(0, len(pcm), PART_BYTES):
                await self._send(Sound(utterance, sequence, pcm[start : start + PART_BYTES]))
                sequence += 1
            if place == 0 and line.stages:
                await self._tell_stages(line, first_ms)
        await self._send(AllSpoken(utterance))
        self._utterances.all_sent(utterance)
        if self.aloud:
            self._preparing.begin()

    async def _tell_stages(self, line: Speak, first_ms: int | None) -> None:
        quiet_at, over_at = line.stages.get("quiet_at"), line.stages.get("over_at")
        if quiet_at is None or over_at is None:
            return
        recognition_ms, engine_ms = line.stages.get("recognition_ms"), line.stages.get("engine_ms")
        await self._send(
            Stages(
                turn=line.turn,
                hold_ms=round(1000 * (over_at - quiet_at)),
                recognition_ms=None if recognition_ms is None else round(recognition_ms),
                engine_ms=None if engine_ms is None else round(engine_ms),
                speech_ms=first_ms,
                total_ms=round(1000 * (time.monotonic() - quiet_at)),
            )
        )

    def left_s(self) -> float:
        """See listening.OtherEnd."""
        return self._utterances.left_s

    async def hush(self) -> None:
        """See listening.OtherEnd."""
        hushed = self._utterances.hush()
        if hushed is not None:
            await self._send(Hush(hushed))

    async def go_on(self) -> None:
        """See listening.OtherEnd."""
        if self._utterances.go_on():
            await self._send(GoOn())

    async def stop(self) -> None:
        """See listening.OtherEnd."""
        cut = self._utterances.interrupt()
        if cut is not None:
            await self._send(Stop(cut))

    async def _ring(self, rings_s: float) -> None:
        await self._utterances.silence()
        await self._send(Line("ring", round(1000 * rings_s)))
        await asyncio.sleep(rings_s)
        await self._send(Line("pick_up", 0))
