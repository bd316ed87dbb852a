"""The third stage: words go to the rehearsal, and what the other end does comes back. Nothing is decided here."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Protocol, TypeVar

from pipecat.frames.frames import Frame
from pipecat.processors.frame_processor import FrameDirection, FrameProcessor

from belletje.rehearsal.conversation import RING_S, bears_s, could_go_on
from belletje.rehearsal.record import BargeIn, Event, Heard, HungUp, Rang, Record, Said, Sounded, Tone, standing
from belletje.usecases import rehearsals
from belletje.usecases.hearing import Spoken
from belletje.usecases.house import House, Refused
from belletje.usecases.rehearsals import Foreseen
from belletje.voice.frames import Beep, Coming, FinalWords, Ringing, Speak, Tell, Words
from belletje.voice.messages import HeardTurn, Over
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

    `nothing` is called when no answer comes of a turn; `goes_on` tells whether the caller goes on with the last one, or
    did in one that comes after the number it is given; `bears` is told how long a turn is borne from now on.
    """

    def __init__(
        self,
        house: House,
        number: int,
        sounds: Sounds,
        nothing: Callable[[], Awaitable[None]],
        goes_on: Callable[[int], bool],
        bears: Callable[[float], None],
    ) -> None:
        super().__init__(name="answering")
        self._house = house
        self._number = number
        self._sounds = sounds
        self._nothing = nothing
        self._goes_on = goes_on
        self._bears = bears
        self._begun: FinalWords | None = None
        self._foreseen: Foreseen | None = None
        self._foreseen_ms = 0
        self._done = 0
        self._saying = asyncio.Lock()
        self._dying: asyncio.Task[None] | None = None

    async def process_frame(self, frame: Frame, direction: FrameDirection) -> None:
        """Answers words; lets all else through."""
        await super().process_frame(frame, direction)
        match frame:
            case FinalWords(n=n):
                if frame.text or not n:
                    await self._answer(frame)
                else:
                    await self._nothing()
                self._done = max(self._done, n)
            case Words():
                await self._foresee(self._whole(frame))
            case _:
                await self.push_frame(frame, direction)

    def _whole(self, words: AnyWords) -> AnyWords:
        """The words of a turn, with those before a pause in which it seemed to be over, and was answered."""
        begun = self._begun
        if begun is None or not words.resumes:
            return replace(words, resumes=False)
        assert begun.spoken
        assert words.spoken
        first, rest = begun.spoken, words.spoken
        paused_s = first.paused_s + max(0.0, rest.began_s - first.ended_s) + rest.paused_s
        spoken = Spoken(first.began_s, rest.ended_s, first.quiet_s, round(paused_s, 2))
        text = f"{begun.text} {words.text}".strip()
        return replace(words, text=text, spoken=spoken)

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
            async with self._saying:
                words = self._whole(words)
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
                if known == len(kept.record.events):
                    await self._nothing()
                    return
                self._begun = words if not words.typed and could_go_on(kept.record) else None
                self._keep_alive()
        except Exception as fault:
            await self._nothing()  # or nobody would wait for the caller any more
            if isinstance(fault, Refused):
                return
            raise
        took_ms = round(1000 * (time.monotonic() - began))
        foreseen_ms = self._foreseen_ms if self._foreseen else 0
        self._foreseen, self._foreseen_ms = None, 0
        self._sounds.kept(sounds)
        stages: dict[str, float | int | None] = {
            "quiet_at": words.quiet_at, "over_at": words.over_at, "recognition_ms": words.took_ms,
            "engine_ms": took_ms + foreseen_ms,
        }  # fmt: skip
        if known is None:
            known = max(place for place, event in enumerate(kept.record.events) if isinstance(event, Heard))
        await self.happen(kept.record, known, stages)

    async def _known(self) -> int:
        return len((await self._record()).events)

    async def _record(self) -> Record:
        kept = await asyncio.to_thread(rehearsals.show_call, house=self._house, call=self._number)
        return kept.record

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
                    self._bears(bears_s(event))
                    await self.push_frame(line)
                    stages = {}
                case Rang(times=times):
                    await self.push_frame(Ringing(times * RING_S))
                case Tone(sound="beep"):
                    await self.push_frame(Beep())
                case HungUp(outcome=outcome) if quiet_at is not None and self._begun:
                    self._dying = asyncio.create_task(self._dies(Over(outcome), quiet_at + DEAD_S))
                case HungUp(outcome=outcome):
                    await self.push_frame(Tell(Over(outcome)))
                case _:
                    pass

    async def _dies(self, over: Over, at: float) -> None:
        """Tells that the line is dead, at this moment or when nothing came of what the caller began to say before."""
        while time.monotonic() < at or self._goes_on(self._done):
            await asyncio.sleep(LOOKS_S)
        async with self._saying:
            if (await self._record()).outcome is None:
                return  # the caller took the turn back
            self._begun = None
        await self.push_frame(Tell(over))

    async def end(self) -> None:
        """The caller hung up, or the call is gone: nothing that was said goes on."""
        async with self._saying:
            self._begun = None
            self._keep_alive()

    def _keep_alive(self) -> None:
        """The line does not die of what was said before."""
        if self._dying:
            self._dying.cancel()
        self._dying = None


def _turn(record: Record, event: Event) -> int:
    """The number of a turn in the conversation, from 1."""
    spoken = [one for one in standing(record.events) if isinstance(one, Heard | Said)]
    return next((n for n, one in enumerate(spoken, 1) if one is event), len(spoken))
