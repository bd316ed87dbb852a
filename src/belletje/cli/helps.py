"""The helps of a coached rehearsal in the terminal: a line of its own instead of words."""

from rich.console import Console

from belletje.prospect.catalogue import catalogue
from belletje.rehearsal.record import Turn, turns
from belletje.usecases import answers, rehearsals
from belletje.usecases.house import House, Refused

HELPS = {"?h": "hint", "?a": "answers", "?p": "pause", "?t": "take_back"}


def use_help(screen: Console, house: House, call: int, key: str, elapsed_s: float) -> None:
    """Uses a help and shows it; in a pause it waits for a key."""
    try:
        record = rehearsals.use_help(house=house, call=call, kind=HELPS[key], elapsed_s=elapsed_s).record
    except Refused as refusal:
        screen.print(str(refusal), markup=False)
        return
    said = next((turn for turn in reversed(turns(record)) if turn.reaction in catalogue()), None)
    match HELPS[key]:
        case "pause":
            screen.print("A pause; the other side waits. Enter goes on.")
            input()
        case "take_back":
            screen.print("Taken back." + (f" {said.speaker}: {said.text}" if said else ""), markup=False)
        case kind if said is not None:
            for line in _lines(house, kind, said, record.language):
                screen.print(f"  {line}", markup=False)


def _lines(house: House, kind: str, said: Turn, language: str) -> list[str]:
    if kind == "hint":
        return [catalogue()[said.reaction or ""].tips[language]]
    found = answers.list_answers(house=house, reaction=said.reaction or "", language=language, asked=said.text)
    return [f"{answer.by}: {answer.text}" for answer in found] or ["No colleague has given an answer to this yet."]
