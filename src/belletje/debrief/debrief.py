"""The debrief of one call: at most three points to improve, what went well, and what was agreed. Never a grade."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from belletje.debrief.call import Call, read
from belletje.debrief.findings import IMPROVE, WELL
from belletje.debrief.findings.finding import Drill, Finding
from belletje.debrief.knowledge import Code, Words, answers, codes
from belletje.debrief.measures import Measures, measure
from belletje.debrief.next_step import NextStep
from belletje.prospect.asking import find
from belletje.prospect.questions import Question
from belletje.rehearsal.record import HELPS, Record, helps

MOST_POINTS = 3
LINE_SOURCES = ("question", "script", "colleague", "catalogue")
ABOUT_THE_ANSWER = frozenset(("question_unanswered", "bluffed"))


@dataclass(frozen=True, slots=True)
class Point:
    """A point to improve: the moment (turn, from 1), the caller's own words, why it matters, a better line and a drill.

    `source` says where the reason comes from; `better_from` is one of LINE_SOURCES; `weight` in [0, 2] is what it was
    ranked by.
    """

    code: str
    turn: int
    quote: str
    why: str
    source: str
    better: str
    better_from: str
    drill: Drill
    weight: float


@dataclass(frozen=True, slots=True)
class Strength:
    """What went well: the moment, the caller's own words, and why that is worth keeping."""

    code: str
    turn: int
    quote: str
    why: str


@dataclass(frozen=True, slots=True)
class HelpUsed:
    """A kind of help (HELPS), how often it was used, and the caller's turns it was used for."""

    kind: str
    times: int
    turns: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Debrief:
    """All of it. `points` has at most MOST_POINTS, the most useful first.

    `mode` tells whether help was at hand, and `help` which of it was used.
    """

    measures: Measures
    points: tuple[Point, ...]
    went_well: tuple[Strength, ...]
    next_step: NextStep | None
    mode: str
    help: tuple[HelpUsed, ...]


def debrief(
    record: Record,
    *,
    script_answers: Mapping[str, str] | None = None,
    colleague_answers: Mapping[str, str] | None = None,
    kept: int = 0,
) -> Debrief:
    """Looks back on a call, in the language of the record.

    `script_answers` and `colleague_answers` hold, by reaction, the line that the caller's own script and a colleague
    have for it: where a point is about an answer, the better line is that of the very question that was asked, where it
    is known, else the script's, else a colleague's, else the catalogue's. Of a drill, which took over the
    caller's first `kept` turns, only what came after them is looked at.
    """
    call = read(record)
    measures = measure(record)
    lines = (("script", script_answers or {}), ("colleague", colleague_answers or {}))
    return Debrief(
        measures=measures,
        points=tuple(_point(call, finding, lines) for finding in points_of(call, kept)),
        went_well=tuple(_strength(call, found) for check in WELL for found in _since(call, check(call), kept)),
        next_step=measures.next_step,
        mode=record.mode,
        help=_help(record),
    )


def _help(record: Record) -> tuple[HelpUsed, ...]:
    used = helps(record)
    return tuple(
        HelpUsed(kind, len(of_kind), tuple(sorted({help.turn for help in of_kind})))
        for kind in HELPS
        if (of_kind := [help for help in used if help.kind == kind])
    )


def points_of(call: Call, kept: int = 0) -> tuple[Finding, ...]:
    """The findings that are worth a point, the most useful first; each code once, each moment and topic once.

    In a drill (`kept` turns taken over) the phone may be put down when the moment is over: that is no ending to judge.
    """
    found = _since(call, findings_of(call), kept)
    if kept and call.hung_up is not None and call.hung_up.reason == "caller_hung_up":
        found = tuple(finding for finding in found if codes()[finding.code].topic != "ending")
    return tuple(_distinct(sorted(found, key=_usefulness)))[:MOST_POINTS]


def findings_of(call: Call) -> tuple[Finding, ...]:
    """All that could be better in a call."""
    return tuple(finding for check in IMPROVE for finding in check(call))


