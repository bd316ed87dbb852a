"""Who picks up: from a scenario to a person with a mood, a need, and things in mind to say."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

from belletje.prospect.catalogue import GROUPS, catalogue
from belletje.prospect.frequencies import Leaning, leaned
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
TWIST_TURNS = (2, 4)  # the first and the last turn from which a twist may come
ORDER = ("opening", "trust", "brush_off", "need", "past", "technical", "money", "talk", "yes", "reach", "authority")
assert set(ORDER) == set(GROUPS)


@cache
def _person() -> Mapping[str, Any]:
    return tomllib.loads(files("belletje.prospect").joinpath("data/person.toml").read_text("utf-8"))


START: Mapping[str, float] = _person()["start"]


NO_LEANING: Leaning = {}


def pick_up(scenario: Scenario, rng: Random, leaning: Leaning = NO_LEANING) -> ProspectState:
    """The state of mind in which this call begins; `rng` decides what this person has in mind, `leaning` how often."""
    values = scenario.values()
    choices = twists(scenario.twist)
    return ProspectState(
        scenario=scenario,
        phase=PHASES[scenario.reach],
        inside=_in_mind(values, rng, leaning),
        twist=rng.choice(choices) if choices else None,
        twist_turn=rng.randint(*TWIST_TURNS),
        **start_of(values),  # type: ignore[arg-type]
    )


def start_of(values: Mapping[str, str]) -> dict[str, float]:
    """The mind before a word is said: each of MIND in [0, 1]."""
    mind = dict(START)
    for name, value in values.items():
        for part, amount in adds(name, value).items():
            mind[part] += amount
    return {part: min(1.0, max(0.0, mind[part])) for part in MIND}


def adds(dimension: str, value: str) -> Mapping[str, float]:
    """What one value of the scenario adds to the mind that a call begins with."""
    found: Mapping[str, float] = _person()["add"].get(dimension, {}).get(value, {})
    return found


def twists(value: str) -> tuple[str, ...]:
    """The reactions of which one makes such a call special; none in a plain call."""
    return tuple(_person()["twists"].get(value, ()))


def likely_in_mind(values: Mapping[str, str]) -> dict[str, float]:
    """What such a person may have to say against it, with its chance in [0, 1], in the order in which it comes out."""
    never = never_said(values)
    chances: dict[str, float] = {}
    for name, value in values.items():
        for reaction, chance in brings(name, value).items():
            if reaction not in never:
                chances[reaction] = max(chance, chances.get(reaction, 0.0))
    return {reaction: chances[reaction] for reaction in comes_out() if reaction in chances}


def brings(dimension: str, value: str) -> Mapping[str, float]:
    """What one value of the scenario gives a person to say against it, with its chance in [0, 1]."""
    found: Mapping[str, float] = _person()["inside"].get(dimension, {}).get(value, {})
    return found


@cache
def comes_out() -> tuple[str, ...]:
    """The reactions that a person may have in mind, in the order in which they come out."""
    held = {
        reaction
        for by_value in _person()["inside"].values()
        for reactions in by_value.values()
        for reaction in reactions
    }
    return tuple(
        sorted(
            (reaction.id for reaction in catalogue() if reaction.id in held),
            key=lambda reaction: ORDER.index(catalogue()[reaction].group),
        )
    )


def _in_mind(values: Mapping[str, str], rng: Random, leaning: Leaning) -> tuple[str, ...]:
    chances = {
        reaction: leaned(chance, leaning[reaction]) if reaction in leaning else chance
        for reaction, chance in likely_in_mind(values).items()
    }
    certain = [reaction for reaction, chance in chances.items() if chance >= 1.0]
    perhaps = [reaction for reaction, chance in chances.items() if chance < 1.0 and rng.random() < chance]
    rng.shuffle(perhaps)
    chosen = (certain + perhaps)[:MOST_IN_MIND]
    return tuple(reaction for reaction in chances if reaction in chosen)


def never_said(values: Mapping[str, str]) -> frozenset[str]:
    """The reactions that would contradict the facts of this scenario (`never` in person.toml)."""
    return frozenset(reaction for name, value in values.items() for reaction in denies(name, value))


AFTER_PITCH = frozenset(_person()["after_pitch"]["reactions"])
"""What nobody says before they know what is on offer."""
BEFORE_PITCH = frozenset(_person()["before_pitch"]["reactions"])
"""What nobody asks once they know what is on offer."""


def denies(dimension: str, value: str) -> tuple[str, ...]:
    """The reactions that one value of the scenario rules out."""
    return tuple(_person()["never"].get(dimension, {}).get(value, ()))
