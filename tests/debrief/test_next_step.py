"""What was agreed: what, when and with whom."""

import pytest

from belletje.debrief.call import read
from belletje.debrief.findings.well import clear_next_step
from belletje.debrief.next_step import next_step, time_in

from .score import play


@pytest.mark.parametrize(
    ("language", "text", "time"),
    [
        ("nl", "Dan noteer ik dinsdag om tien uur bij u.", "dinsdag om tien uur"),
        ("nl", "Goedemorgen, fijne middag nog.", ""),
        ("nl", "Ik bel u op 1 september.", "1 september"),
        ("nl", "Schikt de veertiende?", "de veertiende"),
        ("nl", "Woensdag half vier?", "Woensdag half vier"),
        ("nl", "Tot binnenkort, we bellen volgende week wel.", ""),
        ("nl", "Ik stuur het vandaag. Schikt vrijdag?", "vandaag"),
        ("nl", "Dat kost één of twee ton.", ""),
        ("en", "Shall we say Tuesday at ten?", "Tuesday at ten"),
        ("en", "Good morning, have a nice day.", ""),
        ("en", "I'll ring on the first of October.", "the first of October"),
        ("en", "Tomorrow at half past eight works.", "Tomorrow at half past eight"),
        ("en", "We'll be in touch soon.", ""),
    ],
)
def test_a_day_or_a_time_is_found_in_the_words(language: str, text: str, time: str) -> None:
    assert time_in(text, language) == time


def agreed(score: str) -> tuple[str, str, str] | None:
    step = next_step(read(play(score)))
    return step and (step.what, step.when, step.who)


def test_a_meeting_takes_the_time_that_was_settled_last() -> None:
    score = """
    P listens: Ja?
    C propose_meeting propose_slot: Zullen we donderdag om twee uur kennismaken?
    P offers_other_time: Liever vrijdag om negen uur.
    C confirm goodbye: Prima, tot dan.
    END meeting prospect goodbye
    """
    assert agreed(score) == ("meeting", "vrijdag om negen uur", "Marloes Dekker")


def test_the_day_of_a_meeting_that_is_put_off_is_no_day_of_anything() -> None:
    score = """
    P listens: Ja?
    C propose_meeting propose_slot: Zullen we donderdag om twee uur kennismaken?
    P send_email: Doe maar een mailtje.
    C thank goodbye: Doe ik, dank u wel. Dag!
    END polite_no prospect goodbye
    """
    assert agreed(score) == ("material_requested", "", "Marloes Dekker")
    assert clear_next_step(read(play(score))) == ()


def test_a_referral_names_who_was_named() -> None:
    score = """
    P not_my_decision: Daar ga ik niet over.
    C ask_referral: Wie wel?
    P gives_referral: Mijn collega Sandra Vermeulen doet de telefonie.
    C thank goodbye: Dank u wel.
    END referral prospect goodbye
    """
    assert agreed(score) == ("referral", "", "Sandra Vermeulen")


def test_nothing_is_agreed_by_a_no() -> None:
    assert (
        agreed("P listens: Ja?\nC propose_meeting: Kennismaken?\nP no_need: Nee.\nEND polite_no prospect goodbye")
        is None
    )
