"""Which ears hear a language on this machine, and why: by the language, the machine, and what there is."""

import os
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from belletje.voice.models import ears_at_hand, known_models


@dataclass(frozen=True, slots=True)
class Machine:
    """What there is to work with."""

    cores: int
    gigabytes: float


@dataclass(frozen=True, slots=True)
class Chosen:
    """Ears by name (`base` where there are no others), and what would hear better, or nothing.

    `better_here` when that answers in time on this machine: it only has to be fetched.
    """

    name: str
    better: str = ""
    better_here: bool = False


def this_machine() -> Machine:
    """This machine, as far as it can be known; 8 GB where its memory cannot."""
    try:
        cores = len(os.sched_getaffinity(0))
    except AttributeError:  # there is none on macOS and Windows
        cores = os.cpu_count() or 2
    try:
        gigabytes = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 1e9
    except (AttributeError, ValueError, OSError):
        gigabytes = 8.0
    return Machine(cores, gigabytes)


def choose_ears(language: str, machine: Machine, there: Collection[str]) -> Chosen:
    """The largest of those `there` that answers in time here, or else the smallest; and what would be better."""
    larger: list[dict[str, Any]] = [one for one in known_models()["hub"]["ears"] if language in one["cores"]]
    fit = [one["name"] for one in larger if _answers_in_time(one, language, machine)]
    smallest = "base" if "base" in there else next(iter(there), "base")
    name = next((one for one in reversed(fit) if one in there), smallest)
    better_here = fit[-1] if fit and fit[-1] != name else ""
    if better_here:
        return Chosen(name, better_here, True)
    beyond = [one["name"] for one in larger if one["name"] not in (*fit, name)]
    return Chosen(name, beyond[0] if beyond else "", False)


def wished_ears(wish: str, language: str, data_folder: Path) -> tuple[str, str]:
    """The name of the ears to use on this machine, and their folder where the `wish` is one of the user's own."""
    if wish and wish not in ("base", *(one["name"] for one in known_models()["hub"]["ears"])):
        return wish, wish
    return wish or choose_ears(language, this_machine(), ears_at_hand(data_folder)).name, ""


def _answers_in_time(ears: dict[str, Any], language: str, machine: Machine) -> bool:
    return bool(machine.cores >= ears["cores"][language] and machine.gigabytes >= ears["gigabytes"])
