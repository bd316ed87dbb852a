"""What was agreed at the end: what, when and with whom."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from belletje.debrief.call import Call
from belletje.debrief.knowledge import LANGUAGES, any_of, table
from belletje.debrief.moments import acts_of
from belletje.rehearsal.record import Turn
from belletje.understanding.acts import Act

AGREED = ("meeting", "callback", "referral", "material_requested")
BY_REACTION = {
    "agrees_to_meet": "meeting",
    "offers_other_time": "meeting",
    "gives_referral": "referral",
    "call_later": "callback",
    "send_email": "material_requested",
    "asks_proposal": "material_requested",
}
BY_ACT = {
    Act.PROPOSE_MEETING: "meeting",
    Act.ASK_CALLBACK: "callback",
    Act.OFFER_MATERIAL: "material_requested",
}
STEPS = frozenset((Act.PROPOSE_MEETING, Act.PROPOSE_SLOT, Act.ASK_CALLBACK, Act.OFFER_MATERIAL, Act.ASK_REFERRAL))
CONSENT = frozenset((*BY_REACTION, "says_goodbye", "listens", "answers_open", "tell_me_more", "put_through", None))


@dataclass(frozen=True, slots=True)
class NextStep:
    """`what` is one of AGREED; `when` is in the words that were used, or empty; `who` is the other party, or empty.

    `turn` is where it was agreed.
    """

    what: str
    when: str
    who: str
    turn: int


@cache
def _times(language: str, kind: str) -> re.Pattern[str]:
    patterns = [row["pattern"] for row in table("times.tsv") if row["language"] == language and row["kind"] == kind]
    return any_of([rf"(?<!\w)(?:{pattern})(?!\w)" for pattern in patterns])


def time_in(text: str, language: str) -> str:
    """The day or time that a text names, verbatim from the first to the last word of it, or empty."""
    plain = _times(language, "skip").sub(lambda match: " " * len(match.group()), text)
    found = list(_times(language, "time").finditer(plain))
    if not found:
        return ""
    end = found[0].end()
    for match in found[1:]:
        if match.start() - end > 12:
            break
        end = match.end()
    return text[found[0].start() : end].strip()


def next_step(call: Call) -> NextStep | None:
    """What was agreed in a conversation, or None."""
    if call.reached not in {"person", "gatekeeper"}:
        return None
    turn = proposal(call)
    what = call.record.outcome if call.record.outcome in AGREED else _what(call, turn)
    if what is None or call.record.outcome in {"hung_up", "opted_out"}:
        return None
    agreed = _agreed_in(call, what) or turn
    if agreed is None:
        return None
    return NextStep(what, when(call, agreed), _who(call, what, agreed), agreed.n)


def proposal(call: Call) -> Turn | None:
    """The caller's last proposal that was not refused."""
    for turn in reversed(call.to_listener):
        acts = acts_of(turn)
        if acts.isdisjoint(STEPS) and not (Act.CONFIRM in acts and _consented_before(call, turn)):
            continue
        after = call.after(turn)
        if (after.reaction if after else None) in CONSENT:
            return turn
    return None


def when(call: Call, since: Turn) -> str:
    """The latest day or time named around an agreement: from just before it to the end of the call."""
    start = max(1, since.n - 1)
    for turn in reversed(call.turns[start - 1 :]):
        named = time_in(turn.text, call.record.language) or call.slots.get(turn.n, "")
        if named:
            return named
    return ""


def _consented_before(call: Call, turn: Turn) -> bool:
    before = call.before(turn)
    return before is not None and before.reaction in BY_REACTION


def _what(call: Call, turn: Turn | None) -> str | None:
    """What the words agree on, where the record's outcome does not say: a proposal that was not refused."""
    if turn is None:
        return None
    before, after = call.before(turn), call.after(turn)
    for said in (after, before):
        if said is not None and said.reaction in BY_REACTION:
            return BY_REACTION[said.reaction]
    return None


def _agreed_in(call: Call, what: str) -> Turn | None:
    """The last turn of the other end that agrees to it, or the caller's last that proposes it."""
    for turn in reversed(call.turns):
        if turn.who == "prospect" and BY_REACTION.get(turn.reaction or "") == what:
            return turn
    return next(
        (turn for turn in reversed(call.to_listener) if any(BY_ACT.get(act) == what for act in acts_of(turn))),
        None,
    )


_NAME = re.compile(r"(?<![.!?…] )(?<!^)\b[A-Z]\w+(?:\s+(?:van|de|der|den|ter|'t|el)\b)*(?:\s+[A-Z]\w+)*")


def _who(call: Call, what: str, agreed: Turn) -> str:
    if what != "referral":
        return call.record.situation.name
    known = {call.record.situation.name, call.record.situation.company}
    names = [name for name in _NAME.findall(agreed.text) if name not in known]
    return names[0] if names else ""


def check_times() -> Mapping[str, int]:
    """How many patterns each language has; raises re.error when one is broken."""
    return {language: len(_times(language, "time").pattern) for language in LANGUAGES}
