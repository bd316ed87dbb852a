"""`belletje questions`: the questions of the trade on the command line, and the caller's own in and out of a file."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from belletje.cli.terminal import Data, Json, out, print_json
from belletje.usecases.house import Refused

app = typer.Typer(help="What prospects in your trade ask; your own questions by file.")


@app.callback(invoke_without_command=True)
def questions(
    context: typer.Context,
    own: Annotated[bool, typer.Option("--own", help="Only your own.")] = False,
    language: Annotated[str, typer.Option("--language", help="nl or en.")] = "nl",
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Every question, your own first."""
    if context.invoked_subcommand:
        return
    if language not in ("nl", "en"):
        raise Refused(f"'{language}' is no language of Belletje. Choose nl or en.")
    from belletje.prospect.questions import to_data
    from belletje.usecases.questions import list_questions
    from belletje.wiring import open_house

    found = [known for known in list_questions(house=open_house(data)) if known.own or not own]
    if as_json:
        print_json([{**to_data([known.question])["question"][0], "own": known.own} for known in found])
        return
    table = Table("id", "subject", "question")
    for known in found:
        asked = known.question.ask
        words = asked.get(language) or next(iter(asked.values()))
        table.add_row(known.question.id, escape(known.question.topic[language]), escape(words[0]))
    out.print(table)


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="Questions in the form that `belletje questions export` writes.")],
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Bring in questions of your own, all of a file or none; one with a known id is changed."""
    from belletje.usecases.questions import keep_questions, read_file
    from belletje.wiring import open_house

    read = read_file(file)
    changed = keep_questions(house=open_house(data), asked=read, now=datetime.now(UTC).astimezone())
    if as_json:
        print_json({"file": file.name, "questions": len(read), "changed": len(changed)})
    else:
        out.print(f"{len(read)} questions read, of which {len(changed)} are new or changed.")


@app.command("export")
def export(
    shipped: Annotated[bool, typer.Option("--shipped", help="Those that ship with Belletje instead.")] = False,
    data: Data = None,
) -> None:
    """Your own questions as a file, on standard output."""
    from belletje.usecases.questions import list_questions, to_toml
    from belletje.wiring import open_house

    found = [known.question for known in list_questions(house=open_house(data)) if known.own != shipped]
    sys.stdout.buffer.write(to_toml(found).encode())
