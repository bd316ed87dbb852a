"""Ears and a mouth that the user brings: services that answer as OpenAI's do, asked over the network."""

import asyncio
import io
import json
import secrets
import struct
import wave
from collections.abc import Mapping
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

import numpy as np

from belletje.voice.models import NotReady
from belletje.voice.mouth import trimmed
from belletje.voice.parts import Wishes
from belletje.voice.persons import Voice
from belletje.voice.sound import SAMPLE_RATE_HZ, Samples, telephone, to_pcm, to_samples
from belletje.voice.worker import Crashed

WAIT_S = 10.0
MOST_BYTES = 32 << 20
LATER = frozenset((408, 409, 425, 429, 500, 502, 503, 504))
"""What is worth asking again, by HTTP status."""


def host(url: str) -> str:
    """Where a service is, for people: never with a name or a password that stands in the address."""
    try:
        return urlsplit(url).hostname or "the service"
    except ValueError:
        return "the service"


class _StaysThere(HTTPRedirectHandler):
    """A key is for the service that it was given for, not for where that points."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        """Goes nowhere else."""


class _Service:
    """One service; `name` begins the names of its settings, as EARS in BELLETJE_EARS_URL."""

    def __init__(self, name: str, url: str, key: str, wait_s: float) -> None:
        self.host = host(url)
        self._name = name
        self._url = url.rstrip("/")
        self._key = key
        self._wait_s = wait_s
        self._opener = build_opener(_StaysThere)

    async def ask(self, path: str, kind: str, body: bytes) -> bytes:
        """Posts, and waits for the answer. Raises Crashed where it may answer later, NotReady where it will not."""
        return await asyncio.to_thread(self._ask, path, kind, body)

    def _ask(self, path: str, kind: str, body: bytes) -> bytes:
        headers = {"Content-Type": kind, "User-Agent": "Belletje"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        try:
            if urlsplit(self._url).scheme not in ("http", "https"):
                raise ValueError
            request = Request(f"{self._url}{path}", body, headers)  # noqa: S310 - looked at above
        except ValueError:
            raise self._not_ready(
                "has no address that begins with https://", "heeft geen adres dat met https:// begint"
            ) from None
        try:
            with self._opener.open(request, timeout=self._wait_s) as answer:
                content: bytes = answer.read(MOST_BYTES + 1)
        except HTTPError as fault:
            if fault.code in LATER:
                raise Crashed(f"The service at {self.host} answers {fault.code}.") from None
            if fault.code in (401, 403):
                raise self._not_ready("refuses the key", "weigert de sleutel", "KEY") from None
            raise self._not_ready(f"answers {fault.code}", f"antwoordt met {fault.code}") from None
        except (OSError, HTTPException, ValueError):  # a key with a line end in it is no header: ValueError
            raise Crashed(f"The service at {self.host} does not answer.") from None
        if len(content) > MOST_BYTES:
            raise self.rubbish()
        return content

    def rubbish(self) -> NotReady:
        """What it answered cannot be used."""
        return self._not_ready(
            "does not answer as an OpenAI-compatible service does", "antwoordt niet zoals een dienst van OpenAI doet"
        )

    def _not_ready(self, en: str, nl: str, setting: str = "URL") -> NotReady:
        look = f"BELLETJE_{self._name}_{setting}"
        return NotReady(
            en=f"The service at {self.host} {en}: look at {look}, or leave BELLETJE_{self._name}_URL empty.",
            nl=f"De dienst op {self.host} {nl}: kijk naar {look}, of laat BELLETJE_{self._name}_URL leeg.",
        )


class ServiceEars:
    """Hears by `/audio/transcriptions`. See parts.Ears."""

    def __init__(self, wishes: Wishes, wait_s: float = WAIT_S) -> None:
        self._service = _Service("EARS", wishes.ears_url, wishes.ears_key, wait_s)
        self._model = wishes.ears_name or "whisper-1"
        self.where = self._service.host
        self.name = f"{self._model} ({self.where})"

    async def look(self, pcm: bytes) -> None:
        """See Ears: a service hears a turn once."""

    async def recognise(self, pcm: bytes, language: str, prompt: str) -> str:
        """See Ears."""
        fields = {"model": self._model, "language": language, "response_format": "json", "prompt": prompt}
        kind, body = _form({name: value for name, value in fields.items() if value}, _wav(pcm))
        answer = await self._service.ask("/audio/transcriptions", kind, body)
        try:
            text = json.loads(answer)["text"]
        except (ValueError, TypeError, KeyError):
            raise self._service.rubbish() from None
        if not isinstance(text, str):
            raise self._service.rubbish()
        return text.strip()

    def close(self) -> None:
        """See Ears."""


class ServiceMouth:
    """Speaks by `/audio/speech`. See parts.Mouth."""

    def __init__(self, wishes: Wishes, wait_s: float = WAIT_S) -> None:
        self._service = _Service("MOUTH", wishes.mouth_url, wishes.mouth_key, wait_s)
        self._model = wishes.mouth_name or "tts-1"
        self._voices = [voice.strip() for voice in wishes.mouth_voice.split(",") if voice.strip()] or ["alloy"]
        self.where = self._service.host
        self.name = f"{self._model} ({self.where})"

    async def say(self, text: str, voice: Voice) -> bytes:
        """See Mouth."""
        if not any(letter.isalnum() for letter in text):
            return b""
        asked = {
            "model": self._model, "input": text, "voice": self._voices[voice.person % len(self._voices)],
            "response_format": "wav", "speed": min(4.0, max(0.25, voice.pace)),
        }  # fmt: skip
        answer = await self._service.ask("/audio/speech", "application/json", json.dumps(asked).encode())
        samples = _samples(answer)
        if samples is None:
            raise self._service.rubbish()
        return to_pcm(telephone(trimmed(samples)))

    def close(self) -> None:
        """See Mouth."""


def _wav(pcm: bytes) -> bytes:
    """PCM16, mono, 16 kHz as a WAV file."""
    whole = io.BytesIO()
    with wave.open(whole, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE_HZ)
        file.writeframes(pcm)
    return whole.getvalue()


def _form(fields: Mapping[str, str], wav: bytes) -> tuple[str, bytes]:
    """A form with a file, as multipart/form-data (RFC 7578): its type, and its content."""
    border = secrets.token_hex(16)
    parts = [
        f'--{border}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    parts.append(
        f'--{border}\r\nContent-Disposition: form-data; name="file"; filename="turn.wav"\r\n'
        "Content-Type: audio/wav\r\n\r\n".encode()
        + wav
        + f"\r\n--{border}--\r\n".encode()
    )
    return f"multipart/form-data; boundary={border}", b"".join(parts)


def _samples(wav: bytes) -> Samples | None:
    """A WAV file of 16 bits as samples of 16 kHz; None where it is none. A stream's lengths may be wrong."""
    from soxr import resample

    if wav[:4] != b"RIFF" or wav[8:12] != b"WAVE":
        return None
    place, channels, rate_hz = 12, 0, 0
    while place + 8 <= len(wav):
        name, size = struct.unpack_from("<4sI", wav, place)
        place += 8
        if name == b"fmt " and place + 16 <= len(wav):
            _, channels, rate_hz, _, _, bits = struct.unpack_from("<HHIIHH", wav, place)
            if bits != 16 or not channels or not 4000 <= rate_hz <= 192_000:
                return None
        elif name == b"data":
            found = to_samples(wav[place : place + size])
            if not channels:
                return None
            mono = found[: len(found) // channels * channels].reshape(-1, channels).mean(axis=1)
            return np.asarray(resample(mono, rate_hz, SAMPLE_RATE_HZ), np.float32)
        place += size + size % 2
    return None
