"""The prospect's state of mind: all that the next answer depends on, and nothing else."""

from dataclasses import dataclass

from belletje.prospect.scenario import Scenario
from belletje.understanding.acts import Acts


@dataclass(frozen=True, slots=True)
class Timing:
    """When the caller spoke: `spoken_s` how long the turn took, `silence_s` how long it was quiet before, in seconds.

    `by_voice` tells which limit of silence counts.
    """

    spoken_s: float = 0.0
    silence_s: float = 0.0
    by_voice: bool = False


@dataclass(frozen=True, slots=True)
class ProspectState:
    """Who is on the line, what they know, want and hold back. interest, trust, patience, clarity are in [0, 1]."""

    scenario: Scenario
    phase: str
    interest: float
    trust: float
    patience: float
    clarity: float
    inside: tuple[str, ...] = ()
    twist: str | None = None
    twist_turn: int = 0
    turn: int = 0
    knows_who: bool = False
    knows_why: bool = False
    connection_named: bool = False
    asked_for_person: bool = False
    on_table: str | None = None
    since: Acts = frozenset()
    waited: int = 0
    repeated: bool = False
    mishandled: bool = False
    confused: int = 0
    silences: int = 0
    pitches: int = 0
    open_questions: int = 0
    closed_questions: int = 0
    refusals: int = 0
    need_told: bool = False
    slot: str | None = None
    agreed: str | None = None
    opted_out: bool = False
    said: tuple[str, ...] = ()
    handled: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()
    message: Acts = frozenset()
    outcome: str | None = None
    reason: str | None = None

    @property
    def mind(self) -> dict[str, float]:
        """interest, trust, patience and clarity, rounded for people and for records."""
        return {
            "interest": round(self.interest, 3),
            "trust": round(self.trust, 3),
            "patience": round(self.patience, 3),
            "clarity": round(self.clarity, 3),
        }
