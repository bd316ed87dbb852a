"""The prospect's state of mind: all that the next answer depends on, and nothing else."""

from dataclasses import dataclass

from belletje.prospect.catalogue import catalogue
from belletje.prospect.scenario import Scenario
from belletje.prospect.topics import SAY_AGAIN, topics
from belletje.understanding.acts import Act, Acts

KNOW_THE_TRADE = frozenset(("it_manager", "network_architect"))


@dataclass(frozen=True, slots=True)
class Timing:
    """When the caller spoke: `spoken_s` how long the turn took, `silence_s` how long it was quiet before, in seconds.

    `by_voice` tells which limit of silence counts; `interrupted` that the caller did not let the other end finish.
    """

    spoken_s: float = 0.0
    silence_s: float = 0.0
    by_voice: bool = False
    interrupted: bool = False


@dataclass(frozen=True, slots=True)
class ProspectState:
    """Who is on the line, what they know, want and hold back. interest, trust, patience, clarity are in [0, 1].

    `answer` is what this turn's answer to a question was worth: answered, dodged, bluffed, or empty (not judged).
    `asks` is the topic that this turn asks about, or empty.
    """

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
    permissions: int = 0
    refusals: int = 0
    need_told: bool = False
    slot: str | None = None
    answer: str = ""
    asks: str = ""
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

    @property
    def objection_open(self) -> bool:
        """Whether an objection is on the table."""
        return self.on_table is not None and catalogue()[self.on_table].kind == "objection"

    @property
    def question_waiting(self) -> bool:
        """Whether a question is on the table."""
        return self.on_table is not None and catalogue()[self.on_table].kind == "question"

    @property
    def acknowledged(self) -> bool:
        """Whether the caller showed to have heard what is on the table."""
        return Act.ACKNOWLEDGE in self.since

    @property
    def has_objected(self) -> bool:
        """Whether this person said no to anything in this call."""
        return any(catalogue()[reaction].kind == "objection" for reaction in self.said)

    @property
    def has_agreed(self) -> bool:
        """Whether some next step was agreed."""
        return self.agreed is not None

    @property
    def has_agreed_to_meet(self) -> bool:
        """Whether a meeting was agreed."""
        return self.agreed == "meeting"

    @property
    def has_need(self) -> bool:
        """Whether there is anything to be of use with."""
        return self.scenario.need != "none"

    @property
    def has_more_inside(self) -> bool:
        """Whether there is something left in mind to say against it."""
        return bool(self.inside)

    @property
    def twist_due(self) -> bool:
        """Whether what makes this call special happens now."""
        return self.twist is not None and self.turn >= self.twist_turn

    @property
    def is_asked_a_fact(self) -> bool:
        """Whether this turn asks for a particular fact, which nothing else is an answer to."""
        return topics().is_particular(self.asks)

    @property
    def is_asked_to_repeat(self) -> bool:
        """Whether this turn asks what was said."""
        return self.asks == SAY_AGAIN

    @property
    def knows_what(self) -> bool:
        """Whether the caller has said what the call is about: why, or what they offer."""
        return self.knows_why or self.pitches > 0

    @property
    def knows_trade(self) -> bool:
        """Whether this person can tell a bluff from an answer."""
        return self.scenario.role in KNOW_THE_TRADE or self.scenario.technical != "none"
