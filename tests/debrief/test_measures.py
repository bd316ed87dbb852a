"""What is counted, from words and timing only."""

from dataclasses import replace

import pytest

from belletje.debrief.measures import measure
from belletje.rehearsal.record import Heard, Said, Sounded

from .score import play

CALL = """
medium: {medium}
P hello_curt: Met Dekker, wie is daar?
C greet introduce [4s]: Goedemorgen, met Sanne van Noordlicht.
P what_is_this_about: Waar gaat het over?
C state_reason ask_open [after 2s, 6s]: Ik bel eh over uw vacature voor een netwerkbeheerder. Hoe vangt u dat op?
P has_supplier: We hebben daar al jaren een heel erg goede vaste partij voor gevonden.
C acknowledge ask_open [over 3s]: Dat snap ik. Wat doet u als die niet kan?
P asks_rate: Wat kost het?
C pitch: Het zijn goede mensen.
END polite_no prospect goodbye
"""


def test_a_spoken_call_is_measured_by_the_clock() -> None:
    measures = measure(play(CALL.format(medium="voice")))
    assert measures.longest_monologue_s == 6.0
    assert measures.pace_wpm == pytest.approx(60 * 32 / 15.6, abs=5)
    assert measures.time_to_reason_s == pytest.approx(2.0 + 0.3 + 4.0 + 1.6 + 2.0, abs=0.05)
    assert measures.interruptions == 1
    assert measures.reply_latency_s == pytest.approx(0.3)
    assert measures.talk_share is not None
    assert 0.5 < measures.talk_share < 0.75


def test_pauses_are_a_share_of_the_time_that_the_caller_spoke_by_voice() -> None:
    record = play(CALL.format(medium="voice"))
    assert measure(record).pause_share == 0.0
    paused = tuple(replace(event, paused_s=1.0) if isinstance(event, Heard) else event for event in record.events)
    spoken_s = sum(heard.spoken_s for heard in record.heard)
    assert measure(replace(record, events=paused)).pause_share == pytest.approx(4 / spoken_s, abs=0.001)
    assert measure(play(CALL.format(medium="text"))).pause_share is None


def test_by_voice_the_other_end_counts_for_as_long_as_it_really_sounded() -> None:
    record = play(CALL.format(medium="voice"))
    lines = [event for event in record.events if isinstance(event, Said)]
    sounded = tuple(Sounded(line.at_s, n, 0.5, 0.5) for n, line in enumerate(lines))
    short = measure(replace(record, events=(*record.events, *sounded)))
    usual = measure(record)

    assert usual.talk_share is not None
    assert short.talk_share is not None
    assert short.talk_share > usual.talk_share
    assert (short.interruptions, usual.interruptions) == (0, 1)


@pytest.mark.parametrize(("took_s", "times"), [(4.4, 0), (1.0, 1)])
def test_by_voice_an_interruption_is_what_really_was_left_unsaid(took_s: float, times: int) -> None:
    record = play(CALL.format(medium="voice"))
    supplier = 2  # the line that the caller talks over
    cut = Sounded(16.0, supplier, took_s, 4.8)

    assert measure(replace(record, events=(*record.events, cut))).interruptions == times


@pytest.mark.parametrize(
    ("sounds_s", "at_once_s"),
    [
        ((0.0, 4.4), 2.2),  # it went on while the caller, who began 2.2 s into it, was speaking
        ((0.0, 2.4), 0.2),  # it gave way
        ((0.0, 1.0), 0.0),
        ((2.5, 1.0), 1.0),  # it began late, and was over before the caller was
    ],
)
def test_by_voice_it_is_measured_how_long_both_spoke_at_once(sounds_s: tuple[float, float], at_once_s: float) -> None:
    record = play(CALL.format(medium="voice"))
    supplier = 2  # the line that the caller talks over
    line = [event for event in record.events if isinstance(event, Said)][supplier]
    after_s, took_s = sounds_s
    sounded = Sounded(line.at_s + after_s, supplier, took_s, 4.8)

    assert measure(replace(record, events=(*record.events, sounded))).overlap_s == pytest.approx(at_once_s)


def test_the_answer_to_a_typed_turn_is_not_spoken_over_by_it() -> None:
    score = "medium: voice\nC greet [9s]: Goedemorgen.\nP hello_curt: Met Dekker.\nEND polite_no prospect goodbye"
    record = play(score)
    sounded = Sounded(6.0, 0, 1.0, 1.0)  # at once, where the length of the turn is estimated from its words

    assert measure(replace(record, events=(*record.events, sounded))).overlap_s == 0.0


@pytest.mark.parametrize("medium", ["text", "voice"])
def test_where_nothing_sounded_nobody_spoke_at_once(medium: str) -> None:
    assert measure(play(CALL.format(medium=medium))).overlap_s is None


def test_a_typed_call_has_no_pace_and_counts_only_speaking_time() -> None:
    measures = measure(play(CALL.format(medium="text")))
    assert measures.pace_wpm is None
    assert measures.time_to_reason_s == pytest.approx(2.0 + 2.0 + 1.6, abs=0.05)


def test_objections_questions_and_fillers_are_counted() -> None:
    measures = measure(play(CALL.format(medium="text")))
    met = measures.objections
    assert (met.met, met.acknowledged, met.probed, met.handled, met.missed) == (1, 1, 1, 1, 0)
    assert (measures.questions_open, measures.questions_closed, measures.questions_unanswered) == (2, 0, 1)
    assert measures.fillers_per_100_words == pytest.approx(100 / 32, abs=0.6)


@pytest.mark.parametrize("score", ["END no_contact line not_reached", "V voicemail: Na de piep.", "P hello_curt: Ja?"])
def test_a_call_in_which_the_caller_said_nothing_has_nothing_to_measure(score: str) -> None:
    measures = measure(play(score))
    assert (measures.talk_share, measures.pace_wpm, measures.fillers_per_100_words) == (None, None, None)
    assert measures.objections.met == 0
