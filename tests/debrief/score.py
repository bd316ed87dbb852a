"""Conversations written as scores: a tiny language in which a test says what was said, by whom and when.

A score is lines; a blank line or one that starts with `#` is skipped:

    scenario: manner=curt, need=latent        what kind of call (dimension=value, as everywhere); optional
    medium: voice                             text unless said otherwise
    script: some text                         the script that lay alongside; optional
    P has_supplier: We hebben al een partij.  the prospect says this, as that reaction
    G, S, V                                   the same for the gatekeeper, a stranger, a voicemail
    C acknowledge probe: Dat snap ik. Hoezo?  the caller says this, understood as these acts
    C pitch [24s]: Wij leveren…               it took 24 seconds (else 150 words a minute)
    C ask_open [after 3s]: Hoe gaat dat nu?   after three seconds of silence (else 0.3)
    C ask_open [over 2s]: Hoe gaat dat nu?    beginning two seconds before the other had finished
    C:                                        the caller stays silent
    END meeting prospect goodbye              the line goes dead: outcome, by whom, reason

A file holds several scores, each under a title: `== a title`. In `planted/` the file is named after the mistake in it;
in a file named `mixed` each title begins with it: `== gave_up_early: one no and gone`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from belletje.prospect.scenario import Scenario, parse
from belletje.rehearsal.record import Dialled, Event, Heard, HungUp, Rang, Record, Said, Script, spoken_s
from belletje.rehearsal.situation import Situation

SPEAKERS = {"P": "prospect", "G": "gatekeeper", "S": "stranger", "V": "voicemail"}
SITUATIONS = {
    "nl": Situation(
        "Sanne de Wit", "Noordlicht", "Marloes Dekker", "Waterkant Zorggroep", "netwerkbeheerder", "Bas", ""
    ),
    "en": Situation(
        "Sanne de Wit", "Northlight", "Marlow Decker", "Waterside Care", "network administrator", "Bas", ""
    ),
}
_LINE = re.compile(r"^(?P<who>[PGSVC])(?P<what>[\w ]*)(?:\[(?P<how>[^]]*)\])?:(?P<text>.*)$")
PICKED_UP_S = 5.0


@dataclass(frozen=True, slots=True)
class Score:
    """A titled call from a file; `code` is the mistake planted in it, and `where` names file and title."""

    code: str
    language: str
    title: str
    record: Record

    @property
    def where(self) -> str:
        return f"{self.code}.{self.language}: {self.title}"


def scores(folder: Path) -> Iterator[Score]:
    """Every score in the files `<code>.<language>.txt` of a folder."""
    for file in sorted(folder.glob("*.txt")):
        code, language = file.stem.split(".")
        for part in re.split(r"^== ", file.read_text("utf-8"), flags=re.MULTILINE)[1:]:
            title, _, body = part.partition("\n")
            planted = title.partition(":")[0] if code == "mixed" else code
            yield Score(planted, language, title.strip(), play(body, language))


def play(score: str, language: str = "nl", seed: int = 1) -> Record:
    """The record of a score."""
    scenario, medium, script = Scenario(), "text", ""
    events: list[Event] = [Dialled(0.0), Rang(1.0, 1)]
    free_at_s = PICKED_UP_S
    for line in (line.strip() for line in score.splitlines()):
        if not line or line.startswith("#"):
            continue
        name, _, value = line.partition(":")
        if name == "scenario":
            scenario = parse(value)
        elif name == "medium":
            medium = value.strip()
        elif name == "script":
            script = value.strip()
        elif line.startswith("END"):
            _, outcome, by, reason = line.split()
            events.append(HungUp(round(free_at_s, 2), by, outcome, reason))
        else:
            event, free_at_s = _turn(line, free_at_s)
            events.append(event)
    return Record(
        seed, {}, language, scenario, SITUATIONS[language], Script("script", script), medium, events=tuple(events)
    )


def _turn(line: str, free_at_s: float) -> tuple[Event, float]:
    match = _LINE.match(line)
    if match is None:
        raise ValueError(f"no line of a score: {line}")
    text, what = match["text"].strip(), tuple(match["what"].split())
    if match["who"] != "C":
        return Said(round(free_at_s, 2), SPEAKERS[match["who"]], what[0], text, {}), free_at_s + spoken_s(text)
    took_s, silence_s = spoken_s(text), 0.3
    for amount in (match["how"] or "").split(","):
        kind, _, number = amount.strip().rpartition(" ")
        if kind == "after":
            silence_s = float(number.rstrip("s"))
        elif kind == "over":
            silence_s = -float(number.rstrip("s"))
        elif number:
            took_s = float(number.rstrip("s"))
    at_s = free_at_s + silence_s
    heard = Heard(round(at_s, 2), text, what, dict.fromkeys(what, 0.9), took_s, max(0.0, silence_s))
    return heard, at_s + took_s
