"""The wind tunnel on the command line: `belletje simulate` and `belletje script simulate`."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from belletje.usecases.simulations import Simulation

LISTED = 12


def simulate_script(file: Path, calls: int, seed: int) -> tuple[Simulation, float]:
    """Follows a script against the population; gives what came of it, and the seconds it took."""
    from belletje.understanding.model import trained_ear
    from belletje.usecases import simulations
    from belletje.usecases.scripts import read_script_file

    text, ear = read_script_file(file), trained_ear()
    started = time.perf_counter()
    with _bar() as progress:
        found = simulations.simulate_script(text=text, ear=ear, calls=calls, seed=seed, progress=progress)
    return found, time.perf_counter() - started


def simulate_caller(name: str, calls: int, seed: int) -> tuple[Simulation, float]:
    """The same with a scripted caller."""
    from belletje.usecases import simulations

    started = time.perf_counter()
    with _bar() as progress:
        found = simulations.simulate_caller(name=name, calls=calls, seed=seed, progress=progress)
    return found, time.perf_counter() - started


def show(out: Console, found: Simulation, seconds: float, language: str) -> None:
    """The outcome for people: rates with their intervals, and what to improve first."""
    from belletje.prospect.catalogue import catalogue

    table = Table("outcome", "of 100 conversations", "95 % interval")
    for name, rate in found.rates.items():
        table.add_row(name, f"{rate.rate:.2%}", f"{rate.low:.2%} - {rate.high:.2%}")
    out.print(table)
    for one in found.weakest[:LISTED]:
        out.print(
            f"A good answer to {one.reaction} would save {one.lost_per_1000:g} meetings in 1,000. "
            f"{catalogue()[one.reaction].tips[language]}",
            markup=False,
        )
    if found.unanswered:
        out.print(f"Not answered by the script: {', '.join(found.unanswered[:LISTED])}.", markup=False)
    out.print(
        f"{found.tally.calls:,} conversations in {seconds:.1f} s; the prospects are estimates (see --json: sources)."
    )


@contextmanager
def _bar() -> Iterator[Callable[[int, int], None]]:
    """A progress bar on standard error, for what takes longer than a second."""
    bar = Progress(
        TextColumn("calls"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
        console=Console(stderr=True), transient=True,
    )  # fmt: skip
    with bar:
        task = bar.add_task("calls", total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)
