"""The picture of a script: where each step stands, and the ways between them; drawn by whoever shows it.

Steps stand in columns, by how many answers they are away from the first; in a column, each near the steps that lead
to it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from belletje.script.model import Script
from belletje.script.paths import ways

COLUMN, ROW = 210.0, 58.0
"""Distance between columns and between the steps in one, in the picture's own units."""
BOX_WIDTH, BOX_HEIGHT = 150.0, 36.0
MARGIN = 12.0
WIDEST, THINNEST = 14.0, 1.0

Calls = Mapping[tuple[str, str | None], int]
"""How many calls went from a step, by name, to another; to None where the script had no answer."""


@dataclass(frozen=True, slots=True)
class Box:
    """A step: `x` and `y` are its top left corner; `calls` came there, and `lost` found no words there."""

    name: str
    x: float
    y: float
    calls: int
    lost: int


@dataclass(frozen=True, slots=True)
class Arrow:
    """A way from one step to another: a curve in SVG path notation, as wide as it is used."""

    source: str
    target: str
    curve: str
    width: float
    calls: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A script as boxes and arrows, in a field of `width` by `height`."""

    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    width: float
    height: float


def picture(script: Script, calls: Calls | None = None) -> Picture:
    """The picture of a script; without `calls` every way is as thin as the next."""
    went = calls or {}
    onward = {here: there for here, there in ways(script).items() if here}
    names = {step.key: step.name for step in reversed(script.steps)}
    column = _columns(script, onward)
    places = _places(column, onward)
    most = max(went.values(), default=0)
    boxes = tuple(
        Box(
            name=names[key],
            x=MARGIN + COLUMN * column[key],
            y=MARGIN + ROW * places[key],
            calls=sum(times for (_, target), times in went.items() if target == names[key]),
            lost=went.get((names[key], None), 0),
        )
        for key in places
    )
    arrows = tuple(
        Arrow(
            source=names[here],
            target=names[aim],
            curve=_curve(column[here], places[here], column[aim], places[aim]),
            width=_width(went.get((names[here], names[aim]), 0), most),
            calls=went.get((names[here], names[aim]), 0),
        )
        for here, there in onward.items()
        for aim in there
        if here != aim
    )
    return Picture(
        boxes,
        arrows,
        width=2 * MARGIN + COLUMN * (max(column.values(), default=0) + 1),  # with room for ways that lead back
        height=2 * MARGIN + ROW * max(places.values(), default=0) + BOX_HEIGHT,
    )


def _columns(script: Script, onward: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    """How many answers each step is away from the first; those that nothing leads to stand in a last column."""
    if not script.steps:
        return {}
    column = {script.steps[0].key: 0}
    edge = [script.steps[0].key]
    for here in edge:
        for aim in onward[here]:
            if aim not in column:
                column[aim] = column[here] + 1
                edge.append(aim)
    last = max(column.values()) + 1
    return column | {step.key: last for step in script.steps if step.key not in column}


def _places(column: Mapping[str, int], onward: Mapping[str, tuple[str, ...]]) -> dict[str, float]:
    """The row of each step: columns from left to right, each in the order of the steps that lead there."""
    places: dict[str, float] = {}
    tallest = max((list(column.values()).count(number) for number in set(column.values())), default=0)
    for number in sorted(set(column.values())):
        here = [key for key in column if column[key] == number]
        leads = {
            key: [places[other] for other, aims in onward.items() if key in aims and other in places] for key in here
        }
        here.sort(key=lambda key: sum(leads[key]) / len(leads[key]) if leads[key] else tallest)
        start = (tallest - len(here)) / 2
        places |= {key: start + row for row, key in enumerate(here)}
    return places


def _curve(column: int, row: float, aim_column: int, aim_row: float) -> str:
    x, y = MARGIN + COLUMN * column + BOX_WIDTH, MARGIN + ROW * row + BOX_HEIGHT / 2
    end_x, end_y = MARGIN + COLUMN * aim_column, MARGIN + ROW * aim_row + BOX_HEIGHT / 2
    if aim_column <= column:  # back, or down the same column: round the right side
        end_x += BOX_WIDTH
        bend = max(x, end_x) + (COLUMN - BOX_WIDTH) * 0.9
        return f"M{x:g} {y:g}C{bend:g} {y:g} {bend:g} {end_y:g} {end_x:g} {end_y:g}"
    middle = (x + end_x) / 2
    return f"M{x:g} {y:g}C{middle:g} {y:g} {middle:g} {end_y:g} {end_x:g} {end_y:g}"


def _width(calls: int, most: int) -> float:
    return round(THINNEST + (WIDEST - THINNEST) * calls / most, 2) if most else THINNEST
