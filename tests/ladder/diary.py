"""A diary of practice for tests: which call was held on which day, as a score (see debrief/score.py)."""

from datetime import UTC, datetime, timedelta

from belletje.ladder.held import Held
from belletje.ladder.step import Step, step
from debrief.score import play

DAY_ONE = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)

GOOD = """
scenario: supply=preferred_supplier
P hello_curt: Dekker.
C greet introduce state_reason: Met Sanne, over uw vacature.
P has_supplier: We hebben al een partij.
C acknowledge ask_open: Goed dat u iemand heeft. Wat doet u als die niet kan?
P shares_problem: Dan wachten we.
C propose_meeting propose_slot: Zullen we dinsdag om tien uur praten?
P agrees_to_meet: Goed.
C confirm goodbye: Dinsdag tien uur. Tot dan.
END meeting prospect goodbye
"""
LATE = GOOD.replace("C acknowledge ask_open: Goed dat u iemand heeft. Wat doet u als die niet kan?",
                    "C acknowledge: Goed.\nP listens: Ja?\nC ask_open: Wat doet u als die niet kan?")  # fmt: skip
MISSED = """
scenario: supply=preferred_supplier
P hello_curt: Dekker.
C greet introduce state_reason: Met Sanne, over uw vacature.
P has_supplier: We hebben al een partij.
C pitch: Onze mensen zijn beter.
P not_interested: Nee.
C pitch: Echt waar.
END polite_no prospect goodbye
"""
PUSHED = MISSED.replace("C pitch: Echt waar.", "C pressure: U moet nu beslissen.")
VOICEMAIL = """
scenario: reach=voicemail
V voicemail: Na de piep.
C introduce state_reason: Met Sanne, over uw vacature. Mijn nummer is 06 1234 5521.
END voicemail_left caller caller_hung_up
"""
NO_ANSWER = "scenario: reach=no_answer\nEND no_contact line not_reached"
SILENT = "P hello_curt: Ja?\nEND caller_gave_up caller caller_hung_up"


def day(number: int) -> datetime:
    """The day of practice, from 1 on."""
    return DAY_ONE + timedelta(days=number - 1)


def diary(*calls: tuple[int, str]) -> tuple[Held, ...]:
    """Calls by the day on which they were held."""
    return tuple(Held(f"c{place}", day(on), play(score)) for place, (on, score) in enumerate(calls, 1))


def steps(*calls: tuple[int, str]) -> tuple[Step, ...]:
    """The same calls as steps of the ladder."""
    return tuple(map(step, diary(*calls)))
