"""The plan and the desk on the command line."""

from collections.abc import Mapping
from datetime import date, datetime
from secrets import token_urlsafe
from typing import Any

from rich.console import Console
from rich.table import Table

from belletje.usecases import plan as planning
from belletje.usecases import realcalls
from belletje.usecases.house import House, Refused
from belletje.usecases.realcalls import Referral


def record(
    house: House,
    person: str,
    outcome: str,
    now: datetime,
    note: str,
    callback: str,
    token: str,
    language: str,
    referred: tuple[str, str, str],
) -> dict[str, object]:
    """Records a call; gives the shape of `belletje call --json`. `referred` is a name, a number, an organisation."""
    name, phone, organisation = referred
    kept = realcalls.record_call(
        house=house,
        person=person,
        outcome=outcome,
        now=now,
        token=token or token_urlsafe(16),
        note=note,
        callback=callback,
        referral=Referral(name, organisation, phone) if name else None,
        language=language,
    )
    return realcalls.call_to_data(kept)


def show_call(out: Console, kept: Mapping[str, object]) -> None:
    """One line for people."""
    again = f", to be called back {kept['callback']}" if kept["callback"] else ""
    out.print(
        f"Call {kept['call']} to {kept['person']}: {str(kept['outcome']).replace('_', ' ')}{again}.", markup=False
    )


def plan(house: House, now: datetime, goal: str, number: int, until: str) -> dict[str, Any]:
    """The plan, after setting the goal where one is given; the shape of `belletje plan --json`."""
    if goal:
        try:
            day = date.fromisoformat(until)
        except ValueError as mistake:
            raise Refused(f"'{until}' is no day. Write --until 2026-12-31.") from mistake
        planning.set_goal(house=house, kind=goal, number=number, until=day, now=now)
    return planning.plan_to_data(planning.plan(house=house, now=now))


def show_plan(out: Console, found: Mapping[str, Any]) -> None:
    """The plan for people."""
    goal = found["goal"]
    out.print(f"{goal['done']} of {goal['number']} {goal['kind']} by {goal['until']}", markup=False)
    table = Table("stage", "rate", "90 % interval", "own calls", "starts from")
    for row in found["funnel"]:
        interval = f"{row['low']:.1%} - {row['high']:.1%}"
        table.add_row(row["stage"], f"{row['rate']:.1%}", interval, f"{row['passed']}/{row['tried']}", row["source"])
    out.print(table)
    a_day = found["calls_per_day"]
    if a_day:
        out.print(
            f"{a_day['middle']:.0f} calls a day for {found['working_days_left']} working days "
            f"(90 in 100: {a_day['low']:.0f} to {a_day['high']:.0f})."
        )
    own, last = found["pace_per_day"], found["forecast"][-1:]
    if own and last:
        out.print(
            f"At your pace of {own['middle']:.1f} a day ({own['low']:.1f} to {own['high']:.1f}): "
            f"{last[0]['middle']:.0f} by then (90 in 100: {last[0]['low']:.0f} to {last[0]['high']:.0f})."
        )
