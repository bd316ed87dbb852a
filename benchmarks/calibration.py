"""`python -m benchmarks.calibration`: what the scripted callers reach, as docs/calibration.md shows.

Writes the page and its picture anew; the figures follow from the seed.
"""

import os
import platform
import time
from pathlib import Path

from belletje.rehearsal.simulation.callers import CALLERS, caller
from belletje.rehearsal.simulation.population import population
from belletje.rehearsal.simulation.run import simulate
from belletje.rehearsal.simulation.tally import Tally

CALLS, SEED = 100_000, 1
DOCS = Path(__file__).parents[1] / "docs"
PUBLISHED = (
    ("belkins.io (vendor)", 0.046),
    ("Cognism 2024 (vendor)", 0.0482),
    ("Cognism 2025 (vendor)", 0.023),
    ("Cognism 2026 (vendor)", 0.027),
)
"""Conversations that ended in a meeting, as published."""
BARS = {"terrible": "at most 0.2 %", "average": "2 to 8 %", "good": "at least twice average"}
WIDTH, LEFT, ROW, SHARE = 720, 210, 34, 20.0


def main() -> None:
    """Simulates, prints, and writes the page and the picture."""
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    found: dict[str, Tally] = {}
    for name in CALLERS:
        started = time.perf_counter()
        found[name] = simulate(caller(name), population(), CALLS, SEED)
        took = time.perf_counter() - started
        rate = found[name].rate("meeting")
        print(
            f"{name}: {rate.rate:.2%} meetings ({rate.low:.2%} to {rate.high:.2%}; bar: {BARS[name]}), "
            f"{CALLS / took * 60:,.0f} calls a minute"
        )
    (DOCS / "calibration.md").write_text(page(found), "utf-8")
    (DOCS / "pictures" / "calibration.svg").write_text(picture(found), "utf-8")


def page(found: dict[str, Tally]) -> str:
    """The page, in Markdown."""
    rows = "\n".join(
        f"| {name} | {_share(one, 'meeting')} | {_share(one, 'callback')} | {_share(one, 'referral')} | "
        f"{_share(one, 'polite_no')} | {_share(one, 'hung_up')} | {one.turns / one.calls:.1f} | {BARS[name]} |"
        for name, one in found.items()
    )
    sources = "\n".join(f"| {name} | {_shares(name)} | {source} |" for name, source in population().sources.items())
    published = "; ".join(f"{rate:.1%} {name}" for name, rate in PUBLISHED)
    return f"""# How hard the prospect is

Three scripted callers, {CALLS:,} simulated conversations each (`belletje simulate --caller good`; made by
`python -m benchmarks.calibration`, seed {SEED}). Rates are per conversation: somebody speaks.

![Meetings per conversation](pictures/calibration.svg)

| caller | meeting | callback | referral | polite no | hung up | turns | bar |
|---|---|---|---|---|---|---|---|
{rows}

Published: {published} of conversations end in a meeting. These are vendors' figures over all kinds of callers and
markets, useful to stand near and not truths; the average caller is tuned to stand among them. No source says how much
better a good caller does.

## Who is met

| dimension | shares among conversations | source |
|---|---|---|
{sources}

Where it says estimate, it is ours. Compare a script's rate with another script's, not with a month's targets.
"""


def _shares(dimension: str) -> str:
    return ", ".join(f"{value} {share:.0%}" for value, share in population().shares[dimension].items())


def _share(tally: Tally, outcome: str) -> str:
    rate = tally.rate(outcome)
    return f"{rate.rate:.1%} ({rate.low:.1%}–{rate.high:.1%})" if outcome == "meeting" else f"{rate.rate:.1%}"


def picture(found: dict[str, Tally]) -> str:
    """Bars for the callers and for what is published, as SVG."""
    bars = [(f"{name} caller, simulated", one.rate("meeting").rate, "#0f6b5c") for name, one in found.items()]
    bars += [(name, rate, "#8a8f94") for name, rate in PUBLISHED]
    scale = (WIDTH - LEFT - 60) / SHARE * 100
    drawn = "\n".join(
        f'<text x="{LEFT - 10}" y="{ROW * row + 33}" text-anchor="end">{name}</text>'
        f'<rect x="{LEFT}" y="{ROW * row + 18}" width="{max(1.0, rate * scale):.1f}" height="20" rx="3" fill="{fill}"/>'
        f'<text x="{LEFT + max(1.0, rate * scale) + 8:.1f}" y="{ROW * row + 33}">{rate:.1%}</text>'
        for row, (name, rate, fill) in enumerate(bars)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {ROW * len(bars) + 24}" role="img" '
        f'aria-label="Meetings per conversation, simulated and published" font-family="sans-serif" font-size="14">\n'
        f'<rect width="100%" height="100%" fill="#ffffff"/>\n{drawn}\n</svg>\n'
    )


if __name__ == "__main__":
    main()
