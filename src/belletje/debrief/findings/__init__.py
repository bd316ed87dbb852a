"""What a debrief can point at: each code is one function from a call to findings, in one of these tuples."""

from belletje.debrief.findings.answering import bluffed, question_unanswered
from belletje.debrief.findings.asking import closed_questions_only, no_discovery
from belletje.debrief.findings.closing import gave_up_early, no_next_step, vague_next_step
from belletje.debrief.findings.delivery import fillers, jargon, monologue, talked_over, too_fast
from belletje.debrief.findings.finding import Check
from belletje.debrief.findings.objections import (
    objection_ignored,
    objection_not_acknowledged,
    objection_not_probed,
)
from belletje.debrief.findings.opening import late_reason, no_introduction, no_reason, pitch_too_early
from belletje.debrief.findings.respect import disparaged, optout_ignored, pressure
from belletje.debrief.findings.signals import signal_missed
from belletje.debrief.findings.well import (
    clear_next_step,
    found_need,
    graceful_exit,
    honest_unknown,
    kept_calm,
    turned_objection,
)

IMPROVE: tuple[Check, ...] = (
    optout_ignored, pressure, disparaged,
    no_introduction, no_reason, late_reason, pitch_too_early,
    closed_questions_only, no_discovery,
    question_unanswered, bluffed,
    objection_ignored, objection_not_acknowledged, objection_not_probed, signal_missed,
    gave_up_early, no_next_step, vague_next_step,
    monologue, talked_over, too_fast, fillers, jargon,
)  # fmt: skip
WELL: tuple[Check, ...] = (kept_calm, found_need, turned_objection, honest_unknown, clear_next_step, graceful_exit)
