"""`make bench-debrief`: are planted mistakes found and good calls left alone, with the acts as labelled and as heard?

The tests know which acts each turn holds; a user's calls have only what the ear makes of the words. Both are measured.
"""

import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

TESTS = Path(__file__).parent.parent / "tests"
sys.path.insert(0, str(TESTS))

from belletje.debrief.debrief import debrief  # noqa: E402
from belletje.rehearsal.record import Heard, Record, Said  # noqa: E402
from belletje.understanding.model import trained_ear  # noqa: E402
from belletje.understanding.utterance import Ear  # noqa: E402
from debrief.score import Score, scores  # noqa: E402

PARTS = ("", "unseen", "other_trades", "strangers", "subtle", "last", "more_trades", "two_more", "four_more")
"""Each by other people than those before, tried once and then used to mend what was missed (decision 0015)."""


def heard_by(ear: Ear, record: Record) -> Record:
    """The same call with the acts that the ear hears in it."""
    events, before = [], ""
    for event in record.events:
        if isinstance(event, Said):
            before = event.text
        elif isinstance(event, Heard):
            understood = ear(event.text, before)
            confidences = {str(act): sure for act, sure in understood.confidences.items() if sure >= 0.05}
            event = replace(event, acts=tuple(map(str, understood.chosen)), confidences=confidences)
        events.append(event)
    return replace(record, events=tuple(events))


def main() -> None:
    """Prints, for each part of the planted and good calls, how many were found and how many points were wrong."""
    ear = trained_ear()
    for part in PARTS:
        planted, good = (list(scores(TESTS / "debrief" / part / kind)) for kind in ("planted", "good"))
        print(f"{part or 'the first calls'}: {len(planted)} planted, {len(good)} good")
        for name, listens in (("labelled", None), ("heard", ear)):
            print(f"  acts as {name}: {_found(planted, listens)} found, {_wrong(good, listens):.2f} points a good call")


def _codes(score: Score, ear: Ear | None) -> list[str]:
    return [point.code for point in debrief(heard_by(ear, score.record) if ear else score.record).points]


def _found(planted: Iterable[Score], ear: Ear | None) -> str:
    found = [score.code in _codes(score, ear) for score in planted]
    return f"{sum(found)} ({sum(found) / len(found):.1%})"


def _wrong(good: list[Score], ear: Ear | None) -> float:
    return sum(len(_codes(score, ear)) for score in good) / len(good)


if __name__ == "__main__":
    main()
