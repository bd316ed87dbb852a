"""Delivery: length, turn taking, pace and words. From timing and words only."""

import re
from functools import cache

from belletje.debrief.call import Call, talking_s
from belletje.debrief.findings.finding import Findings, at
from belletje.debrief.knowledge import any_of, limits, table, whole_words
from belletje.debrief.measures import count_fillers, fillers_per_100_words, interruptions, is_timed, pace_wpm, words
from belletje.debrief.measures import fillers as filler_words
from belletje.prospect.rules import dynamics
from belletje.rehearsal.record import Turn

NOT_UNDERSTOOD = ("not_understood", "asks_to_repeat")


def monologue(call: Call) -> Findings:
    """A turn that lasted too long; the longest is the one to learn from."""
    limit_s = limits()["monologue_voicemail_s"] if call.reached == "voicemail" else dynamics().limits["monologue_s"]
    longest = max(call.spoken, key=lambda turn: talking_s(call.record, turn), default=None)
    if longest is None or talking_s(call.record, longest) < limit_s:
        return ()
    return at(call, "monologue", longest)


def talked_over(call: Call) -> Findings:
    """The caller began while the other end was still speaking; the largest overlap is the one to learn from."""
    over = interruptions(call)
    if not over:
        return ()
    return at(call, "talked_over", max(over, key=lambda turn: _overlap_s(call, turn)))


def _overlap_s(call: Call, turn: Turn) -> float:
    before = call.turns[turn.n - 2]
    return before.at_s + before.spoken_s - turn.at_s


def too_fast(call: Call) -> Findings:
    """The pace over the whole call was high; the fastest long turn is quoted."""
    pace = pace_wpm(call)
    if pace is None or pace < limits()["pace_wpm"]:
        return ()
    timed = [turn for turn in call.spoken if is_timed(call, turn)]
    long_enough = [turn for turn in timed if words(turn) >= 8 and turn.spoken_s > 0] or timed
    return at(call, "too_fast", max(long_enough, key=lambda turn: words(turn) / max(turn.spoken_s, 0.1)))


def fillers(call: Call) -> Findings:
    """Many filler words over the whole call; the turn with most of them is quoted."""
    share = fillers_per_100_words(call)
    language = call.record.language
    count = sum(count_fillers(turn, language) for turn in call.spoken)
    if share is None or share < limits()["fillers_per_100_words"] or count < limits()["fillers_at_least"]:
        return ()
    fullest = max(call.spoken, key=lambda turn: count_fillers(turn, language))
    return at(call, "fillers", fullest, about=filler_words(language))


def jargon(call: Call) -> Findings:
    """Words of the trade for somebody of another trade, before they used them themselves."""
    if call.reached != "person":
        return ()
    situation = call.record.situation
    known = f"{situation.vacancy} {situation.engineer}".lower()
    terms = jargon_terms(call.record.language, call.record.scenario.role)
    used: dict[str, Turn] = {}
    for turn in call.turns:
        for found in terms.findall(turn.text):
            term = found.lower()
            if turn.who == "prospect":
                known += f" {term}"
            elif term not in known:
                used.setdefault(term, turn)
    if not used:
        return ()
    strangest = max(used.values(), key=lambda turn: sum(other is turn for other in used.values()))
    after = call.after(strangest)
    lost = after is not None and after.reaction in NOT_UNDERSTOOD
    if len(used) < limits()["jargon_terms"] and not lost:
        return ()
    return at(call, "jargon", strangest, about=terms)


@cache
def jargon_terms(language: str, role: str) -> re.Pattern[str]:
    """What matches a word that is strange to this role."""
    return any_of(
        [
            whole_words(row["term"])
            for row in table("jargon.tsv")
            if row["language"] in {"any", language} and {role, "all"} & set(row["roles"].split())
        ]
    )
