"""Charts as the points of an SVG: worked out here, drawn by the templates, so that they need no script."""

from collections.abc import Sequence
from dataclasses import dataclass

from belletje.plan.forecast import Fan

WIDTH, HEIGHT = 640.0, 240.0
LEFT, RIGHT, TOP, BOTTOM = 34.0, 44.0, 12.0, 26.0


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis: where it is, in the units of the drawing, and what stands there."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class FanChart:
    """A forecast as polygons and a line (`points` of SVG), the goal's height, and the marks on both axes.

    `needed` is the line of the calls that are needed, or empty.
    """

    wide: str
    narrow: str
    middle: str
    needed: str
    goal_y: float
    ticks_x: tuple[Tick, ...]
    ticks_y: tuple[Tick, ...]
    width: float = WIDTH
    height: float = HEIGHT
    left: float = LEFT
    right: float = WIDTH - RIGHT
    bottom: float = HEIGHT - BOTTOM


@dataclass(frozen=True, slots=True)
class Bar:
    """A rate with its interval and the published rate, as places from left to right in a drawing 100 wide."""

    low: float
    mean: float
    high: float
    published: float


def fan_chart(fan: Fan, goal: int, days: Sequence[str], needed: Sequence[float] = ()) -> FanChart | None:
    """A fan against a goal, beside the course that is needed; `days` are the names of its days.

    None when there is no day to draw.
    """
    if not fan.days:
        return None
    most = max(*fan.high, *needed, float(goal), 1.0) * 1.08
    step = (WIDTH - LEFT - RIGHT) / max(1, len(fan.days) - 1)

    def x(place: int) -> float:
        return round(LEFT + step * place, 1)

    def y(value: float) -> float:
        return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / most, 1)

    def band(low: Sequence[float], high: Sequence[float]) -> str:
        there = [f"{x(n)},{y(value)}" for n, value in enumerate(high)]
        back = [f"{x(n)},{y(value)}" for n, value in reversed(list(enumerate(low)))]
        return " ".join(there + back)

    def line(values: Sequence[float]) -> str:
        return " ".join(f"{x(n)},{y(value)}" for n, value in enumerate(values))

    every = max(1, -(-len(days) // 6))
    whole = max(1, round(most / 4))
    return FanChart(
        wide=band(fan.low, fan.high),
        narrow=band(fan.lower, fan.upper),
        middle=line(fan.middle),
        needed=line(needed),
        goal_y=y(goal),
        ticks_x=tuple(Tick(x(n), day) for n, day in enumerate(days) if n % every == 0),
        ticks_y=tuple(Tick(y(value), str(value)) for value in range(0, int(most) + 1, whole)),
    )


def bar(low: float, mean: float, high: float, published: float, most: float) -> Bar:
    """A rate among rates of which the largest is `most`, all in [0, 1]."""
    scale = 100 / most if most > 0 else 0.0
    return Bar(*(round(min(100.0, value * scale), 2) for value in (low, mean, high, published)))
