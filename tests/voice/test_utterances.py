"""What of the other end's sound was really heard: a barge-in, an end that nobody told of, the wire lost for a while."""

import asyncio

import pytest

from belletje.rehearsal.record import BargeIn, Sounded
from belletje.voice.sound import BYTES_PER_SECOND
from belletje.voice.utterances import SAFE_S, Utterances

FIRST, SECOND = "Dat hebben wij al geregeld.", "Waarom belt u mij?"
LINE = f"{FIRST} {SECOND}"


class Phone:
    """The other end's sounds in a call whose clock the test sets."""

    def __init__(self) -> None:
        self.now_s = 0.0
        self.turns: list[str] = []
        self.sounds = Utterances(
            lambda: self.now_s, lambda: self.turns.append("starts"), lambda: self.turns.append("stops")
        )

    def say(self, *sentences: tuple[str, float], line: str = LINE, all_of_it: bool = True) -> int:
        """A line of which these sentences went out, so many seconds long."""
        number = self.sounds.begin(3, line, aloud=True)
        for words, seconds in sentences:
            self.sounds.sent(number, words, bytes(round(seconds * BYTES_PER_SECOND)))
        if all_of_it:
            self.sounds.all_sent(number)
        return number


@pytest.fixture
def phone() -> Phone:
    """Half a minute into a call."""
    phone = Phone()
    phone.now_s = 30.0
    return phone


def test_a_line_that_sounded_to_its_end(phone: Phone) -> None:
    number = phone.say((FIRST, 1.6), (SECOND, 1.4))
    phone.now_s = 33.1
    phone.sounds.played(number, 3.0, ended=True)
    assert phone.sounds.so_far() == (Sounded(30.0, 3, 3.0, 3.0),)
    assert phone.turns == ["starts", "stops"]
    assert phone.sounds.interrupt() is None  # there is nothing left to interrupt


@pytest.mark.parametrize(
    ("played_s", "heard"),
    [
        (0.0, ""),
        (0.8, "Dat hebben wij"),
        (1.6, FIRST),
        (2.3, f"{FIRST} Waarom"),
        (3.0, LINE),
    ],
)
def test_who_cuts_in_leaves_unheard_what_had_not_sounded_yet(phone: Phone, played_s: float, heard: str) -> None:
    number = phone.say((FIRST, 1.6), (SECOND, 1.4))
    phone.sounds.played(number, played_s, ended=False)
    phone.now_s = 32.5
    assert phone.sounds.interrupt() == number
    assert phone.sounds.so_far() == (Sounded(30.0, 3, played_s, 3.0), BargeIn(32.5, 3, heard))
    assert phone.turns == ["starts", "stops"]


def test_what_is_hushed_and_goes_on_is_no_interruption_and_loses_nothing(phone: Phone) -> None:
    number = phone.say((FIRST, 1.6), (SECOND, 1.4))
    phone.now_s = 31.0
    assert phone.sounds.hush() == number
    phone.sounds.played(number, 1.0, ended=False)
    phone.now_s = 41.0
    phone.sounds.check()  # however long it is silent
    assert phone.sounds.left_s == 2.0
    assert phone.sounds.go_on()
    phone.now_s = 43.0
    phone.sounds.played(number, 3.0, ended=True)
    assert phone.sounds.so_far() == (Sounded(30.0, 3, 3.0, 3.0),)
    assert phone.turns == ["starts", "stops"]


def test_what_is_hushed_and_does_not_go_on_was_interrupted_when_it_was_hushed(phone: Phone) -> None:
    number = phone.say((FIRST, 1.6), (SECOND, 1.4))
    phone.now_s = 31.0
    phone.sounds.hush()
    phone.sounds.played(number, 0.8, ended=False)
    phone.now_s = 33.0
    assert phone.sounds.interrupt() == number
    assert phone.sounds.so_far() == (Sounded(30.0, 3, 0.8, 3.0), BargeIn(31.0, 3, "Dat hebben wij"))


def test_nothing_is_hushed_when_nothing_sounds(phone: Phone) -> None:
    assert phone.sounds.hush() is None
    assert not phone.sounds.go_on()


def test_of_two_lines_the_one_that_sounds_is_cut_and_neither_is_heard_any_more(phone: Phone) -> None:
    first, second = phone.say((FIRST, 1.6), line=FIRST), phone.say((SECOND, 1.4), line=SECOND)
    phone.sounds.played(first, 0.8, ended=False)
    phone.now_s = 31.0
    assert phone.sounds.interrupt() == second
    assert phone.sounds.so_far() == (
        Sounded(30.0, 3, 0.8, 1.6), Sounded(31.0, 3, 0.0, 1.4), BargeIn(31.0, 3, "Dat hebben wij")
    )  # fmt: skip
    assert phone.turns == ["starts", "starts", "stops"]


