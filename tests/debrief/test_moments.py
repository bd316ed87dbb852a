"""What the other end said, and how the caller dealt with it."""

import pytest

from belletje.debrief.call import read
from belletje.debrief.moments import Handling, Moment

from .score import play


def the_moment(score: str, reaction: str) -> Moment:
    return next(moment for moment in read(play(score)).moments if moment.reaction.id == reaction)


@pytest.mark.parametrize(
    ("answer", "handling"),
    [
        ("C acknowledge ask_open: Goed. Hoe bevalt dat?", Handling.AT_ONCE),
        ("C acknowledge: Goed dat u iemand heeft.\nP listens: Ja?\nC ask_open: Hoe bevalt dat?", Handling.LATE),
        ("C pitch: Wij zijn beter.\nP has_supplier: Tja.\nC acknowledge ask_open: Goed. Hoezo?", Handling.LATE),
        ("C pitch: Wij zijn beter.\nP listens: Ja?\nC pitch: Echt waar.", Handling.MISSED),
        ("C disparage: Die partij is slecht.", Handling.MISHANDLED),
        ("C filler: Eh…\nC acknowledge ask_open: Goed. Hoe bevalt dat?", Handling.AT_ONCE),
        ("C acknowledge: Goed.\nP asks_rate: Wat kost het?\nC ask_open: Hoe bevalt dat?", Handling.MISSED),
        ("", Handling.OPEN),
    ],
)  # fmt: skip
def test_an_objection_is_handled_at_once_late_or_not(answer: str, handling: Handling) -> None:
    score = (
        f"P hello_curt: Dekker.\nC introduce state_reason: Met Sanne.\nP has_supplier: We hebben al iemand.\n{answer}"
    )
    assert the_moment(score, "has_supplier").handling == handling


def test_said_again_before_it_was_handled_is_one_moment() -> None:
    moment = the_moment("P asks_rate: Wat kost het?\nC pitch: Goede mensen.\nP asks_rate: Het tarief?", "asks_rate")
    assert (moment.times, len(moment.answers)) == (2, 1)


def test_a_yes_to_what_the_caller_asked_for_is_no_objection() -> None:
    asked = read(play("P no_time: Geen tijd.\nC ask_callback: Zal ik later bellen?\nP call_later: Ja, later."))
    unasked = read(play("P listens: Ja?\nC state_reason: Over de vacature.\nP call_later: Bel later maar."))
    assert [moment.reaction.id for moment in asked.moments] == ["no_time"]
    assert [moment.reaction.id for moment in unasked.moments] == ["call_later"]


@pytest.mark.parametrize(
    ("score", "reached"),
    [
        ("P hello_curt: Ja?", "person"),
        (
            "G hello_reception: Goedemorgen.\nC introduce: Met Sanne.\nG put_through: Moment.\nP hello_curt: Ja?",
            "person",
        ),
        ("G hello_reception: Goedemorgen.", "gatekeeper"),
        ("S wrong_number: Verkeerd.", "stranger"),
        ("V voicemail: Na de piep.", "voicemail"),
        ("END no_contact line not_reached", "nobody"),
    ],
)
def test_who_was_reached(score: str, reached: str) -> None:
    assert read(play(score)).reached == reached


def test_who_gave_a_name_already_need_not_give_it_again_to_be_let_through() -> None:
    told = "G hello_reception: Waterkant.\nC greet introduce ask_referral: Met Sanne. Is mevrouw Dekker er?"
    asked = f"{told}\nG gatekeeper_screens: Waar gaat het over?\n"
    assert the_moment(f"{asked}C state_reason: Over de vacature.", "gatekeeper_screens").handling == Handling.AT_ONCE
    assert the_moment(f"{asked}C pitch: Wij zijn goed.", "gatekeeper_screens").handling == Handling.MISHANDLED
