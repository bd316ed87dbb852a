"""The wire of a call by voice, held by a test: the real server and turn taking; ears and mouth are the test's own."""

import asyncio
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import numpy as np
import pytest
import uvicorn
from fastapi import FastAPI
from starlette.websockets import WebSocket
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from belletje.rehearsal.record import BargeIn, Heard, Said, Sounded, turns
from belletje.usecases import dialling, rehearsals
from belletje.usecases.house import House
from belletje.voice.models import missing_parts, packaged_voice
from belletje.voice.mouth import trimmed
from belletje.voice.parts import Crashed
from belletje.voice.persons import Voice
from belletje.voice.room import KEPT_S, Room
from belletje.voice.sound import SAMPLE_RATE_HZ, telephone, to_pcm
from belletje.web.app import create_app
from belletje.web.guard import COOKIE
from belletje.web.pages.voice import hold_call

pytestmark = [
    pytest.mark.live,
    pytest.mark.skipif(bool(missing_parts()), reason="calls by voice need the extra: pip install '.[voice]'"),
]

TOKEN = "t" * 43
FRAME_BYTES, BYTES_PER_SECOND = 640, 32_000
QUIET = bytes(FRAME_BYTES)
LONGEST_S = 8.0
RINGS_ONCE = 4
"""A seed of a call that is picked up after one ring, 5 s after dialling."""
OPENING = "Goedemorgen, u spreekt met Sanne de Wit van Noordlicht."
REASON = "Ik bel over uw vacature voor een netwerkbeheerder."
Speech = Callable[[str], bytes]


@dataclass
class TestEars:
    """Hears what the test says it does, by how many seconds there were; falls over as often as it is told to."""

    __test__ = False
    hears: Callable[[float], str] = lambda seconds: REASON
    falls_over: int = 0
    name: str = "test ears"
    where: str = ""
    looked_at: list[float] = field(default_factory=list)

    async def recognise(self, pcm: bytes, language: str, prompt: str) -> str:
        if self.falls_over:
            self.falls_over -= 1
            raise Crashed("ears stopped")
        return self.hears(len(pcm) / BYTES_PER_SECOND)

    async def look(self, pcm: bytes) -> None:
        self.looked_at.append(len(pcm) / BYTES_PER_SECOND)

    def close(self) -> None:
        pass


@dataclass
class TestMouth:
    """Says every sentence as three seconds of a pure sound."""

    __test__ = False
    name: str = "test mouth"
    where: str = ""
    said: list[str] = field(default_factory=list)

    async def say(self, text: str, voice: Voice) -> bytes:
        self.said.append(text)
        at = np.arange(3 * 16_000) / 16_000
        return (8000 * np.sin(2 * np.pi * 440 * at)).astype("<i2").tobytes()

    def close(self) -> None:
        pass


@dataclass
class Caller:
    """What a page does on the wire; all that it was told is kept, with the moment."""

    wire: ClientConnection
    told: list[tuple[float, dict[str, Any]]] = field(default_factory=list)
    sound: dict[int, bytes] = field(default_factory=dict)
    asked: dict[str, int] = field(default_factory=dict)

    def tell(self, **message: Any) -> None:
        self.wire.send(json.dumps(message))

    def take(self, within_s: float) -> bool:
        """Takes one message where there is one."""
        try:
            got = self.wire.recv(timeout=within_s)
        except TimeoutError:
            return False
        if isinstance(got, bytes):
            number = int.from_bytes(got[:4], "little")
            self.sound[number] = self.sound.get(number, b"") + got[8:]
        else:
            self.told.append((time.monotonic(), json.loads(got)))
        return True

    def got(self, kind: str) -> list[dict[str, Any]]:
        return [message for _, message in self.told if message["type"] == kind]

    def when(self, kind: str) -> float:
        return next(at for at, message in self.told if message["type"] == kind)

    def until(self, kind: str, meanwhile: Callable[[], object] | None = None) -> dict[str, Any]:
        """The next message of a kind that was not asked for yet; `meanwhile` is done over and over."""
        place, end = self.asked.get(kind, 0), time.monotonic() + LONGEST_S
        while len(self.got(kind)) <= place:
            assert time.monotonic() < end, f"no {kind} came, only {[m['type'] for _, m in self.told]}"
            if meanwhile:
                meanwhile()
            else:
                self.take(0.02)
        self.asked[kind] = place + 1
        return self.got(kind)[place]

    def keep_quiet(self, until: str) -> dict[str, Any]:
        """Sends silence in real time until a message of a kind comes."""
        return self.until(until, lambda: self.speak(QUIET))

    def speak(self, pcm: bytes, stop: Callable[[], bool] = lambda: False) -> float:
        """Speaks in real time until it is all said, or until `stop`; gives when the first sound was sent."""
        start = time.monotonic()
        for n, at in enumerate(range(0, len(pcm), FRAME_BYTES)):
            self.wire.send(pcm[at : at + FRAME_BYTES].ljust(FRAME_BYTES, b"\0"))
            while not stop() and self.take(max(0.0, start + (n + 1) * 0.02 - time.monotonic())):
                pass
            if stop():
                break
        return start


