"""A call by voice: the pipeline around one rehearsal, and what the two ends of the wire tell each other."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress

from pipecat.frames.frames import InputAudioRawFrame, InterruptionFrame
from pipecat.workers.runner import WorkerRunner

from belletje.rehearsal.conversation import asks_after_s
from belletje.rehearsal.record import BargeIn, Beside, Heard, HungUp, Rang, Record, Said, Sounded, Tone, last_deed
from belletje.usecases import rehearsals
from belletje.usecases.hearing import Spoken
from belletje.usecases.house import House
from belletje.voice.answering import Answering
from belletje.voice.frames import FinalWords, Key, MicrophoneOff
from belletje.voice.intonation import Intonation
from belletje.voice.keeping import Keeping
from belletje.voice.listening import Clock, Listening
from belletje.voice.messages import AllSpoken, ByText, ByVoice, Line, Message, Over, Ready, SaidLine, Sound
from belletje.voice.models import NotReady
from belletje.voice.parts import Ears, Mouth, sound_goes_to
from belletje.voice.persons import likely_words, voice_of
from belletje.voice.pipelines import pipeline_of, runner_of
from belletje.voice.preparing import Preparing
from belletje.voice.recognising import Recognising
from belletje.voice.sentences import sentences
from belletje.voice.sound import SAMPLE_RATE_HZ
from belletje.voice.speaking import PART_BYTES, Speaking
from belletje.voice.turntaking import Limits
from belletje.voice.utterances import Utterances

TICK_S = 0.1
LINE = 2
"""The place of the task that rings among those of a call."""
BACK_AFTER_S = 1.0
BUSY_S = 3.0
"""So long a line sounds busy before it is given up."""
Send = Callable[[Message], Awaitable[None]]


class VoiceCall:
    """One rehearsal by voice. `send` gets its messages while the wire holds; see `attach` and `detach`.

    `alone` tells whether no other call needs the ears and the mouth. `known` when the caller's page knows it as picked
    up already.
    """

    def __init__(
        self,
        house: House,
        number: int,
        record: Record,
        ears: Ears,
        mouth: Mouth,
        voice: Intonation,
        alone: Callable[[], bool],
        *,
        known: bool,
    ) -> None:
        self.number = number
        self.over = False
        self._house = house
        self._record = record
        self._ears, self._mouth = ears, mouth
        self._send: Send | None = None
        self._by_text = False
        self._own_mouth = True
        self._waits = True
        self._paused = False
        self._attached = asyncio.Event()
        self._was_picked_up = record.outcome is None and (known or bool(record.heard) or bool(_sounded(record)))
        self._clock = Clock(_passed_s(record) if self._was_picked_up else 0.0)
        self._keeping = Keeping(house, number, self._clock.now_s)
        self._utterances = Utterances(self._clock.now_s, self._other_speaks, self._other_stops)
        self._preparing = Preparing(house, number, record, mouth, lambda: alone() and not self._listening.caller_pauses)
        self._speaking = Speaking(mouth, record, self._utterances, self._out, self._failed, self._preparing)
        self._listening = Listening(self._clock, Limits(hello_s=asks_after_s()), self._speaking, alone)
        self._answering = Answering(
            house,
            number,
            self._utterances,
            self._nothing_said,
            self._listening.goes_on,
            self._listening.bears,
        )
        recognising = Recognising(ears, record.language, likely_words(record), self._failed, voice.finished)
        self._pipeline = pipeline_of([self._listening, recognising, self._answering, self._speaking])
        self._tasks: list[asyncio.Task[None]] = []
        self._runner: WorkerRunner | None = None
        self._recovering: asyncio.Task[None] | None = None

    async def begin(self) -> None:
        """Starts the pipeline, and the line: it rings and is picked up, or goes on where it was."""
        self._runner = await runner_of(self._pipeline)
        self._tasks = [
            asyncio.create_task(self._runner.run()),
            asyncio.create_task(self._tick()),
            asyncio.create_task(self._line()),
        ]

    async def close(self) -> None:
        """Ends the pipeline; the rehearsal stays as it is."""
        sounds = self._utterances.so_far()
        if sounds:
            await asyncio.to_thread(rehearsals.note_sounds, house=self._house, call=self.number, sounds=sounds)
            self._utterances.kept(sounds)
        self._preparing.close()
        await self._answering.end()
        await self._keeping.flush()
        for pcm, began_s in self._utterances.sounded():
            await self._keeping.other_end(pcm, began_s)
        if self._runner:
            await self._runner.cancel()
        for task in (*self._tasks[1:], self._recovering):
            if task:
                task.cancel()
        for task in self._tasks:
            with suppress(asyncio.CancelledError):
                await task

    # ---- the wire ----

    async def attach(self, send: Send, *, mouth: str, known: bool) -> None:
        """The wire is there, or back: what was sounding goes on where it was. `known` as above."""
        await self._listening.hear_nothing()
        self._own_mouth = mouth != "browser"
        self._speaking.aloud = self._own_mouth and not self._by_text
        self._send = send
        shown = "browser" if mouth == "browser" else self._mouth.name
        await send(Ready(sound_goes_to(self._ears, self._mouth), self._ears.name, shown, self._keeping.on))
        if self._by_text:
            await send(ByText(self._why))
        if self._picked_up and not known:
            await send(Line("pick_up", 0))  # or the page would go on ringing
        unheard = self._utterances.unheard()
        for one, pcm in unheard:
            await send(SaidLine(0, one.number, "", "", "", 1.0, round(1000 * one.played_s)))
            for sequence, start in enumerate(range(0, len(pcm), PART_BYTES)):
                await send(Sound(one.number, sequence, pcm[start : start + PART_BYTES]))
            if one.whole:
                await send(AllSpoken(one.number))
        if not unheard and self._picked_up and not self._by_text and not self._paused:
            self._other_stops()  # the caller is waited for again, from now on
        self._attached.set()

    def detach(self, send: Send) -> bool:
        """A wire is gone; whether it was the one in use."""
        if self._send is not send:
            return False
        self._send = None
        self._listening.nobody_waits()
        return True

    async def _out(self, message: Message) -> None:
        if isinstance(message, Over):
            if self.over:
                return  # who hangs up on a goodbye is told once
            self.over = True
        if self._send:
            with suppress(RuntimeError):  # the wire broke just now
                await self._send(message)

    # ---- what the caller does ----

    async def hear(self, pcm: bytes) -> None:
        """Sound of the microphone: PCM16, mono, 16 kHz."""
        await self._keeping.microphone(pcm)
        if not self._paused and not self._by_text:
            await self._pipeline.queue_frame(InputAudioRawFrame(audio=pcm, sample_rate=SAMPLE_RATE_HZ, num_channels=1))

    async def type(self, text: str, turn: int | None) -> None:
        """A typed turn; it interrupts as a spoken one does."""
        await self._interrupt()
        now_s = self._clock.now_s()
        words = FinalWords(0, text, Spoken(now_s, now_s, 0.0), True, turn=turn, typed=True)
        await self._answering.queue_frame(words)

    async def press(self, on: bool) -> None:
        """Push-to-talk."""
        await self._pipeline.queue_frame(Key(on))

    def played(self, utterance: int, ms: float, *, ended: bool, chars: int | None) -> None:
        """How much of an utterance has sounded."""
        self._utterances.played(utterance, ms / 1000, ended=ended, chars=chars)

    async def mute(self, muted: bool) -> None:
        """The microphone is off, or back; silence means nothing while it is off."""
        self._waits = not muted
        if muted:
            await self._pipeline.queue_frame(MicrophoneOff())

    async def pause(self, on: bool) -> None:
        """The caller takes a breath, in the coached mode."""
        self._paused = on
        if on:
            await self._interrupt()
            self._listening.nobody_waits()

    async def hang_up(self) -> None:
        """The caller puts the phone down."""
        await self._interrupt()
        await self._answering.end()
        sounds = self._utterances.so_far()
        await asyncio.to_thread(rehearsals.note_sounds, house=self._house, call=self.number, sounds=sounds)
        self._utterances.kept(sounds)
        kept = await asyncio.to_thread(
            rehearsals.hang_up, house=self._house, call=self.number, elapsed_s=self._clock.now_s()
        )
        await self._out(Over(kept.record.outcome or ""))

    async def _interrupt(self) -> None:
        await self._speaking.stop()
        await self._pipeline.queue_frame(InterruptionFrame())

    # ---- the line ----

    @property
    def _picked_up(self) -> bool:
        """Whether the line is open, and not ringing still."""
        return len(self._tasks) > LINE and self._tasks[LINE].done()

    async def _line(self) -> None:
        """Rings, and is picked up; a call that was going on already goes on where it was."""
        record = self._record
        if self._was_picked_up:
            await self._attached.wait()
            await self._go_on(record)
            return
        for known, event in enumerate(record.events):
            match event:
                case Rang(at_s=at_s):
                    asyncio.get_running_loop().create_task(self._prepare_greeting())
                    await self._wait_until(at_s)
                    ends_s = next((one.at_s for one in record.events[known + 1 :]), at_s)
                    await self._out(Line("ring", round(1000 * max(ends_s - at_s, 0.0))))
                    await self._wait_until(ends_s)
                case Tone(at_s=at_s, sound="busy"):
                    await self._wait_until(at_s)
                    await self._out(Line("busy", round(1000 * BUSY_S)))
                    await self._wait_until(at_s + BUSY_S)
                case Said(speaker=speaker) if speaker != "line":
                    await self._out(Line("pick_up", 0))
                    await self._answering.happen(self._record, known, {})
                    return
                case _:
                    pass
        last = last_deed(record.events)
        if isinstance(last, HungUp):
            await self._out(Over(last.outcome))

    async def _go_on(self, record: Record) -> None:
        """An open line; what was said last and was not heard to its end is said again."""
        if not record.heard:
            await self._out(Line("pick_up", 0))
        unheard = _unheard(record)
        if unheard is None:
            self._other_stops()
        else:
            await self._answering.happen(record, unheard, {})

    async def _prepare_greeting(self) -> None:
        first = next((one for one in self._record.events if isinstance(one, Said)), None)
        if first and self._speaking.aloud:
            with suppress(RuntimeError):
                for sentence in sentences(first.text):
                    await self._mouth.say(sentence, voice_of(self._record, first.speaker))

    async def _wait_until(self, at_s: float) -> None:
        await asyncio.sleep(max(0.0, at_s - self._clock.now_s()))

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(TICK_S)
            if self._send:
                self._utterances.check()
            if self._send and not self._paused and not self._by_text:
                await self._listening.tick()

    def _other_speaks(self) -> None:
        self._listening.other_speaks()

    def _other_stops(self) -> None:
        self._listening.other_stops(waits=self._waits and not self.over)

    async def _nothing_said(self) -> None:
        if not self._utterances.sounding:
            self._other_stops()

    # ---- faults ----

    async def _failed(self, fault: Exception) -> None:
        """Ears or mouth do not answer: the call goes on by text until they do."""
        logging.getLogger("belletje.voice").warning("By text: %s", fault)
        if self._by_text:
            return
        self._by_text = True
        self._why = _why(fault, self._record.language)
        self._speaking.aloud = False
        await self._listening.hear_nothing()
        self._listening.nobody_waits()
        await self._out(ByText(self._why))
        self._recovering = asyncio.create_task(self._recover(not isinstance(fault, NotReady)))

    async def _recover(self, hopeful: bool) -> None:
        wait_s = BACK_AFTER_S
        while hopeful:
            await asyncio.sleep(wait_s)
            try:
                await self._ears.recognise(bytes(SAMPLE_RATE_HZ), self._record.language, "")
                if self._own_mouth:
                    await self._mouth.say("Ja.", voice_of(self._record, "prospect"))
            except NotReady:
                return
            except RuntimeError:
                wait_s = min(30.0, 2 * wait_s)
                continue
            self._by_text = False
            self._speaking.aloud = self._own_mouth
            self._other_stops()
            await self._out(ByVoice())
            return

    _why = ""


def _sounded(record: Record) -> set[int]:
    """The numbers of the other end's lines that sounded to their end, or until the caller cut in."""
    return {event.said for event in record.events if isinstance(event, Sounded | BargeIn)}


def _unheard(record: Record) -> int | None:
    """The place of the line that was said last, where it was not heard; None too where all was said by text."""
    sounded = _sounded(record)
    deeds = [(place, event) for place, event in enumerate(record.events) if not isinstance(event, Beside | Tone)]
    place, last = deeds[-1]
    number = sum(isinstance(event, Said) for event in record.events[:place])
    lost = isinstance(last, Said) and number not in sounded and (bool(sounded) or not record.heard)
    return place if lost else None


def _passed_s(record: Record) -> float:
    """How long the call has lasted: until the last of what was done, said or heard, in seconds."""
    ends = [event.at_s + event.spoken_s for event in record.events if isinstance(event, Heard)]
    ends += [event.at_s + event.took_s for event in record.events if isinstance(event, Sounded)]
    return max(record.duration_s, *ends) if ends else record.duration_s


def _why(fault: Exception, language: str) -> str:
    """One sentence for the page."""
    if isinstance(fault, NotReady):
        return fault.sentence(language)
    if language == "nl":
        return "Het luisteren of spreken viel even uit en wordt opnieuw gestart; u kunt zolang typen."
    return "Listening or speaking stopped and is being started again; you can type meanwhile."
