"""The server's end of a call by voice, played by a test: it keeps all that the page sends, and says what the test says.

The conversation behind it is the real one: a typed line gets the reaction that the rehearsal gives.
"""

import asyncio
import json
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect

from belletje.rehearsal.record import turns
from belletje.usecases import rehearsals
from belletje.usecases.house import House
from belletje.web.guard import COOKIE

HZ = 16_000
FRAME_BYTES = 640


def pitch(hertz: float, seconds: float) -> bytes:
    """A pure sound, PCM16 mono at 16 kHz, a quarter of the loudest."""
    at = np.arange(round(HZ * seconds)) / HZ
    return (8000 * np.sin(2 * np.pi * hertz * at)).astype("<i2").tobytes()


@dataclass
class ScriptedLine:
    """ASGI around the application: it answers the WebSocket of a call, the application all else.

    `messages` are the page's, with `at`, seconds of the monotonic clock; `frames` are its sound with the same.
    """

    app: ASGIApp
    house: House
    ready: dict[str, Any] = field(default_factory=lambda: {"ears": "test ears", "mouth": "test mouth", "keep": False})
    messages: list[dict[str, Any]] = field(default_factory=list)
    frames: list[tuple[float, bytes]] = field(default_factory=list)
    away: bool = False
    pongs: bool = True
    utterances: int = 0
    _socket: WebSocket | None = None
    _loop: asyncio.AbstractEventLoop | None = None
    _call: int = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        socket = WebSocket(scope, receive, send)
        if self.away:
            await socket.close()
            return
        await socket.accept()
        hello = json.loads(await socket.receive_text())
        self.messages.append({**hello, "at": time.monotonic()})
        if hello["csrf"] != socket.cookies.get(COOKIE):
            await socket.close(4401)
            return
        self._call = int(scope["path"].split("/")[2])
        self._loop = asyncio.get_running_loop()
        self._socket = socket
        await socket.send_json({"type": "ready", "where": "this machine", **self.ready})
        try:
            while True:
                await self._take(await socket.receive())
        except (WebSocketDisconnect, RuntimeError):
            pass

    async def _take(self, got: Any) -> None:
        if got["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(got.get("code", 1000))
        if got.get("bytes"):
            self.frames.append((time.monotonic(), got["bytes"]))
            return
        message = json.loads(got["text"])
        if message["type"] == "ping":
            if self.pongs and self._socket:
                await self._socket.send_json({"type": "pong", "n": message["n"]})
            return
        self.messages.append({**message, "at": time.monotonic()})
        if message["type"] == "typed":
            await self._answer(message["text"], message["turn"])
        elif message["type"] == "hang_up":
            rehearsals.hang_up(house=self.house, call=self._call)
            await self._over()

    async def _answer(self, text: str, turn: int) -> None:
        before = len(turns(rehearsals.show_call(house=self.house, call=self._call).record))
        kept = rehearsals.say(house=self.house, call=self._call, text=text, turn=turn)
        assert self._socket
        for said in turns(kept.record)[before:]:
            if said.who == "caller":
                await self._socket.send_json({"type": "heard", "turn": said.n, "text": said.text})
            else:
                await self._socket.send_json(self._said(said.n, said.text, said.speaker))
        if kept.record.outcome is not None:
            await self._over()

    def _said(self, turn: int, text: str, speaker: str = "prospect") -> dict[str, Any]:
        self.utterances += 1
        return {"type": "said", "turn": turn, "utterance": self.utterances, "text": text, "speaker": speaker}

    async def _over(self) -> None:
        assert self._socket
        await self._socket.send_json({"type": "over", "outcome": "", "url": f"/calls/{self._call}/debrief"})

    def tell(self, **message: Any) -> None:
        """Sends a message to the page."""
        self._do(lambda socket: socket.send_json(message))

    def hear(self, text: str) -> None:
        """Takes it that the caller said this, and answers."""
        heard = len(rehearsals.show_call(house=self.house, call=self._call).record.heard)
        self._do(lambda _: self._answer(text, heard))

    def sound(self, utterance: int, pcm: bytes, *, whole: bool = True) -> None:
        """Sends sound, 20 ms a message; when `whole`, also that there is no more of it."""

        async def send(socket: WebSocket) -> None:
            for sequence in range(len(pcm) // FRAME_BYTES):
                part = pcm[sequence * FRAME_BYTES : (sequence + 1) * FRAME_BYTES]
                await socket.send_bytes(struct.pack("<II", utterance, sequence) + part)
            if whole:
                await socket.send_json({"type": "spoken", "utterance": utterance})

        self._do(send)

    def cut(self) -> None:
        """Breaks the wire; while `away` it does not come back."""
        self._do(lambda socket: socket.close(1011))

    def got(self, kind: str) -> list[dict[str, Any]]:
        """What the page sent of one kind, in order."""
        return [message for message in self.messages if message["type"] == kind]

    def _do(self, does: Callable[[WebSocket], Any]) -> None:
        assert self._loop
        assert self._socket
        asyncio.run_coroutine_threadsafe(does(self._socket), self._loop).result(5)
