"""Simulations: a script or a scripted caller against the population of prospects, by the hundred thousand."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from belletje.prospect.catalogue import catalogue
from belletje.rehearsal.simulation.callers import CALLERS, Caller, CallerError, caller, read_caller
from belletje.rehearsal.simulation.following import FollowsScript
from belletje.rehearsal.simulation.following import Path as Way
from belletje.rehearsal.simulation.population import population
from belletje.rehearsal.simulation.run import Speaker, simulate
from belletje.rehearsal.simulation.tally import Rate, Tally
from belletje.rehearsal.simulation.weakest import Weakness, steps_of, weakest
from belletje.script.following import unanswered
from belletje.script.reading import read
from belletje.understanding.acts import Acts
from belletje.understanding.utterance import Ear
from belletje.usecases.heard import OwnProspects
from belletje.usecases.house import Refused
from belletje.usecases.scripts import read_script_file

MOST_CALLS = 10_000_000
Progress = Callable[[int, int], None]
"""Called with how many calls are done, and how many there will be."""


@dataclass(frozen=True, slots=True)
class Simulation:
    """What came of many calls. `unanswered` are the reactions that a script leaves open, the most met first.

    `ways` are the ways through the script that calls went, the most used first; empty without a script.
    """

    tally: Tally
    rates: dict[str, Rate]
    weakest: tuple[Weakness, ...]
    unanswered: tuple[str, ...] = ()
    ways: tuple[Way, ...] = ()


def simulate_script(
    *,
    text: str,
    ear: Ear,
    calls: int,
    seed: int,
    progress: Progress = lambda done, of: None,
    improve: bool = True,
    ours: OwnProspects | None = None,
) -> Simulation:
    """Holds `calls` conversations that follow a script to the letter. Raises Refused.

    With `ours` the prospects say things as often as the team's own do. Without `improve` it is not tried which answer
    would save most, which takes longer than the rest.
    """
    script, _ = read(text)
    if not script.steps:
        raise Refused(
            "The script has no step to begin with. Start one with a line such as “# Opening”.",
            nl="Het script heeft geen stap om mee te beginnen. Begin er een met een regel zoals “# Opening”.",
        )

    def understood(words: str, before: str) -> Acts:
        return frozenset(ear(words, before).chosen)

    speaker = FollowsScript(script, understood)
    tally, weaknesses = _simulate(speaker, _checked(calls), seed, progress, improve, ours)
    met = tally.met
    left = sorted((one.id for one in unanswered(script)), key=lambda reaction: -met[reaction])
    return Simulation(tally, tally.rates(), weaknesses, tuple(left), speaker.paths())


def simulate_caller(
    *, name: str, calls: int, seed: int, progress: Progress = lambda done, of: None, improve: bool = True
) -> Simulation:
    """The same with a scripted caller: terrible, average, good, or a file that says what to do. Raises Refused."""
    tally, weaknesses = _simulate(_caller(name), _checked(calls), seed, progress, improve)
    return Simulation(tally, tally.rates(), weaknesses)


def simulation_to_data(found: Simulation, seconds: float, language: str) -> dict[str, object]:
    """The shape of `belletje script simulate --json` and `belletje simulate --json`."""
    return {
        "calls": found.tally.calls,
        "seconds": round(seconds, 3),
        "outcomes": {
            name: {key: round(value, 6) for key, value in asdict(rate).items()} for name, rate in found.rates.items()
        },
        "weakest": [
            {
                "reaction": one.reaction,
                "lost_per_1000": one.lost_per_1000,
                "suggestion": catalogue()[one.reaction].tips[language],
            }
            for one in found.weakest
        ],
        "unanswered": list(found.unanswered),
        "turns_per_call": round(found.tally.turns / max(1, found.tally.calls), 2),
        "sources": dict(population().sources),
    }


def _simulate(
    speaker: Speaker, calls: int, seed: int, progress: Progress, improve: bool, ours: OwnProspects | None = None
) -> tuple[Tally, tuple[Weakness, ...]]:
    people = population().as_heard(ours.leaning()) if ours else population()
    tally = simulate(speaker, people, calls, seed, lambda done: progress(done, calls))
    if not improve:
        return tally, ()
    whole, done = calls + steps_of(tally), [calls]

    def further(more: int) -> None:
        done[0] += more
        progress(done[0], whole)

    return tally, weakest(speaker, people, tally, seed, further)


def _caller(name: str) -> Caller:
    if name in CALLERS:
        return caller(name)
    if not Path(name).exists():
        raise Refused(
            f"There is no caller '{name}'. Choose {', '.join(CALLERS)}, or name a file that says what to do.",
            nl=f"Er is geen beller '{name}'. Kies {', '.join(CALLERS)}, of noem een bestand dat zegt wat te doen.",
        )
    try:
        return read_caller(read_script_file(Path(name)), Path(name).name)
    except CallerError as mistake:
        raise Refused(str(mistake)) from mistake


def _checked(calls: int) -> int:
    if not 1 <= calls <= MOST_CALLS:
        raise Refused(
            f"The number of calls is from 1 to {MOST_CALLS:,}.",
            nl=f"Het aantal gesprekken is van 1 tot {MOST_CALLS:,}.",
        )
    return calls
