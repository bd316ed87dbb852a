"""Ears and a mouth that Pipecat has: any of its services, named by its class, in a small pipeline of its own."""

import asyncio
import inspect
import json
from contextlib import suppress
from importlib import import_module
from typing import Any

import numpy as np
from pipecat.frames.frames import (
    Frame,
    InputAudioRawFrame,
    TranscriptionFrame,
    TTSAudioRawFrame,
    TTSSpeakFrame,
    TTSStoppedFrame,
    VADUserStartedSpeakingFrame,
    VADUserStoppedSpeakingFrame,
)
from pipecat.processors.frame_processor import FrameDirection, FrameProcessor
from pipecat.services.stt_service import STTService
from pipecat.services.tts_service import TTSService

from belletje.voice.models import NotReady
from belletje.voice.mouth import trimmed
from belletje.voice.parts import Wishes
from belletje.voice.persons import Voice
from belletje.voice.pipelines import pipeline_of, runner_of
from belletje.voice.sound import FRAME_BYTES, SAMPLE_RATE_HZ, seconds, telephone, to_pcm, to_samples
from belletje.voice.worker import Crashed

WAIT_S = 10.0
MORE_S = 0.3
"""So long after words that may not be the last more is waited for: some services tell when they are, some do not."""


class _Collecting(FrameProcessor):
    """The end of the line: keeps what the service makes."""

    def __init__(self) -> None:
        super().__init__(name="collecting")
        self.made: asyncio.Queue[Frame] = asyncio.Queue()

    async def process_frame(self, frame: Frame, direction: FrameDirection) -> None:
        """Keeps words, sound and faults."""
        await super().process_frame(frame, direction)
        if isinstance(frame, TranscriptionFrame | TTSAudioRawFrame | TTSStoppedFrame):
            self.made.put_nowait(frame)
        await self.push_frame(frame, direction)


class _Brought:
    """One service of Pipecat's. `setting` begins the names of its settings, as EARS in BELLETJE_EARS_PIPECAT."""

    def __init__(self, setting: str, kind: type, path: str, key: str, arguments: str, wait_s: float) -> None:
        self._setting, self._kind = setting, kind
        self._path, self._key, self._arguments = path, key, arguments
        self._wait_s = wait_s
        self.name = path.rpartition(".")[2]
        self.where = self.name

    async def ask(self, *frames: Frame, last: type[Frame]) -> list[Frame]:
        """What comes of these frames, up to the first of kind `last`, or so long as more comes of it.

        The service is made anew for each question, so that nothing of one is left in the next. Raises Crashed where
        nothing comes in time, NotReady where the service cannot be begun.
        """
        service, collecting = self._service(), _Collecting()
        worker = pipeline_of([service, collecting])
        runner = await runner_of(worker)
        running = asyncio.create_task(runner.run())
        found: list[Frame] = []
        try:
            for frame in frames:
                await worker.queue_frame(frame)
            with suppress(TimeoutError):
                while not found or not isinstance(found[-1], last) or not getattr(found[-1], "finalized", True):
                    known = any(isinstance(one, last) for one in found)
                    found.append(await asyncio.wait_for(collecting.made.get(), MORE_S if known else self._wait_s))
        finally:
            await runner.cancel()
            with suppress(asyncio.CancelledError):
                await running
        if not found:
            raise Crashed(f"{self.name} does not answer.")
        return found

    def _service(self) -> FrameProcessor:
        module, _, name = self._path.rpartition(".")
        try:
            made: Any = getattr(import_module(module), name)
            if not (isinstance(made, type) and issubclass(made, self._kind)):
                raise TypeError(f"it is no {self._kind.__name__}")
            arguments = json.loads(self._arguments or "{}")
            if self._key and "api_key" in inspect.signature(made).parameters:
                arguments["api_key"] = self._key
            service = made(**arguments)
        except Exception as fault:  # whatever somebody else's code makes of the settings
            look = f"BELLETJE_{self._setting}_PIPECAT"
            raise NotReady(
                en=f"{self.name} cannot be begun ({type(fault).__name__}): look at {look} and "
                f"BELLETJE_{self._setting}_ARGUMENTS, or leave it empty.",
                nl=f"{self.name} kan niet worden gestart ({type(fault).__name__}): kijk naar {look} en "
                f"BELLETJE_{self._setting}_ARGUMENTS, of laat het leeg.",
            ) from None  # the settings may hold a key
        assert isinstance(service, FrameProcessor)
        return service

    def close(self) -> None:
        """See Ears and Mouth."""


class BroughtEars(_Brought):
    """Hears by a speech-to-text service of Pipecat's. See parts.Ears."""

    def __init__(self, wishes: Wishes, wait_s: float = WAIT_S) -> None:
        super().__init__("EARS", STTService, wishes.ears_pipecat, wishes.ears_key, wishes.ears_arguments, wait_s)

    async def look(self, pcm: bytes) -> None:
        """See Ears: a service hears a turn once."""

    async def recognise(self, pcm: bytes, language: str, prompt: str) -> str:
        """See Ears. Its language and its hints are its own arguments."""
        sound = [
            InputAudioRawFrame(pcm[at : at + FRAME_BYTES], SAMPLE_RATE_HZ, 1) for at in range(0, len(pcm), FRAME_BYTES)
        ]
        try:
            found = await self.ask(
                VADUserStartedSpeakingFrame(), *sound, VADUserStoppedSpeakingFrame(), last=TranscriptionFrame
            )
        except Crashed:
            if seconds(pcm) < 1.0:
                return ""  # who hears nothing in a click says nothing
            raise
        return " ".join(one.text.strip() for one in found if isinstance(one, TranscriptionFrame)).strip()


class BroughtMouth(_Brought):
    """Speaks by a text-to-speech service of Pipecat's. See parts.Mouth."""

    def __init__(self, wishes: Wishes, wait_s: float = WAIT_S) -> None:
        super().__init__("MOUTH", TTSService, wishes.mouth_pipecat, wishes.mouth_key, wishes.mouth_arguments, wait_s)

    async def say(self, text: str, voice: Voice) -> bytes:
        """See Mouth. Its voice is its own argument: everybody has that one."""
        from soxr import resample

        if not any(letter.isalnum() for letter in text):
            return b""
        found = await self.ask(TTSSpeakFrame(text), last=TTSStoppedFrame)
        parts = [one for one in found if isinstance(one, TTSAudioRawFrame)]
        if not parts:
            raise Crashed(f"{self.name} made no sound.")
        samples = to_samples(b"".join(one.audio for one in parts))
        mono = samples.reshape(-1, parts[0].num_channels).mean(axis=1)
        return to_pcm(telephone(trimmed(np.asarray(resample(mono, parts[0].sample_rate, SAMPLE_RATE_HZ), np.float32))))
