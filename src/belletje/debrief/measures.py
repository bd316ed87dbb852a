"""The debrief's measures: counted from words and timing only. No emotion is inferred, and nothing is graded."""

import re
from dataclasses import dataclass
from functools import cache
from statistics import median

from belletje.debrief.call import Call, read, talking_s
from belletje.debrief.knowledge import any_of, limits, table, whole_words
from belletje.debrief.moments import Handling, Moment, acts_of
from belletje.debrief.next_step import NextStep, next_step
from belletje.rehearsal.record import Record, Turn, spoken_s
from belletje.understanding.acts import Act, Acts

ASKS: Acts = frozenset(
    (
        Act.ASK_OPEN, Act.ASK_CLOSED, Act.ASK_PERMISSION, Act.PROBE, Act.PROPOSE_MEETING, Act.PROPOSE_SLOT,
        Act.ASK_REFERRAL, Act.ASK_CALLBACK, Act.OFFER_MATERIAL,
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Objections:
    """How many were met, and of those how many were acknowledged, probed, handled (be it late) and missed."""

    met: int
    acknowledged: int
    probed: int
    handled: int
    missed: int


@dataclass(frozen=True, slots=True)
class Measures:
    """What can be counted in a call; None where there is nothing to count.

    - `talk_share`: the caller's share of all speaking time, in [0, 1]; by its sound in a call by voice. (43 % in
      general sales calls, vendor, gong.io: not for cold calls, so that it is shown and never judged.)
    - `longest_monologue_s`: the caller's longest turn, in seconds.
    - `pace_wpm`: words a minute. None where the length of the turns was not measured but worked out from the words at
      150 a minute, as in a text call: it would only give that figure back.
    - `pause_share`: the share of the caller's speaking time in which they paused, in [0, 1], by the sound of it. None
      in a text call. (Pauses are for thinking and for being understood: shown, never judged.)
    - `fillers_per_100_words`: filler words (fillers.tsv) for every 100 words.
    - `questions_open`, `questions_closed`: discovery questions.
    - `time_to_reason_s`: from picking up to the turn with the reason, in seconds; None when it never came. In a text
      call only speaking time counts, as reading and typing take their own.
    - `interruptions`: how often the caller began well before the other end had finished.
    - `overlap_s`: how long both spoke at once, in seconds, by the sound of both. None where that was not measured: in a
      text call, and where nothing of the other end sounded.
    - `reply_latency_s`: median silence before the caller's turns, in seconds. In a text call it includes typing.
    """

    talk_share: float | None
    longest_monologue_s: float
    pace_wpm: float | None
    pause_share: float | None
    fillers_per_100_words: float | None
    questions_open: int
    questions_closed: int
    time_to_reason_s: float | None
    interruptions: int
    overlap_s: float | None
    reply_latency_s: float | None
    objections: Objections
    questions_unanswered: int
    next_step: NextStep | None


def measure(record: Record) -> Measures:
    """Counts everything in one call."""
    call = read(record)
    return Measures(
        talk_share=_talk_share(call),
        longest_monologue_s=round(max((talking_s(record, turn) for turn in call.spoken), default=0.0), 2),
        pace_wpm=pace_wpm(call),
        pause_share=_pause_share(call),
        fillers_per_100_words=fillers_per_100_words(call),
        questions_open=sum(questions(turn, Act.ASK_OPEN) for turn in call.spoken),
        questions_closed=sum(questions(turn, Act.ASK_CLOSED) for turn in call.spoken),
        time_to_reason_s=time_to_reason_s(call),
        interruptions=len(interruptions(call)),
        overlap_s=_overlap_s(call),
        reply_latency_s=round(median(turn.silence_s for turn in call.spoken), 2) if call.spoken else None,
        objections=_objections(call),
        questions_unanswered=len(unanswered(call)),
        next_step=next_step(call),
    )


def _talk_share(call: Call) -> float | None:
    mine = sum(talking_s(call.record, turn) for turn in call.spoken)
    theirs = sum(talking_s(call.record, turn) for turn in call.turns if turn.who == "prospect")
    return round(mine / (mine + theirs), 3) if call.spoken and mine + theirs > 0 else None


def words(turn: Turn) -> int:
    """How many words a turn has."""
    return len(turn.text.split())


def pace_wpm(call: Call) -> float | None:
    """Words a minute over the turns whose length was measured; None where too few words say nothing about pace."""
    timed = [turn for turn in call.spoken if is_timed(call, turn)]
    count = sum(map(words, timed))
    took_s = sum(turn.spoken_s for turn in timed)
    if count < limits()["pace_words"] or took_s <= 0:
        return None
    return round(60 * count / took_s, 1)


def is_timed(call: Call, turn: Turn) -> bool:
    """Whether the length of a turn was measured, and not worked out from its words."""
    return call.record.medium == "voice" or abs(turn.spoken_s - spoken_s(turn.text)) >= limits()["timed_s"]


def _pause_share(call: Call) -> float | None:
    took_s = sum(heard.spoken_s for heard in call.record.heard)
    if call.record.medium != "voice" or took_s <= 0:
        return None
    return round(sum(heard.paused_s for heard in call.record.heard) / took_s, 3)


@cache
def fillers(language: str) -> re.Pattern[str]:
    """What matches a filler word or phrase in a language."""
    listed = [row["words"] for row in table("fillers.tsv") if row["language"] == language]
    return any_of(
        [whole_words(entry) if not entry.endswith(",") else rf"(?<=, ){re.escape(entry)}" for entry in listed]
    )


def count_fillers(turn: Turn, language: str) -> int:
    """How many filler words a turn has."""
    return len(fillers(language).findall(turn.text))


def fillers_per_100_words(call: Call) -> float | None:
    """Filler words for every 100 words of the caller; None when nothing was said."""
    count = sum(map(words, call.spoken))
    if not count:
        return None
    return round(100 * sum(count_fillers(turn, call.record.language) for turn in call.spoken) / count, 1)


def questions(turn: Turn, kind: Act) -> int:
    """How many questions of a kind a turn has: by its question marks where it asks nothing else."""
    acts = acts_of(turn)
    if kind not in acts:
        return 0
    others = (acts & ASKS) - {kind}
    return 1 if others else max(1, turn.text.count("?"))


def time_to_reason_s(call: Call) -> float | None:
    """From picking up to the first turn with the reason, in seconds; None when it never came or nobody picked up."""
    reason = next((turn for turn in call.spoken if Act.STATE_REASON in acts_of(turn)), None)
    if reason is None or call.picked_up_s is None:
        return None
    if call.record.medium == "voice":
        return round(max(0.0, reason.at_s - call.picked_up_s), 2)
    return round(sum(talking_s(call.record, turn) for turn in call.turns[: reason.n - 1]), 2)


def interruptions(call: Call) -> tuple[Turn, ...]:
    """The caller's turns that began while the other end still had a good part to say.

    In a call by voice it is measured how much was left unsaid; otherwise how long the other end speaks is estimated
    from the words. Only a large overlap counts (limits.toml).
    """
    return tuple(turn for turn in call.spoken if _talks_over(call, turn))


def _talks_over(call: Call, turn: Turn) -> bool:
    before = call.turns[turn.n - 2] if turn.n > 1 else None
    if before is None or before.who != "prospect" or before.speaker in {"voicemail", "line"}:
        return False
    whole_s = before.spoken_s + (before.unheard_s or 0.0)
    overlap_s = before.at_s + whole_s - turn.at_s if before.unheard_s is None else before.unheard_s
    least_s = max(limits()["overlap_s"], limits()["overlap_share"] * whole_s)
    return overlap_s >= (min(least_s, limits()["overlap_long_s"]) if call.record.medium == "voice" else least_s)


def _overlap_s(call: Call) -> float | None:
    """Only what is on the record before a turn can have sounded during it: the answer to it comes afterwards."""
    sounded = [turn for turn in call.turns if turn.who == "prospect" and turn.unheard_s is not None]
    if call.record.medium != "voice" or not sounded:
        return None
    at_once = (_at_once_s(turn, other) for turn in call.spoken for other in sounded if other.n < turn.n)
    return round(sum(at_once), 1)


def _at_once_s(one: Turn, other: Turn) -> float:
    ends_s = min(one.at_s + one.spoken_s, other.at_s + other.spoken_s)
    return max(0.0, ends_s - max(one.at_s, other.at_s))


def objections(call: Call) -> tuple[Moment, ...]:
    """The objections that the caller had a chance to answer."""
    return tuple(moment for moment in call.moments if moment.kind == "objection" and moment.handling != Handling.OPEN)


def _objections(call: Call) -> Objections:
    met = objections(call)
    return Objections(
        met=len(met),
        acknowledged=sum(not moment.acts.isdisjoint({Act.ACKNOWLEDGE, Act.APOLOGISE}) for moment in met),
        probed=sum(not moment.acts.isdisjoint({Act.PROBE, Act.ASK_OPEN}) for moment in met),
        handled=sum(moment.handling.is_good for moment in met),
        missed=sum(not moment.handling.is_good for moment in met),
    )


def unanswered(call: Call) -> tuple[Moment, ...]:
    """The questions that the caller had a chance to answer and did not."""
    return tuple(
        moment
        for moment in call.moments
        if moment.kind == "question" and moment.handling != Handling.OPEN and not moment.handling.is_good
    )
