"""`belletje questions`: the questions of the trade on the command line, and the caller's own in and out of a file."""

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from belletje.cli.terminal import Data, Json, Language, checked_language, now, open_house_at, out, print_json

app = typer.Typer(help="What prospects in your trade ask; your own questions by file.")


@app.callback(invoke_without_command=True)
def questions(
    context: typer.Context,
    own: Annotated[bool, typer.Option("--own", help="Only your own.")] = False,
    language: Language = "nl",
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Every question, your own first."""
    if context.invoked_subcommand:
        return
    checked_language(language)
    from belletje.prospect.questions import to_data
    from belletje.usecases.questions import list_questions

    found = [known for known in list_questions(house=open_house_at(data)) if known.own or not own]
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

    read = read_file(file)
    changed = keep_questions(house=open_house_at(data), asked=read, now=now())
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

    found = [known.question for known in list_questions(house=open_house_at(data)) if known.own != shipped]
    sys.stdout.buffer.write(to_toml(found).encode())