def test_a_line_that_waits_for_another_is_not_over_before_it_has_sounded(phone: Phone) -> None:
    first, second = phone.say((FIRST, 9.0)), phone.say((SECOND, 1.0))
    phone.now_s = 38.9
    phone.sounds.check()
    assert phone.sounds.sounds(second)
    phone.sounds.played(first, 9.0, ended=True)
    phone.sounds.check()
    assert phone.turns == ["starts", "starts"]
    phone.sounds.played(second, 1.0, ended=True)
    assert phone.sounds.so_far()[-1] == Sounded(38.9, 3, 1.0, 1.0)
    assert phone.turns == ["starts", "starts", "stops"]


def test_a_sentence_whose_sound_was_not_made_yet_was_not_heard(phone: Phone) -> None:
    number = phone.say((FIRST, 1.6), all_of_it=False)
    phone.sounds.played(number, 1.6, ended=False)
    phone.sounds.interrupt()
    sounded, cut = phone.sounds.so_far()
    assert isinstance(cut, BargeIn)
    assert cut.heard == FIRST
    assert isinstance(sounded, Sounded)
    assert sounded.took_s == 1.6
    assert sounded.whole_s > 2.5  # the words that were still to come count too


def test_the_voice_of_the_browser_tells_how_many_letters_it_said(phone: Phone) -> None:
    number = phone.sounds.begin(0, LINE, aloud=False)
    phone.sounds.played(number, 0, ended=False, chars=len(FIRST))
    phone.sounds.interrupt()
    cut = phone.sounds.so_far()[-1]
    assert isinstance(cut, BargeIn)
    assert cut.heard == FIRST


@pytest.mark.parametrize("told_s", [-5.0, float("nan")])
def test_nonsense_about_what_was_played_means_nothing_was(phone: Phone, told_s: float) -> None:
    number = phone.say((FIRST, 1.6))
    phone.sounds.played(number, told_s, ended=False)
    phone.sounds.played(99, 1.0, ended=True)
    ((_, rest),) = phone.sounds.unheard()
    assert len(rest) == round(1.6 * BYTES_PER_SECOND)


def test_no_more_can_have_been_heard_than_there_was(phone: Phone) -> None:
    number = phone.say((FIRST, 1.6))
    phone.sounds.played(number, float("inf"), ended=False)
    ((_, rest),) = phone.sounds.unheard()
    assert rest == b""
    phone.sounds.played(number, float("inf"), ended=True)
    assert phone.sounds.so_far() == (Sounded(30.0, 3, 1.6, 1.6),)


def test_an_end_that_nobody_tells_of_comes_a_while_after_the_length(phone: Phone) -> None:
    number = phone.say((FIRST, 1.6))
    phone.now_s = 31.6 + SAFE_S - 0.1
    phone.sounds.check()
    assert phone.sounds.sounds(number)
    phone.now_s = 31.6 + SAFE_S + 0.1
    phone.sounds.check()
    assert not phone.sounds.sounds(number)
    assert phone.sounds.so_far() == (Sounded(30.0, 3, 1.6, 1.6),)


def test_what_is_still_being_made_has_no_end_yet(phone: Phone) -> None:
    number = phone.say((FIRST, 1.6), all_of_it=False)
    phone.now_s = 60.0
    phone.sounds.check()
    assert phone.sounds.sounds(number)


def test_after_ten_seconds_without_a_wire_the_rest_goes_on_where_it_was(phone: Phone) -> None:
    number = phone.say((FIRST, 1.6), (SECOND, 1.4))
    phone.sounds.played(number, 1.0, ended=False)
    phone.now_s = 41.0
    ((one, rest),) = phone.sounds.unheard()
    assert (one.number, one.played_s) == (number, 1.0)
    assert len(rest) == 2 * BYTES_PER_SECOND
    phone.sounds.check()
    assert phone.sounds.sounds(number)  # it has only just begun to sound again
    phone.now_s = 43.1
    phone.sounds.played(number, 3.0, ended=True)
    assert phone.sounds.so_far() == (Sounded(30.0, 3, 3.0, 3.0),)


def test_nothing_is_sent_again_when_nothing_sounds(phone: Phone) -> None:
    assert phone.sounds.unheard() == []
    phone.sounds.played(phone.say((FIRST, 1.6)), 1.6, ended=True)
    assert phone.sounds.unheard() == []


def test_what_is_in_the_record_is_not_told_again(phone: Phone) -> None:
    for _ in range(2):
        phone.sounds.played(phone.say((FIRST, 1.6)), 1.6, ended=True)
    first, second = phone.sounds.so_far()
    phone.sounds.kept((first,))
    assert phone.sounds.so_far() == (second,)


def test_who_waits_for_silence_gets_it_when_the_sound_ends(phone: Phone) -> None:
    async def wait() -> list[str]:
        number = phone.say((FIRST, 1.6))
        waiting = asyncio.create_task(phone.sounds.silence())
        await asyncio.sleep(0)
        before = waiting.done()
        phone.sounds.played(number, 1.6, ended=True)
        await waiting
        return [str(before), str(waiting.done())]

    assert asyncio.run(wait()) == ["False", "True"]
