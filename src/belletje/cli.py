"""The command line: friendly for people, JSON for scripts. Names and shapes are public (docs/command-line.md)."""

import errno
import gc
import json
import os
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from secrets import randbelow
from typing import Annotated, Any, Literal, NoReturn

import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from belletje import cli_questions, cli_voice
from belletje.usecases.house import House, Refused

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
person_app = typer.Typer(help="Record what is known of one person.", no_args_is_help=True)
script_app = typer.Typer(help="Check and simulate call scripts.", no_args_is_help=True)


app.add_typer(person_app, name="person")
app.add_typer(script_app, name="script")
app.add_typer(cli_questions.app, name="questions")
app.add_typer(cli_voice.app, name="voice")

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)

Json = Annotated[bool, typer.Option("--json", help="Plain JSON on standard output.")]
Data = Annotated[Path | None, typer.Option("--data", help="The folder where everything is kept.")]
Language = Annotated[str, typer.Option("--language", help="nl or en.")]
Calls = Annotated[int, typer.Option("--calls", min=1, help="How many conversations to hold.")]
Seed = Annotated[int, typer.Option("--seed", min=0, help="The same seed gives the same calls.")]


@app.callback()
def everywhere(data: Data = None) -> None:
    """Belletje: the flight simulator and call desk for people who phone prospects they have never spoken to."""
    if data is not None:
        os.environ["BELLETJE_DATA"] = str(data)


def main() -> NoReturn:
    """Runs a command; what cannot be done is one sentence on standard error and exit status 2."""
    from belletje.wiring import CannotWrite

    status = 0
    try:
        # Without its own way of ending, Typer gives the status of `typer.Exit` back instead of raising it.
        status = app(standalone_mode=False) or 0
        sys.stdout.flush()
    except (Refused, CannotWrite) as refusal:
        _refuse(str(refusal))
    except BrokenPipeError:
        _say_no_more()
        raise SystemExit(0) from None
    except OSError as fault:
        if fault.errno not in (errno.ENOSPC, errno.EFBIG, errno.EDQUOT, errno.EIO):
            raise
        _say_no_more()
        _refuse(f"The answer could not be written out ({fault.strerror}). Make room, or send it elsewhere.")
    except (KeyboardInterrupt, typer.Abort):
        raise SystemExit(130) from None
    except Exception as mistake:
        show = getattr(mistake, "format_message", None)
        if show is None:
            raise
        if said := str(show()).strip():
            _refuse(f"{said.rstrip('.')}. `belletje --help` shows how.")
        status = 2  # only the help was asked for, by saying nothing
    raise SystemExit(status)


def _say_no_more() -> None:
    """Nobody can be told anything on standard output any more; what still waits for it is dropped."""
    with suppress(OSError), Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


def _refuse(sentence: str) -> NoReturn:
    err.print(f"belletje: {sentence}", markup=False, soft_wrap=True)
    raise SystemExit(2)


def _now() -> datetime:
    return datetime.now(UTC).astimezone()


def _house(data: Path | None) -> House:
    from belletje.wiring import open_house

    return open_house(data)


def _print_json(data: object) -> None:
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2, default=str) + "\n")


def _number(text: str) -> int:
    if not text.isdecimal() or len(text) > 12:
        raise Refused(f"'{text}' is no call. A call is a number; `belletje ladder` and the web page name them.")
    return int(text)


@app.command()
def run(
    host: Annotated[str, typer.Option(help="Where to listen; others can reach it only if you say so.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port; 0 takes a free one.")] = 8642,
    data: Data = None,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the page.")] = True,
) -> None:
    """Open the web application."""
    from belletje.web.serve import serve

    serve(_house(data), host=host, port=port, browser=browser, clock=_now)


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
    house = _house(data)
    gc.disable()  # rows and people hold no cycles, and looking for them takes a tenth of the time
    quiet = not err.is_terminal
    with Progress(*Progress.get_default_columns(), console=err, transient=True, disable=quiet) as bar:
        task = bar.add_task("Reading and comparing", total=1.0)
        done = import_files(
            house=house,
            uploads=uploads,
            now=_now(),
            dry_run=dry_run,
            progress=lambda share: bar.update(task, completed=share),
        )
    shape = done.to_data()
    if as_json:
        _print_json(shape)
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

    found = list_people(house=_house(data), today=_now().date())
    if as_json:
        _print_json([known.to_data(language) for known in found])
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
        house=_house(data), person=person, now=_now(), legal_form=legal_form, consent=consent, do_not_call=do_not_call
    )
    row = known.to_data(language)
    if as_json:
        _print_json(row)
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

    entries = call_list(house=_house(data), now=_now(), language=language, limit=limit)
    if as_json:
        _print_json([entry_to_data(person, entry) for person, entry in entries])
        return
    table = Table("", "id", "name", "phone", "reason to call")
    for person, entry in entries:
        table.add_row(
            str(entry.rank), person, f"{entry.person.name}\n{entry.person.organisation}", entry.phone.e164, entry.reason
        )
    out.print(table)


