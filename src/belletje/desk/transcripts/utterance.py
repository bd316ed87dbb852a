"""What one speaker said, and what cannot be read."""

from dataclasses import dataclass


class Unreadable(ValueError):
    """A transcript that cannot be read: `reason` is empty, broken, or nothing_said."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Utterance:
    """Something that one speaker said. `start_s` and `end_s` are seconds from the beginning, where they are known."""

    speaker: str
    text: str
    start_s: float | None = None
    end_s: float | None = None
