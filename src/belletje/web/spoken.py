"""Whether a rehearsal can be held by voice here, and with what: what the pages tell before somebody speaks."""

from dataclasses import dataclass
from typing import Literal, Protocol

from belletje.voice.parts import ROBOT, sound_goes_to
from belletje.voice.room import Room
from belletje.web.words import Language


@dataclass(frozen=True, slots=True)
class VoiceOffer:
    """What there is to speak with in one language.

    `missing` is empty, or says what lacks: the extra, or a model. `ears` and `mouth` are names for people; `mouth` is
    `browser` where only the caller's browser can speak. `where` names where the sound goes, empty for this machine.
    """

    missing: Literal["", "extra", "model"] = ""
    ears: str = ""
    mouth: str = ""
    where: str = ""

    @property
    def robotic(self) -> bool:
        """Whether the other side will sound like a robot."""
        return self.mouth == ROBOT

    @property
    def ready(self) -> bool:
        """Whether a call by voice can begin."""
        return not self.missing


class Voice(Protocol):
    """What the pages ask of calling by voice."""

    def offer(self, language: Language) -> VoiceOffer:
        """What there is to speak with in a language."""
        ...


class NoVoice:
    """Without the extra there is nothing to hear or to speak with."""

    def offer(self, language: Language) -> VoiceOffer:
        """The extra is missing."""
        return VoiceOffer(missing="extra")


class SpokenHere:
    """Calling by voice with what the room has."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def offer(self, language: Language) -> VoiceOffer:
        """See Voice."""
        missing = self._room.missing(language)
        if missing == "extra":
            return VoiceOffer(missing="extra")
        if missing:
            return VoiceOffer(missing="model")
        ears, mouth = self._room.ears(language), self._room.mouth(language)
        return VoiceOffer("", ears.name, mouth.name, sound_goes_to(ears, mouth))
