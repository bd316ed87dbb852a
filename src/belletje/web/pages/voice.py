"""A call by voice: the wire between the page and the room where calls are held."""

import json
import secrets
import struct
from contextlib import suppress
from typing import Any

from fastapi import APIRouter
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from belletje.usecases import rehearsals
from belletje.usecases.house import Refused
from belletje.voice.messages import Message, Over, Sound, to_data
from belletje.voice.room import Crowded, Room
from belletje.web.guard import COOKIE

router = APIRouter()
NOT_OURS, NOT_THERE, IS_OVER, CROWDED = 4401, 4404, 4409, 1013
LARGEST_FRAME = 64_000
HEAD = struct.Struct("<II")


@router.websocket("/calls/{call}/voice")
async def hold_call(socket: WebSocket, call: int) -> None:
    """Holds one call: sound and messages both ways, until one of both ends is gone."""
    room: Room | None = getattr(socket.app.state, "room", None)
    origin = socket.headers.get("origin")
    if room is None or (origin and origin.partition("://")[2] != socket.headers.get("host")):
        await socket.close(NOT_OURS)
        return
    await socket.accept()
    with suppress(WebSocketDisconnect):
        hello = await _hello(socket)
        if hello is None:
            await socket.close(NOT_OURS)
            return
        await _hold(socket, room, call, hello)


async def _hello(socket: WebSocket) -> dict[str, Any] | None:
    """The first message, which must come from a page of ours."""
    try:
        said = json.loads((await socket.receive()).get("text") or "")
    except ValueError:
        return None
    given, kept = (said.get("csrf"), socket.cookies.get(COOKIE, "")) if isinstance(said, dict) else (None, "")
    ours = isinstance(given, str) and bool(kept) and secrets.compare_digest(given.encode(), kept.encode())
    return said if ours and said.get("type") == "hello" else None


async def _hold(socket: WebSocket, room: Room, number: int, hello: dict[str, Any]) -> None:
    try:
        kept = rehearsals.show_call(house=room.house, call=number)
        if kept.record.outcome is not None and kept.record.heard and not room.holds(number):
            await socket.close(IS_OVER)
            return
        known = hello.get("resume") is True and not hello.get("ringing")
        held = await room.open(number, known=known)
    except Refused:
        await socket.close(NOT_THERE)
        return
    except Crowded:
        await socket.close(CROWDED)
        return

    async def send(message: Message) -> None:
        if socket.application_state != WebSocketState.CONNECTED:
            return
        with suppress(WebSocketDisconnect):  # it broke just now, which is noticed where it is read
            if isinstance(message, Sound):
                await socket.send_bytes(HEAD.pack(message.utterance, message.sequence) + message.pcm)
            elif isinstance(message, Over):
                await socket.send_json({**to_data(message), "url": f"/calls/{number}/debrief"})
            else:
                await socket.send_json(to_data(message))

    await held.attach(send, mouth=str(hello.get("mouth", "")), known=known)
    try:
        while True:
            got = await socket.receive()
            if got["type"] == "websocket.disconnect":
                return
            if got.get("bytes"):
                await held.hear(got["bytes"][:LARGEST_FRAME])
            else:
                with suppress(ValueError, TypeError):  # what is no message is no reason to end a call
                    await _take(socket, held, json.loads(got.get("text") or ""))
    finally:
        await room.leave(held, send)


async def _take(socket: WebSocket, held: Any, told: dict[str, Any]) -> None:
    match told.get("type"):
        case "ping":
            await socket.send_json({"type": "pong", "n": told.get("n")})
        case "typed":
            turn = told.get("turn")
            await held.type(str(told.get("text", "")), turn if isinstance(turn, int) else None)
        case "talk":
            await held.press(bool(told.get("on")))
        case "played":
            chars = told.get("chars")
            held.played(
                int(told["utterance"]),
                float(told.get("ms") or 0),
                ended=bool(told.get("ended")),
                chars=chars if isinstance(chars, int) else None,
            )
        case "mode":
            await held.press(False)  # what was being said so far is said
        case "muted":
            await held.mute(True)
        case "unmuted":
            await held.mute(False)
        case "pause":
            await held.pause(bool(told.get("on")))
        case "hang_up":
            await held.hang_up()
        case _:
            pass
