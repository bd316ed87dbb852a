"""The third stage: words go to the rehearsal, and what the other end does comes back. Nothing is decided here."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Protocol, TypeVar

from pipecat.frames.frames import Frame
from pipecat.processors.frame_processor import FrameDirection, FrameProcessor

from belletje.rehearsal.conversation import RING_S, could_go_on
from belletje.rehearsal.record import BargeIn, Event, Heard, HungUp, Rang, Record, Said, Sounded, Tone, standing
from belletje.usecases import rehearsals
from belletje.usecases.hearing import Spoken
from belletje.usecases.house import House, Refused
from belletje.usecases.rehearsals import Foreseen
from belletje.voice.frames import Coming, FinalWords, Ringing, Speak, Tell, Words
from belletje.voice.messages import HeardTurn, Line, Over
from belletje.voice.turntaking import Limits

UNSPOKEN = frozenset(("line",))
DEAD_S = Limits().resumes_s + 2 * Limits().starts_s
"""So long after the caller's last word it is known that it was no pause: where the other end hung up, it is gone."""
LOOKS_S = 0.02
AnyWords = TypeVar("AnyWords", bound=Words)


class Sounds(Protocol):
    """How the call sounded since the last turn."""

    def so_far(self) -> tuple[Sounded | BargeIn, ...]:
        """What was measured and is not in the record yet."""
        ...

    def kept(self, sounds: tuple[Sounded | BargeIn, ...]) -> None:
        """These are in the record now."""
        ...


class Answering(FrameProcessor):
    """Says the caller's turns to the rehearsal.

    `nothing` is called when no answer comes of a turn; `goes_on` tells whether the caller goes on with the last one.
    """

    def __init__(
        self,
        house: House,
        number: int,
        sounds: Sounds,
        nothing: Callable[[], Awaitable[None]],
        goes_on: Callable[[], bool],
    ) -> None:
        super().__init__(name="answering")
        self._house = house
        self._number = number
        self._sounds = sounds
        self._nothing = nothing
        self._goes_on = goes_on
        self._begun: FinalWords | None = None
        self._answered = False
        self._foreseen: Foreseen | None = None
        self._foreseen_ms = 0
        self._dying: asyncio.Task[None] | None = None

    async def process_frame(self, frame: Frame, direction: FrameDirection) -> None:
        """Answers words; lets all else through."""
        await super().process_frame(frame, direction)
        match frame:
            case FinalWords():
                words = self._whole(frame)
                if not words.text and words.n:
                    await self._nothing()
                else:
                    await self._answer(words)
            case Words():
                await self._foresee(self._whole(frame))
            case _:
                await self.push_frame(frame, direction)

    def _whole(self, words: AnyWords) -> AnyWords:
        """The words of a turn, with those before a pause in which it seemed to be over, and may have been answered."""
        begun = self._begun
        if begun is None or words.typed or (self._answered and not words.resumes):
            return replace(words, resumes=False)
        assert begun.spoken
        assert words.spoken
        spoken = Spoken(begun.spoken.began_s, words.spoken.ended_s, begun.spoken.quiet_s)
        text = f"{begun.text} {words.text}".strip()
        return replace(words, text=text, spoken=spoken, resumes=self._answered)

    async def _foresee(self, words: Words) -> None:
        assert words.spoken
        began = time.monotonic()
        try:
            self._foreseen = await asyncio.to_thread(
                rehearsals.foresee,
                house=self._house,
                call=self._number,
                text=words.text,
                spoken=words.spoken,
                sounds=self._sounds.so_far(),
                resumes=words.resumes,
            )
        except Refused:
            return
        self._foreseen_ms = round(1000 * (time.monotonic() - began))
        await self.push_frame(Coming(self._foreseen))

    async def _answer(self, words: FinalWords) -> None:
        began = time.monotonic()
        sounds = self._sounds.so_far()
        try:
            known = await self._known() if words.typed else None  # one that comes twice adds nothing
            kept = await asyncio.to_thread(
                rehearsals.say,
                house=self._house,
                call=self._number,
                text=words.text,
                turn=words.turn,
                elapsed_s=words.spoken.began_s if words.spoken and words.typed else None,
                spoken=None if words.typed else words.spoken,
                foreseen=self._foreseen,
                sounds=sounds,
                resumes=words.resumes,
            )
        except Exception as fault:
            await self._nothing()  # or nobody would wait for the caller any more
            if isinstance(fault, Refused):
                return
            raise
        took_ms = round(1000 * (time.monotonic() - began))
        foreseen_ms = self._foreseen_ms if self._foreseen else 0
        self._foreseen, self._foreseen_ms = None, 0
        self._answered = not words.typed and could_go_on(kept.record)
        self._begun = words if self._answered else None
        self.keep_alive()
        self._sounds.kept(sounds)
        stages: dict[str, float | int | None] = {
            "quiet_at": words.quiet_at, "over_at": words.over_at, "recognition_ms": words.took_ms,
            "engine_ms": took_ms + foreseen_ms,
        }  # fmt: skip
        if known is None:
            known = max(place for place, event in enumerate(kept.record.events) if isinstance(event, Heard))
        await self.happen(kept.record, known, stages)

    async def _known(self) -> int:
        before = await asyncio.to_thread(rehearsals.show_call, house=self._house, call=self._number)
        return len(before.record.events)

    async def happen(self, record: Record, known: int, stages: dict[str, float | int | None]) -> None:
        """What happened after the first `known` events goes on to who speaks, in order.

        Where the other end hangs up, the line is dead once the caller can no longer go on with their turn.
        """
        quiet_at = stages.get("quiet_at")
        for place, event in enumerate(record.events[known:], known):
            match event:
                case Heard(text=text):
                    await self.push_frame(Tell(HeardTurn(_turn(record, event), text)))
                case Said(speaker=speaker, text=text, reaction=reaction) if speaker not in UNSPOKEN:
                    said = sum(isinstance(one, Said) for one in record.events[:place])
                    line = Speak(said, _turn(record, event), text, reaction, speaker, stages)
                    await self.push_frame(line)
                    stages = {}
                case Rang(times=times):
                    await self.push_frame(Ringing(times * RING_S))
                case Tone(sound="beep"):
                    await self.push_frame(Tell(Line("beep", 500)))
                case HungUp(outcome=outcome) if quiet_at is not None and self._answered:
                    self._dying = asyncio.create_task(self._dies(Over(outcome), quiet_at + DEAD_S))
                case HungUp(outcome=outcome):
                    await self.push_frame(Tell(Over(outcome)))
                case _:
                    pass

    async def _dies(self, over: Over, at: float) -> None:
        """Tells that the line is dead, at this moment or when nothing came of what the caller began to say before."""
        while time.monotonic() < at or self._goes_on():
            await asyncio.sleep(LOOKS_S)
        self._begun, self._answered = None, False
        await self.push_frame(Tell(over))

    def keep_alive(self) -> None:
        """The line does not die any more: the caller went on after all, or the call is gone."""
        if self._dying:
            self._dying.cancel()
        self._dying = None


def _turn(record: Record, event: Event) -> int:
    """The number of a turn in the conversation, from 1."""
    spoken = [one for one in standing(record.events) if isinstance(one, Heard | Said)]
    return next((n for n, one in enumerate(spoken, 1) if one is event), len(spoken))
