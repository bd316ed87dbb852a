"""Who has the floor, as scores played with a fake clock: what the caller does, and for how long, on one line.

    perform("speaks 2.0, quiet 0.6 yes, speaks 1.0, quiet 2.0")

plays speech and quiet frame by frame, 32 ms each, as the detection of speech would; `softly` is speech of which it is
not sure. A quiet may end in what the words before it sound like (`yes`, `no`; else it is not known), or in what was no
word at all (`hm`, `nothing`): it is told as soon as the words were guessed at, as the ears do, or with `unheard` not at
all. What else happens has no length:
`judge yes` tells it late; `they speak` and `they stop` are the other end, and `they speak nearly` has hardly anything
left to say; `press` and `let go` are push-to-talk, `type` is the caller's hands on the keyboard, and `click` is one
frame of noise. What is given is each decision with the moment it was taken at.
"""

from dataclasses import dataclass

from belletje.voice import turntaking
from belletje.voice.turntaking import FRAME_S, Decision, Finished, Floor, Limits, Paused, SaidOver

WHAT_WAS_SAID = {"hm": SaidOver.BACKCHANNEL, "nothing": SaidOver.NOTHING}


@dataclass(frozen=True)
class Taken:
    """A decision, and when it was taken, in seconds."""

    at_s: float
    decision: Decision

    @property
    def kind(self) -> str:
        """Its name."""
        return type(self.decision).__name__


def perform(score: str, limits: Limits | None = None) -> list[Taken]:
    """All that was decided, in order."""
    player = _Player(limits or Limits())
    for part in score.split(","):
        player.play(*part.split())
    return player.taken


def kinds(score: str, limits: Limits | None = None) -> str:
    """The names of all that was decided, in order, in one line."""
    return " ".join(taken.kind for taken in perform(score, limits))


class _Player:
    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.floor = Floor()
        self.frames = 0
        self.left_s = 0.0
        self.taken: list[Taken] = []

    @property
    def at_s(self) -> float:
        return self.frames * FRAME_S

    def play(self, who: str, what: str = "", sounds: str = "") -> None:
        match who, what:
            case "speaks", _:
                self._sound(float(what), 0.9)
            case "softly", _:
                self._sound(float(what), 0.6, sounds)
            case "quiet", _:
                self._sound(float(what), 0.05, sounds)
            case "click", _:
                self._sound(FRAME_S, 0.9)
            case "they", "speak":
                self.left_s = 0.4 if sounds == "nearly" else 5.0
                self.floor = turntaking.other_speaks(self.floor)
            case "they", "stop":
                self.floor = turntaking.other_stops(self.floor, self.at_s)
            case "judge", _:
                self._judge(what)
            case "press", _:
                self.floor = turntaking.press(self.floor, self.at_s)
            case "let", "go":
                self.floor, decided = turntaking.let_go(self.floor, self.at_s)
                self._note(decided)
            case "type", _:
                self.floor = turntaking.nobody_waits(self.floor)
            case _:
                raise ValueError(who)

    def _sound(self, seconds: float, probability: float, sounds: str = "") -> None:
        for _ in range(max(1, round(seconds / FRAME_S))):
            self.frames += 1
            self.floor, decided = turntaking.hear(self.floor, probability, self.at_s, self.limits)
            self._note(decided)
            if any(isinstance(decision, Paused) for decision in decided) and sounds != "unheard":
                self._judge(sounds)

    def _judge(self, sounds: str) -> None:
        said = WHAT_WAS_SAID.get(sounds, SaidOver.WORDS)
        finished = Finished(sounds) if sounds in ("yes", "no") else Finished.UNKNOWN
        self.floor, decided = turntaking.judge(self.floor, finished, said, self.at_s, self.limits, left_s=self.left_s)
        self._note(decided)
        self.floor, decided = turntaking.due(self.floor, self.at_s, self.limits)
        self._note(decided)

    def _note(self, decided: tuple[Decision, ...]) -> None:
        self.taken += [Taken(self.at_s, decision) for decision in decided]
