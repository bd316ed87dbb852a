"""Services as somebody would bring them, on Pipecat's own base classes."""

from collections.abc import AsyncGenerator

import numpy as np
from pipecat.frames.frames import Frame, TranscriptionFrame, TTSAudioRawFrame
from pipecat.services.settings import STTSettings, TTSSettings
from pipecat.services.stt_service import SegmentedSTTService, STTService
from pipecat.services.tts_service import TTSService

HERTZ = 24_000


class BySegment(SegmentedSTTService):
    """Hears a turn at once, and says how long it was."""

    def __init__(self, api_key: str = "", model: str = "none") -> None:
        super().__init__(settings=STTSettings(model=model, language=None))
        self.key = api_key

    async def run_stt(self, audio: bytes) -> AsyncGenerator[Frame | None, None]:
        """The seconds of sound, and the key."""
        heard = np.frombuffer(audio[44:], "<i2")
        if np.abs(heard).max(initial=0) > 0:
            loud = np.flatnonzero(np.abs(heard) > 0)
            text = f"{(loud[-1] - loud[0]) / self.sample_rate:.1f} s {self.key}"
            yield TranscriptionFrame(text, "", "now")
        else:
            yield None


class Streaming(STTService):
    """Hears as it goes, and never says which words are the last."""

    def __init__(self) -> None:
        super().__init__(settings=STTSettings(model="none", language=None))
        self.frames = 0

    async def run_stt(self, audio: bytes) -> AsyncGenerator[Frame | None, None]:
        """A word in each half a second."""
        self.frames += 1
        yield TranscriptionFrame(f"word{self.frames // 25}", "", "now") if self.frames % 25 == 0 else None


class Speaks(TTSService):
    """Says a second of a pure sound for each word."""

    def __init__(self, *, fails: bool = False) -> None:
        super().__init__(
            sample_rate=HERTZ, push_start_frame=True, push_stop_frames=True, stop_frame_timeout_s=0.2,
            settings=TTSSettings(model="none", voice="none", language=None),
        )  # fmt: skip
        self.fails = fails

    async def run_tts(self, text: str, context_id: str) -> AsyncGenerator[Frame | None, None]:
        """The sound, in two parts."""
        if self.fails:
            raise OSError("the service is gone")
        at = np.arange(HERTZ * len(text.split())) / HERTZ
        pcm = (8000 * np.sin(2 * np.pi * 440 * at)).astype("<i2").tobytes()
        for part in (pcm[: HERTZ // 2], pcm[HERTZ // 2 :]):
            yield TTSAudioRawFrame(part, HERTZ, 1, context_id=context_id)
