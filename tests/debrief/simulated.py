"""Calls held by the engine itself, with a caller who says anything that is in the training data, in any order."""

from functools import cache
from pathlib import Path
from random import Random

import belletje.understanding
from belletje.rehearsal.conversation import dial, free_at_s, hang_up, hear
from belletje.rehearsal.record import Heard, Record, spoken_s
from belletje.rehearsal.situation import invent
from belletje.rehearsal.space import covering_array

LANGUAGES = ("nl", "en")


@cache
def utterances(language: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What callers say, with its acts."""
    folder = Path(belletje.understanding.__file__).parent / "data" / language / "train"
    rows = (
        line.split("\t")
        for file in sorted(folder.glob("**/*.tsv"))
        for line in file.read_text("utf-8").splitlines()[1:]
    )
    return tuple((row[0], tuple(row[1].split())) for row in rows if len(row) > 1 and row[0])


def simulated(seed: int) -> Record:
    """A call of at most twelve turns of the caller; the seed decides everything."""
    rng = Random(seed)
    language = rng.choice(LANGUAGES)
    scenario = rng.choice(covering_array(2))
    medium = rng.choice(("text", "voice"))
    call = dial(Record(seed, {}, language, scenario, invent(scenario, language, rng), medium=medium))
    for _ in range(12):
        if call.is_over:
            break
        text, acts = rng.choice(utterances(language)) if rng.random() < 0.95 else ("", ())
        at_s = round(free_at_s(call) + rng.uniform(-2.0, 2.0), 2)
        call = hear(call, Heard(at_s, text, acts, {}, spoken_s(text), 0.3))
    return hang_up(call, free_at_s(call)).record
