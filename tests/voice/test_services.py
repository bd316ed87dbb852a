"""Ears and a mouth that the user brings. The service is the test's own, on this machine."""

import asyncio
import json
import logging
import wave
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from threading import Event, Thread

import numpy as np
import pytest

from belletje.usecases.house import House
from belletje.voice.models import NotReady
from belletje.voice.parts import Crashed, Wishes, sound_goes_to, wishes_from
from belletje.voice.persons import Voice
from belletje.voice.room import Room
from belletje.voice.services import ServiceEars, ServiceMouth
from belletje.voice.sound import seconds
from belletje.web.spoken import SpokenHere

KEY = "sk-very-secret"
USUAL = Voice(1.0, 1.0, "")


@dataclass
class Service:
    """What answers, and what it was asked."""

    status: int = 200
    content: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    waits: Event | None = None
    url: str = ""


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    """A service on this machine."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    told = Service()

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            told.asked.append((self.path, dict(self.headers), body))
            if told.waits:
                told.waits.wait(5)
            self.send_response(told.status)
            for name, value in told.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(told.content)

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            """Who asked has gone away."""

    server = Server(("127.0.0.1", 0), Answer)
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    told.url = f"http://127.0.0.1:{server.server_port}/v1"
    yield told
    if told.waits:
        told.waits.set()
    server.shutdown()
    server.server_close()


def hear(service: Service, wait_s: float = 5.0, **wishes: str) -> str:
    """What the service hears in half a second of sound."""
    given = {"ears_url": service.url, "ears_key": KEY, **wishes}
    return asyncio.run(ServiceEars(Wishes(**given), wait_s).recognise(bytes(16_000), "nl", "Noordlicht"))


def say(service: Service, text: str = "Goedemorgen.", voice: Voice = USUAL, **wishes: str) -> bytes:
    """What the service says."""
    given = {"mouth_url": service.url, "mouth_key": KEY, **wishes}
    return asyncio.run(ServiceMouth(Wishes(**given)).say(text, voice))


def tone(rate_hz: int, channels: int = 1, length_s: float = 1.0) -> bytes:
    """A WAV file with a tone."""
    at_s = np.arange(round(rate_hz * length_s)) / rate_hz
    samples = (8000 * np.sin(2 * np.pi * 800 * at_s)).astype("<i2")
    whole = BytesIO()
    with wave.open(whole, "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate_hz)
        file.writeframes(np.repeat(samples, channels).tobytes())
    return whole.getvalue()


def test_a_turn_is_heard_by_the_service(service: Service) -> None:
    service.content = b'{"text": " Goedemorgen, u spreekt met Sanne. "}'
    assert hear(service, ears_name="large") == "Goedemorgen, u spreekt met Sanne."
    path, headers, body = service.asked[0]
    assert path == "/v1/audio/transcriptions"
    assert headers["Authorization"] == f"Bearer {KEY}"
    form = BytesParser().parsebytes(b"Content-Type: " + headers["Content-Type"].encode() + b"\r\n\r\n" + body)
    parts = {part.get_param("name", header="content-disposition"): part for part in form.get_payload()}
    texts = {name: part.get_payload() for name, part in parts.items() if name != "file"}
    assert texts == {"model": "large", "language": "nl", "response_format": "json", "prompt": "Noordlicht"}
    with wave.open(BytesIO(parts["file"].get_payload(decode=True))) as sound:
        assert (sound.getframerate(), sound.getnchannels(), sound.getnframes()) == (16_000, 1, 8_000)


@pytest.mark.parametrize(("rate_hz", "channels"), [(24_000, 1), (48_000, 2), (16_000, 1)])
def test_a_line_is_said_by_the_service(service: Service, rate_hz: int, channels: int) -> None:
    service.content = tone(rate_hz, channels)
    voice = Voice(1.1, 1.0, "", person=3)
    assert seconds(say(service, voice=voice, mouth_voice="nova, echo")) == pytest.approx(1.0, abs=0.05)
    path, headers, body = service.asked[0]
    assert (path, headers["Authorization"]) == ("/v1/audio/speech", f"Bearer {KEY}")
    assert json.loads(body) == {
        "model": "tts-1", "input": "Goedemorgen.", "voice": "echo", "response_format": "wav", "speed": 1.1,
    }  # fmt: skip


def test_a_stream_that_does_not_know_its_length_yet_is_heard_whole(service: Service) -> None:
    file = bytearray(tone(24_000))
    file[4:8] = file[40:44] = b"\xff\xff\xff\xff"
    service.content = bytes(file)
    assert seconds(say(service)) == pytest.approx(1.0, abs=0.05)


def test_what_has_no_words_is_not_asked(service: Service) -> None:
    assert say(service, "...") == b""
    assert not service.asked


@pytest.mark.parametrize("ask", [hear, say])
@pytest.mark.parametrize(
    ("status", "fault", "said"),
    [
        (401, NotReady, "refuses the key: look at BELLETJE_.*_KEY"),
        (404, NotReady, "answers 404: look at BELLETJE_.*_URL"),
        (302, NotReady, "answers 302"),
        (429, Crashed, "answers 429"),
        (503, Crashed, "answers 503"),
    ],
)
def test_what_a_service_refuses_is_one_sentence_without_the_key(
    service: Service, ask: Callable[..., object], status: int, fault: type[Exception], said: str, caplog
) -> None:
    service.status, service.headers = status, {"Location": "http://127.0.0.1:9/elsewhere"}
    with caplog.at_level(logging.DEBUG), pytest.raises(fault, match=f"The service at 127.0.0.1 {said}") as told:
        ask(service)
    assert len(service.asked) == 1  # the key goes nowhere else
    assert KEY not in repr(told.value) + caplog.text
    assert told.value.__cause__ is None


@pytest.mark.parametrize("content", [b"", b"<html>", b"[]", b'{"text": 3}', b'{"words": ""}', b"\xff\xfe"])
def test_rubbish_is_said_to_be(service: Service, content: bytes) -> None:
    service.content = content
    with pytest.raises(NotReady, match="does not answer as an OpenAI-compatible service does"):
        hear(service)


@pytest.mark.parametrize(
    "content", [b"", b"ID3 an mp3", b"RIFF....WAVE", tone(24_000)[:30], b"RIFF....WAVEdata\x04\0\0\0abcd"]
)
def test_sound_that_is_none_is_said_to_be(service: Service, content: bytes) -> None:
    service.content = content
    with pytest.raises(NotReady, match="does not answer as an OpenAI-compatible service does") as told:
        say(service)
    assert told.value.sentence("nl").startswith("De dienst op 127.0.0.1 antwoordt niet zoals")


def test_a_service_that_is_too_slow_is_not_waited_for(service: Service) -> None:
    service.waits = Event()
    with pytest.raises(Crashed, match=r"The service at 127.0.0.1 does not answer\."):
        hear(service, wait_s=0.2)


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("http://127.0.0.1:9/v1", Crashed),
        ("file:///etc/passwd", NotReady),
        ("ears.example/v1", NotReady),
        ("http://[broken", NotReady),
    ],
)
def test_an_address_where_nothing_is_is_one_sentence(service: Service, url: str, fault: type[Exception]) -> None:
    with pytest.raises(fault, match="The service at"):
        hear(service, ears_url=url)


def test_a_key_with_a_line_end_in_it_is_not_told_either(service: Service) -> None:
    with pytest.raises(Crashed) as told:
        hear(service, ears_key=f"{KEY}\nX-Evil: 1")
    assert KEY not in str(told.value)
    assert not service.asked


def test_wishes_come_from_the_settings_and_hide_keys_and_addresses() -> None:
    wishes = wishes_from(
        {"BELLETJE_EARS_URL": " https://me:pw@ears.example/v1 ", "BELLETJE_EARS_KEY": KEY, "HOME": "/"}
    )
    assert (wishes.ears_url, wishes.ears_key, wishes.mouth_url) == ("https://me:pw@ears.example/v1", KEY, "")
    assert KEY not in repr(wishes)
    assert "pw" not in repr(wishes)


def test_a_room_asks_the_service_and_the_page_says_where_sound_goes(house: House) -> None:
    wishes = Wishes(ears_url="https://me:pw@ears.example/v1", mouth_url="https://mouth.example/v1", ears_name="large")
    room = Room(house, wishes)
    assert sound_goes_to(room.ears("nl"), room.mouth("nl")) == "ears.example, mouth.example"
    assert room.ears("nl") is room.ears("en")
    offer = SpokenHere(room).offer("nl")
    assert (offer.ready, offer.where) == (True, "ears.example, mouth.example")
    assert (offer.ears, offer.mouth) == ("large (ears.example)", "tts-1 (mouth.example)")


def test_without_wishes_sound_stays_on_this_machine(house: House) -> None:
    room = Room(house, Wishes())
    offer = SpokenHere(room).offer("nl")
    assert (offer.ready, offer.where, offer.ears, offer.mouth) == (True, "", "Whisper base", "eSpeak NG")
    room.close()
