"""What every command has: the two outputs, the options that many take, the house, and the moment."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from belletje.usecases.house import House, Refused

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)

Json = Annotated[bool, typer.Option("--json", help="Plain JSON on standard output.")]
Data = Annotated[Path | None, typer.Option("--data", help="The folder where everything is kept.")]
Language = Annotated[str, typer.Option("--language", help="nl or en.")]
Calls = Annotated[int, typer.Option("--calls", min=1, help="How many conversations to hold.")]
Seed = Annotated[int, typer.Option("--seed", min=0, help="The same seed gives the same calls.")]


def now() -> datetime:
    """This moment, with its zone."""
    return datetime.now(UTC).astimezone()


def open_house_at(data: Path | None) -> House:
    """The house in a folder, or in the usual one."""
    from belletje.wiring import open_house

    return open_house(data)


def print_json(data: object) -> None:
    """Plain JSON on standard output."""
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2, default=str) + "\n")


def call_number(text: str) -> int:
    """The number of a rehearsal. Raises Refused where it is none."""
    if not text.isdecimal() or len(text) > 12:
        raise Refused(f"'{text}' is no call. A call is a number; `belletje ladder` and the web page name them.")
    return int(text)


def checked_language(language: str) -> str:
    """nl or en. Raises Refused."""
    if language not in ("nl", "en"):
        raise Refused(f"'{language}' is no language of Belletje. Choose nl or en.")
    return language
