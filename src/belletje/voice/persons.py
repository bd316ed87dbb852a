"""How a person sounds: their voice by chance, the pace and pitch of their manner on top of it."""

import tomllib
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

from belletje.rehearsal.record import Record
from belletje.voice.models import HERE


@dataclass(frozen=True, slots=True)
class Voice:
    """`pace` and `pitch` are times the usual; `espeak` is the variant of eSpeak NG.

    `person` is a number by chance, by which who speaks gets one of the voices that there are.
    """

    pace: float
    pitch: float
    espeak: str
    person: int = 0


@cache
def _known() -> dict[str, Any]:
    return tomllib.loads((HERE / "voices.toml").read_text(encoding="utf-8"))


def voice_of(record: Record, speaker: str) -> Voice:
    """The voice of one who speaks in a call; always the same for the same call."""
    known = _known()
    chance = Random(f"{record.seed}/voice/{speaker}")
    basis, person = chance.choice(known["voices"]), chance.randrange(1000)
    manner = known["manner"].get(record.scenario.manner, {}) if speaker == "prospect" else {}
    place = known["speaker"].get(speaker, {})
    pace, pitch = basis["pace"], basis["pitch"]
    for more in (manner, place):
        pace *= more.get("pace", 1.0)
        pitch *= more.get("pitch", 1.0)
    return Voice(round(pace, 3), round(pitch, 3), basis["espeak"], person)


def likely_words(record: Record) -> str:
    """The names and things that are likely to be said in a call, as a prompt for the ears."""
    situation = record.situation
    known = (
        situation.caller,
        situation.caller_company,
        situation.name,
        situation.company,
        situation.vacancy,
        situation.engineer,
    )
    return ", ".join(dict.fromkeys(word for word in known if word))
