"""The call as the debrief reads it: turns, moments, and who was reached."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from belletje.debrief.knowledge import limits
from belletje.debrief.likeness import objects
from belletje.debrief.moments import Moment, acts_of, find_moments, has_content
from belletje.rehearsal.record import HungUp, Record, Said, Turn, corrected, helps, last_deed, spoken_s, turns
from belletje.understanding.acts import Act, Acts

ARRANGEMENTS = frozenset(("does_in_house",))
ASKS: Acts = frozenset((Act.ASK_OPEN, Act.ASK_CLOSED))
LISTENERS = {"prospect": "person", "gatekeeper": "gatekeeper", "stranger": "stranger", "voicemail": "voicemail"}


@dataclass(frozen=True, slots=True)
class Call:
    """A record with what the debrief looks at. Build it with `read`.

    `reached` is who the caller got to in the end: person, gatekeeper, stranger, voicemail or nobody. `spoken` are the
    caller's turns in which something was said; `to_listener` those of them with content, said to whom was reached in
    the end (after the reception: to the person). `slots` has the day and time proposed in a turn, by turn number,
    where one was noted; `confidences` how sure the ear was of each act in a turn, in [0, 1].
    """

    record: Record
    turns: tuple[Turn, ...]
    moments: tuple[Moment, ...]
    reached: str
    spoken: tuple[Turn, ...]
    to_listener: tuple[Turn, ...]
    slots: Mapping[int, str]
    confidences: Mapping[int, Mapping[str, float]]

    @property
    def acts(self) -> Acts:
        """Every act of the caller to whom was reached in the end."""
        return acts_in(self.to_listener)

    def perhaps(self, turns: Iterable[Turn]) -> Acts:
        """The acts of these turns, and those that may be in them: what is not here was surely not done."""
        return frozenset[Act]().union(*(acts_of(turn) | self._doubtful(turn) for turn in turns))

    def _doubtful(self, turn: Turn) -> Acts:
        least = limits()["perhaps"]
        return frozenset(Act(act) for act, sure in self.confidences.get(turn.n, {}).items() if sure >= least)

    def is_sure(self, n: int, act: Act, least: float) -> bool:
        """Whether the ear was at least so sure of an act in turn `n`; without its confidences what it chose counts."""
        return self.confidences.get(n, {}).get(str(act), 1.0) >= least

    def was_heard(self, turn: Turn) -> bool:
        """Whether the acts of a turn are what the ear made of it: then there are its confidences."""
        return bool(self.confidences.get(turn.n))

    @property
    def hung_up(self) -> HungUp | None:
        """How the line went dead, or None while the call goes on."""
        last = last_deed(self.record.events)
        return last if isinstance(last, HungUp) else None

    @property
    def picked_up_s(self) -> float | None:
        """When somebody or a machine picked up, in seconds since dialling."""
        said = (event for event in self.record.events if isinstance(event, Said) and event.speaker != "line")
        return next((event.at_s for event in said), None)

    def had_help(self, turn: Turn) -> bool:
        """Whether the caller looked something up for this turn, or had a first try at it."""
        return any(help.turn == turn.n and help.kind != "pause" for help in helps(self.record))

    def before(self, turn: Turn) -> Turn | None:
        """What the other end said just before this turn."""
        return next((other for other in reversed(self.turns[: turn.n - 1]) if other.who == "prospect"), None)

    def after(self, turn: Turn) -> Turn | None:
        """What the other end said next after this turn."""
        return next((other for other in self.turns[turn.n :] if other.who == "prospect"), None)

    def mine_before(self, turn: Turn) -> Turn | None:
        """What the caller said last before this turn."""
        return next((other for other in reversed(self.turns[: turn.n - 1]) if other.who == "caller"), None)

    def turns_kept(self, turn: Turn) -> int:
        """How many of the caller's turns come before this one: a drill that keeps them starts from this moment."""
        return sum(other.who == "caller" for other in self.turns[: turn.n - 1])

    def told(self, moment: Moment) -> bool:
        """Whether a moment is what the caller asked for: who helps them now, told when asked, is no objection.

        With a "but" or a "nobody" in it, it is one all the same.
        """
        if objects(moment.said.text, self.record.language):
            return False
        mine = self.mine_before(moment.said)
        return moment.reaction.id in ARRANGEMENTS and mine is not None and not acts_of(mine).isdisjoint(ASKS)

    def was_said(self, *reactions: str) -> bool:
        """Whether the other end said one of these."""
        return any(turn.reaction in reactions for turn in self.turns)

    def cost_of(self, turn: Turn) -> float:
        """What a turn of the caller cost, in [0, 1]: lost interest, trust and patience, and the line going dead."""
        before, after = self.before(turn), self.after(turn)
        lost = 0.0
        if before and after and before.mind and after.mind:
            lost = sum(max(0.0, before.mind[part] - after.mind[part]) for part in ("interest", "trust", "patience"))
        if after is not None and after.reaction == "hangs_up":
            lost += 0.5
        return min(1.0, lost)


def read(record: Record) -> Call:
    """The call of a record."""
    said = turns(record)
    reached = _reached(said)
    start = next((turn.n for turn in said if LISTENERS.get(turn.speaker) == reached), 0)
    mine = tuple(turn for turn in said if turn.who == "caller")
    heard = corrected(record)
    spoken = tuple(turn for turn in mine if turn.text.strip())
    return Call(
        record=record,
        turns=said,
        moments=find_moments(said),
        reached=reached,
        spoken=spoken,
        to_listener=tuple(turn for turn in spoken if turn.n > start and has_content(turn)),
        slots={turn.n: one.slot for turn, one in zip(mine, heard, strict=True) if one.slot},
        confidences={turn.n: one.confidences for turn, one in zip(mine, heard, strict=True)},
    )


def _reached(said: tuple[Turn, ...]) -> str:
    speakers = {turn.speaker for turn in said}
    return next((name for speaker, name in LISTENERS.items() if speaker in speakers), "nobody")


def acts_in(turns: tuple[Turn, ...]) -> Acts:
    """Every act of these turns."""
    return frozenset[Act]().union(*map(acts_of, turns))


@cache
def _said_in(text: str) -> float:
    return spoken_s(text)


def talking_s(record: Record, turn: Turn) -> float:
    """How long a turn took to say, in seconds. Typing takes its own time: in a text call the words are counted."""
    if record.medium == "voice" and (turn.who == "caller" or turn.unheard_s is not None):
        return turn.spoken_s
    return _said_in(turn.text)
