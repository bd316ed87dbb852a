"""People, vacancies and engineers on the command line: in, out, and who to call next."""

import gc
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress
from rich.table import Table

from belletje.cli.terminal import (
    Data,
    Json,
    Language,
    err,
    now,
    open_house_at,
    out,
    print_json,
)

app = typer.Typer()
person_app = typer.Typer(help="Record what is known of one person.", no_args_is_help=True)
app.add_typer(person_app, name="person")


@app.command("import")
def import_(
    files: Annotated[
        list[Path], typer.Argument(help="Contact exports, vacancies, engineers; the format is recognised.")
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell what would happen.")] = False,
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Bring in contacts, vacancies and engineers."""
    from belletje.usecases.imports import import_files, read_upload

    uploads = [read_upload(path) for path in files]
    house = open_house_at(data)
    gc.disable()  # rows and people hold no cycles, and looking for them takes a tenth of the time
    quiet = not err.is_terminal
    with Progress(*Progress.get_default_columns(), console=err, transient=True, disable=quiet) as bar:
        task = bar.add_task("Reading and comparing", total=1.0)
        done = import_files(
            house=house,
            uploads=uploads,
            now=now(),
            dry_run=dry_run,
            progress=lambda share: bar.update(task, completed=share),
        )
    shape = done.to_data()
    if as_json:
        print_json(shape)
    else:
        table = Table("file", "format", "rows", "accepted", "rejected")
        for reading in done.readings:
            table.add_row(
                reading.file, reading.format, *map(str, (reading.rows, reading.accepted, len(reading.rejected)))
            )
        out.print(table)
        for reading in done.readings:
            for row in reading.rejected:
                out.print(f"{reading.file}, row {row.row}: {row.reason} {row.value}", markup=False)
            for row in reading.doubts:
                out.print(f"{reading.file}, row {row.row}: taken, but {row.reason} {row.value}", markup=False)
        verb = "would be added" if dry_run else "added"
        out.print(
            f"{done.people} people, {done.organisations} organisations, {done.vacancies} vacancies and "
            f"{done.engineers} engineers {verb}; {done.merged} rows were about somebody known."
        )
    if any(reading.rejected for reading in done.readings):
        raise typer.Exit(1)


@app.command()
def people(as_json: Json = False, language: Language = "nl", data: Data = None) -> None:
    """Everyone, and whether they may be called."""
    from belletje.usecases.people import list_people

    found = list_people(house=open_house_at(data), today=now().date())
    if as_json:
        print_json([known.to_data(language) for known in found])
        return
    table = Table("id", "name", "organisation", "may be called")
    for known in found:
        row = known.to_data(language)
        table.add_row(
            known.id, known.person.name, known.person.organisation, "yes" if row["callable"] else str(row["why_not"])
        )
    out.print(table)


@person_app.command("set")
def person_set(
    person: Annotated[str, typer.Argument(help="The person's id, such as p12.")],
    legal_form: Annotated[
        str | None, typer.Option("--legal-form", help="bv, nv, stichting, vof, eenmanszaak, …")
    ] = None,
    consent: Annotated[
        str | None, typer.Option("--consent", help="The words in which consent to call was given.")
    ] = None,
    do_not_call: Annotated[bool, typer.Option("--do-not-call", help="Never again; this cannot be taken back.")] = False,
    as_json: Json = False,
    language: Language = "nl",
    data: Data = None,
) -> None:
    """Record a fact about a person, with who and when."""
    from belletje.usecases.people import set_person

    known = set_person(
        house=open_house_at(data),
        person=person,
        now=now(),
        legal_form=legal_form,
        consent=consent,
        do_not_call=do_not_call,
    )
    row = known.to_data(language)
    if as_json:
        print_json(row)
    else:
        out.print(f"{known.person.name}: {'may be called' if row['callable'] else row['why_not']}", markup=False)


@app.command("list")
def list_(
    limit: Annotated[int | None, typer.Option(min=1, help="Only the first so many.")] = None,
    as_json: Json = False,
    language: Language = "nl",
    data: Data = None,
) -> None:
    """Who to call next, and why."""
    from belletje.usecases.calllist import call_list, entry_to_data

    entries = call_list(house=open_house_at(data), now=now(), language=language, limit=limit)
    if as_json:
        print_json([entry_to_data(person, entry) for person, entry in entries])
        return
    table = Table("", "id", "name", "phone", "reason to call")
    for person, entry in entries:
        table.add_row(
            str(entry.rank), person, f"{entry.person.name}\n{entry.person.organisation}", entry.phone.e164, entry.reason
        )
    out.print(table)


@app.command()
def export(
    kind: Annotated[str, typer.Option("--format", help="json, csv, xlsx or ics.")] = "json",
    person: Annotated[str, typer.Option(help="Only this person.")] = "",
    language: Language = "nl",
    data: Data = None,
) -> None:
    """What is stored, on standard output."""
    from belletje.usecases.privacy import export as collect

    sys.stdout.buffer.write(collect(house=open_house_at(data), now=now(), kind=kind, person=person, language=language))


@app.command()
def forget(person: Annotated[str, typer.Argument(help="The person's id, such as p12.")], data: Data = None) -> None:
    """Erase a person. Only that they objected, if they did, stays as a keyed hash."""
    from belletje.usecases.people import forget as erase

    erase(house=open_house_at(data), person=person, now=now())
    out.print(f"{person} is forgotten.")
