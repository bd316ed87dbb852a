"""Rules as data: conditions over features, and the rows that move a mind or choose an answer.

One file, `data/dynamics.toml`, serves the live prospect and the mass simulation.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

MIND = ("interest", "trust", "patience", "clarity")


@dataclass(frozen=True, slots=True)
class Condition:
    """Holds where all of `true` are present, none of `false`, and at least one of `any_of` (when there are any)."""

    true: frozenset[str] = frozenset()
    false: frozenset[str] = frozenset()
    any_of: frozenset[str] = frozenset()

    def holds(self, features: frozenset[str]) -> bool:
        """Whether it holds for what is the case now."""
        return (
            self.true <= features
            and self.false.isdisjoint(features)
            and (not self.any_of or not self.any_of.isdisjoint(features))
        )

    @property
    def names(self) -> frozenset[str]:
        """Every feature it looks at."""
        return self.true | self.false | self.any_of


@dataclass(frozen=True, slots=True)
class Effect:
    """What moves a mind, and by how much in [-1, 1] for each of MIND."""

    name: str
    condition: Condition
    change: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Reply:
    """A row of the decision list: when it holds and its chance comes up, one of `say` is answered.

    `because` is why the call ends with it, for the record; `agrees` what is agreed by it; `moves` whom it leads to.
    """

    name: str
    condition: Condition
    say: Mapping[str, float]
    chance: float = 1.0
    again: bool = False
    ends: bool = False
    because: str = ""
    agrees: str | None = None
    moves: str | None = None


@dataclass(frozen=True, slots=True)
class Dynamics:
    """All rules of the prospect; `replies` holds a decision list for each phase of the call."""

    limits: Mapping[str, float]
    readiness: Mapping[str, float]
    effects: tuple[Effect, ...]
    replies: Mapping[str, tuple[Reply, ...]] = field(default_factory=dict)


@cache
def dynamics() -> Dynamics:
    """The rules that ship with Belletje."""
    table = tomllib.loads(files("belletje.prospect").joinpath("data/dynamics.toml").read_text("utf-8"))
    return Dynamics(
        limits=table["limits"],
        readiness=table["readiness"],
        effects=tuple(
            Effect(
                name=row["name"],
                condition=condition(row),
                change={part: float(row[part]) for part in MIND if part in row},
            )
            for row in table["effect"]
        ),
        replies={
            "person": tuple(map(_reply, table["reply"])),
            "gatekeeper": tuple(map(_reply, table["gatekeeper"])),
            "stranger": tuple(map(_reply, table["stranger"])),
        },
    )


def condition(row: Mapping[str, list[str]]) -> Condition:
    """The condition of a row: all of `when` (with "not " before a name for its contrary), and one of `any`.

    Raises ValueError where `any` has a contrary: it would never hold.
    """
    when = row.get("when", [])
    if turned := [name for name in row.get("any", []) if name.startswith("not ")]:
        raise ValueError(
            f"'{row.get('name', '')}': '{turned[0]}' stands in `any`; a contrary can stand in `when` alone."
        )
    return Condition(
        true=frozenset(name for name in when if not name.startswith("not ")),
        false=frozenset(name.removeprefix("not ") for name in when if name.startswith("not ")),
        any_of=frozenset(row.get("any", [])),
    )


def _reply(row: dict[str, object]) -> Reply:
    say = row["say"]
    assert isinstance(say, dict)
    return Reply(
        name=str(row["name"]),
        condition=condition(row),  # type: ignore[arg-type]
        say={str(name): float(weight) for name, weight in say.items()},
        chance=float(str(row.get("chance", 1.0))),
        again=bool(row.get("again", False)),
        ends="ends" in row,
        because=str(row.get("ends", "")),
        agrees=str(row["agrees"]) if "agrees" in row else None,
        moves=str(row["moves"]) if "moves" in row else None,
    )