@script_app.command("check")
def script_check(
    file: Annotated[Path, typer.Argument(help="A call script in Markdown.")],
    as_json: Json = False,
    language: Language = "",
    data: Data = None,
) -> None:
    """Tell what a script leaves unanswered."""
    from belletje.usecases.scripts import check, read_script_file

    found = check(text=read_script_file(file), language=language or None)
    if as_json:
        _print_json(
            [
                {
                    "line": one.line,
                    "column": one.column,
                    "severity": one.severity,
                    "code": one.code,
                    "message": one.message,
                    "mend": one.mend,
                }
                for one in found
            ]
        )
    else:
        for one in found:
            out.print(f"{file}:{one.line}:{one.column}: {one.severity}: {one.message} [{one.code}]", markup=False)
            out.print(f"    {one.mend}", markup=False)
        out.print(f"{len(found)} remarks.")
    if any(one.severity == "error" for one in found):
        raise typer.Exit(1)


@script_app.command("simulate")
def script_simulate(
    file: Annotated[Path, typer.Argument(help="A call script in Markdown.")],
    calls: Calls = 100_000,
    seed: Seed = 1,
    language: Language = "nl",
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Follow a script over very many simulated calls: how often it succeeds, and what to improve first."""
    from belletje.cli_simulate import checked_language, simulate_script

    checked_language(language)
    _tell_simulation(*simulate_script(file, calls, seed), language, as_json)


@app.command()
def simulate(
    caller: Annotated[str, typer.Option(help="terrible, average, good, or a file that says what the caller does.")],
    calls: Calls = 100_000,
    seed: Seed = 1,
    language: Language = "nl",
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Hold very many simulated calls as a scripted caller."""
    from belletje.cli_simulate import checked_language, simulate_caller

    checked_language(language)
    _tell_simulation(*simulate_caller(caller, calls, seed), language, as_json)


def _tell_simulation(found: Any, seconds: float, language: str, as_json: bool) -> None:
    from belletje.cli_simulate import show
    from belletje.usecases.simulations import simulation_to_data

    if as_json:
        _print_json(simulation_to_data(found, seconds, language))
    else:
        show(out, found, seconds, language)


@app.command()
def scenarios(
    strength: Annotated[int, typer.Option(min=1, max=3, help="Cover all combinations of so many values.")] = 2,
    as_json: Json = False,
    data: Data = None,
) -> None:
    """The fewest rehearsals in which every combination of values occurs."""
    from belletje.rehearsal.space import combinations_possible, covering_array

    found = covering_array(strength)
    tuples = len(combinations_possible(strength))
    if as_json:
        rows = [{"id": one.id, **one.values()} for one in found]
        _print_json({"strength": strength, "tuples": tuples, "scenarios": rows})
        return
    for one in found:
        out.print(one.id, ", ".join(one.values().values()))
    out.print(f"{len(found)} scenarios hold all {tuples} combinations of {strength} values that can occur.")


@app.command()
def rehearse(
    scenario: Annotated[str, typer.Option(help="An id of `belletje scenarios`, or dimension=value,…")] = "",
    language: Language = "nl",
    seed: Annotated[int | None, typer.Option(min=0, help="The same seed gives the same person.")] = None,
    script: Annotated[Path | None, typer.Option(help="The call script that lies beside it.")] = None,
    say: Annotated[Path | None, typer.Option(help="Each line of this file is one turn of the caller.")] = None,
    exam: Annotated[bool, typer.Option("--exam", help="Without hints.")] = False,
    again: Annotated[str, typer.Option(help="Take a moment of this call again: same person, same state.")] = "",
    keep: Annotated[int, typer.Option(min=0, help="With --again: how many of your turns to keep.")] = 0,
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Rehearse a call. The other side is a computer."""
    from belletje.rehearsal.record import Script
    from belletje.usecases import rehearsals
    from belletje.usecases.scripts import read_script_file

    lines = read_script_file(say).splitlines() if say else []
    beside = Script(script.name, read_script_file(script)) if script else None
    house = _house(data)
    if again:
        call = rehearsals.take_again(house=house, call=_number(again), turns_kept=keep, now=_now())
    else:
        call = rehearsals.dial(
            house=house,
            now=_now(),
            language=language,
            seed=randbelow(2**31) if seed is None else seed,
            scenario=scenario,
            script=beside,
            mode="exam" if exam else "coached",
        )
    if say:
        spoken = [line for line in lines if line.strip()]
        kept = rehearsals.rehearse_lines(house=house, call=call, lines=spoken)
        if as_json:
            _print_json(rehearsals.call_to_data(kept))
        else:
            _show_turns(kept.record, 0)
            _farewell(call, str(kept.record.outcome))
        return
    err.print(
        "The other side of this line is a computer. Type what you say; an empty line is silence, Ctrl-D hangs up."
    )
    if rehearsals.show_call(house=house, call=call).record.mode != "exam":
        err.print(
            "A line of its own: ?h is a hint, ?a answers of colleagues, ?p a pause, ?t takes your last turn back."
        )
    kept = _by_keyboard(house, call)
    if as_json:
        _print_json(rehearsals.call_to_data(kept))
    else:
        _farewell(call, str(kept.record.outcome))


def _by_keyboard(house: House, call: int) -> Any:
    from belletje.cli_helps import HELPS, use_help
    from belletje.usecases import rehearsals

    kept = rehearsals.show_call(house=house, call=call)
    shown = _show_turns(kept.record, 0)
    started = _now()
    prompt = "> " if sys.stdout.isatty() else ""  # what scripts read stays clean
    while kept.record.outcome is None:
        try:
            text = input(prompt)
        except EOFError:
            return rehearsals.hang_up(house=house, call=call, elapsed_s=(_now() - started).total_seconds())
        if text.strip() in HELPS and kept.record.mode != "exam":
            asked = _now()
            use_help(err, house, call, text.strip(), (asked - started).total_seconds())
            kept = rehearsals.show_call(house=house, call=call)
            started += _now() - asked  # the clock of the call stands still meanwhile
            shown = min(shown, _count_turns(kept.record))
            continue
        kept = rehearsals.say(house=house, call=call, text=text, elapsed_s=(_now() - started).total_seconds())
        shown = _show_turns(kept.record, shown)
    return kept


def _show_turns(record: Any, shown: int) -> int:
    from belletje.rehearsal.record import turns

    found = turns(record)
    for turn in found[shown:]:
        err.print(f"{turn.speaker}: {turn.text}", markup=False)
    return len(found)


def _count_turns(record: Any) -> int:
    from belletje.rehearsal.record import turns

    return len(turns(record))


def _farewell(call: int, outcome: str) -> None:
    out.print(f"Call {call} is over: {outcome.replace('_', ' ')}. `belletje debrief {call}` looks back on it.")


@app.command()
def replay(call: str, as_json: Json = False, data: Data = None) -> None:
    """The same rehearsal again, recomputed from its record."""
    from belletje.usecases import rehearsals

    kept = rehearsals.replay(house=_house(data), call=_number(call))
    if as_json:
        _print_json(rehearsals.call_to_data(kept))
    else:
        _show_turns(kept.record, 0)
        _farewell(kept.id, str(kept.record.outcome))


@app.command()
def understand(language: Language = "nl", as_json: Json = False, data: Data = None) -> None:
    """Read `utterance<TAB>previous prospect line` from standard input; a line each."""
    from belletje.understanding.model import trained_ear

    if language not in ("nl", "en"):
        raise Refused(f"'{language}' is no language of Belletje. Choose nl or en.")
    ear = trained_ear()
    text = sys.stdin.buffer.read().decode("utf-8", "replace")
    for line in text.removesuffix("\n").split("\n") if text else ():
        utterance, _, before = line.rstrip("\r").partition("\t")
        understood = ear(utterance, before)
        if as_json:
            row = {"acts": dict(understood.confidences), "chosen": list(understood.chosen)}
            sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
        else:
            out.print(", ".join(understood.chosen) or "(not understood)")


@app.command()
def debrief(
    call: str,
    as_json: Json = False,
    html: Annotated[Path | None, typer.Option(help="Keep it as one HTML file.")] = None,
    pdf: Annotated[Path | None, typer.Option(help="Keep it as a PDF; needs a browser.")] = None,
    language: Annotated[Literal["nl", "en"], typer.Option(help="Of the file.")] = "nl",
    data: Data = None,
) -> None:
    """Look back on a call: at most three points to improve, and what went well."""
    from belletje.usecases import practice

    number, house = _number(call), _house(data)
    looked_back = practice.debrief(house=house, call=number)
    if html or pdf:
        from belletje.web.paper import as_html, as_pdf

        if html:
            html.write_text(as_html(house=house, call=number, language=language), "utf-8")
        if pdf:
            pdf.write_bytes(as_pdf(house=house, call=number, language=language))
    tried = practice.attempts(house=house, call=number)
    if as_json:
        _print_json(practice.debrief_to_data(looked_back, number, tried))
        return
    for used in looked_back.help:
        out.print(f"help used: {used.kind.replace('_', ' ')}, {used.times}x (turns {', '.join(map(str, used.turns))})")
    if tried:
        for name, attempt in (("then", tried.first), ("now", tried.again)):
            out.print(f"\n{name}: {attempt.handling.replace('_', ' ')}", markup=False)
            for turn in attempt.turns:
                out.print(f"  {turn.speaker}: {turn.text}", markup=False)
    for point in looked_back.points:
        out.print(f"\n[bold]{point.code}[/bold] (turn {point.turn})")
        out.print(f"  “{point.quote}”", markup=False)
        out.print(f"  {point.why}", markup=False)
        out.print(f"  → {point.better}", markup=False)
    for strength in looked_back.went_well:
        out.print(f"\n+ {strength.code} (turn {strength.turn}): “{strength.quote}”", markup=False)


@app.command()
def answers(
    reaction: Annotated[str, typer.Option(help="Only to this reaction.")] = "",
    add: Annotated[str, typer.Option(help="Keep this answer; needs --reaction.")] = "",
    question: Annotated[str, typer.Option(help="With --add: only to this question.")] = "",
    by: Annotated[str, typer.Option(help="With --add: whose answer it is.")] = "",
    as_json: Json = False,
    language: Language = "nl",
    data: Data = None,
) -> None:
    """What experienced colleagues say, and how often it worked."""
    from belletje.usecases import answers as kept

    house = _house(data)
    if add:
        kept.add_answer(
            house=house, now=_now(), reaction=reaction, language=language, text=add, question=question, by=by
        )
    found = kept.list_answers(house=house, reaction=reaction, language=language)
    if as_json:
        _print_json([kept.answer_to_data(answer) for answer in found])
        return
    for answer in found:
        out.print(
            f"{answer.reaction}: {answer.text} ({answer.by}; worked in {answer.rehearsals.worked} of "
            f"{answer.rehearsals.used} rehearsals, {answer.real.worked} of {answer.real.used} real calls)",
            markup=False,
        )


@app.command()
def ladder(
    wish: Annotated[str, typer.Option(help="What you would like to practise: a reaction or dimension=value.")] = "",
    as_json: Json = False,
    language: Language = "nl",
    data: Data = None,
) -> None:
    """What to practise next, and what was met so far."""
    from belletje.usecases.practice import ladder as climb

    shape = climb(house=_house(data), now=_now(), wish=wish)
    if as_json:
        _print_json(shape)
        return
    for strength, figures in shape["coverage"].items():
        out.print(
            f"{strength} values at a time: {figures['met']} of {figures['possible']} met, {figures['handled']} handled"
        )
    out.print(f"{shape['rungs']['tried']} calls tried, {len(shape['due'])} things due")
    for moment in shape["drills"]:
        again = f"belletje rehearse --again {moment['call']} --keep {moment['keep']}"
        out.print(f"drill {moment['reaction']}: {again}", markup=False)
    for proposal in shape["next"]:
        out.print(f"{proposal['scenario']['id']}: {proposal['why'][language]}", markup=False)


@app.command()
def export(
    kind: Annotated[str, typer.Option("--format", help="json, csv, xlsx or ics.")] = "json",
    person: Annotated[str, typer.Option(help="Only this person.")] = "",
    language: Language = "nl",
    data: Data = None,
) -> None:
    """What is stored, on standard output."""
    from belletje.usecases.privacy import export as collect

    sys.stdout.buffer.write(collect(house=_house(data), now=_now(), kind=kind, person=person, language=language))


@app.command()
def forget(person: Annotated[str, typer.Argument(help="The person's id, such as p12.")], data: Data = None) -> None:
    """Erase a person. Only that they objected, if they did, stays as a keyed hash."""
    from belletje.usecases.people import forget as erase

    erase(house=_house(data), person=person, now=_now())
    out.print(f"{person} is forgotten.")


@app.command()
def doctor(as_json: Json = False, data: Data = None) -> None:
    """Which parts are ready, and how to get the rest."""
    from belletje.usecases.doctor import examine, to_data
    from belletje.voice.checkup import examine_voice
    from belletje.voice.parts import wishes_from

    house = _house(data)
    parts = [*examine(house=house), *examine_voice(house.folder, wishes_from(os.environ))]
    if as_json:
        _print_json(to_data(parts))
        return
    for part in parts:
        told = f"{part.detail}. {part.mend}".strip()
        out.print(f"{'ready ' if part.ready else 'absent'}  {part.part}: {told}", markup=False, soft_wrap=True)


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
    from belletje import cli_desk

    kept = cli_desk.record(
        _house(data), person, outcome, _now(), note, callback, token, language,
        (referred_to, referred_phone, referred_organisation),
    )  # fmt: skip
    if as_json:
        _print_json(kept)
    else:
        cli_desk.show_call(out, kept)


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
    from belletje import cli_desk

    found = cli_desk.plan(_house(data), _now(), goal, number, until)
    if as_json:
        _print_json(found)
    else:
        cli_desk.show_plan(out, found)


if __name__ == "__main__":
    main()
