"""The parts that hear and speak: here in processes of their own, or a service that the user brings."""

import asyncio
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from belletje.voice.models import NotReady, known_models, own_voices, voice_in_packages
from belletje.voice.persons import Voice
from belletje.voice.worker import Crashed, Worker

ROBOT = "eSpeak NG"
"""The mouth that speaks every language, and all of them like a robot."""
MOST_PREPARED = 200
"""Sentences kept, some 20 MB at most."""


class Ears(Protocol):
    """Hears a turn. `name` is for people; `where` names where the sound goes, empty for this machine."""

    name: str
    where: str

    async def recognise(self, pcm: bytes, language: str, prompt: str) -> str:
        """The words of a turn. Raises Crashed or NotReady."""
        ...

    async def look(self, pcm: bytes) -> None:
        """Begins with what may be a whole turn, which is then recognised sooner. Raises Crashed or NotReady."""
        ...

    def close(self) -> None:
        """Lets go of what it holds."""
        ...


class Mouth(Protocol):
    """Says a sentence. `name` is for people; `where` names where the words go, empty for this machine."""

    name: str
    where: str

    async def say(self, text: str, voice: Voice) -> bytes:
        """PCM16 mono at 16 kHz. Raises Crashed or NotReady."""
        ...

    def close(self) -> None:
        """Lets go of what it holds."""
        ...


def sound_goes_to(ears: Ears, mouth: Mouth) -> str:
    """The hosts that get to hear something of a call, or nothing for this machine alone."""
    return ", ".join(dict.fromkeys(filter(None, (ears.where, mouth.where))))


class OwnEars:
    """Whisper on this machine: of a known name, or the `model` in a folder of the user's own."""

    where = ""

    def __init__(self, data_folder: Path, *, name: str = "base", model: str = "", threads: int = 2) -> None:
        self.name = f"Whisper ({Path(model).name})" if model else f"Whisper {name}"
        settings = {"data": str(data_folder), "name": name, "model": model, "threads": threads}
        self.worker = Worker("belletje.voice.ears", settings)

    async def recognise(self, pcm: bytes, language: str, prompt: str) -> str:
        """See Ears."""
        told, _ = await self.worker.ask({"language": language, "prompt": prompt}, pcm)
        return str(told["text"])

    async def look(self, pcm: bytes) -> None:
        """See Ears."""
        await self.worker.ask({}, pcm)

    def close(self) -> None:
        """See Ears."""
        self.worker.close()


class OwnMouth:
    """Piper or eSpeak NG on this machine; `robotic` says which of both."""

    where = ""

    def __init__(self, data_folder: Path, language: str) -> None:
        own = own_voices(data_folder, language)
        packaged = "" if own else voice_in_packages(language)
        voices = own or ([Path(known_models()["voices"][packaged]["file"])] if packaged else [])
        self.robotic = not voices
        self.name = f"Piper ({', '.join(voice.stem for voice in voices)})" if voices else ROBOT
        settings = {"language": language, "piper": [str(voice) for voice in own], "packaged": packaged}
        self.worker = Worker("belletje.voice.mouth", settings)

    async def say(self, text: str, voice: Voice) -> bytes:
        """See Mouth."""
        question = {
            "text": text, "pace": voice.pace, "pitch": voice.pitch, "variant": voice.espeak, "person": voice.person,
        }  # fmt: skip
        _, pcm = await self.worker.ask(question)
        return pcm

    def close(self) -> None:
        """See Mouth."""
        self.worker.close()


class Prepared:
    """A mouth that remembers what it said: what is foreseen is made beforehand, and sounds at once."""

    def __init__(self, mouth: Mouth) -> None:
        self._mouth = mouth
        self.name, self.where = mouth.name, mouth.where
        self._said: OrderedDict[tuple[str, Voice], bytes] = OrderedDict()
        self._being_made: dict[tuple[str, Voice], asyncio.Task[bytes]] = {}

    async def say(self, text: str, voice: Voice) -> bytes:
        """See Mouth. What is asked for while it is being made is made once, and to its end whoever gives up waiting."""
        wanted = text, voice
        known = self._said.get(wanted)
        if known is None:
            making = self._being_made.get(wanted)
            if making is None:
                making = self._being_made[wanted] = asyncio.create_task(self._make(text, voice))
            known = await asyncio.shield(making)
        else:
            self._said.move_to_end(wanted)
        return known

    async def _make(self, text: str, voice: Voice) -> bytes:
        try:
            pcm = self._said[text, voice] = await self._mouth.say(text, voice)
        finally:
            del self._being_made[text, voice]
        while len(self._said) > MOST_PREPARED:
            self._said.popitem(last=False)
        return pcm

    def close(self) -> None:
        """See Mouth."""
        self._mouth.close()


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the user brings. An empty text means: what is on this machine.

    The URLs are of OpenAI-compatible services (`/audio/transcriptions`, `/audio/speech`) up to there, as
    `https://host/v1`; of the voices, parted by commas, each person has one. `pipecat` names the class of a service that
    Pipecat has, as `pipecat.services.deepgram.stt.DeepgramSTTService`, and `arguments` what it is made with, as JSON.
    Keys and arguments are shown nowhere.
    """

    ears_model: str = ""
    ears_url: str = field(default="", repr=False)
    ears_key: str = field(default="", repr=False)
    ears_name: str = ""
    ears_pipecat: str = ""
    ears_arguments: str = field(default="", repr=False)
    mouth_pipecat: str = ""
    mouth_arguments: str = field(default="", repr=False)
    mouth_url: str = field(default="", repr=False)
    mouth_key: str = field(default="", repr=False)
    mouth_name: str = ""
    mouth_voice: str = ""


def wishes_from(found: Mapping[str, Any]) -> Wishes:
    """The wishes in settings with names as BELLETJE_EARS_URL."""
    names = Wishes.__dataclass_fields__
    return Wishes(**{name: str(found.get(f"BELLETJE_{name.upper()}", "")).strip() for name in names})


__all__ = [
    "Crashed", "Ears", "Mouth", "NotReady", "OwnEars", "OwnMouth", "Prepared", "Wishes", "sound_goes_to",
    "wishes_from",
]  # fmt: skip
