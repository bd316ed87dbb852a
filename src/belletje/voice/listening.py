"""The first stage: sound comes in, decisions about turns go on."""

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

import numpy as np
from pipecat.audio.vad.silero import SileroVADAnalyzer
from pipecat.frames.frames import Frame, InputAudioRawFrame, InterruptionFrame
from pipecat.processors.frame_processor import FrameDirection, FrameProcessor

from belletje.usecases.hearing import Spoken
from belletje.voice import loudness, turntaking
from belletje.voice.frames import FinalWords, Guess, Judged, Key, MicrophoneOff, SoFar, Turn
from belletje.voice.loudness import FRAME, Level
from belletje.voice.sound import BYTES_PER_SECOND, SAMPLE_RATE_HZ, to_samples
from belletje.voice.turntaking import (
    Began,
    Decision,
    Ended,
    Floor,
    GoesOn,
    Interrupts,
    Limits,
    Overlaps,
    Paused,
    Silent,
    WentOn,
)

FRAME_BYTES = 2 * FRAME
"""What the detection looks at."""
BEFORE_S = 0.3
"""So much sound from before speech was detected belongs to it: soft consonants are detected late."""
AFTER_S = 0.2
LONGEST_S = 29.0


class OtherEnd(Protocol):
    """Who speaks at the other end."""

    def left_s(self) -> float:
        """How much it has still to say, in seconds."""
        ...

    async def hush(self) -> None:
        """Be silent, for now."""
        ...

    async def go_on(self) -> None:
        """Go on after all."""
        ...

    async def stop(self) -> None:
        """Be silent for good."""
        ...


