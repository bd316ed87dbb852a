"""`make bench-voice`: from the caller's last sound to the prospect's first, by recordings played in real time.

A server of its own, its real WebSocket, its real ears and mouths. First one caller at a time, in each language; then
eight at once. The last line is JSON: `{"nl": {"p50_ms": ..., "p95_ms": ..., "wer": ...}, "en": {...}}`.
"""

import argparse
import asyncio
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

import numpy as np

from belletje.usecases.scripts import example_script, keep_script
from belletje.wiring import open_house
from benchmarks.caller_on_wire import Reply, call
from benchmarks.callers import LANGUAGES, Turn, lines, speak

SCENARIO = "manner=friendly,need=open_vacancy,warmth=shared_connection"
"""Who listens and has time, so that a call is long."""
P50_MS, P95_MS = 500, 900
AT_ONCE = 8
TRIES = 3
STAGES = ("hold_ms", "recognition_ms", "engine_ms", "speech_ms", "total_ms")
WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")


@contextmanager
def serving(folder: Path) -> Iterator[tuple[str, int]]:
    """A server as people start it, in a process of its own: its address and its process."""
    command = [sys.executable, "-m", "belletje", "run", "--port", "0", "--no-browser", "--data", str(folder)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout
        found = re.search(r"http://\S+", server.stdout.readline())
        assert found, "the server says where it listens"
        yield found[0].rstrip("/"), server.pid
    finally:
        server.terminate()
        server.wait(20)


def furnish(folder: Path) -> None:
    """A script in each language: the ears expect the names of its caller and company."""
    house = open_house(folder)
    for language in LANGUAGES:
        keep_script(house=house, text=example_script(language), now=datetime.now(UTC))
    house.engine.dispose()


def words(text: str) -> list[str]:
    """The words of a text, in lower case, without punctuation."""
    return WORD.findall(text.lower())


def word_errors(said: Sequence[str], heard: Sequence[str]) -> int:
    """How many words must be changed, added or left out to make one of the other."""
    row = list(range(len(heard) + 1))
    for n, word in enumerate(said, 1):
        before, row = row, [n]
        for m, other in enumerate(heard, 1):
            row.append(min(before[m] + 1, row[-1] + 1, before[m - 1] + (word != other)))
    return row[-1]


def memory_mb(process: int) -> dict[str, float]:
    """What a process and its children hold, by the name of their module, in megabytes."""
    found: dict[str, float] = {}
    for place in Path("/proc").glob("[0-9]*"):
        try:
            parent = re.search(r"^PPid:\s+(\d+)", (place / "status").read_text(), re.MULTILINE)
            if int(place.name) != process and (not parent or int(parent[1]) != process):
                continue
            resident = re.search(r"^VmRSS:\s+(\d+)", (place / "status").read_text(), re.MULTILINE)
            called = (place / "cmdline").read_text().split("\0")
        except OSError:
            continue
        name = called[called.index("-m") + 1] if "-m" in called else called[0]
        found[f"{name} {place.name}"] = int(resident[1]) / 1024 if resident else 0.0
    return found


async def measure(address: str, language: str, asked: int) -> tuple[list[Reply], dict[str, Any]]:
    """One caller after the other, until so many turns were answered or could not be."""
    rng = Random(f"callers/{language}")
    waiting = [(list(said), 0) for said in lines(language)]
    replies: list[Reply] = []
    ready: dict[str, Any] = {}
    while waiting and len(replies) < asked:
        said, tries = waiting.pop(0)
        turns = [speak(line, language, rng) for line in said]
        found, ready = await call(address, language, SCENARIO, _quick_seed(rng), turns)
        replies += found
        left = said[len(found) :]
        if left and tries + 1 < TRIES:  # the line was dead before everything was said: dial again with the rest
            waiting.append((left, tries + 1))
    return replies, ready


async def crowd(address: str) -> list[Reply]:
    """Eight callers at once, half of them in each language."""
    rng = Random("crowd")
    calls = []
    for n in range(AT_ONCE):
        language = LANGUAGES[n % 2]
        turns: list[Turn] = [speak(line, language, rng) for line in lines(language)[n // 2]]
        calls.append(call(address, language, SCENARIO, _quick_seed(rng), turns))
    return [reply for replies, _ in await asyncio.gather(*calls) for reply in replies]


def _quick_seed(rng: Random) -> int:
    """A call that is picked up after one ring: waiting measures nothing."""
    while True:
        seed = rng.randrange(2**31)
        if Random(f"{seed}/rings").randint(1, 4) == 1:
            return seed


def percentiles(replies: Sequence[Reply]) -> tuple[float, float]:
    """The median and the 95th percentile of the answered turns, in milliseconds."""
    totals = [reply.total_ms for reply in replies if reply.total_ms is not None]
    p50, p95 = np.percentile(totals, (50, 95)) if totals else (float("nan"), float("nan"))
    return float(p50), float(p95)


def error_rate(replies: Sequence[Reply]) -> float:
    """Word errors over words said, in [0, 1] or more."""
    errors = sum(word_errors(words(reply.text), words(reply.heard)) for reply in replies)
    return errors / max(1, sum(len(words(reply.text)) for reply in replies))


def show(name: str, replies: Sequence[Reply]) -> None:
    """Prints what was measured of some turns."""
    p50, p95 = percentiles(replies)
    early, broken = sum(reply.early for reply in replies), sum(reply.broken for reply in replies)
    unanswered = sum(reply.total_ms is None for reply in replies)
    print(f"{name}: p50 {p50:.0f} ms, p95 {p95:.0f} ms over {len(replies)} turns")
    print(f"  {error_rate(replies):.1%} of the words wrong, left out or added")
    print(f"  {early} answered before they were over (in a pause), {broken} of them taken for two turns")
    print(f"  {unanswered} not answered at all")
    told = [reply.stages for reply in replies if reply.stages]
    for stage in STAGES if told else ():
        print(f"  {stage.removesuffix('_ms'):12} median {median(one[stage] or 0 for one in told):.0f} ms")


async def run(address: str, process: int, turns: int, with_crowd: bool) -> dict[str, dict[str, float]]:
    """Measures and prints everything; gives the figures of the last line."""
    figures: dict[str, dict[str, float]] = {}
    for language in LANGUAGES:
        warm = [speak(lines(language)[0][0], language, Random("warm"))]
        await call(address, language, SCENARIO, _quick_seed(Random(1)), warm)  # loads what is not loaded yet
        replies, ready = await measure(address, language, turns)
        show(f"{language} ({ready['ears']}; {ready['mouth']})", replies)
        for reply in replies:
            total = "   –" if reply.total_ms is None else f"{reply.total_ms:4.0f}"
            marks = ("early " if reply.early else "") + ("broken " if reply.broken else "")
            print(f"    {total} ms {marks}| {reply.text} | {reply.heard}")
        p50, p95 = percentiles(replies)
        figures[language] = {"p50_ms": round(p50), "p95_ms": round(p95), "wer": round(error_rate(replies), 3)}
    if with_crowd:
        replies = await crowd(address)
        show(f"{AT_ONCE} calls at once", replies)
        alone = max(figures[language]["p50_ms"] for language in LANGUAGES)
        print(f"  the median is {percentiles(replies)[0] - alone:+.0f} ms against the slower language alone")
    for name, size in memory_mb(process).items():
        print(f"memory of {name}: {size:.0f} MB")
    return figures


def main() -> None:
    """Prints the measurements and, last, the figures as JSON; ends with status 1 when a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=30, help="turns in each language, at least")
    parser.add_argument("--crowd", action=argparse.BooleanOptionalAction, default=True, help="eight calls at once")
    asked = parser.parse_args()
    print(f"{os.cpu_count()} cores, {platform.machine()}, load before: {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as folder:
        furnish(Path(folder))
        with serving(Path(folder)) as (address, process):
            figures = asyncio.run(run(address, process, asked.turns, asked.crowd))
    within = all(one["p50_ms"] <= P50_MS and one["p95_ms"] <= P95_MS for one in figures.values())
    print(f"bars (p50 {P50_MS} ms, p95 {P95_MS} ms): {'met' if within else 'MISSED'}")
    print(json.dumps(figures), flush=True)
    raise SystemExit(not within)


if __name__ == "__main__":
    main()
