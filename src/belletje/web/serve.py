"""Serving the web application: one process, on this machine only unless told otherwise."""

import socket
import threading
import time
import webbrowser
from collections.abc import Callable
from datetime import datetime

import uvicorn

from belletje.desk.search import finder
from belletje.usecases.house import House, Refused
from belletje.voice.room import Room
from belletje.web.app import create_app
from belletje.web.words import LANGUAGES

VOICE_COMES_S = 900
"""So long voice may take to be installed beside the running program (see the Makefile)."""
LOOK_S = 5


def serve(house: House, *, host: str, port: int, browser: bool, clock: Callable[[], datetime]) -> None:
    """Serves until interrupted. Raises Refused when the port is taken or the host is not this machine's."""
    listening = _listen(host, port)
    shown = "127.0.0.1" if host in {"0.0.0.0", "::"} else host  # noqa: S104 - compared, not bound
    address = f"http://{shown}:{listening.getsockname()[1]}/"
    print(f"Belletje: {address}  (Ctrl-C stops it)", flush=True)  # noqa: T201 - the address is what the command is for
    if browser:
        threading.Timer(0.5, webbrowser.open, [address]).start()
    # after the first page: loading the ear beside it would make both slower
    room = Room(house)
    warm_up = threading.Timer(2.0, _warm_up, [house, room])
    warm_up.daemon = True
    warm_up.start()
    app = create_app(house, clock=clock, room=room)
    try:
        uvicorn.Server(uvicorn.Config(app, log_level="warning", server_header=False)).run(sockets=[listening])
    finally:
        room.close()


def _warm_up(house: House, room: Room) -> None:
    house.ear("Goedemorgen", "Hallo")
    for language in LANGUAGES:
        finder(language)
    for _ in range(VOICE_COMES_S // LOOK_S):
        if room.missing("nl") != "extra":
            break
        time.sleep(LOOK_S)
    for language in LANGUAGES:
        if not room.missing(language):
            room.warm_up(language)


def _listen(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port), reuse_port=False)
    except OverflowError as fault:
        raise Refused(f"There is no port {port}. Choose one from 1024 to 65535 with --port.") from fault
    except OSError as fault:
        raise Refused(
            f"Nothing can listen on {host} port {port} ({fault.strerror or fault}). Is Belletje running already? "
            f"Choose another with --port, for example --port {port + 1}."
        ) from fault