@dataclass
class Desk:
    """A house that is served, with the ears and the mouth of its room."""

    house: House
    now: datetime
    ears: TestEars
    mouth: TestMouth
    port: int
    app: FastAPI

    def dial(self) -> int:
        """A call that was picked up and answered once, by text, so that nothing rings."""
        call = dialling.dial(
            house=self.house, now=self.now, language="nl", seed=7, medium="voice",
            scenario="manner=friendly,need=open_vacancy",
        )  # fmt: skip
        rehearsals.say(house=self.house, call=call, text=OPENING)
        return call

    def ring(self, scenario: str) -> int:
        """A call that rings once."""
        return dialling.dial(
            house=self.house, now=self.now, language="nl", seed=RINGS_ONCE, medium="voice", scenario=scenario
        )

    @contextmanager
    def wire(self, call: int, *, csrf: str = TOKEN, resume: bool = False) -> Iterator[Caller]:
        """The wire of a call, after the first message."""
        address = f"ws://127.0.0.1:{self.port}/calls/{call}/voice"
        with connect(address, additional_headers={"Cookie": f"{COOKIE}={TOKEN}"}, max_queue=None) as wire:
            caller = Caller(wire)
            caller.tell(type="hello", csrf=csrf, resume=resume, talk="open")
            yield caller

    def events(self, call: int, kind: type) -> list[Any]:
        record = rehearsals.show_call(house=self.house, call=call).record
        return [event for event in record.events if isinstance(event, kind)]


@pytest.fixture
def desk(house: House, now: datetime) -> Iterator[Desk]:
    """Belletje on a free port."""
    with served(house, now) as desk:
        yield desk


@contextmanager
def served(house: House, now: datetime, kept_s: float = KEPT_S) -> Iterator[Desk]:
    """Belletje on a free port, where a call whose wire was lost is kept for so many seconds."""
    ears, mouth = TestEars(), TestMouth()
    room = Room(house, ears=ears, mouths={"nl": mouth}, kept_s=kept_s)
    listening = socket.create_server(("127.0.0.1", 0))
    app = create_app(house, clock=lambda: now, room=room)
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.01)
    yield Desk(house, now, ears, mouth, listening.getsockname()[1], app)
    server.should_exit = True
    thread.join(10)
    assert not thread.is_alive(), "a call that is still open does not keep the server from stopping"
    room.close()


@pytest.fixture(scope="session")
def speech() -> Speech:
    """A voice from its first sound to its last, in PCM16, the same each time: by chance a word may begin very softly.

    English, for the robotic Dutch one has gaps within words.
    """
    from piper import PiperVoice, SynthesisConfig
    from soxr import resample

    voice, plain = PiperVoice.load(packaged_voice("joe")), SynthesisConfig(noise_scale=0.0, noise_w_scale=0.0)

    def say(text: str) -> bytes:
        sound = np.concatenate([chunk.audio_float_array for chunk in voice.synthesize(text, plain)])
        return to_pcm(telephone(trimmed(resample(sound, voice.config.sample_rate, SAMPLE_RATE_HZ))))

    return say


def test_a_spoken_turn_is_heard_and_answered_aloud(desk: Desk, speech: Speech) -> None:
    call = desk.dial()
    with desk.wire(call) as caller:
        assert caller.until("ready") | {"keep": False} == {
            "type": "ready", "where": "", "ears": "test ears", "mouth": "test mouth", "keep": False,
        }  # fmt: skip
        caller.speak(speech("I am calling about your vacancy for a network engineer."))
        heard = caller.keep_quiet("heard")
        said = caller.keep_quiet("said")
        caller.until("spoken")
        stages = caller.until("stages")
    assert heard["text"] == REASON
    assert (said["turn"], heard["turn"]) == (5, 4), "the greeting, the opening and its answer came before"
    assert len(caller.sound[said["utterance"]]) >= 3 * BYTES_PER_SECOND
    assert stages["turn"] == said["turn"]
    assert 200 <= stages["hold_ms"] <= stages["total_ms"]
    assert [one.text for one in desk.events(call, Heard)] == [OPENING, REASON]
    assert desk.events(call, Said)[-1].text == said["text"]


