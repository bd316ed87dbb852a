"""Who picks up: from a scenario to a person with a mood, a need, and things in mind to say."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

from belletje.prospect.catalogue import GROUPS, catalogue
from belletje.prospect.rules import MIND
from belletje.prospect.scenario import Scenario
from belletje.prospect.state import ProspectState

PHASES = {
    "answers": "person",
    "gatekeeper": "gatekeeper",
    "voicemail": "voicemail",
    "wrong_number": "stranger",
    "no_answer": "nobody",
    "busy": "nobody",
}
MOST_IN_MIND = 4
ORDER = ("opening", "trust", "brush_off", "need", "past", "technical", "money", "talk", "yes", "reach", "authority")
assert set(ORDER) == set(GROUPS)


@cache
def _person() -> Mapping[str, Any]:
    return tomllib.loads(files("belletje.prospect").joinpath("data/person.toml").read_text("utf-8"))


def pick_up(scenario: Scenario, rng: Random) -> ProspectState:
    """The state of mind in which this call begins; `rng` decides what this person has in mind."""
    values = scenario.values()
    mind = dict(_person()["start"])
    for name, additions in _person()["add"].items():
        for part, amount in additions[values[name]].items():
            mind[part] += amount
    twists = _person()["twists"].get(scenario.twist, ())
    return ProspectState(
        scenario=scenario,
        phase=PHASES[scenario.reach],
        inside=_in_mind(values, rng),
        twist=rng.choice(twists) if twists else None,
        twist_turn=rng.randint(2, 4),
        **{part: min(1.0, max(0.0, mind[part])) for part in MIND},
    )


def _in_mind(values: Mapping[str, str], rng: Random) -> tuple[str, ...]:
    certain: list[str] = []
    perhaps: list[str] = []
    never = impossible(values)
    for name, reactions in _person()["inside"].items():
        for reaction, chance in reactions.get(values[name], {}).items():
            if reaction in never or reaction in certain or reaction in perhaps:
                continue
            if chance >= 1.0:
                certain.append(reaction)
            elif rng.random() < chance:
                perhaps.append(reaction)
    rng.shuffle(perhaps)
    chosen = (certain + perhaps)[:MOST_IN_MIND]
    return tuple(sorted(chosen, key=lambda reaction: ORDER.index(catalogue()[reaction].group)))


def impossible(values: Mapping[str, str]) -> frozenset[str]:
    """The reactions that would contradict the facts of this scenario (`never` in person.toml)."""
    return frozenset(
        reaction
        for name, by_value in _person()["never"].items()
        for reaction in by_value.get(values[name], ())
    )  # fmt: skip
