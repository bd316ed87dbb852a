"""Who has the floor: when the caller began, paused, finished, was cut in on, or stayed silent.

Pure: what is heard comes in as the probability of speech in one frame, with the time; decisions come out. The same
rules hold for a microphone and for a test with a fake clock.
"""

from dataclasses import dataclass, replace
from enum import Enum

FRAME_S = 0.032
"""One look of the voice activity detection: 512 samples at 16 kHz."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long things are waited for, in seconds, and from which probability on a frame is speech.

    - `starts_s`: speech for so long is a beginning, and not a click or a breath. It is also how long the caller must
      speak to hush the other end, so that with the frames of the detection that is silent within 200 ms.
    - `guess_s`: after so much silence what was said is recognised, as if the turn were over.
    - `end_s`: after so much silence a turn that sounds finished is over; `unsure_s` where it is not known whether it
      is; `unfinished_s` where it is clear that more is to come. (Pauses within turns are 0.2 to 1 s, gaps between
      turns 0.2 s: Heldner & Edlund 2010.)
    - `resumes_s`: who speaks again so soon after their last word, before the answer has sounded in full, only paused,
      and what they say belongs to the same turn: nobody takes in an answer and breaks into it that fast.
    - `hello_s`: after so much silence the other end asks whether anyone is there. `monologue_s`: it may cut in.
    - `speech`: from this probability on a frame begins speech, from `still_speech` on it goes on with it; in speech
      that flows only from `flowing` on, as the end of a word ebbs away for 30 ms before it is silence to the detection.
    - `pause_s`: a silence within a turn is a pause from here on; what is shorter belongs to the words.
    - `listens_s`: a "hm-hm" takes no longer; what takes longer and sounds like one was heard badly. `left_s`: with less
      than this left to say, whoever says "yes" answers.
    """

    starts_s: float = 0.096
    guess_s: float = 0.032
    end_s: float = 0.256
    unsure_s: float = 0.544
    unfinished_s: float = 0.96
    resumes_s: float = 1.0
    hello_s: float = 4.0
    monologue_s: float = 20.0
    speech: float = 0.5
    still_speech: float = 0.35
    flowing: float = 0.7
    pause_s: float = 0.256
    listens_s: float = 1.0
    left_s: float = 1.0


