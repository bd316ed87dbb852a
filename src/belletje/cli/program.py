"""The program itself: run it, and ask how it is."""

import os
from typing import Annotated

import typer

from belletje.cli.terminal import (
    Data,
    Json,
    now,
    open_house_at,
    out,
    print_json,
)

app = typer.Typer()


@app.command()
def run(
    host: Annotated[str, typer.Option(help="Where to listen; others can reach it only if you say so.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port; 0 takes a free one.")] = 8642,
    data: Data = None,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the page.")] = True,
) -> None:
    """Open the web application."""
    from belletje.web.serve import serve

    serve(open_house_at(data), host=host, port=port, browser=browser, clock=now)


@app.command()
def doctor(as_json: Json = False, data: Data = None) -> None:
    """Which parts are ready, and how to get the rest."""
    from belletje.usecases.doctor import examine, to_data
    from belletje.voice.checkup import examine_voice
    from belletje.voice.parts import wishes_from

    house = open_house_at(data)
    parts = [*examine(house=house), *examine_voice(house.folder, wishes_from(os.environ))]
    if as_json:
        print_json(to_data(parts))
        return
    for part in parts:
        told = f"{part.detail}. {part.mend}".strip()
        out.print(f"{'ready ' if part.ready else 'absent'}  {part.part}: {told}", markup=False, soft_wrap=True)
