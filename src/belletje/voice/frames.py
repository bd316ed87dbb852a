"""What goes through the pipeline of a call by voice, besides Pipecat's own frames."""

from dataclasses import dataclass, field

from pipecat.frames.frames import DataFrame, SystemFrame

from belletje.usecases.hearing import Spoken
from belletje.usecases.rehearsals import Foreseen
from belletje.voice.messages import Message
from belletje.voice.turntaking import Finished, SaidOver


@dataclass
class Guess(DataFrame):
    """The caller paused: the sound so far, as number `n`, so that work on it can begin. Dropped when they go on.

    `hushed` when the other end waits to hear what it was; `resumes` as in turntaking.
    """

    n: int
    pcm: bytes
    spoken: Spoken
    quiet_at: float
    hushed: bool
    resumes: bool


@dataclass
class SoFar(DataFrame):
    """The caller fell silent for a moment: the sound of the turn up to there, which may be all of it."""

    pcm: bytes


@dataclass
class Turn(DataFrame):
    """The caller's turn is over. `n` is its guess; `quiet_at` and `over_at` are moments of the monotonic clock.

    `cut_in` when it is the other end that does not let the caller go on; `resumes` as in turntaking.
    """

    n: int
    pcm: bytes
    spoken: Spoken
    quiet_at: float
    over_at: float
    cut_in: bool
    resumes: bool
    interruptible: bool = field(default=False, init=False)


@dataclass
class Words(DataFrame):
    """What was recognised, for a guess or, when `final`, for a turn; `took_ms` is what the recognition took.

    `turn` is how many turns the caller had, where a typed line says so; `typed` lines have no timing of a voice.
    `resumes` when they belong to the turn before.
    """

    n: int
    text: str
    spoken: Spoken | None
    final: bool
    quiet_at: float | None = None
    over_at: float | None = None
    took_ms: int | None = None
    turn: int | None = None
    typed: bool = False
    resumes: bool = False


@dataclass
class FinalWords(Words):
    """Words that nothing takes back any more. `cut_in` as in Turn."""

    cut_in: bool = False
    interruptible: bool = field(default=False, init=False)


@dataclass
class Judged(SystemFrame):
    """Upstream: whether guess `n` sounds finished, and what it was if it was said over the other end."""

    n: int
    finished: Finished
    said: SaidOver


@dataclass
class Coming(DataFrame):
    """What the other end would say to a guess: its sound can be made."""

    foreseen: Foreseen


@dataclass
class Speak(DataFrame):
    """The other end says a line: number `said` of its lines, number `turn` of the conversation.

    Each is begun, be it to be cut off at once: what follows a line is said even when that is interrupted.
    """

    said: int
    turn: int
    text: str
    reaction: str
    speaker: str
    stages: dict[str, float | int | None] = field(default_factory=dict)
    interruptible: bool = field(default=False, init=False)


@dataclass
class Ringing(DataFrame):
    """The line rings once more for so many seconds, then someone else picks up."""

    seconds: float
    interruptible: bool = field(default=False, init=False)


@dataclass
class Beep(DataFrame):
    """The machine beeps, once all that it said has sounded."""

    interruptible: bool = field(default=False, init=False)


@dataclass
class Key(SystemFrame):
    """Push-to-talk, pressed or let go: in its place among the sound."""

    on: bool


@dataclass
class MicrophoneOff(SystemFrame):
    """The microphone is off, after the sound that came before."""


@dataclass
class Tell(DataFrame):
    """A message for the other end of the wire, in its place among the others."""

    message: Message
    interruptible: bool = field(default=False, init=False)


@dataclass
class TellNow(SystemFrame):
    """A message for the other end of the wire that passes all others."""

    message: Message