class Finished(Enum):
    """Whether what was said so far sounds like a whole turn."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class SaidOver(Enum):
    """What was said over the other end: no words at all, a sound of who listens, or words that want the floor."""

    NOTHING = "nothing"
    BACKCHANNEL = "backchannel"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Began:
    """The caller began to speak at `at_s`; `hushes` when the other end was speaking: it is to be silent at once.

    Whether that interrupts it is only known with the words: Interrupts or GoesOn follows.
    """

    at_s: float
    hushes: bool


@dataclass(frozen=True, slots=True)
class Paused:
    """The caller fell silent: what was said from `began_s` to `ended_s`, with pauses of `paused_s`, can be recognised.

    `resumes` when it belongs to the turn before, which had seemed to be over.
    """

    began_s: float
    ended_s: float
    resumes: bool = False
    paused_s: float = 0.0


@dataclass(frozen=True, slots=True)
class WentOn:
    """It was only a pause: the caller speaks again."""

    at_s: float


@dataclass(frozen=True, slots=True)
class Overlaps:
    """The other end began to sound while the caller was speaking on: it is to be silent, as after Began."""

    at_s: float


@dataclass(frozen=True, slots=True)
class Interrupts:
    """The other end, hushed before, does not go on: the caller has the floor."""

    at_s: float


@dataclass(frozen=True, slots=True)
class GoesOn:
    """The other end, hushed before, goes on where it was: the caller only listened, and had no turn."""


@dataclass(frozen=True, slots=True)
class Ended:
    """The turn is over. `cut_in` when the other end does not let the caller go on; the rest as in Paused."""

    began_s: float
    ended_s: float
    cut_in: bool = False
    resumes: bool = False
    paused_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Silent:
    """Nobody has spoken since `since_s`, for `for_s` seconds."""

    since_s: float
    for_s: float


Decision = Began | Paused | WentOn | Overlaps | Interrupts | GoesOn | Ended | Silent


@dataclass(frozen=True, slots=True)
class Floor:
    """Who speaks now. All `_s` are seconds since dialling, but for the lengths `voiced_s` and `quiet_s`.

    `began_s` is None while the caller has not begun. `voiced_s` is how long speech goes on without a break, `quiet_s`
    how long silence does, `paused_s` how long the pauses in the turn so far were. `other_speaks` while the other end
    sounds; `still_since_s` is when both fell silent, or None while nobody waits for the caller. `finished` is what is
    known of the turn so far. `hushed` when the other end was told already that the caller speaks, `undecided` while it
    is not known whether it is interrupted by that; `cut_in` when it took the floor from a caller who did not stop
    since. `answers` while the answer to the caller's last turn has not sounded in full; `resumes` when what the caller
    says belongs to that turn. `ebbed` while nothing is heard but what ebbs away, `wavers` when somebody spoke on after
    that: so softly do they speak in this turn.
    """

    began_s: float | None = None
    last_voice_s: float = 0.0
    voiced_s: float = 0.0
    quiet_s: float = 0.0
    paused_s: float = 0.0
    guessed: bool = False
    finished: Finished = Finished.UNKNOWN
    other_speaks: bool = False
    still_since_s: float | None = None
    holds: bool = False
    hushed: bool = False
    undecided: bool = False
    cut_in: bool = False
    answers: bool = False
    resumes: bool = False
    ebbed: bool = False
    wavers: bool = False

    @property
    def speaks_over(self) -> bool:
        """Whether a caller who speaks now is to be given way to."""
        return self.other_speaks and not self.hushed and not self.cut_in


def hear(floor: Floor, probability: float, at_s: float, limits: Limits) -> tuple[Floor, tuple[Decision, ...]]:
    """One frame of `FRAME_S`, which ended at `at_s`, with the probability that it is speech."""
    if probability < _least(floor, limits):
        ebbed = probability >= limits.still_speech and (floor.ebbed or not floor.quiet_s)
        return _quiet(replace(floor, voiced_s=0.0, quiet_s=floor.quiet_s + FRAME_S, ebbed=ebbed), at_s, limits)
    floor = replace(floor, voiced_s=floor.voiced_s + FRAME_S)
    if floor.began_s is None:
        if floor.voiced_s + 1e-9 < limits.starts_s:
            return floor, ()
        began_s, hushes = at_s - floor.voiced_s, floor.speaks_over
        soon = began_s - floor.last_voice_s <= limits.resumes_s + 1e-9
        begun = replace(
            floor, began_s=began_s, last_voice_s=at_s, quiet_s=0.0, paused_s=0.0, guessed=False,
            finished=Finished.UNKNOWN, still_since_s=None, hushed=floor.hushed or hushes,
            undecided=floor.undecided or hushes, resumes=floor.answers and soon and not floor.holds,
        )  # fmt: skip
        # who presses a key to be heard wants the floor
        begun, decided = _interrupts(begun, at_s) if begun.holds else (begun, ())
        return begun, (Began(began_s, hushes), *decided)
    if floor.guessed and floor.voiced_s + 1e-9 < limits.starts_s / 2:
        return floor, ()  # a click in a pause does not take a guess back
    found: tuple[Decision, ...] = (WentOn(at_s),) if floor.guessed else ()
    if floor.speaks_over:
        floor, found = replace(floor, hushed=True, undecided=True), (*found, Overlaps(at_s))
    wavers = floor.wavers or (floor.ebbed and floor.guessed)
    paused_s = floor.paused_s + (floor.quiet_s if floor.quiet_s + 1e-9 >= limits.pause_s else 0.0)
    floor = replace(
        floor, last_voice_s=at_s, quiet_s=0.0, paused_s=paused_s, guessed=False, finished=Finished.UNKNOWN,
        ebbed=False, wavers=wavers,
    )  # fmt: skip
    if at_s - (floor.began_s or 0.0) >= limits.monologue_s and not floor.holds:
        floor, decided = _interrupts(floor, at_s)
        over = Ended(floor.began_s or 0.0, at_s, True, floor.resumes, floor.paused_s)
        return replace(_over(floor), cut_in=True), (*found, *decided, over)
    return floor, found


def _least(floor: Floor, limits: Limits) -> float:
    """From which probability on the next frame is speech."""
    if not floor.voiced_s:
        return limits.speech
    flows = floor.voiced_s + 1e-9 >= limits.starts_s and not floor.wavers
    return limits.flowing if flows else limits.still_speech


def _interrupts(floor: Floor, at_s: float) -> tuple[Floor, tuple[Decision, ...]]:
    """The caller takes the floor, where that was undecided."""
    return (replace(floor, undecided=False), (Interrupts(at_s),)) if floor.undecided else (floor, ())


def _quiet(floor: Floor, at_s: float, limits: Limits) -> tuple[Floor, tuple[Decision, ...]]:
    if floor.cut_in and floor.quiet_s + 1e-9 >= limits.guess_s:
        floor = replace(floor, cut_in=False)
    began_s = floor.began_s
    if began_s is None:
        return silence(floor, at_s, limits)
    if floor.quiet_s + 1e-9 < limits.guess_s or floor.holds:
        return floor, ()
    found: tuple[Decision, ...] = ()
    if not floor.guessed:
        paused = Paused(began_s, floor.last_voice_s, floor.resumes, floor.paused_s)
        floor, found = replace(floor, guessed=True), (paused,)
    waits_s = {
        Finished.YES: limits.end_s,
        Finished.NO: limits.unfinished_s,
        Finished.UNKNOWN: limits.unfinished_s if floor.undecided else limits.unsure_s,
    }[floor.finished]
    if floor.quiet_s + 1e-9 < waits_s:
        return floor, found
    floor, decided = _interrupts(floor, at_s)
    ended = Ended(began_s, floor.last_voice_s, False, floor.resumes, floor.paused_s)
    return replace(_over(floor), answers=True), (*found, *decided, ended)


def _over(floor: Floor) -> Floor:
    return Floor(
        last_voice_s=floor.last_voice_s, other_speaks=floor.other_speaks, holds=floor.holds, hushed=floor.hushed
    )


def judge(
    floor: Floor, finished: Finished, said: SaidOver, at_s: float, limits: Limits, *, left_s: float = 0.0
) -> tuple[Floor, tuple[Decision, ...]]:
    """What was recognised tells whether the turn sounds finished; forgotten when the caller goes on.

    Where it hushed the other end, which has still `left_s` to say, it also tells what becomes of that.
    """
    if not floor.guessed:
        return floor, ()
    took_s = floor.last_voice_s - (floor.began_s or 0.0)
    listens = said is SaidOver.BACKCHANNEL and took_s <= limits.listens_s and left_s >= limits.left_s
    if floor.undecided and (listens or said is SaidOver.NOTHING):
        return nothing_said(floor)
    return _interrupts(replace(floor, finished=finished), at_s)


def nothing_said(floor: Floor) -> tuple[Floor, tuple[Decision, ...]]:
    """Nothing is known, or will be, of what hushed the other end: it goes on."""
    if not floor.undecided:
        return floor, ()
    return replace(_over(floor), hushed=False, answers=floor.resumes), (GoesOn(),)


def forget(floor: Floor) -> tuple[Floor, tuple[Decision, ...]]:
    """What the caller was saying will not be known: there is no turn, and whom it hushed goes on."""
    free, decided = nothing_said(floor)
    return _over(free), decided


def due(floor: Floor, at_s: float, limits: Limits) -> tuple[Floor, tuple[Decision, ...]]:
    """What the silence so far means, now that more is known of the words before it; nothing to who just goes on."""
    return _quiet(floor, at_s, limits) if floor.guessed and not floor.voiced_s else (floor, ())


def silence(floor: Floor, at_s: float, limits: Limits) -> tuple[Floor, tuple[Decision, ...]]:
    """Time goes by, with sound or without: nobody says anything."""
    since_s = floor.still_since_s
    if since_s is None or floor.began_s is not None or floor.other_speaks or at_s - since_s < limits.hello_s:
        return floor, ()
    return replace(floor, still_since_s=None), (Silent(since_s, at_s - since_s),)


def other_speaks(floor: Floor) -> Floor:
    """The other end begins to sound, or is about to."""
    return replace(floor, other_speaks=True, still_since_s=None, hushed=floor.undecided)


def other_stops(floor: Floor, at_s: float) -> Floor:
    """The other end has nothing more to sound: the caller is waited for from now on."""
    return replace(floor, other_speaks=False, still_since_s=at_s, hushed=False, undecided=False, answers=False)


def nobody_waits(floor: Floor) -> Floor:
    """The caller types, or has no microphone: silence means nothing."""
    return replace(floor, still_since_s=None)


def press(floor: Floor, at_s: float) -> Floor:
    """Push-to-talk: the floor is held until it is let go, however long the silence."""
    return replace(floor, holds=True, still_since_s=None)


def let_go(floor: Floor, at_s: float) -> tuple[Floor, tuple[Decision, ...]]:
    """Push-to-talk let go: the turn is over at once; without any speech there was none."""
    free = replace(floor, holds=False)
    if floor.began_s is None:
        return replace(free, still_since_s=None if free.other_speaks else at_s), ()
    free, decided = _interrupts(free, at_s)
    said = floor.began_s, floor.last_voice_s
    paused = Paused(*said, floor.resumes, floor.paused_s)
    return _over(free), (*decided, paused, Ended(*said, False, floor.resumes, floor.paused_s))
