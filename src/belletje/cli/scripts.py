"""Call scripts and simulations on the command line."""

from pathlib import Path
from typing import Annotated, Any

import typer

from belletje.cli.terminal import (
    Calls,
    Data,
    Json,
    Language,
    Seed,
    checked_language,
    out,
    print_json,
)

app = typer.Typer()
script_app = typer.Typer(help="Check and simulate call scripts.", no_args_is_help=True)
app.add_typer(script_app, name="script")


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
        print_json(
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
    from belletje.cli.simulating import simulate_script

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
    from belletje.cli.simulating import simulate_caller

    checked_language(language)
    _tell_simulation(*simulate_caller(caller, calls, seed), language, as_json)


def _tell_simulation(found: Any, seconds: float, language: str, as_json: bool) -> None:
    from belletje.cli.simulating import show
    from belletje.usecases.simulations import simulation_to_data

    if as_json:
        print_json(simulation_to_data(found, seconds, language))
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
        print_json({"strength": strength, "tuples": tuples, "scenarios": rows})
        return
    for one in found:
        out.print(one.id, ", ".join(one.values().values()))
    out.print(f"{len(found)} scenarios hold all {tuples} combinations of {strength} values that can occur.")
