"""Results: the funnel by week, the best hours, which reasons to call and which answers work. Nothing ranks people."""

import csv
import io
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from openpyxl import Workbook

from belletje.desk.knowledge import outcomes
from belletje.desk.rates import Share, share, surest_first
from belletje.prospect.catalogue import catalogue
from belletje.prospect.frequencies import updated
from belletje.store import answers as answers_of_colleagues
from belletje.store import realcalls
from belletje.store import results as store
from belletje.store.answers import StoredAnswer
from belletje.store.engine import reading
from belletje.store.realcalls import StoredRealCall
from belletje.store.results import Counted
from belletje.usecases.heard import OwnProspects, read_own
from belletje.usecases.house import House, NotThere, Refused
from belletje.usecases.realcalls import call_to_data

WEEKS_SHOWN = 13
STAGES = ("dialled", "reached", "conversation", "meeting", "placement")
FORMATS = ("json", "csv", "xlsx")
COLUMNS = (
    "call", "person", "at", "by", "outcome", "note", "duration_s", "callback", "why", "result", "result_on",
    "undone_at",
)  # fmt: skip
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Week:
    """One week of the funnel: `week` is like 2026-W48; how many calls came so far, by stage."""

    week: str
    dialled: int
    reached: int
    conversation: int
    meeting: int
    placement: int


@dataclass(frozen=True, slots=True)
class Heard:
    """How often the team hears a reaction, beside what was published: shares in [0, 1] of the conversations of which it
    was kept what the other end said.

    `updated` is the published share after the team's own calls; `alone` of these times only a transcript tells.
    """

    reaction: str
    own: Share
    published: float
    updated: float
    source: str
    alone: int


@dataclass(frozen=True, slots=True)
class Worked:
    """How calls ended in which a step, or an answer of a colleague, met a reaction: the share that brought something.

    `colleague` is the number of that answer and `by` whose it is; 0 and empty for a step of the script.
    """

    reaction: str
    answer: str
    share: Share
    colleague: int = 0
    by: str = ""


@dataclass(frozen=True, slots=True)
class Results:
    """All of it. `hours` are by weekday and hour (`1-09`) the share reached, and `whys` the share with a meeting."""

    weeks: tuple[Week, ...]
    hours: tuple[Share, ...]
    whys: tuple[Share, ...]
    heard: tuple[Heard, ...]
    worked: tuple[Worked, ...]


def results(*, house: House, now: datetime) -> Results:
    """The figures of the last weeks, and of all calls for hours, reasons and answers."""
    year, week, _ = (now - timedelta(weeks=WEEKS_SHOWN - 1)).isocalendar()
    with reading(house.engine) as connection:
        weeks = store.by_week(connection, f"{year}-W{week:02}")
        hours, whys = store.by_hour(connection), store.by_why(connection)
        answers, own = store.by_answer(connection), read_own(connection)
        said = store.by_colleagues_answer(connection)
        colleagues = {one.id: one for one in answers_of_colleagues.every(connection)} if said else {}
    return Results(
        weeks=tuple(_week(name, rows) for name, rows in sorted(_grouped(weeks).items(), reverse=True)),
        hours=surest_first(_shares(hours, lambda outcome: outcomes()[outcome].reached)),
        whys=surest_first(_shares(whys, lambda outcome: outcomes()[outcome].meeting)),
        heard=_heard(own),
        worked=_worked(answers, said, colleagues),
    )


def calls_behind(
    *,
    house: House,
    week: str = "",
    stage: str = "",
    hour: str = "",
    why: str = "",
    reaction: str = "",
    answer: str = "",
    colleague: int = 0,
    start: int = 0,
    limit: int = 50,
) -> list[StoredRealCall]:
    """The calls behind a figure, newest first. Raises Refused for a stage or an hour that there is not."""
    if stage and stage not in STAGES:
        raise Refused(f"'{stage[:40]}' is no step of the funnel.", nl=f"'{stage[:40]}' is geen stap van de trechter.")
    day, dash, of_day = hour.partition("-")
    if hour and not (dash and day in tuple("1234567") and of_day.isdecimal() and len(of_day) == 2):
        raise Refused(f"'{hour[:40]}' is no hour.", nl=f"'{hour[:40]}' is geen uur.")
    with reading(house.engine) as connection:
        return store.behind(
            connection, week=week, outcomes=_outcomes_of(stage), hour=hour, why=why, reaction=reaction,
            answer=answer, colleague=colleague, start=start, limit=limit, won=stage == "placement",
        )  # fmt: skip


