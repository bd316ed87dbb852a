"""What a call by voice tells whoever holds the other end of the wire, in order."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Ready:
    """The call can be held: `where` the sound goes, what hears and speaks, and whether the sound is kept."""

    where: str
    ears: str
    mouth: str
    keep: bool


@dataclass(frozen=True, slots=True)
class Line:
    """What the line does: ring, busy, pick_up, beep or dead, for `ms` milliseconds where it has an end."""

    sound: str
    ms: int


@dataclass(frozen=True, slots=True)
class Hearing:
    """Words that may still change."""

    text: str


@dataclass(frozen=True, slots=True)
class HeardTurn:
    """A turn of the caller, as recognised or typed; `turn` is its number in the conversation."""

    turn: int
    text: str


@dataclass(frozen=True, slots=True)
class SaidLine:
    """A line of the other end, before its sound. `utterance` numbers the sounds; `pace` is times the usual.

    `from_ms` is where the sound that follows begins in it: more than 0 when the rest is sent again.
    """

    turn: int
    utterance: int
    text: str
    reaction: str
    speaker: str
    pace: float
    from_ms: int = 0


@dataclass(frozen=True, slots=True)
class Sound:
    """Part number `sequence` of the sound of an utterance: PCM16, mono, 16 kHz."""

    utterance: int
    sequence: int
    pcm: bytes


@dataclass(frozen=True, slots=True)
class AllSpoken:
    """No more sound of this utterance follows."""

    utterance: int


@dataclass(frozen=True, slots=True)
class Hush:
    """The caller speaks: all up to this utterance is silent now, until GoOn or Stop says what becomes of it."""

    utterance: int


@dataclass(frozen=True, slots=True)
class GoOn:
    """The caller only listened: what was hushed goes on where it was."""


@dataclass(frozen=True, slots=True)
class Stop:
    """The caller interrupts: all up to this utterance is silent now, and for good."""

    utterance: int


@dataclass(frozen=True, slots=True)
class Stages:
    """How long each stage of a reply took, in milliseconds, from the caller's last word on.

    `hold_ms` until the turn was taken to be over, `recognition_ms`, `engine_ms` and `speech_ms` the work itself (much
    of it within the hold), `total_ms` until the first sound was sent. None where a stage was not gone through.
    """

    turn: int
    hold_ms: int | None
    recognition_ms: int | None
    engine_ms: int | None
    speech_ms: int | None
    total_ms: int | None


@dataclass(frozen=True, slots=True)
class ByText:
    """Ears or mouth are down: the call goes on by text, for this reason."""

    why: str


@dataclass(frozen=True, slots=True)
class ByVoice:
    """Ears and mouth are back."""


@dataclass(frozen=True, slots=True)
class Over:
    """The line is dead."""

    outcome: str


Message = (
    Ready | Line | Hearing | HeardTurn | SaidLine | Sound | AllSpoken | Hush | GoOn | Stop | Stages | ByText | ByVoice
    | Over
)  # fmt: skip
NAMES: dict[type[Message], str] = {
    Ready: "ready", Line: "line", Hearing: "hearing", HeardTurn: "heard", SaidLine: "said", AllSpoken: "spoken",
    Hush: "hush", GoOn: "go_on", Stop: "stop", Stages: "stages", ByText: "by_text", ByVoice: "by_voice", Over: "over",
}  # fmt: skip


def to_data(message: Message) -> dict[str, Any]:
    """The message as plain data for JSON; sound has none."""
    return {"type": NAMES[type(message)], **asdict(message)}
