"""Answering: what is asked gets an answer, and an honest one."""

import re

from belletje.debrief.call import Call
from belletje.debrief.findings.finding import Findings, at
from belletje.debrief.knowledge import any_listed, limits
from belletje.debrief.likeness import questions_in, stems
from belletje.debrief.moments import Handling, Moment, acts_of
from belletje.debrief.quote import sentences, telling
from belletje.debrief.support import holds_for_all, is_denied
from belletje.rehearsal.record import Turn
from belletje.understanding.acts import Act

WORDS_OF_AN_ANSWER = 3
WORDS_OF_A_QUESTION = 3
"""What is shorter only echoes what was said ("Mornings only? And what would that cost?")."""
CLAIMS = frozenset((Act.ANSWER_QUESTION, Act.PROVE, Act.PITCH))
REFUSALS = frozenset(("hangs_up", "irritated", "not_understood", "asks_to_repeat"))
ELSEWHERE = frozenset(
    ("who_is_this", "what_is_this_about")
)  # no_introduction and no_reason say it better when all is missing


def question_unanswered(call: Call) -> Findings:
    """Something was asked and not answered, or beside the question, or only after it was asked again."""
    found: Findings = ()
    for moment in call.moments:
        if moment.judged("bluffed"):
            continue
        beside = moment.judged("dodged")
        if beside:
            share = 0.7 if moment.handling.is_good else 1.0
            found += at(call, "question_unanswered", beside, said=moment.said, share=share)
            continue
        if moment.kind != "question" or moment.answer is None or not acts_of(moment.answer) or _only_tells(moment):
            continue
        if moment.handling in {Handling.MISSED, Handling.MISHANDLED} and not _is_answered(call, moment):
            share = 0.5 if moment.reaction.id in ELSEWHERE else 1.0
            found += at(call, "question_unanswered", moment.answer, said=moment.said, share=share)
        elif moment.handling == Handling.LATE and moment.times > 1:
            found += at(call, "question_unanswered", moment.answer, said=moment.said, share=0.7)
        elif _is_half_answered(call, moment):
            found += at(call, "question_unanswered", moment.answer, said=moment.said, share=0.5)
    return found


def _is_half_answered(call: Call, moment: Moment) -> bool:
    """Of two questions in one breath one was answered: the words of the other, or a second sentence, are missing."""
    asked = [
        question
        for question in questions_in(moment.said.text, call.record.language)
        if len(question.split()) >= WORDS_OF_A_QUESTION
    ]
    acts = call.perhaps(moment.answers)
    if len(asked) < 2 or not acts.isdisjoint({Act.ADMIT_UNKNOWN, Act.ASK_CALLBACK, Act.OFFER_MATERIAL}):
        return False
    told = [
        sentence
        for turn in moment.answers
        for sentence in telling(turn.text)
        if len(sentence.split()) >= WORDS_OF_AN_ANSWER
    ]
    about = [bool(stems(question) & stems(" ".join(told))) for question in asked]
    return len(told) < len(asked) if not any(about) else not all(about)


def _only_tells(moment: Moment) -> bool:
    """Whether a reception that usually asks told something this time."""
    text = moment.said.text.rstrip()
    return moment.reaction.id == "gatekeeper_screens" and text.endswith((".", "!")) and "?" not in text


def _is_answered(call: Call, moment: Moment) -> bool:
    """Whether an answer that the catalogue does not know, or the ear is in doubt of, did for the other end."""
    after = call.after(moment.answers[0])
    perhaps = Act.ANSWER_QUESTION in call.perhaps(moment.answers) or _names_a_price(call, moment)
    return perhaps and after is not None and after.reaction != moment.reaction.id and after.reaction not in REFUSALS


def _names_a_price(call: Call, moment: Moment) -> bool:
    """Whether a price was asked, and an answer has one in it."""
    price = any_listed("support.tsv", kind="money", language=call.record.language)
    return moment.reaction.id == "asks_rate" and any(price.search(turn.text) for turn in moment.answers)


def bluffed(call: Call) -> Findings:
    """An answer that cannot be true, or one to a technical question that is too sure and not in the script.

    Conservative: a claim as such is no bluff ('ja, hij is CCNP'); only 'always', 'all of them', 'guaranteed' and their
    like are, and what the material at hand says otherwise.
    """
    found: Findings = ()
    material = f"{call.record.script.text}\n{call.record.situation.engineer}".strip()
    for moment in call.moments:
        untrue = moment.judged("bluffed")
        if untrue:
            found += at(call, "bluffed", untrue, said=moment.said)
            continue
        turn = moment.answer
        if moment.kind != "question" or turn is None:
            continue
        if call.perhaps([turn]).isdisjoint(CLAIMS) or Act.ADMIT_UNKNOWN in moment.acts:
            continue
        if _is_taken_back(call, turn):
            continue
        if is_denied(moment.said.text, turn.text, material, call.record.language):
            found += at(call, "bluffed", turn, said=moment.said)
        elif moment.reaction.group == "technical" and _is_bold(turn, call) and not _is_supported(turn, moment, call):
            found += at(call, "bluffed", turn, said=moment.said, about=_certainty(call.record.language, "strong"))
    return found


def _is_taken_back(call: Call, turn: Turn) -> bool:
    """Whether the caller put the answer right in the next turn, and said sorry for it."""
    later = next((other for other in call.spoken if other.n > turn.n), None)
    return later is not None and call.perhaps([later]) >= {Act.APOLOGISE, Act.ANSWER_QUESTION}


def _is_bold(turn: Turn, call: Call) -> bool:
    language = call.record.language
    if _certainty(language, "honest").search(turn.text):
        return False
    weak = len(_certainty(language, "weak").findall(turn.text))
    return bool(_certainty(language, "strong").search(turn.text)) or weak >= limits()["weak_certainties"]


def _is_supported(turn: Turn, moment: Moment, call: Call) -> bool:
    """Whether the bold sentence stands in the script that lay alongside, or all have what was asked for by it."""
    if holds_for_all(moment.said.text, call.record.script.text, call.record.language):
        return True
    script = _plain(call.record.script.text)
    bold = [
        sentence for sentence in sentences(turn.text) if _certainty(call.record.language, "strong").search(sentence)
    ]
    return bool(script) and bool(bold) and all(_plain(sentence) in script for sentence in bold)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _certainty(language: str, strength: str) -> re.Pattern[str]:
    return any_listed("certainty.tsv", language=language, strength=strength)
