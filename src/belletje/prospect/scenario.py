"""One point in the scenario space: what may happen on one call.

The dimensions and values are those of the domain; `space.toml` holds them with the combinations that cannot occur.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from functools import cache
from importlib.resources import files


class UnknownScenario(ValueError):
    """A scenario that cannot be: the message is one sentence that says which part, and what is possible.

    `nl` is the same sentence in Dutch.
    """

    def __init__(self, sentence: str, *, nl: str) -> None:
        super().__init__(sentence)
        self.nl = nl


@dataclass(frozen=True, slots=True)
class Scenario:
    """One value for each dimension of the space."""

    reach: str = "answers"
    role: str = "it_manager"
    manner: str = "neutral"
    time: str = "has_time"
    need: str = "latent"
    supply: str = "nobody"
    authority: str = "decides"
    technical: str = "none"
    warmth: str = "cold"
    twist: str = "none"

    @property
    def id(self) -> str:
        """A short stable name: `s` and, for each dimension, the place of its value in `space.toml`."""
        return "s" + "".join(str(DIMENSIONS[name].index(value)) for name, value in self.values().items())

    def values(self) -> dict[str, str]:
        """Dimension to value, in the order of the space."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Values that cannot go together: where all of `when` hold, each of `then` must be among its values."""

    name: str
    when: Mapping[str, frozenset[str]]
    then: Mapping[str, frozenset[str]]

    def allows(self, values: Mapping[str, str]) -> bool:
        """Whether the combination may occur; `values` holds every dimension that `when` and `then` name."""
        if any(values[name] not in among for name, among in self.when.items()):
            return True
        return all(values[name] in among for name, among in self.then.items())


@cache
def _space() -> dict[str, object]:
    return tomllib.loads(files("belletje.prospect").joinpath("data/space.toml").read_text("utf-8"))


def _dimensions() -> dict[str, tuple[str, ...]]:
    table = _space()["dimensions"]
    assert isinstance(table, dict)
    return {str(name): tuple(values) for name, values in table.items()}


def _exclusions() -> tuple[Exclusion, ...]:
    rows = _space()["only"]
    assert isinstance(rows, list)
    return tuple(
        Exclusion(
            name=row["name"],
            when={name: frozenset(values) for name, values in row["when"].items()},
            then={name: frozenset(values) for name, values in row["then"].items()},
        )
        for row in rows
    )


DIMENSIONS: Mapping[str, tuple[str, ...]] = _dimensions()
EXCLUSIONS: tuple[Exclusion, ...] = _exclusions()
assert tuple(DIMENSIONS) == tuple(field.name for field in fields(Scenario)), (
    "space.toml and Scenario name the same dimensions"
)


def possible(values: Mapping[str, str]) -> bool:
    """Whether a whole combination of values may occur."""
    return all(exclusion.allows(values) for exclusion in EXCLUSIONS)


def parse(text: str) -> Scenario:
    """Reads a scenario id (`s0011…`) or `dimension=value,…`; dimensions left out take values that may go with the rest.

    Raises UnknownScenario for an unknown id, dimension or value, and for values that cannot go together.
    """
    text = text.strip()
    if "=" in text or not text:
        return _from_values(text)
    digits = text.removeprefix("s")
    if not (text.startswith("s") and digits.isdecimal() and len(digits) == len(DIMENSIONS)):
        raise UnknownScenario(
            f"There is no scenario '{text}'. Name one of `belletje scenarios`, or write it as dimension=value, "
            f"for example manner=curt,need=open_vacancy.",
            nl=f"Er is geen scenario '{text}'. Kies een van `belletje scenarios`, of schrijf het als dimensie=waarde, "
            f"bijvoorbeeld manner=curt,need=open_vacancy.",
        )
    values = {}
    for digit, (name, options) in zip(digits, DIMENSIONS.items(), strict=True):
        if int(digit) >= len(options):
            raise UnknownScenario(
                f"There is no scenario '{text}': {name} has no value number {digit}.",
                nl=f"Er is geen scenario '{text}': {name} heeft geen waarde nummer {digit}.",
            )
        values[name] = options[int(digit)]
    return _checked(values)


def _from_values(text: str) -> Scenario:
    given: dict[str, str] = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        name, _, value = (piece.strip() for piece in part.partition("="))
        if name not in DIMENSIONS:
            raise UnknownScenario(
                f"There is no scenario dimension '{name}'. Choose from {', '.join(DIMENSIONS)}.",
                nl=f"Een scenario heeft geen dimensie '{name}'. Kies uit {', '.join(DIMENSIONS)}.",
            )
        if value not in DIMENSIONS[name]:
            raise UnknownScenario(
                f"'{name}' cannot be '{value}'. Choose from {', '.join(DIMENSIONS[name])}.",
                nl=f"'{name}' kan niet '{value}' zijn. Kies uit {', '.join(DIMENSIONS[name])}.",
            )
        given[name] = value
    values = Scenario().values() | given
    for exclusion in EXCLUSIONS:
        for name, among in exclusion.then.items():
            if name not in given and not exclusion.allows(values):
                values[name] = next(value for value in DIMENSIONS[name] if value in among)
    return _checked(values)


def _checked(values: Mapping[str, str]) -> Scenario:
    for exclusion in EXCLUSIONS:
        if not exclusion.allows(values):
            named = ", ".join(f"{name}={values[name]}" for name in (*exclusion.when, *exclusion.then))
            raise UnknownScenario(
                f"These cannot go together: {named} ({exclusion.name}). Change one of them.",
                nl=f"Dit kan niet samen: {named}. Verander een van de twee.",
            )
    return Scenario(**values)
