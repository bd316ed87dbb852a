"""One caller of the voice benchmark, on the real wire: speaks in real time, lets the answers sound, and times them."""

import asyncio
import json
import re
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random
from typing import Any

import httpx
import numpy as np
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from belletje.voice.sound import BYTES_PER_SECOND, FRAME_BYTES, to_pcm
from benchmarks.callers import Turn, room

FRAME_S = FRAME_BYTES / BYTES_PER_SECOND
HEAD_BYTES = 8
SILENT = 60
"""Up to this size of a sample of 16 bits it is silence."""
ANSWERS_S = 8.0
PICKS_UP_S = 60.0
TELLS_S = 0.2


@dataclass(slots=True)
class Reply:
    """What came of one turn. `total_ms` from the last sound of speech to the first sound of the answer, or None.

    `early` when an answer had begun before the turn was over, `broken` when it was taken for two; `heard` is what was
    recognised; `stages` as shown.
    """

    text: str
    total_ms: float | None
    early: bool
    broken: bool
    heard: str
    stages: dict[str, Any] = field(default_factory=dict)


class Page:
    """What the page of a call does, without the page. All moments are of the monotonic clock."""

    def __init__(self, socket: ClientConnection, rng: Random) -> None:
        self._socket = socket
        self._noise = np.random.default_rng(rng.randrange(2**32))
        self._frames: list[bytes] = []
        self._sent_s: list[float] = []
        self.ready: dict[str, Any] = {}
        self.picked_up = asyncio.Event()
        self.over = asyncio.Event()
        self.heard: dict[int, str] = {}
        self.stages: list[dict[str, Any]] = []
        self.began_s: dict[int, float] = {}
        self._sounds: dict[int, bytearray] = {}
        self._arrived_s: dict[int, float] = {}
        self._whole: set[int] = set()
        self._expected: set[int] = set()
        self._told_s: dict[int, float] = {}
        self._hushed_s: float | None = None

    async def read(self) -> None:
        """Takes what the server tells, until the line is dead."""
        async for message in self._socket:
            if isinstance(message, bytes):
                self._hear(message)
            else:
                await self._take(json.loads(message))

    def _hear(self, message: bytes) -> None:
        utterance = int.from_bytes(message[:4], "little")
        sound = message[HEAD_BYTES:]
        now_s = time.monotonic()
        self._arrived_s.setdefault(utterance, now_s)
        if np.abs(np.frombuffer(sound, "<i2").astype(np.int32)).max(initial=0) > SILENT:
            self.began_s.setdefault(utterance, now_s)
        self._sounds.setdefault(utterance, bytearray()).extend(sound)

    async def _take(self, told: dict[str, Any]) -> None:
        match told["type"]:
            case "ready":
                self.ready = told
            case "line" if told["sound"] == "pick_up":
                self.picked_up.set()
            case "heard":
                # what is said again from an earlier turn on was answered in a pause, and is one turn after all
                self.heard = {turn: text for turn, text in self.heard.items() if turn < told["turn"]}
                self.heard[told["turn"]] = told["text"]
            case "stages":
                self.stages.append(told)
            case "said":
                self._expected.add(told["utterance"])
            case "spoken":
                self._whole.add(told["utterance"])
            case "hush":
                self._hushed_s = time.monotonic()
            case "go_on":
                self._go_on()
            case "stop":
                await self._ended(told["utterance"])
                self._go_on()
            case "over":
                self.over.set()
            case _:
                pass

    async def play(self) -> None:
        """Lets the answers sound, and tells how much of them has, as the page does."""
        while True:
            await asyncio.sleep(0.02)
            for utterance in sorted(self._expected):
                if utterance not in self._arrived_s:
                    if utterance in self._whole:
                        await self._ended(utterance)
                    continue
                now_s = time.monotonic()
                if self._whole >= {utterance} and self._played_s(utterance) >= self._length_s(utterance):
                    await self._ended(utterance)
                elif now_s - self._told_s.get(utterance, self._arrived_s[utterance]) >= TELLS_S:
                    self._told_s[utterance] = now_s
                    await self._tell(type="played", utterance=utterance, ms=round(1000 * self._played_s(utterance)))

    def _go_on(self) -> None:
        """What was hushed has not sounded meanwhile."""
        now_s = time.monotonic()
        hushed_s, self._hushed_s = self._hushed_s or now_s, None
        for utterance in self._expected & set(self._arrived_s):
            self._arrived_s[utterance] += now_s - max(hushed_s, self._arrived_s[utterance])

    def _length_s(self, utterance: int) -> float:
        return len(self._sounds.get(utterance, b"")) / BYTES_PER_SECOND

    def _played_s(self, utterance: int) -> float:
        now_s = self._hushed_s or time.monotonic()
        since_s = max(0.0, now_s - self._arrived_s.get(utterance, now_s))
        return min(self._length_s(utterance), since_s)

    async def _ended(self, utterance: int) -> None:
        if utterance in self._expected:
            self._expected.discard(utterance)
            ms = round(1000 * self._played_s(utterance))
            await self._tell(type="played", utterance=utterance, ms=ms, ended=True)

    @property
    def is_silent(self) -> bool:
        """Whether nothing sounds, or is about to."""
        return not self._expected

    async def speak(self) -> None:
        """The microphone: a frame every 20 ms, whether somebody speaks or not."""
        start_s, n = time.monotonic(), 0
        while True:
            n += 1
            await asyncio.sleep(max(0.0, start_s + n * FRAME_S - time.monotonic()))
            speech = bool(self._frames)
            frame = self._frames.pop(0) if speech else to_pcm(room(FRAME_BYTES // 2, self._noise))
            await self._socket.send(frame)
            if speech:
                self._sent_s.append(time.monotonic())

    async def say(self, turn: Turn) -> tuple[float, float]:
        """Speaks a turn in real time; gives when its first and its last sound of speech had been said."""
        sound = to_pcm(turn.sound + room(len(turn.sound), self._noise))
        sound += bytes(-len(sound) % FRAME_BYTES)
        self._sent_s = []
        self._frames = [sound[at : at + FRAME_BYTES] for at in range(0, len(sound), FRAME_BYTES)]
        frames = len(self._frames)
        while len(self._sent_s) < frames:
            await asyncio.sleep(0.005)
        return self._moment(turn.begins_s), self._moment(turn.ends_s)

    def _moment(self, at_s: float) -> float:
        """When the microphone had heard this second of the turn: a frame is sent once its last sample was heard."""
        frame = min(int(at_s / FRAME_S), len(self._sent_s) - 1)
        return self._sent_s[frame] - ((frame + 1) * FRAME_S - at_s)

    async def _tell(self, **message: Any) -> None:
        await self._socket.send(json.dumps(message))

    async def hang_up(self) -> None:
        """Puts the phone down."""
        await self._tell(type="hang_up")
        await asyncio.wait_for(self.over.wait(), 10)


async def dial(client: httpx.AsyncClient, language: str, scenario: str, seed: int) -> tuple[int, str]:
    """Dials a rehearsal by voice, as the page does; gives its number and the token of the forms."""
    page = await client.get("/rehearse")
    token = re.search(r'name="csrf" value="([^"]+)"', page.text)
    assert token, "a page with a form holds the token"
    form = {"csrf": token[1], "scenario": scenario, "language": language, "seed": str(seed), "medium": "voice"}
    answer = await client.post("/rehearse", data=form)
    number = re.search(r"/calls/(\d+)", answer.headers.get("location", ""))
    assert number, f"nothing was dialled: {answer.status_code} {answer.text[:500]}"
    return int(number[1]), token[1]


async def call(
    address: str, language: str, scenario: str, seed: int, turns: Sequence[Turn]
) -> tuple[list[Reply], dict[str, Any]]:
    """Holds one call; gives what came of the turns that could be said before the line was dead, and what hears."""
    rng = Random(seed)
    async with httpx.AsyncClient(base_url=address, headers={"Accept-Language": language}, timeout=30) as client:
        number, token = await dial(client, language, scenario, seed)
        cookies = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    where = address.replace("http", "ws", 1).rstrip("/") + f"/calls/{number}/voice"
    async with connect(where, additional_headers={"Cookie": cookies}, origin=address.rstrip("/")) as wire:
        page = Page(wire, rng)
        await wire.send(json.dumps({"type": "hello", "csrf": token, "resume": False, "talk": "open"}))
        tasks = [asyncio.create_task(task) for task in (page.read(), page.speak(), page.play())]
        try:
            replies = await _converse(page, turns, rng)
        finally:
            for task in tasks:
                task.cancel()
            for task in tasks:
                with suppress(asyncio.CancelledError, ConnectionClosed):
                    await task
    return replies, page.ready


async def _converse(page: Page, turns: Sequence[Turn], rng: Random) -> list[Reply]:
    await asyncio.wait_for(page.picked_up.wait(), PICKS_UP_S)
    await asyncio.sleep(0.5)
    replies: list[Reply] = []
    for turn in turns:
        while not page.is_silent:
            await asyncio.sleep(0.02)
        await asyncio.sleep(rng.uniform(0.4, 0.9))
        if page.over.is_set():
            return replies
        heard, stages = set(page.heard), len(page.stages)
        began_s, ended_s = await page.say(turn)
        total_ms = await _answered(page, ended_s)
        if total_ms is None and page.over.is_set():
            return replies  # what was answered in a pause ended the call: nobody was there to answer the rest
        await asyncio.sleep(0.1)
        parts = [text for number, text in page.heard.items() if number not in heard]
        early = any(began_s < at_s <= ended_s for at_s in page.began_s.values())
        told = page.stages[-1] if len(page.stages) > stages else {}
        replies.append(Reply(turn.text, total_ms, early, len(parts) > 1, " ".join(parts), told))
    if not page.over.is_set():
        await page.hang_up()
    return replies


async def _answered(page: Page, ended_s: float) -> float | None:
    """From the last sound of speech to the first sound of what is said after it, in milliseconds."""
    while time.monotonic() < ended_s + ANSWERS_S:
        after = [at_s for at_s in page.began_s.values() if at_s > ended_s]
        if after:
            return 1000 * (min(after) - ended_s)
        if page.over.is_set():
            return None
        await asyncio.sleep(0.01)
    return None
