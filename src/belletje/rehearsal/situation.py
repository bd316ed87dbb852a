"""The situation of a call: who calls whom, from which company, about what. Invented, or taken from the call list."""

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

from belletje.prospect.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Situation:
    """What a line or a script may name. An empty text is a fact that this call does not have."""

    caller: str
    caller_company: str
    name: str
    company: str
    vacancy: str
    engineer: str
    connection: str

    def known(self, **facts: bool) -> dict[str, str]:
        """The facts that may be named: all that are not empty, less those whose name is given as False."""
        return {name: value for name, value in asdict(self).items() if value and facts.get(name, True)}


@cache
def _invented() -> Mapping[str, Any]:
    return tomllib.loads(files("belletje.rehearsal").joinpath("data/situations.toml").read_text("utf-8"))


def invent(scenario: Scenario, language: str, rng: Random, caller: str = "", caller_company: str = "") -> Situation:
    """A situation that fits the scenario; the caller's own name and company where they are known."""
    lists = _invented()[language]
    return Situation(
        caller=caller or lists["callers"][0],
        caller_company=caller_company or lists["caller_companies"][0],
        name=rng.choice(lists["names"]),
        company=rng.choice(lists["companies"]),
        vacancy=rng.choice(lists["vacancies"]),
        engineer=rng.choice(lists["engineers"]),
        connection=rng.choice(lists["connections"]) if scenario.warmth == "shared_connection" else "",
    )