def _since(call: Call, findings: Iterable[Finding], kept: int) -> tuple[Finding, ...]:
    """Without what was taken over from the call that a drill started from."""
    own = [turn.n for turn in call.turns if turn.who == "caller"]
    return tuple(finding for finding in findings if kept == 0 or finding.turn in own[kept:])


def _usefulness(finding: Finding) -> tuple[float, float, int]:
    always_first = codes()[finding.code].first
    return (always_first or float("inf"), -finding.weight, finding.turn)


def _distinct(ranked: Iterable[Finding]) -> Iterable[Finding]:
    said_codes: set[str] = set()
    said_topics: set[tuple[int, str]] = set()
    for finding in ranked:
        topic = (finding.said, codes()[finding.code].topic)
        if finding.code not in said_codes and topic not in said_topics:
            said_codes.add(finding.code)
            said_topics.add(topic)
            yield finding


def _point(call: Call, finding: Finding, lines: Iterable[tuple[str, Mapping[str, str]]]) -> Point:
    code = codes()[finding.code]
    better, better_from = _better(call, finding, code, lines)
    return Point(
        code=finding.code,
        turn=finding.turn,
        quote=finding.quote,
        why=_why(call, finding, code),
        source=code.source[call.record.language],
        better=better,
        better_from=better_from,
        drill=finding.drill,
        weight=finding.weight,
    )


def _why(call: Call, finding: Finding, code: Code) -> str:
    """Why it matters; and where a question of the trade was asked, what a good answer to it holds."""
    asked = _asked(call, finding)
    good = asked.good.get(call.record.language, "") if asked else ""
    return " ".join(filter(None, (_words(call, code, "why", code.why), good)))


def _asked(call: Call, finding: Finding) -> Question | None:
    """The question of the trade that a finding about an answer is about."""
    name = call.turns[finding.said - 1].question if finding.said else ""
    return find(call.record.questions, name) if name and finding.code in ABOUT_THE_ANSWER else None


def _strength(call: Call, finding: Finding) -> Strength:
    code = codes()[finding.code]
    return Strength(finding.code, finding.turn, finding.quote, _words(call, code, "why", code.why))


def _words(call: Call, code: Code, field: str, usual: Words) -> str:
    words = code.voicemail.get(field, usual) if call.reached == "voicemail" else usual
    return _filled(call, words[call.record.language])


def _better(
    call: Call, finding: Finding, code: Code, lines: Iterable[tuple[str, Mapping[str, str]]]
) -> tuple[str, str]:
    """The better line and where it comes from; a line that the caller said just so is no better one."""
    reaction = finding.drill.reaction
    said = call.turns[finding.turn - 1].text
    asked = _asked(call, finding)
    answer = asked.answer.get(call.record.language) if asked else None
    if answer and answer not in said:
        return answer, "question"
    if code.answers:
        for source, by_reaction in lines:
            line = by_reaction.get(reaction, "").strip()
            if line and line not in said:
                return line, source
        catalogued = answers(call.record.language).get(reaction)
        if catalogued and _filled(call, catalogued) not in said:
            return _filled(call, catalogued), "catalogue"
    assert code.better is not None, "knowledge.py: every point to improve has a better line"
    return _words(call, code, "better", code.better), "catalogue"


def _filled(call: Call, line: str) -> str:
    """The line with the facts of this call; what this call has no fact for is left open for the caller to fill in."""
    return line.format_map({name: value or "…" for name, value in asdict(call.record.situation).items()})


def to_data(debrief: Debrief, call: str = "") -> dict[str, Any]:
    """The shape of `belletje debrief CALL --json` (contract.md); `call` is its name."""
    return {
        "call": call,
        "measures": _measures(debrief.measures),
        "points": [asdict(point) for point in debrief.points],
        "went_well": [asdict(strength) for strength in debrief.went_well],
        "next_step": _step(debrief.next_step),
        "mode": debrief.mode,
        "help": [asdict(used) for used in debrief.help],
    }


def _measures(measures: Measures) -> dict[str, Any]:
    return {**asdict(measures), "next_step": _step(measures.next_step)}


def _step(step: NextStep | None) -> dict[str, Any]:
    return asdict(step) if step else {"what": None, "when": None, "who": None}
