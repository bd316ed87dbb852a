"""Rehearsals on the command line: by keyboard, from a file, and again."""

import json
import sys
from pathlib import Path
from secrets import randbelow
from typing import Annotated, Any

import typer

from belletje.cli.terminal import (
    Data,
    Json,
    Language,
    call_number,
    checked_language,
    err,
    now,
    open_house_at,
    out,
    print_json,
)
from belletje.usecases.house import House

app = typer.Typer()


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
    from belletje.usecases import dialling, rehearsals
    from belletje.usecases.scripts import read_script_file

    lines = read_script_file(say).splitlines() if say else []
    beside = Script(script.name, read_script_file(script)) if script else None
    house = open_house_at(data)
    if again:
        call = rehearsals.take_again(house=house, call=call_number(again), turns_kept=keep, now=now())
    else:
        call = dialling.dial(
            house=house,
            now=now(),
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
            print_json(rehearsals.call_to_data(kept))
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
        print_json(rehearsals.call_to_data(kept))
    else:
        _farewell(call, str(kept.record.outcome))


def _by_keyboard(house: House, call: int) -> Any:
    from belletje.cli.helps import HELPS, use_help
    from belletje.usecases import rehearsals

    kept = rehearsals.show_call(house=house, call=call)
    shown = _show_turns(kept.record, 0)
    started = now()
    prompt = "> " if sys.stdout.isatty() else ""  # what scripts read stays clean
    while kept.record.outcome is None:
        try:
            text = input(prompt)
        except EOFError:
            return rehearsals.hang_up(house=house, call=call, elapsed_s=(now() - started).total_seconds())
        if text.strip() in HELPS and kept.record.mode != "exam":
            asked = now()
            use_help(err, house, call, text.strip(), (asked - started).total_seconds())
            kept = rehearsals.show_call(house=house, call=call)
            started += now() - asked  # the clock of the call stands still meanwhile
            shown = min(shown, _count_turns(kept.record))
            continue
        kept = rehearsals.say(house=house, call=call, text=text, elapsed_s=(now() - started).total_seconds())
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

    kept = rehearsals.replay(house=open_house_at(data), call=call_number(call))
    if as_json:
        print_json(rehearsals.call_to_data(kept))
    else:
        _show_turns(kept.record, 0)
        _farewell(kept.id, str(kept.record.outcome))


@app.command()
def understand(language: Language = "nl", as_json: Json = False, data: Data = None) -> None:
    """Read `utterance<TAB>previous prospect line` from standard input; a line each."""
    from belletje.understanding.model import trained_ear

    checked_language(language)
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
