"""What the other end knows: what they may name by now, what is true of their organisation, and who calls."""

import re
from random import Random

from belletje.prospect import circumstances
from belletje.prospect.state import ProspectState
from belletje.rehearsal.record import Heard, Record


def known_to(record: Record, state: ProspectState) -> dict[str, str]:
    """The facts that the other end may name by now; the caller's own name and company as they were really said."""
    facts = record.situation.known(
        caller=False,
        caller_company=False,
        connection=state.connection_named,
        engineer=state.pitches > 0,
        vacancy=state.knows_why,
    )
    if state.knows_who:
        facts |= _who_calls(record)
    return facts | ({"slot": state.slot} if state.slot else {})


def circumstances_of(record: Record) -> dict[str, str]:
    """What is true of the organisation that is called, by name: the same for the whole call."""
    called = record.situation
    return circumstances.invent(record.language, called.name, called.company, Random(f"{record.seed}/circumstances"))


def _who_calls(record: Record) -> dict[str, str]:
    situation, heard = record.situation, record.heard
    first_name = situation.caller.partition(" ")[0]
    names = [turn.name for turn in heard if turn.name] or _said(heard, situation.caller, first_name)
    companies = [turn.company for turn in heard if turn.company] or _said(heard, situation.caller_company)
    found = {"caller": names[-1:], "caller_company": companies[-1:]}
    return {name: value[0] for name, value in found.items() if value}


def _said(heard: tuple[Heard, ...], *forms: str) -> list[str]:
    """The first of these forms of a name that occurs in what the caller said."""
    text = " ".join(" ".join(turn.text.split()) for turn in heard)
    return [form for form in forms if form and occurs(form, text)][:1]


def occurs(words: str, text: str) -> bool:
    """Whether these very words occur in a text, in small letters or capitals."""
    return bool(re.search(rf"(?<!\w){re.escape(words.casefold())}(?!\w)", text.casefold()))
