"""What every use case needs to have at hand, and how a refusal is said."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine

from belletje.prospect.recognise import Reader, hears_nothing
from belletje.understanding.utterance import Ear

LONGEST_WHO = 60


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
    `by` is the user of the operating system, or, where `named`, who said so: colleagues may share one server.
    """

    engine: Engine
    folder: Path
    ear: Ear
    by: str = "caller"
    topics: Reader = hears_nothing
    reactions: Reader = hears_nothing
    named: bool = False

    def at_work(self, who: str) -> "House":
        """The same house with somebody else at work. Raises Refused for what is no name."""
        return replace(self, by=name_of(who), named=True)


def name_of(who: str) -> str:
    """The name under which somebody works here: one line of print, without spaces around it. Raises Refused."""
    name = " ".join(who[: 10 * LONGEST_WHO].split())
    if not name.isprintable() or not any(map(str.isalnum, name)) or len(name) > LONGEST_WHO:
        raise Refused(
            f"A name has letters, and at most {LONGEST_WHO} of them. Write it as you say it on the telephone.",
            nl=f"Een naam bestaat uit letters, hoogstens {LONGEST_WHO}. Schrijf hem zoals u hem aan de telefoon zegt.",
        )
    return name


def stamp(now: datetime) -> str:
    """A moment as it is kept: ISO 8601 to the second, with its offset."""
    return now.isoformat(timespec="seconds")


def utc(moment: datetime) -> str:
    """A moment as the desk keeps it: UTC, ISO 8601 to the second, so that moments sort as text."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")
