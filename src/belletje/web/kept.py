"""Kept rehearsals and scripts, as the pages see them."""

from typing import Protocol

from belletje.rehearsal.record import Record


class KeptCall(Protocol):
    """One rehearsal with its number; `taken_from` is the call that a drill started from."""

    @property
    def id(self) -> int: ...

    @property
    def record(self) -> Record: ...

    @property
    def taken_from(self) -> int | None: ...


class KeptScript(Protocol):
    """One script; `current` when it lies beside the next call."""

    @property
    def id(self) -> int: ...

    @property
    def name(self) -> str: ...

    @property
    def text(self) -> str: ...

    @property
    def at(self) -> str: ...

    @property
    def current(self) -> bool: ...
