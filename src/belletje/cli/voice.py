"""`belletje voice`: ears and voices from the hub."""

from functools import partial
from typing import Annotated, Literal

import typer
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn

from belletje.cli.terminal import Data, Json, err, out, print_json
from belletje.usecases.house import Refused

app = typer.Typer(help="What hears you and speaks to you when you call by voice.", no_args_is_help=True)


@app.callback()
def voice() -> None:
    """What hears you and speaks to you when you call by voice."""


@app.command()
def fetch(
    language: Annotated[Literal["nl", "en"], typer.Argument(help="The language of the voices.")] = "nl",
    ears: Annotated[str, typer.Option(help="Only these ears, and no voices: small or medium.")] = "",
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Fetch natural voices for a language, and the ears that suit it and this machine. Belletje works without."""
    from belletje.settings import data_folder
    from belletje.voice.choosing import choose_ears, this_machine
    from belletje.voice.hub import HuggingFace, ears_to_fetch, voices_to_fetch
    from belletje.voice.hub import fetch as fetch_one
    from belletje.voice.models import ears_at_hand, missing_parts

    if missing_parts():
        raise Refused("Calling by voice is not installed: pip install 'belletje[voice]', and then fetch.")
    folder = data or data_folder()
    if ears:
        wanted = [ears_to_fetch(folder, ears)]
    else:
        chosen = choose_ears(language, this_machine(), ears_at_hand(folder))
        better = [ears_to_fetch(folder, chosen.better)] if chosen.better_here else []
        wanted = [*voices_to_fetch(folder, language), *better]
    columns = (
        TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn(),
    )  # fmt: skip
    told = []
    with Progress(*columns, console=err, disable=not err.is_terminal) as progress:
        for one in wanted:
            if there := one.is_there:
                err.print(f"{one.title} is there already.")
            else:
                task = progress.add_task(one.title, total=one.size)
                fetch_one(one, HuggingFace(), partial(progress.advance, task))
            told.append({"name": one.name, "licence": one.licence, "place": str(one.place), "fetched": not there})
    if as_json:
        print_json(told)
    else:
        out.print("Done: belletje doctor tells what is used now. Start a Belletje that runs already anew.")
