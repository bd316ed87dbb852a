"""Pictures as Vega-Lite: each a declaration with its data, a sentence that says the same, and its figures as a table.

Colours are the page's own variables, so that a picture follows light, dark and print. `says` is the text alternative.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from belletje.debrief.call import talking_s
from belletje.ladder.coverage_map import Cell, Growth
from belletje.ladder.nerves import Fear, feared_against_happened, nerves_over_calls
from belletje.prospect.scenario import DIMENSIONS
from belletje.rehearsal.record import Record, Turn
from belletje.web.words import Words

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"  # the name of the format; nothing is fetched
INK, MUTED, LINE = "var(--ink)", "var(--muted)", "var(--line)"
ACCENT, HALF, WARM, OPEN = "var(--accent)", "var(--half)", "var(--warning)", "var(--sunken)"
CONFIG: Mapping[str, Any] = {
    "background": "transparent",
    "font": "system-ui, sans-serif",
    "view": {"stroke": None},
    "axis": {
        "labelColor": MUTED, "titleColor": MUTED, "gridColor": LINE, "domainColor": LINE, "tickColor": LINE,
        "labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal",
    },
    "legend": {"labelColor": INK, "titleColor": MUTED, "labelFontSize": 12, "orient": "top", "title": None},
}  # fmt: skip
DASHES = [[1, 0], [6, 3], [2, 3]]  # told apart without colour too
MINDS = ("interest", "trust", "patience")


@dataclass(frozen=True, slots=True)
class Chart:
    """One picture. `head` names the columns of `rows`, which hold the same figures for who does not see it."""

    name: str
    title: str
    says: str
    spec: Mapping[str, Any]
    head: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]


def talk_share(words: Words, record: Record, turns: Sequence[Turn]) -> Chart | None:
    """The caller's share of all that was said, as the call went on."""
    lengths = [(turn, talking_s(record, turn)) for turn in turns if turn.speaker != "line"]
    mine = list(accumulate(took if turn.who == "caller" else 0.0 for turn, took in lengths))
    whole = list(accumulate(took for _, took in lengths))
    if not mine or mine[-1] == 0 or len(lengths) < 3:
        return None
    _ = words.gettext
    rows = [
        {"turn": turn.n, "share": round(100 * own / all_), "who": _("You") if turn.who == "caller" else _("The other")}
        for (turn, _took), own, all_ in zip(lengths, mine, whole, strict=True)
        if all_
    ]
    spec = _spec(rows, 150) | {
        "layer": [
            {
                "mark": {"type": "area", "color": HALF, "opacity": 0.5, "line": {"color": ACCENT}},
                "encoding": {"x": _turn(_("turn")), "y": _hundred(_("your share, %"), "share")},
            },
            {"mark": {"type": "rule", "color": MUTED, "strokeDash": [4, 4]}, "encoding": {"y": {"datum": 50}}},
        ]
    }
    says = _("At the end you had said %(share)s%% of all that was said; the line is your share so far, turn by turn.")
    return Chart(
        "talk-share", _("Who was talking"), says % {"share": rows[-1]["share"]}, spec,
        (_("turn"), _("who"), _("your share, %")), tuple((row["turn"], row["who"], row["share"]) for row in rows),
    )  # fmt: skip


def mind(words: Words, turns: Sequence[Turn]) -> Chart | None:
    """Interest, trust and patience of the prospect over the turns."""
    _ = words.gettext
    felt = [turn for turn in turns if all(part in turn.mind for part in MINDS)]
    if len(felt) < 2:
        return None
    rows = [
        {"turn": turn.n, "part": words.named(part, "mind"), "level": round(100 * turn.mind[part])}
        for turn in felt
        for part in MINDS
    ]
    names = [words.named(part, "mind") for part in MINDS]
    went = "; ".join(
        _("%(part)s went from %(first)s to %(last)s of 100")
        % {
            "part": words.named(part, "mind"),
            "first": round(100 * felt[0].mind[part]),
            "last": round(100 * felt[-1].mind[part]),
        }
        for part in MINDS
    )
    spec = _spec(rows, 190) | {
        "mark": {"type": "line", "point": True, "strokeWidth": 2},
        "encoding": {
            "x": _turn(_("turn")),
            "y": _hundred("0–100", "level"),
            "color": _colours("part", names, [ACCENT, WARM, INK]),
            "strokeDash": {"field": "part", "type": "nominal", "scale": {"domain": names, "range": DASHES}},
        },
    }
    return Chart(
        "mind", _("The other side, turn by turn"), f"{went}.", spec,
        (_("turn"), *names),
        tuple((turn.n, *(round(100 * turn.mind[part]) for part in MINDS)) for turn in felt),
    )  # fmt: skip


