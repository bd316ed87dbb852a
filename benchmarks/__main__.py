"""`make bench`: the figures the README and the decisions claim, measured on this machine."""

import os
import platform
import subprocess
import sys
import tempfile
import time
import urllib.request
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from belletje.usecases import dialling, rehearsals
from belletje.usecases.demo import load_demo
from belletje.wiring import open_house

LINES = (
    "Goedemorgen, u spreekt met Sanne de Wit van Noordlicht.",
    "Ik bel over uw vacature voor een netwerkbeheerder.",
    "Hoe vangt uw team dat nu op?",
    "Dat snap ik. Mag ik vragen waar dat aan ligt?",
    "Juist als u al een partij heeft, kan een tweede rust geven.",
    "Zullen we dinsdag om tien uur kennismaken?",
)
CALLS = 40


def main() -> None:
    """Prints each figure with what it was measured on."""
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory() as folder:
        replies = reply_times(Path(folder))
        print(
            f"a prospect's reply, understood and kept: p50 {np.percentile(replies, 50) * 1000:.1f} ms, "
            f"p95 {np.percentile(replies, 95) * 1000:.1f} ms over {len(replies)} turns (bar: p95 <= 50 ms)"
        )
        print(f"page ready after `belletje run` on an existing installation: {page_ready(folder):.2f} s (bar: 3 s)")


def reply_times(folder: Path) -> list[float]:
    """Seconds from the caller's turn to the kept reaction, over many calls on a database with the demo data."""
    house = open_house(folder)
    now = datetime.now(UTC)
    load_demo(house=house, now=now)
    house.ear("Goedemorgen", "")
    took = []
    for seed in range(CALLS):
        call = dialling.dial(house=house, now=now, language="nl", seed=seed, scenario="need=open_vacancy")
        for line in LINES:
            started = time.perf_counter()
            kept = rehearsals.say(house=house, call=call, text=line)
            took.append(time.perf_counter() - started)
            if kept.record.outcome is not None:
                break
    return took


def page_ready(folder: str) -> float:
    """Seconds from starting the process to the first page answered."""
    started = time.perf_counter()
    command = [sys.executable, "-m", "belletje", "run", "--no-browser", "--port", "0", "--data", folder]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        address = next(word for word in server.stdout.readline().split() if word.startswith("http"))
        with urllib.request.urlopen(address) as page:
            page.read()
        took = time.perf_counter() - started
        server.terminate()
    return took


if __name__ == "__main__":
    main()
