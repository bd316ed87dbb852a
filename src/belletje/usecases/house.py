"""What every use case needs to have at hand, and how a refusal is said."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine

from belletje.prospect.recognise import Reader, hears_nothing
from belletje.understanding.utterance import Ear


class Refused(Exception):
    """Cannot be done, and nothing was changed: the message is one sentence with the mend, in English and, where it is
    given, in Dutch."""

    def __init__(self, sentence: str, *, nl: str = "") -> None:
        super().__init__(sentence)
        self._nl = nl

    def sentence(self, language: str) -> str:
        """The sentence in `nl` or `en`; English where no other was given."""
        return self._nl if language == "nl" and self._nl else str(self)


class NotThere(Refused):
    """What was asked for does not exist, or does no longer."""


@dataclass(frozen=True, slots=True)
class House:
    """The database, the folder it lies in, who listens, and who is at work.

    `ear` understands what a caller does, `topics` what a caller asks about, `reactions` what a prospect's line is.
    """

    engine: Engine
    folder: Path
    ear: Ear
    by: str = "caller"
    topics: Reader = hears_nothing
    reactions: Reader = hears_nothing


def stamp(now: datetime) -> str:
    """A moment as it is kept: ISO 8601 to the second, with its offset."""
    return now.isoformat(timespec="seconds")


def utc(moment: datetime) -> str:
    """A moment as the desk keeps it: UTC, ISO 8601 to the second, so that moments sort as text."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")