def coverage(words: Words, cells: Sequence[Cell]) -> Chart:
    """The map of the space: a small square for each two values that can occur together."""
    _ = words.gettext
    states = {"open": _("not met yet"), "met": _("met"), "handled": _("handled")}

    def name(value: tuple[str, str]) -> str:
        return f"{words.named(value[0], 'dimension')}: {words.named(value[1], value[0])}"

    rows = [
        {"x": name(cell.first), "y": name(cell.second), "state": states[cell.state], "three": round(100 * cell.triples)}
        for cell in cells
    ]
    counts = {state: sum(cell.state == state for cell in cells) for state in states}
    order = [name((dimension, value)) for dimension, values in DIMENSIONS.items() for value in values]
    axis = {"ticks": False, "domain": False, "title": None, "labelLimit": 190, "labelFontSize": 10}
    spec = _spec(rows, {"step": 13}) | {
        "width": {"step": 13},
        "mark": {"type": "rect", "stroke": LINE, "strokeWidth": 1, "cornerRadius": 2},
        "encoding": {
            "x": {"field": "x", "type": "nominal", "sort": order, "axis": {**axis, "labelAngle": -60}},
            "y": {"field": "y", "type": "nominal", "sort": order, "axis": axis},
            "color": _colours("state", list(states.values()), [OPEN, HALF, ACCENT]),
            "tooltip": [{"field": field, "type": "nominal"} for field in ("x", "y", "state")],
        },
    }
    says = _("Of %(all)s pairs that can occur together, %(met)s were met, %(handled)s of them handled.")
    by_dimension: dict[str, list[Cell]] = {}
    for cell in cells:
        for dimension, _value in (cell.first, cell.second):
            by_dimension.setdefault(dimension, []).append(cell)
    return Chart(
        "coverage", _("The map of what can happen"),
        says % {"all": len(cells), "met": counts["met"] + counts["handled"], "handled": counts["handled"]},
        spec, (_("circumstance"), _("pairs"), _("met"), _("handled"), _("triples met, %")),
        tuple(
            (
                words.named(dimension, "dimension"), len(among), sum(cell.state != "open" for cell in among),
                sum(cell.state == "handled" for cell in among),
                round(100 * sum(cell.triples for cell in among) / len(among)),
            )
            for dimension, among in by_dimension.items()
        ),
    )  # fmt: skip


def filling(words: Words, growth: Sequence[Growth], possible: int) -> Chart | None:
    """How the map filled, call by call."""
    if len(growth) < 2:
        return None
    _ = words.gettext
    rows = [
        {"call": at.calls, "what": what, "share": round(100 * count / possible, 1)}
        for at in growth
        for what, count in ((_("met"), at.met), (_("handled"), at.handled))
    ]
    spec = _spec(rows, 150) | {
        "mark": {"type": "line", "interpolate": "step-after", "strokeWidth": 2},
        "encoding": {
            "x": {"field": "call", "type": "quantitative", "title": _("calls"), "axis": {"tickMinStep": 1}},
            "y": {"field": "share", "type": "quantitative", "title": _("of all pairs, %")},
            "color": _colours("what", [_("met"), _("handled")], [HALF, ACCENT]),
        },
    }
    says = _("After %(calls)s calls: %(met)s of %(all)s pairs met, %(handled)s handled.")
    last = growth[-1]
    return Chart(
        "filling", _("How the map filled"),
        says % {"calls": last.calls, "met": last.met, "all": possible, "handled": last.handled}, spec,
        (_("calls"), _("met"), _("handled")), tuple((at.calls, at.met, at.handled) for at in growth),
    )  # fmt: skip


