"""Puts the parts together: opens the database, loads the ear, names who is at work."""

import getpass
from collections.abc import Callable
from functools import cache, cached_property
from pathlib import Path

from belletje.prospect.recognise import LineReader, Reader, Recognised, line_reader, topic_reader
from belletje.settings import data_folder
from belletje.store.engine import CannotOpen, CannotWrite, open_database
from belletje.understanding.encoder import PackagedEncoder
from belletje.understanding.second import SecondReader
from belletje.understanding.utterance import Understanding
from belletje.usecases.house import House, Refused


class LazyEar:
    """Loads the understanding when it is first needed: many commands never listen."""

    @cached_property
    def _ear(self):  # type: ignore[no-untyped-def]
        from belletje.understanding.model import trained_ear

        return trained_ear(_encoder(), _second())

    @property
    def version(self) -> str:
        """The digest of the data that the heads were trained on."""
        return str(self._ear.version)

    def __call__(self, utterance: str, before: str) -> Understanding:
        """See TrainedEar."""
        understood: Understanding = self._ear(utterance, before)
        return understood


class LazyReader:
    """Loads a reader of lines when it is first needed."""

    def __init__(self, load: Callable[[PackagedEncoder], LineReader]) -> None:
        self._load = load

    @cached_property
    def _reader(self) -> Reader:
        return self._load(_encoder())

    def __call__(self, line: str, before: str) -> Recognised:
        """See LineReader."""
        return self._reader(line, before)


@cache
def _encoder() -> PackagedEncoder:
    """One encoder for all who listen."""
    return PackagedEncoder()


@cache
def _second() -> SecondReader:
    """One second reader, so that what it made of a turn's acts serves for its topics too."""
    return SecondReader()


def open_house(folder: Path | None = None) -> House:
    """Everything the use cases need, on the database in `folder` or the usual one. Raises Refused."""
    place = folder or data_folder()
    try:
        engine = open_database(place)
    except CannotOpen as fault:
        raise Refused(str(fault)) from fault
    return House(
        engine=engine,
        folder=place,
        ear=LazyEar(),
        by=_who(),
        topics=LazyReader(lambda encoder: topic_reader(encoder, _second())),
        reactions=LazyReader(line_reader),
    )


def _who() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "caller"


__all__ = ["CannotWrite", "open_house"]
