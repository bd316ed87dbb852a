"""Whether the voice of a turn sounds finished: Pipecat's smart-turn, a small model of intonation.

It often takes a pause within a sentence for its end, so that it only tips the scale where the words leave it open.
"""

from pipecat.audio.turn.base_turn_analyzer import EndOfTurnState
from pipecat.audio.turn.smart_turn.local_smart_turn_v3 import LocalSmartTurnAnalyzerV3

from belletje.voice.sound import BYTES_PER_SECOND, SAMPLE_RATE_HZ

AFTER_S = 0.1
"""The model expects 0.2 s of silence after the last word; it is asked before there is so much, and gets the rest."""


class Intonation:
    """The model in memory, for all calls; it works in a thread of its own."""

    def __init__(self) -> None:
        self._model = LocalSmartTurnAnalyzerV3(cpu_count=1)
        self._model.set_sample_rate(SAMPLE_RATE_HZ)

    async def finished(self, pcm: bytes) -> bool:
        """Whether the voice in PCM16 mono of 16 kHz, some 0.1 s of it silence after the last word, sounds finished."""
        self._model.clear()  # type: ignore[no-untyped-call]
        self._model.append_audio(pcm + bytes(round(AFTER_S * BYTES_PER_SECOND)), is_speech=True)
        state, _ = await self._model.analyze_end_of_turn()
        return state == EndOfTurnState.COMPLETE