class Listening(FrameProcessor):
    """Detects speech and takes the turns; see turntaking. `clock` gives seconds since dialling.

    `alone` tells whether the ears have time for what may turn out to be no end of a turn.
    """

    def __init__(self, clock: "Clock", limits: Limits, other: OtherEnd, alone: Callable[[], bool]) -> None:
        super().__init__(name="listening")
        self._clock = clock
        self._other = other
        self._limits = limits
        self._alone = alone
        self._level = Level()
        self._detection = SileroVADAnalyzer(sample_rate=SAMPLE_RATE_HZ)
        self._detection.set_sample_rate(SAMPLE_RATE_HZ)
        self._rest = b""
        self._sound = bytearray()
        self._before = bytearray()
        self._n = 0
        self._quiet_from_s = 0.0
        self._resumed_n = 0
        self.floor = Floor()

    async def process_frame(self, frame: Frame, direction: FrameDirection) -> None:
        """Takes sound; lets all else through."""
        await super().process_frame(frame, direction)
        match frame:
            case InputAudioRawFrame():
                await self._listen(frame.audio)
            case Judged():
                if frame.n == self._n:
                    now_s, left_s = self._clock.now_s(), self._other.left_s()
                    self.floor, decided = turntaking.judge(
                        self.floor, frame.finished, frame.said, now_s, self._limits, left_s=left_s
                    )
                    await self._carry_out(decided)
                    self.floor, decided = turntaking.due(self.floor, now_s, self._limits)
                    await self._carry_out(decided)
            case Key(on):
                await self._press(on)
            case MicrophoneOff():
                await self._microphone_off()
            case _:
                await self.push_frame(frame, direction)

    async def _listen(self, pcm: bytes) -> None:
        self._rest += pcm
        while len(self._rest) >= FRAME_BYTES:
            look, self._rest = self._rest[:FRAME_BYTES], self._rest[FRAME_BYTES:]
            speech = float(np.asarray(self._detection.voice_confidence(look)).item())
            if self.floor.began_s is None:
                self._before += look
                del self._before[: -round(BEFORE_S * SAMPLE_RATE_HZ) * 2]
            elif len(self._sound) < LONGEST_S * BYTES_PER_SECOND:
                self._sound += look
            self.floor, decided = turntaking.hear(self.floor, speech, self._clock.now_s(), self._limits)
            await self._carry_out(decided)
            await self._look_ahead(look)

    async def _look_ahead(self, frame: bytes) -> None:
        """Gives what was said so far to the ears at the first moment in which nothing is said."""
        if self.floor.began_s is None:
            self._level = Level()
            return
        before, self._level = self._level, loudness.hear(self._level, to_samples(frame))
        if self._level.quiet and not before.quiet and not self.floor.guessed and self._alone():
            await self.push_frame(SoFar(bytes(self._sound)))

    async def _carry_out(self, decided: tuple[Decision, ...]) -> None:
        if any(isinstance(one, Ended) and one.resumes for one in decided):  # before anything is waited for
            self._resumed_n = self._n + sum(isinstance(one, Paused) or _cuts_in(one) for one in decided)
        for decision in decided:
            match decision:
                case Began(hushes=hushes):
                    self._sound = self._before
                    self._before = bytearray()
                    if hushes:
                        await self._other.hush()
                case Overlaps():
                    await self._other.hush()
                case Interrupts():
                    await self._other.stop()
                case GoesOn():
                    self._before, self._sound = self._sound, bytearray()
                    await self._other.go_on()
                case WentOn():
                    await self.push_frame(InterruptionFrame())  # what was guessed is dropped
                case Paused():
                    self._n += 1
                    await self.push_frame(
                        Guess(
                            self._n, self._so_far(), self._spoken(decision), self._quiet_at(decision),
                            self.floor.undecided, decision.resumes,
                        )
                    )  # fmt: skip
                case Ended():
                    await self._end(decision)
                case Silent(since_s, for_s):
                    spoken = Spoken(since_s + for_s, since_s + for_s, for_s)
                    await self.push_frame(FinalWords(0, "", spoken, True))

    async def _end(self, turn: Ended) -> None:
        if turn.cut_in:
            self._n += 1
        spoken, quiet_at = self._spoken(turn), self._quiet_at(turn)
        await self.push_frame(
            Turn(self._n, self._so_far(), spoken, quiet_at, time.monotonic(), turn.cut_in, turn.resumes)
        )
        self._quiet_from_s = turn.ended_s
        self._sound = bytearray()

    def _so_far(self) -> bytes:
        """The sound of the turn, without most of the silence after it."""
        spare = self.floor.quiet_s - AFTER_S
        return bytes(self._sound[: len(self._sound) - max(0, round(spare * SAMPLE_RATE_HZ)) * 2])

    def _spoken(self, turn: Paused | Ended) -> Spoken:
        quiet_s = turn.began_s - self._quiet_from_s
        return Spoken(round(turn.began_s, 2), round(turn.ended_s, 2), round(quiet_s, 2), round(turn.paused_s, 2))

    def _quiet_at(self, turn: Paused | Ended) -> float:
        return self._clock.moment(turn.ended_s)

    # ---- what the call tells of the other end, and of the caller's hands ----

    def bears(self, monologue_s: float) -> None:
        """So long a turn of the caller is borne from now on, in seconds; no longer than it can be kept."""
        self._limits = replace(self._limits, monologue_s=min(monologue_s, LONGEST_S))

    def goes_on(self, done: int) -> bool:
        """Whether the caller goes on with the turn before, or did in one that comes after number `done`."""
        return self._resumed_n > done or (self.floor.began_s is not None and self.floor.resumes)

    @property
    def caller_pauses(self) -> bool:
        """Whether the caller has fallen silent in a turn that is not over."""
        return self.floor.began_s is not None and self.floor.quiet_s > 0

    def other_speaks(self) -> None:
        """The other end begins to sound."""
        self.floor = turntaking.other_speaks(self.floor)

    def other_stops(self, *, waits: bool = True) -> None:
        """The other end has stopped; `waits` when the caller is expected to speak now."""
        self._quiet_from_s = self._clock.now_s()
        stopped = turntaking.other_stops(self.floor, self._quiet_from_s)
        self.floor = stopped if waits else turntaking.nobody_waits(stopped)

    def nobody_waits(self) -> None:
        """Silence means nothing now."""
        self.floor = turntaking.nobody_waits(self.floor)

    async def hear_nothing(self) -> None:
        """The ears or the wire are gone: nothing will be known of what the caller was saying."""
        self.floor, decided = turntaking.forget(self.floor)
        await self._carry_out(decided)
        self._sound, self._before = bytearray(), bytearray()

    async def _microphone_off(self) -> None:
        """What was said is said; of what hushed the other end and was not understood yet nothing will be known."""
        if self.floor.undecided:
            await self.hear_nothing()
        else:
            self.floor, decided = turntaking.let_go(self.floor, self._clock.now_s())
            await self._carry_out(decided)
        self.nobody_waits()

    async def tick(self) -> None:
        """Time goes by without any sound."""
        self.floor, decided = turntaking.silence(self.floor, self._clock.now_s(), self._limits)
        await self._carry_out(decided)

    async def _press(self, on: bool) -> None:
        """Push-to-talk, pressed or let go."""
        if on:
            self.floor = turntaking.press(self.floor, self._clock.now_s())
            return
        self.floor, decided = turntaking.let_go(self.floor, self._clock.now_s())
        await self._carry_out(decided)


def _cuts_in(decision: Decision) -> bool:
    return isinstance(decision, Ended) and decision.cut_in


class Clock:
    """Seconds since dialling, by the monotonic clock. `started_s` is what had passed when it was made."""

    def __init__(self, started_s: float = 0.0) -> None:
        self._zero = time.monotonic() - started_s

    def now_s(self) -> float:
        """Seconds since dialling."""
        return time.monotonic() - self._zero

    def moment(self, at_s: float) -> float:
        """The moment of the monotonic clock at so many seconds since dialling."""
        return self._zero + at_s
