"""Real calls and the plan on the command line."""

from typing import Annotated

import typer

from belletje.cli.terminal import (
    Data,
    Json,
    Language,
    now,
    open_house_at,
    out,
    print_json,
)

app = typer.Typer()


@app.command()
def call(
    person: Annotated[str, typer.Argument(help="The person's id, such as p12.")],
    outcome: Annotated[str, typer.Option(help="How it ended: meeting, callback, referral, no_contact, …")],
    note: Annotated[str, typer.Option(help="What to remember.")] = "",
    callback: Annotated[str, typer.Option(help="When to call again: 'next Tuesday at 10', or 2026-12-01T10:00.")] = "",
    referred_to: Annotated[str, typer.Option(help="With referral: the name of the person referred to.")] = "",
    referred_phone: Annotated[str, typer.Option(help="Their number, if it was given.")] = "",
    referred_organisation: Annotated[str, typer.Option(help="Their organisation, if it is another.")] = "",
    token: Annotated[str, typer.Option(help="Your own name for this call: recorded twice, it counts once.")] = "",
    language: Language = "nl",
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Record how a real call ended, that you made."""
    from belletje.cli import desk

    kept = desk.record(
        open_house_at(data), person, outcome, now(), note, callback, token, language,
        (referred_to, referred_phone, referred_organisation),
    )  # fmt: skip
    if as_json:
        print_json(kept)
    else:
        desk.show_call(out, kept)


@app.command()
def plan(
    goal: Annotated[str, typer.Option(help="Set the goal first: meetings or placements.")] = "",
    number: Annotated[int, typer.Option(min=1, help="How many of them.")] = 3,
    until: Annotated[str, typer.Option(help="By which day, such as 2026-12-31.")] = "",
    language: Language = "nl",
    as_json: Json = False,
    data: Data = None,
) -> None:
    """The goal, the funnel with its intervals, and the calls a day that it takes."""
    from belletje.cli import desk

    found = desk.plan(open_house_at(data), now(), goal, number, until)
    if as_json:
        print_json(found)
    else:
        desk.show_plan(out, found)
