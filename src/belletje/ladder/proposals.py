"""What to practise next: one rehearsal that is due, one that is new, and one that was wished for."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

from belletje.ladder.schedule import Item, Ladder, due, rebuild
from belletje.ladder.step import Step, in_order
from belletje.prospect.catalogue import catalogue
from belletje.prospect.scenario import DIMENSIONS, Scenario, UnknownScenario, parse, possible
from belletje.rehearsal.space import combinations_of, covering_array, most_new

GENTLE = Scenario(manner="friendly", need="latent")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A rehearsal to do: `kind` is due, new or wished; `item` is what it is for, or empty; `why`, by language."""

    kind: str
    scenario: Scenario
    item: str
    why: Mapping[str, str]


def practise_next(
    steps: Iterable[Step], now: datetime, wish: str = "", ladder: Ladder | None = None
) -> tuple[Proposal, Proposal, Proposal]:
    """Three rehearsals: what is due (or comes back first), what is newest, and what was wished for.

    `wish` is an item (`reaction:has_supplier`, or just `has_supplier`; `manner=curt`) or a scenario as everywhere
    (`manner=curt,need=urgent`, or its id); without one, what went wrong most often. Raises UnknownScenario for
    anything else. `ladder` is that of the steps, where it was rebuilt already.
    """
    done = in_order(steps)
    met = list(dict.fromkeys(step.scenario for step in done if step.tried))
    ladder = ladder or rebuild(done)
    return _due(ladder, now, met), _new(met), _wished(ladder, wish, met)


def scenario_for(item: str, met: Iterable[Scenario] = ()) -> Scenario:
    """A scenario in which an item can be met; among those of the covering array, the one with most new pairs."""
    values = _values_of(item)
    fitting = [
        scenario
        for scenario in covering_array(2)
        if all(scenario.values()[name] == value for name, value in values.items())
    ]
    if not fitting:
        return parse(",".join(f"{name}={value}" for name, value in values.items()))
    seen = frozenset().union(*(combinations_of(scenario, 2) for scenario in met))
    return max(fitting, key=lambda scenario: len(combinations_of(scenario, 2) - seen))


def _due(ladder: Ladder, now: datetime, met: list[Scenario]) -> Proposal:
    ready = due(ladder, now)
    if ready:
        item = ready[0]
        days = max(0, (now - item.last).days)
        return Proposal("due", scenario_for(item.name, met), item.name, _due_why(item, days))
    if ladder.items:
        soonest = min(ladder.items.values(), key=lambda item: (item.due, item.name))
        return Proposal("due", scenario_for(soonest.name, met), soonest.name, _why("soon", soonest.name))
    return Proposal("due", GENTLE, "", _why("first"))


def _due_why(item: Item, days: int) -> Mapping[str, str]:
    grade = _sentences()["grades"][item.last_grade]
    return {
        language: template.format(item=named(item.name, language), days=days, grade=grade[language])
        for language, template in _sentences()["due"].items()
    }


def _new(met: list[Scenario]) -> Proposal:
    scenario = most_new(met)
    seen = frozenset().union(*(combinations_of(other, 2) for other in met))
    return Proposal("new", scenario, "", _why("new", pairs=len(combinations_of(scenario, 2) - seen)))


def _wished(ladder: Ladder, wish: str, met: list[Scenario]) -> Proposal:
    wish = wish.strip()
    if not wish:
        return _hardest(ladder, met)
    item = f"reaction:{wish}" if wish in catalogue() else wish
    if item.startswith("reaction:") or ("," not in item and "=" in item):
        return Proposal("wished", scenario_for(item, met), item, _why("wished", item))
    scenario = parse(wish)
    return Proposal("wished", scenario, "", _why("wished", scenario.id))


def _hardest(ladder: Ladder, met: list[Scenario]) -> Proposal:
    missed = [item for item in ladder.items.values() if item.missed]
    if not missed:
        return Proposal("wished", GENTLE, "", _why("gentle"))
    item = max(missed, key=lambda item: (item.missed, item.missed / item.times, item.name))
    return Proposal("wished", scenario_for(item.name, met), item.name, _why("hardest", item.name))


def _values_of(item: str) -> Mapping[str, str]:
    """The scenario values that bring an item about. Raises UnknownScenario."""
    if item.startswith("reaction:"):
        reaction = item.removeprefix("reaction:")
        if reaction not in catalogue():
            raise UnknownScenario(
                f"There is no reaction '{reaction}' in the catalogue.",
                nl=f"De reactie '{reaction}' staat niet in de catalogus.",
            )
        return _where().get(reaction, {"reach": "answers"})
    name, _, value = item.partition("=")
    if name not in DIMENSIONS or value not in DIMENSIONS[name]:
        raise UnknownScenario(f"There is no scenario value '{item}'.", nl=f"Geen scenario heeft de waarde '{item}'.")
    return {name: value}


def named(item: str, language: str) -> str:
    """An item in the words of the page: for a reaction, a line that is said then; for a value, `dimension: value`."""
    if not item.startswith("reaction:"):
        return item.replace("=", ": ").replace("_", " ")
    reaction = item.removeprefix("reaction:")
    if reaction not in catalogue():
        return item
    lines = catalogue()[reaction].lines[language]
    plain = next((line.text for line in lines if line.manner in {"neutral", "any"} and not line.placeholders), "")
    return f"'{plain}'" if plain else reaction.replace("_", " ")


def _why(name: str, item: str = "", **values: object) -> Mapping[str, str]:
    return {
        language: template.format(item=named(item, language), **values)
        for language, template in _sentences()[name].items()
    }


@cache
def _sentences() -> Mapping[str, Any]:
    return tomllib.loads(files("belletje.ladder").joinpath("data/why.toml").read_text("utf-8"))


@cache
def _where() -> Mapping[str, Mapping[str, str]]:
    where: Mapping[str, Mapping[str, str]] = tomllib.loads(
        files("belletje.ladder").joinpath("data/where.toml").read_text("utf-8")
    )
    for reaction, values in where.items():
        if reaction not in catalogue() or not possible(scenario_values(values)):
            raise UnknownScenario(
                f"where.toml: '{reaction}' names no reaction, or values that cannot go together.",
                nl=f"where.toml: '{reaction}' is geen reactie, of de waarden kunnen niet samen.",
            )
    return where


def scenario_values(values: Mapping[str, str]) -> Mapping[str, str]:
    """These values, with the rest filled in so that they may go together. Raises UnknownScenario."""
    return parse(",".join(f"{name}={value}" for name, value in values.items())).values()
