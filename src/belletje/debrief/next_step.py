"""What was agreed at the end: what, when and with whom."""

import re
from dataclasses import dataclass
from functools import cache

from belletje.debrief.call import Call
from belletje.debrief.knowledge import any_of, table
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
PUTS_OFF = frozenset(("call_later", "send_email", "asks_proposal"))
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


_BETWEEN = re.compile(r"[\s,]*(?:om|at|rond|de|the|on)?\s*", re.IGNORECASE)


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
        if not _BETWEEN.fullmatch(plain[end : match.start()]):
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
    """The latest day or time named around an agreement, from just before it to the end of the call.

    Where an earlier turn says the same more fully ('dinsdag om tien uur' before 'tot dinsdag'), that is taken.
    """
    found = ""
    first = since.n - 1 if _puts_off(call, since) else since.n - 2
    for turn in reversed(call.turns[max(0, first) :]):
        named = time_in(turn.text, call.record.language) or call.slots.get(turn.n, "")
        if named and (not found or found.lower() in named.lower()):
            found = named
    return found


def _puts_off(call: Call, turn: Turn) -> bool:
    """Whether the other end says to send or ring instead of taking what was proposed: its day is not agreed then."""
    mine = call.mine_before(turn)
    return turn.reaction in PUTS_OFF and mine is not None and Act.PROPOSE_MEETING in acts_of(mine)


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


_NAME = re.compile(r"\b[A-ZÀ-Þ][\w'-]+(?:(?:\s+(?:van|de|der|den|ter|ten|'t|el))*\s+[A-ZÀ-Þ][\w'-]+)*")
_STARTS_SENTENCE = re.compile(r"(?:^|[.!?…]\s+)$")


def _who(call: Call, what: str, agreed: Turn) -> str:
    """With whom it was agreed; for a referral the name that was given, where one was."""
    if what != "referral":
        return call.record.situation.name
    names = names_in(agreed.text)
    return max(names, key=lambda name: len(name.split()), default="")


def names_in(text: str) -> tuple[str, ...]:
    """The runs of words with capitals that are names: no beginning of a sentence, no "I'm", no abbreviation."""
    found = map(_named, _NAME.finditer(text))
    return tuple(name for name in found if name and not name.isupper() and not name.startswith(("I'", "I’")))


def _named(match: re.Match[str]) -> str:
    """The name in a run of words with capitals: one word at the start of a sentence has a capital but is no name."""
    name = match.group()
    if not _STARTS_SENTENCE.search(match.string[: match.start()]):
        return name
    _first, _, rest = name.partition(" ")
    return (name if rest and not rest[0].isupper() else rest) if rest else ""
