"""The second stage: sound becomes words, while it is still uncertain whether the turn is over."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress

from pipecat.frames.frames import Frame
from pipecat.processors.frame_processor import FrameDirection, FrameProcessor

from belletje.voice.backchannels import said_over
from belletje.voice.endings import finished
from belletje.voice.frames import FinalWords, Guess, Judged, SoFar, Tell, Turn, Words
from belletje.voice.messages import Hearing
from belletje.voice.models import NotReady
from belletje.voice.parts import Crashed, Ears
from belletje.voice.turntaking import SaidOver

Failed = Callable[[Exception], Awaitable[None]]


class Recognising(FrameProcessor):
    """Asks the ears. `failed` is told when they do not answer; `voice` tells whether a voice sounds finished."""

    def __init__(
        self, ears: Ears, language: str, prompt: str, failed: Failed, voice: Callable[[bytes], Awaitable[bool]]
    ) -> None:
        super().__init__(name="recognising")
        self._ears = ears
        self._language = language
        self._prompt = prompt
        self._failed = failed
        self._voice = voice
        self._known: tuple[int, str] = (0, "")
        self._earlier: tuple[float, str] = (0.0, "")
        self._took_ms = 0

    async def process_frame(self, frame: Frame, direction: FrameDirection) -> None:
        """Recognises guesses and turns; lets all else through."""
        await super().process_frame(frame, direction)
        match frame:
            case SoFar(pcm):
                with suppress(Crashed, NotReady):  # it is told when it matters
                    await self._ears.look(pcm)
            case Guess(n, pcm, spoken, quiet_at, hushed, resumes):
                text, voice = await asyncio.gather(self._recognise(n, pcm), self._voice(pcm))
                if text is None:
                    return
                said = said_over(text, self._language)
                judged = Judged(n, finished(text, self._language, voice), said)
                await self.push_frame(judged, FrameDirection.UPSTREAM)
                if text:
                    if not hushed or said is SaidOver.WORDS:
                        await self.push_frame(Tell(Hearing(text)))
                    self._earlier = (spoken.began_s, text)
                    words = Words(n, text, spoken, False, quiet_at, None, self._took_ms, resumes=resumes)
                    await self.push_frame(words)
            case Turn(n, pcm, spoken, quiet_at, over_at, cut_in, resumes):
                text = await self._recognise(n, pcm) or ""
                if not text and self._earlier[0] == spoken.began_s:
                    text = self._earlier[1]  # what was heard of the turn is not lost by what was not
                words = FinalWords(
                    n, text, spoken, True, quiet_at, over_at, self._took_ms, resumes=resumes, cut_in=cut_in
                )
                await self.push_frame(words)
            case _:
                await self.push_frame(frame, direction)

    async def _recognise(self, n: int, pcm: bytes) -> str | None:
        """The words of guess `n`, recognised once; None where the ears do not answer."""
        if self._known[0] == n:
            return self._known[1]
        began = time.monotonic()
        try:
            text = await self._ears.recognise(pcm, self._language, self._prompt)
        except (Crashed, NotReady) as fault:
            await self._failed(fault)
            return None
        self._took_ms = round(1000 * (time.monotonic() - began))
        self._known = (n, text)
        return text