def test_the_ears_look_at_a_turn_as_soon_as_nothing_is_said_any_more_where_one_call_needs_them(
    desk: Desk, speech: Speech
) -> None:
    pcm = speech("I am calling about your vacancy for a network engineer.")
    with desk.wire(desk.dial()) as caller:
        caller.until("ready")
        caller.speak(pcm)
        caller.keep_quiet("heard")
        looked_at = desk.ears.looked_at[:]
        with desk.wire(desk.dial()) as other:
            other.until("ready")
            caller.speak(pcm)
            caller.keep_quiet("heard")
    said_s = len(pcm) / BYTES_PER_SECOND
    assert looked_at[-1] == pytest.approx(said_s, abs=0.2), "all of it, after how it began"
    assert desk.ears.looked_at == looked_at, "with two calls the ears have no time for what may be no end"


def test_who_is_interrupted_is_silent_within_200_ms_and_the_record_has_what_was_heard(
    desk: Desk, speech: Speech
) -> None:
    call = desk.dial()
    with desk.wire(call) as caller:
        caller.until("ready")
        caller.speak(speech("I am calling about your vacancy for a network engineer."))
        caller.keep_quiet("heard")
        said = caller.until("said")
        caller.until("spoken")
        for ms in range(200, 1001, 200):
            caller.tell(type="played", utterance=said["utterance"], ms=ms)
        question = speech("But may I ask you something about that?")
        began = caller.speak(question, stop=lambda: bool(caller.got("hush")))
        assert caller.got("hush")[0]["utterance"] == said["utterance"]
        assert caller.when("hush") - began <= 0.2
        caller.speak(question[BYTES_PER_SECOND // 5 :])
        caller.keep_quiet("heard")
        assert caller.got("stop")[0]["utterance"] == said["utterance"]
        assert not caller.got("go_on")
    cut = desk.events(call, BargeIn)[0]
    assert desk.events(call, Said)[cut.said].text == said["text"]
    assert said["text"].startswith(cut.heard), "what was heard is how the line began"
    assert 0 < len(cut.heard) < len(said["text"])
    sounded = desk.events(call, Sounded)[0]
    assert sounded.took_s == 1.0 < sounded.whole_s


@pytest.mark.parametrize("hears", ["Hm-hm.", ""])
def test_a_hm_hm_or_a_cough_hushes_the_prospect_who_then_goes_on_and_it_is_no_turn(
    desk: Desk, speech: Speech, hears: str
) -> None:
    call = desk.dial()
    reason, hum = speech("I am calling about your vacancy for a network engineer."), speech("All right.")
    with desk.wire(call) as caller:
        caller.until("ready")
        caller.speak(reason)
        caller.keep_quiet("heard")
        said = caller.until("said")
        caller.until("spoken")
        caller.tell(type="played", utterance=said["utterance"], ms=200)
        desk.ears.hears = lambda seconds: hears
        began = caller.speak(hum)
        caller.keep_quiet("go_on")
        assert caller.when("go_on") - began < 1.2, "the prospect goes on as soon as the words are known"
        caller.tell(type="played", utterance=said["utterance"], ms=3000, ended=True)
        desk.ears.hears = lambda seconds: "Zullen we een afspraak maken?"
        caller.speak(speech("Shall we plan a meeting next Tuesday?"))
        caller.keep_quiet("heard")
    assert [one["text"] for one in caller.got("heard")] == [REASON, "Zullen we een afspraak maken?"]
    assert not caller.got("stop")
    assert not desk.events(call, BargeIn)
    assert desk.events(call, Sounded)[0].took_s == 3.0, "nothing of the line was lost"


def test_a_microphone_that_goes_off_in_mid_word_leaves_nobody_silent(desk: Desk, speech: Speech) -> None:
    call = desk.dial()
    with desk.wire(call) as caller:
        caller.until("ready")
        caller.speak(speech("I am calling about your vacancy for a network engineer."))
        caller.keep_quiet("said")
        caller.until("spoken")
        caller.speak(speech("But may I ask you something about that?"), stop=lambda: bool(caller.got("hush")))
        caller.tell(type="muted", why="off")
        caller.until("go_on")
    assert not desk.events(call, BargeIn)


def test_a_thinking_pause_is_not_the_end_of_a_turn(desk: Desk, speech: Speech) -> None:
    begun, rest = speech("I am calling you this morning because,"), speech("you are looking for an engineer.")
    pause = bytes(round(0.7 * BYTES_PER_SECOND) // 2 * 2)
    whole_s = len(begun + pause) / BYTES_PER_SECOND
    desk.ears.hears = lambda seconds: (
        "Ik bel u omdat u iemand zoekt." if seconds > whole_s else "Ik bel u vanmorgen even omdat"
    )
    call = desk.dial()
    with desk.wire(call) as caller:
        caller.until("ready")
        caller.speak(begun + pause + rest)
        assert not caller.got("said"), "nobody answers in the pause"
        assert "Ik bel u vanmorgen even omdat" in [one["text"] for one in caller.got("hearing")]
        caller.keep_quiet("heard")
        caller.keep_quiet("said")
    assert [one["text"] for one in caller.got("heard")] == ["Ik bel u omdat u iemand zoekt."]
    assert desk.events(call, Heard)[-1].spoken_s == pytest.approx(len(begun + pause + rest) / BYTES_PER_SECOND, abs=0.3)


def test_what_was_answered_in_a_thinking_pause_is_one_turn_all_the_same(desk: Desk, speech: Speech) -> None:
    """Half a sentence may sound whole, and is answered; who then speaks on is given way to, and answered anew."""
    begun, rest = speech("I am calling about your vacancy."), speech("For a network engineer that is.")
    whole = [REASON, "En ik heb een vraag."]
    desk.ears.hears = lambda seconds: whole[bool(desk.events(call, Heard)[1:])]
    call = desk.dial()
    with desk.wire(call) as caller:
        caller.until("ready")
        caller.speak(bytes(BYTES_PER_SECOND) + begun)
        first = caller.keep_quiet("heard")
        caller.speak(rest)
        again = first, caller.keep_quiet("heard")
        caller.until("said")
        said = caller.keep_quiet("said")
        caller.until("spoken")
    assert [one["text"] for one in again] == [REASON, " ".join(whole)]
    assert again[0]["turn"] == again[1]["turn"] == said["turn"] - 1
    record = rehearsals.show_call(house=desk.house, call=call).record
    assert [turn.text for turn in record.heard] == [OPENING, " ".join(whole)]
    assert turns(record)[-1].text == said["text"]
    seconds = len(begun + rest) / BYTES_PER_SECOND
    assert seconds + 0.2 <= record.heard[-1].spoken_s <= seconds + 1.2, "its pause is part of it"
    assert rehearsals.replay(house=desk.house, call=call).record == record


def test_who_goes_on_after_a_pause_and_is_not_understood_is_answered_by_what_was_understood_before(
    desk: Desk, speech: Speech
) -> None:
    first, rest = speech("I am calling about your vacancy for a network engineer."), speech("And it is good.")
    pause = bytes(BYTES_PER_SECOND // 5)
    desk.ears.hears = lambda seconds: REASON if seconds < len(first + pause) / BYTES_PER_SECOND + 0.4 else ""
    call = desk.dial()
    with desk.wire(call) as caller:
        caller.until("ready")
        caller.speak(first + pause + rest)
        caller.keep_quiet("heard")
        caller.keep_quiet("said")
    understood = [one.text for one in desk.events(call, Heard) if one.text]  # a machine under load may add a silence
    assert understood[-1] == REASON


def test_who_is_answered_in_a_pause_and_adds_nothing_that_is_understood_gets_the_whole_answer(
    desk: Desk, speech: Speech
) -> None:
    call = desk.dial()
    with desk.wire(call) as caller:
        caller.until("ready")
        caller.speak(speech("I am calling about your vacancy for a network engineer."))
        said = caller.keep_quiet("said")
        desk.ears.hears = lambda seconds: ""
        caller.speak(speech("Well yes."))
        caller.keep_quiet("go_on")
        caller.tell(type="played", utterance=said["utterance"], ms=3000, ended=True)
        caller.tell(type="ping", n=1)
        caller.until("pong")
        assert not caller.got("stop")


GOODBYE = "Tot ziens, goed?"


def test_nobody_hangs_up_on_who_only_paused(desk: Desk, speech: Speech) -> None:
    begun, rest = speech("Goodbye then."), speech("I am calling about your vacancy for a network engineer.")
    desk.ears.hears = lambda seconds: REASON if desk.events(call, Heard)[1:] else GOODBYE
    call = desk.dial()
    with desk.wire(call) as caller:
        caller.until("ready")
        caller.speak(begun)
        caller.keep_quiet("said")
        assert rehearsals.show_call(house=desk.house, call=call).record.outcome, "a goodbye is answered at once"
        caller.speak(rest)
        caller.keep_quiet("said")
        assert not caller.got("over")
    assert [one["text"] for one in caller.got("heard")] == [GOODBYE, f"{GOODBYE} {REASON}"]
    record = rehearsals.show_call(house=desk.house, call=call).record
    assert [turn.text for turn in record.heard] == [OPENING, f"{GOODBYE} {REASON}"]


def test_a_cough_after_a_goodbye_does_not_keep_the_line_open(desk: Desk, speech: Speech) -> None:
    desk.ears.hears = lambda seconds: "" if desk.events(call, Heard)[1:] else GOODBYE
    call = desk.dial()
    with desk.wire(call) as caller:
        caller.until("ready")
        caller.speak(speech("Goodbye then."))
        caller.keep_quiet("said")
        caller.speak(speech("Um."))
        caller.keep_quiet("go_on")
        caller.keep_quiet("over")
    assert desk.events(call, Heard)[-1].text == GOODBYE
    assert not desk.events(call, BargeIn)


@pytest.mark.parametrize("first", [REASON, GOODBYE])
def test_a_message_that_ends_after_a_pause_ends_the_call(desk: Desk, speech: Speech, first: str) -> None:
    """Nothing sounds in answer, neither to the message nor to the goodbye."""
    said = [first, GOODBYE]
    desk.ears.hears = lambda seconds: said[bool(desk.events(call, Heard)[1:])]
    call = desk.ring("reach=voicemail")
    rehearsals.say(house=desk.house, call=call, text=OPENING)
    with desk.wire(call) as caller:
        caller.until("ready")
        caller.speak(speech("I am calling about your vacancy."))
        caller.keep_quiet("heard")
        caller.speak(speech("Goodbye then."))
        caller.keep_quiet("over")


def test_typing_while_a_goodbye_sounds_does_not_keep_the_line_open(desk: Desk, speech: Speech) -> None:
    desk.ears.hears = lambda seconds: GOODBYE
    call = desk.dial()
    with desk.wire(call) as caller:
        caller.until("ready")
        caller.speak(speech("Goodbye then."))
        caller.keep_quiet("said")
        caller.tell(type="typed", text="Nog iets", turn=1)
        caller.until("over")


def test_who_goes_on_after_a_goodbye_and_mutes_is_answered(desk: Desk, speech: Speech) -> None:
    desk.ears.hears = lambda seconds: REASON if desk.events(call, Heard)[1:] else GOODBYE
    call = desk.dial()
    with desk.wire(call) as caller:
        caller.until("ready")
        caller.speak(speech("Goodbye then."))
        caller.keep_quiet("said")
        going_on = speech("I am calling about your vacancy for a network engineer.")
        caller.speak(going_on + bytes(BYTES_PER_SECOND // 10) + going_on[: BYTES_PER_SECOND // 2])
        caller.tell(type="muted", why="off")
        caller.until("heard")
        assert caller.until("heard")["text"].startswith(GOODBYE)


def test_a_turn_taken_back_while_the_goodbye_sounds_leaves_the_line_open(desk: Desk, speech: Speech) -> None:
    desk.ears.hears = lambda seconds: GOODBYE
    call = desk.dial()
    with desk.wire(call) as caller:
        caller.until("ready")
        caller.speak(speech("Goodbye then."))
        caller.keep_quiet("said")
        rehearsals.use_help(house=desk.house, call=call, kind="take_back")
        caller.speak(bytes(2 * BYTES_PER_SECOND))
        assert not caller.got("over")


def test_who_hangs_up_while_going_on_after_a_goodbye_has_hung_up(desk: Desk, speech: Speech) -> None:
    slow, begun = threading.Event(), threading.Event()

    def hears(seconds: float) -> str:
        if not desk.events(call, Heard)[1:]:
            return GOODBYE
        begun.set()
        slow.wait(LONGEST_S)
        return REASON

    async def recognise(pcm: bytes, language: str, prompt: str) -> str:
        return await asyncio.to_thread(hears, len(pcm) / BYTES_PER_SECOND)

    desk.ears.recognise = recognise  # type: ignore[method-assign]
    call = desk.dial()
    with desk.wire(call) as caller:
        caller.until("ready")
        caller.speak(speech("Goodbye then."))
        caller.keep_quiet("said")
        caller.speak(speech("I am calling about your vacancy."), stop=lambda: False)
        caller.speak(bytes(BYTES_PER_SECOND))
        assert begun.is_set()
        caller.tell(type="hang_up")
        caller.until("over")
        slow.set()
        caller.tell(type="ping", n=1)
        caller.until("pong")
    record = rehearsals.show_call(house=desk.house, call=call).record
    assert record.outcome
    assert [turn.text for turn in record.heard] == [OPENING, GOODBYE]


def test_a_goodbye_ends_the_call(desk: Desk, speech: Speech) -> None:
    desk.ears.hears = lambda seconds: GOODBYE
    call = desk.dial()
    with desk.wire(call) as caller:
        caller.until("ready")
        caller.speak(speech("Thank you very much, goodbye."))
        caller.keep_quiet("said")
        answered = time.monotonic()
        caller.keep_quiet("over")
    assert desk.events(call, Heard)[-1].text == GOODBYE
    assert caller.when("over") - answered > 0.3, "for a moment the caller may still go on"


def test_a_turn_that_could_not_be_answered_leaves_nobody_waiting_for_ever(
    desk: Desk, speech: Speech, monkeypatch: pytest.MonkeyPatch
) -> None:
    say, faults = rehearsals.say, [OSError("the disk is full")]

    def fails_once(**said: Any) -> Any:
        if faults:
            raise faults.pop()
        return say(**said)

    call = desk.dial()
    with desk.wire(call) as caller:
        caller.until("ready")
        monkeypatch.setattr(rehearsals, "say", fails_once)
        caller.speak(speech("I am calling about your vacancy for a network engineer."))
        assert caller.keep_quiet("said")["text"], "somebody asks whether anyone is there"


def test_who_talks_over_being_put_through_still_gets_to_hear_who_picks_up(desk: Desk, speech: Speech) -> None:
    call = dialling.dial(
        house=desk.house, now=desk.now, language="nl", seed=7, medium="voice",
        scenario="reach=gatekeeper,manner=friendly",
    )  # fmt: skip
    asks = "Mag ik mevrouw Dekker even spreken over de vacature?"
    rehearsals.say(house=desk.house, call=call, text=f"{OPENING} {asks}")
    desk.ears.hears = lambda seconds: "Ik bel over uw vacature voor een netwerkbeheerder, kunt u mij doorverbinden?"
    with desk.wire(call) as caller:
        caller.until("ready")
        caller.speak(speech("I am calling about your vacancy for a network engineer."))
        caller.keep_quiet("said")
        desk.ears.hears = lambda seconds: "Dank u wel, dat is fijn."
        caller.speak(speech("Thank you, that is kind."))
        caller.keep_quiet("stop")
        while caller.keep_quiet("line")["sound"] != "pick_up":
            pass
        picked_up = caller.keep_quiet("said")
    assert picked_up["speaker"] == "prospect"
    lines = desk.events(call, Said)
    through = next(place for place, line in enumerate(lines) if line.reaction == "put_through")
    assert picked_up["text"] == lines[through + 1].text, "the greeting, and not yet the answer to the thanks"


def test_a_call_whose_wire_was_lost_goes_on_where_it_was_and_nothing_is_there_twice(desk: Desk, speech: Speech) -> None:
    call = desk.dial()
    with desk.wire(call) as caller:
        caller.until("ready")
        caller.speak(speech("I am calling about your vacancy for a network engineer."))
        said = caller.keep_quiet("said")
        caller.until("spoken")
        caller.tell(type="played", utterance=said["utterance"], ms=1000)
        caller.tell(type="ping", n=1)
        caller.until("pong")
        whole = caller.sound[said["utterance"]]
    with desk.wire(call, resume=True) as again:
        again.until("ready")
        assert again.until("said")["utterance"] == said["utterance"]
        again.until("spoken")
        assert again.sound[said["utterance"]] == whole[BYTES_PER_SECOND:], "what was not heard yet"
        assert not again.got("heard"), "and no words twice"
        again.tell(type="played", utterance=said["utterance"], ms=len(whole) // 32, ended=True)
        for _ in range(2):  # sent again by a page that did not know that it had arrived
            again.tell(type="typed", text="Zullen we een afspraak maken?", turn=2)
        again.until("said")
        again.tell(type="ping", n=2)
        again.until("pong")
    texts = [OPENING, REASON, "Zullen we een afspraak maken?"]
    assert [one.text for one in desk.events(call, Heard)] == texts


def test_a_call_that_is_opened_again_later_does_not_ring_again_and_goes_on_where_it_was(
    house: House, now: datetime, speech: Speech
) -> None:
    with served(house, now, kept_s=0.0) as desk:
        call = dialling.dial(
            house=house, now=now, language="nl", seed=RINGS_ONCE, medium="voice",
            scenario="manner=friendly,need=open_vacancy",
        )  # fmt: skip
        with desk.wire(call) as caller:
            greeting = caller.until("said")["text"]
            assert [one["sound"] for one in caller.got("line")] == ["ring", "pick_up"]

        with desk.wire(call, resume=True) as again:  # nobody knows whether the greeting was heard: it is said again
            said = again.until("said")
            assert said["text"] == greeting
            again.until("spoken")
            again.tell(type="played", utterance=said["utterance"], ms=3000, ended=True)
            again.tell(type="ping", n=1)
            again.until("pong")
        wait_until(lambda: desk.events(call, Sounded))

        with desk.wire(call, resume=True) as caller:
            caller.until("ready")
            caller.speak(speech("I am calling about your vacancy for a network engineer."))
            answer = caller.keep_quiet("said")["text"]
            assert [one["text"] for one in caller.got("heard")] == [REASON]

        with desk.wire(call, resume=True) as again:
            assert again.until("said")["text"] == answer
            assert not again.got("heard")
        for opened in (caller, again):
            assert "ring" not in [one["sound"] for one in opened.got("line")]
    sounded, heard = desk.events(call, Sounded)[0], desk.events(call, Heard)[0]
    assert heard.at_s >= sounded.at_s + sounded.took_s, "the clock goes on too"


def test_a_page_that_still_rings_is_told_that_somebody_has_picked_up(desk: Desk) -> None:
    call = dialling.dial(house=desk.house, now=desk.now, language="nl", seed=RINGS_ONCE, medium="voice")
    with desk.wire(call) as caller:
        caller.until("said")
    with desk.wire(call) as reloaded:
        assert reloaded.until("line")["sound"] == "pick_up"


def test_what_is_told_on_a_wire_that_just_broke_is_no_fault(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    call, broke = desk.dial(), asyncio.Event()
    hello = {"type": "hello", "csrf": TOKEN, "talk": "open"}
    typed = {"type": "typed", "text": REASON, "turn": 1}
    told = [{"type": "websocket.receive", "text": json.dumps(said)} for said in (hello, typed)]
    come = iter([{"type": "websocket.connect"}, *told])

    async def receive() -> dict[str, Any]:
        if message := next(come, None):
            return message
        await broke.wait()
        return {"type": "websocket.disconnect", "code": 1006}

    async def send(message: Any) -> None:
        if "said" in message.get("text", ""):
            broke.set()
            raise OSError("the wire is gone")

    scope = {
        "type": "websocket", "path": f"/calls/{call}/voice", "query_string": b"", "app": desk.app,
        "headers": [(b"cookie", f"{COOKIE}={TOKEN}".encode())],
    }  # fmt: skip

    async def held() -> None:
        await hold_call(WebSocket(scope, receive, send), call)
        await desk.app.state.room.end_calls()

    asyncio.run(held())
    assert not [one.message for one in caplog.records if one.name == "belletje.voice"]
    assert [one.text for one in desk.events(call, Heard)] == [OPENING, REASON], "what was said is kept"


def test_after_a_lost_wire_silence_is_asked_about_as_before(desk: Desk) -> None:
    call = desk.dial()
    with desk.wire(call) as caller:
        caller.until("ready")
    with desk.wire(call, resume=True) as again:
        again.until("ready")
        assert again.until("said")["text"], "nobody said anything for four seconds"
    assert desk.events(call, Heard)[-1].text == ""


def test_a_wire_that_is_noticed_to_be_lost_too_late_does_not_take_the_new_one_along(desk: Desk) -> None:
    call = desk.dial()
    with desk.wire(call) as old, desk.wire(call, resume=True) as new:
        old.until("ready")
        new.until("ready")
        old.wire.close()
        new.tell(type="typed", text=REASON, turn=1)
        assert new.until("heard")["text"] == REASON
        assert new.until("said")["text"]


def test_what_was_said_before_the_microphone_went_off_is_answered(desk: Desk, speech: Speech) -> None:
    call = desk.dial()
    with desk.wire(call) as caller:
        caller.until("ready")
        caller.speak(speech("I am calling about your vacancy for a network engineer."))
        caller.tell(type="muted", why="off")
        assert caller.until("heard")["text"] == REASON
        caller.until("said")


def test_who_lets_go_of_the_key_is_heard_to_the_last_sound(desk: Desk, speech: Speech) -> None:
    said, lengths = speech("I am calling about your vacancy for a network engineer."), list[float]()

    def hears(seconds: float) -> str:
        lengths.append(seconds)
        return REASON

    desk.ears.hears = hears
    call = desk.dial()
    with desk.wire(call) as caller:
        caller.until("ready")
        caller.tell(type="talk", on=True)
        caller.speak(said)
        caller.tell(type="talk", on=False)
        assert caller.until("heard")["text"] == REASON
    assert lengths[-1] > len(said) / BYTES_PER_SECOND - 0.032, "all but what fills no look of the detection"


def test_half_a_turn_that_the_ears_lost_is_no_part_of_the_next(desk: Desk, speech: Speech) -> None:
    begun, lengths = speech("I am calling about your vacancy for a network engineer."), list[float]()

    def hears(seconds: float) -> str:
        lengths.append(seconds)
        return REASON

    call = desk.dial()
    with desk.wire(call) as caller:
        caller.until("ready")
        desk.ears.falls_over = 1
        caller.speak(begun + bytes(BYTES_PER_SECOND // 10) + begun, stop=lambda: bool(caller.got("by_text")))
        caller.until("by_voice")
        desk.ears.hears = hears
        caller.speak(bytes(BYTES_PER_SECOND // 2) + speech("Shall we meet?"))
        caller.keep_quiet("heard")
    assert lengths
    assert max(lengths) < len(begun) / BYTES_PER_SECOND


def test_a_busy_line_sounds_busy_before_it_is_given_up(desk: Desk) -> None:
    call = desk.ring("reach=busy")
    with desk.wire(call) as caller:
        while not caller.got("line"):
            caller.take(0.02)
        caller.until("over")
    assert caller.got("line")[0]["sound"] == "busy"
    assert caller.when("over") - caller.when("line") > 0.9 * caller.got("line")[0]["ms"] / 1000


def test_the_machine_beeps_once_its_greeting_has_sounded(desk: Desk) -> None:
    call = desk.ring("reach=voicemail")
    with desk.wire(call, resume=True) as caller:
        said = caller.until("said")
        caller.until("spoken")
        caller.tell(type="ping", n=1)
        caller.until("pong")
        assert "beep" not in [one["sound"] for one in caller.got("line")]
        caller.tell(type="played", utterance=said["utterance"], ms=3000, ended=True)
        while "beep" not in [one["sound"] for one in caller.got("line")]:
            assert caller.take(LONGEST_S)


def test_when_the_ears_fall_over_the_call_goes_on_by_text_and_then_by_voice_again(desk: Desk, speech: Speech) -> None:
    desk.ears.falls_over = 2
    call = desk.dial()
    with desk.wire(call) as caller:
        caller.until("ready")
        caller.speak(speech("I am calling about your vacancy for a network engineer."))
        assert caller.keep_quiet("by_text")["why"]
        caller.tell(type="typed", text=REASON, turn=1)
        assert caller.until("heard")["text"] == REASON
        said = caller.until("said")
        caller.tell(type="played", utterance=said["utterance"], ms=1000, ended=True)
        caller.until("by_voice")
        desk.ears.hears = lambda seconds: "Zullen we een afspraak maken?"
        caller.speak(speech("Shall we plan a meeting next Tuesday?"))
        assert caller.keep_quiet("heard")["text"] == "Zullen we een afspraak maken?"


def test_a_wire_that_is_not_ours_is_refused(desk: Desk) -> None:
    assert refused(desk, desk.dial(), csrf="of another page") == 4401


def test_a_call_that_does_not_exist_has_no_wire(desk: Desk) -> None:
    assert refused(desk, 404) == 4404


def test_a_call_that_is_over_has_no_wire(desk: Desk) -> None:
    call = desk.dial()
    rehearsals.hang_up(house=desk.house, call=call)
    assert refused(desk, call) == 4409


def test_hanging_up_leads_to_the_debrief(desk: Desk) -> None:
    call = desk.dial()
    with desk.wire(call) as caller:
        caller.until("ready")
        caller.tell(type="hang_up")
        over = caller.until("over")
    assert over["url"] == f"/calls/{call}/debrief"
    assert rehearsals.show_call(house=desk.house, call=call).record.outcome == over["outcome"] != ""


def wait_until(true: Callable[[], object]) -> None:
    """Waits until the server has done something."""
    end = time.monotonic() + LONGEST_S
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def refused(desk: Desk, call: int, csrf: str = TOKEN) -> int:
    """The code that the wire is closed with."""
    with desk.wire(call, csrf=csrf) as caller, suppress(ConnectionClosed):
        caller.wire.recv(timeout=5)
    return caller.wire.close_code or 0