def export_calls(*, house: House, kind: str) -> bytes:
    """All real calls as json, csv or xlsx; a cell that would be taken for a formula begins with an apostrophe."""
    if kind not in FORMATS:
        raise NotThere(f"'{kind[:40]}' is no export of calls.", nl=f"'{kind[:40]}' is geen export van gesprekken.")
    with reading(house.engine) as connection:
        rows = [call_to_data(call) for call in realcalls.every(connection)]
    if kind == "json":
        return json.dumps(rows, ensure_ascii=False, indent=2).encode()
    cells = [[_cell(row[name]) for name in COLUMNS] for row in rows]
    if kind == "csv":
        text = io.StringIO()
        csv.writer(text).writerows([COLUMNS, *cells])
        return text.getvalue().encode("utf-8-sig")
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Belletje")
    for line in (list(COLUMNS), *cells):
        sheet.append(line)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _outcomes_of(stage: str) -> tuple[str, ...]:
    match stage:
        case "reached":
            return tuple(name for name, told in outcomes().items() if told.reached)
        case "conversation":
            return tuple(name for name, told in outcomes().items() if told.conversation)
        case "meeting" | "placement":
            return tuple(name for name, told in outcomes().items() if told.meeting)
        case _:
            return ()


def _grouped(counted: Iterable[Counted]) -> dict[str, list[Counted]]:
    found: defaultdict[str, list[Counted]] = defaultdict(list)
    for one in counted:
        found[one.group].append(one)
    return found


def _week(name: str, rows: Iterable[Counted]) -> Week:
    figures = dict.fromkeys(STAGES, 0)
    for row in rows:
        told = outcomes()[row.outcome]
        figures["dialled"] += row.number
        figures["reached"] += row.number * told.reached
        figures["conversation"] += row.number * told.conversation
        figures["meeting"] += row.number * told.meeting
        figures["placement"] += row.number * (told.meeting and row.result == "won")
    return Week(name, **figures)


def _shares(counted: Iterable[Counted], passes: Callable[[str], bool]) -> list[Share]:
    return [
        share(group, sum(row.number for row in rows if passes(row.outcome)), sum(row.number for row in rows))
        for group, rows in _grouped(counted).items()
    ]


def _heard(ours: OwnProspects) -> tuple[Heard, ...]:
    found = []
    for reaction, times in ours.times.items():
        if reaction in catalogue():
            told = catalogue()[reaction]
            after = updated(told.frequency, times, ours.conversations)
            own = share(reaction, times, ours.conversations)
            found.append(Heard(reaction, own, told.frequency, after, told.source, ours.times_alone.get(reaction, 0)))
    return tuple(sorted(found, key=lambda one: (-one.own.rate, one.reaction)))


def _worked(
    rows: Iterable[tuple[str, str, str, int]],
    said: Mapping[int, Iterable[Counted]],
    colleagues: Mapping[int, StoredAnswer],
) -> tuple[Worked, ...]:
    found: defaultdict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
    for reaction, answer, outcome, number in rows:
        found[reaction, answer].append((outcome, number))
    told = [
        Worked(
            reaction,
            answer,
            share(answer, sum(n for outcome, n in ended if outcomes()[outcome].good), sum(n for _, n in ended)),
        )
        for (reaction, answer), ended in found.items()
    ]
    for number, calls in said.items():
        if number in colleagues:
            one = colleagues[number]
            (found_share,) = _shares(
                (replace(call, group="") for call in calls), lambda outcome: outcomes()[outcome].good
            )
            told.append(Worked(one.reaction, one.text, found_share, number, one.by))
    return tuple(sorted(told, key=lambda one: (-one.share.low, one.reaction, one.answer)))


def _cell(value: object) -> object:
    if value is None or isinstance(value, int):
        return value
    text = str(value)
    return f"'{text}" if text.startswith(DANGEROUS) else text
