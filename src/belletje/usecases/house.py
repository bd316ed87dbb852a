"""What every use case needs to have at hand, and how a refusal is said."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from belletje.understanding.utterance import Ear


class Refused(Exception):
    """Cannot be done, and nothing was changed: the message is one sentence with the mend."""


@dataclass(frozen=True, slots=True)
class House:
    """The database, the folder it lies in, the ear that understands callers, and who is at work."""

    engine: Engine
    folder: Path
    ear: Ear
    by: str = "caller"


def stamp(now: datetime) -> str:
    """A moment as it is kept: ISO 8601 to the second, with its offset."""
    return now.isoformat(timespec="seconds")
