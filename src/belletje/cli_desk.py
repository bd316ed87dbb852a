"""The desk on the command line: recording a real call."""

from collections.abc import Mapping
from datetime import datetime
from secrets import token_urlsafe

from rich.console import Console

from belletje.usecases import realcalls
from belletje.usecases.house import House
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