def nerves(words: Words, fears: Iterable[Fear]) -> Chart | None:
    """Nerves before and after, over the calls."""
    points = nerves_over_calls(fears)
    if not points:
        return None
    _ = words.gettext
    before, after = _("before"), _("after the call")
    rows = [
        {"place": place, "when": when, "nerves": value}
        for place, point in enumerate(points, 1)
        for when, value in ((before, point.before), (after, point.after))
        if value is not None
    ]
    spec = _spec(rows, 160) | {
        "mark": {"type": "line", "point": True, "strokeWidth": 2},
        "encoding": {
            "x": {"field": "place", "type": "ordinal", "title": _("calls, in order"), "axis": {"labelAngle": 0}},
            "y": _hundred("0–100", "nerves"),
            "color": _colours("when", [before, after], [WARM, ACCENT]),
        },
    }
    says = _("Nerves in your own figures, before and after %(calls)s calls.") % {"calls": len(points)}
    return Chart(
        "nerves", _("Nerves"), says, spec, (_("Call"), before, after),
        tuple((point.call, _given(point.before), _given(point.after)) for point in points),
    )  # fmt: skip


def fears(words: Words, feared: Iterable[Fear]) -> Chart | None:
    """What was feared against what happened, summed over time."""
    written = sorted((fear for fear in feared if fear.feared.strip()), key=lambda fear: (fear.at, fear.call))
    if not written:
        return None
    _ = words.gettext
    sums = [
        (place, counted.feared, counted.came_true)
        for place in range(1, len(written) + 1)
        for counted in [feared_against_happened(written[:place])]
    ]
    names = [_("feared"), _("came true")]
    rows = [
        {"place": place, "what": what, "count": count}
        for place, feared_, true in sums
        for what, count in zip(names, (feared_, true), strict=True)
    ]
    spec = _spec(rows, 160) | {
        "mark": {"type": "line", "interpolate": "step-after", "strokeWidth": 2, "point": True},
        "encoding": {
            "x": {"field": "place", "type": "ordinal", "title": _("fears, in order"), "axis": {"labelAngle": 0}},
            "y": {"field": "count", "type": "quantitative", "title": None, "axis": {"tickMinStep": 1}},
            "color": _colours("what", names, [WARM, ACCENT]),
        },
    }
    counted = feared_against_happened(written)
    says = _("Feared %(feared)s times; you looked back on %(judged)s of them, and %(true)s came true.")
    return Chart(
        "fears", _("Feared against happened"),
        says % {"feared": counted.feared, "judged": counted.judged, "true": counted.came_true}, spec,
        (_("fears, in order"), *names), tuple(sums),
    )  # fmt: skip


def weeks(words: Words, counts: Mapping[str, int]) -> Chart | None:
    """Calls practised in each week."""
    if not counts:
        return None
    _ = words.gettext
    rows = [{"week": week, "calls": count} for week, count in sorted(counts.items())]
    spec = _spec(rows, 150) | {
        "mark": {"type": "bar", "color": ACCENT},
        "encoding": {
            "x": {"field": "week", "type": "ordinal", "title": _("week"), "axis": {"labelAngle": -45}},
            "y": {"field": "calls", "type": "quantitative", "title": _("calls"), "axis": {"tickMinStep": 1}},
        },
    }
    says = words.ngettext("Practised in %(num)s week.", "Practised in %(num)s weeks.", len(rows)) % {"num": len(rows)}
    return Chart(
        "weeks", _("Practice per week"), says, spec, (_("week"), _("calls")),
        tuple((row["week"], row["calls"]) for row in rows),
    )  # fmt: skip


def present(*charts: Chart | None) -> tuple[Chart, ...]:
    """The charts that there is something to draw for."""
    return tuple(chart for chart in charts if chart is not None)


def _spec(rows: Sequence[Mapping[str, object]], height: object) -> dict[str, Any]:
    return {
        "$schema": SCHEMA,
        "config": CONFIG,
        "width": "container",
        "height": height,
        "autosize": {"type": "fit-x", "contains": "padding"} if isinstance(height, int) else {"type": "pad"},
        "data": {"values": list(rows)},
    }


def _turn(title: str) -> dict[str, Any]:
    return {"field": "turn", "type": "quantitative", "title": title, "axis": {"tickMinStep": 1, "grid": False}}


def _hundred(title: str, field: str) -> dict[str, Any]:
    return {
        "field": field,
        "type": "quantitative",
        "title": title,
        "scale": {"domain": [0, 100]},
        "axis": {"values": [0, 50, 100]},
    }


def _colours(field: str, names: list[str], colours: list[str]) -> dict[str, Any]:
    return {"field": field, "type": "nominal", "sort": names, "scale": {"domain": names, "range": colours}}


def _given(value: int | None) -> object:
    return "–" if value is None else value
