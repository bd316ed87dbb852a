"""A mouth that remembers what it said, so that what is foreseen sounds at once."""

import asyncio

import pytest

from belletje.voice.parts import MOST_PREPARED, Crashed, Prepared
from belletje.voice.persons import Voice

USUAL, FAST = Voice(1.0, 1.0, ""), Voice(1.2, 1.0, "")


class CountingMouth:
    """Says a text as its letters, and counts what it is asked; `falls` at the first question."""

    name, where = "counting", "mouth.example"

    def __init__(self, *, falls: bool = False) -> None:
        self.asked: list[tuple[str, float]] = []
        self.closed = False
        self._falls = falls

    async def say(self, text: str, voice: Voice) -> bytes:
        self.asked.append((text, voice.pace))
        if self._falls and len(self.asked) == 1:
            raise Crashed("mouth stopped and will be started again.")
        return text.encode()

    def close(self) -> None:
        self.closed = True


def say(mouth: Prepared, *lines: tuple[str, Voice]) -> list[bytes]:
    """All these lines, one after the other."""

    async def one_after_the_other() -> list[bytes]:
        return [await mouth.say(text, voice) for text, voice in lines]

    return asyncio.run(one_after_the_other())


def test_what_was_said_before_is_not_made_again() -> None:
    mouth = CountingMouth()
    assert say(Prepared(mouth), *[("Ja.", USUAL)] * 3) == [b"Ja."] * 3
    assert mouth.asked == [("Ja.", 1.0)]


def test_somebody_else_says_it_in_their_own_voice() -> None:
    mouth = CountingMouth()
    say(Prepared(mouth), ("Ja.", USUAL), ("Ja.", FAST), ("Ja.", USUAL))
    assert mouth.asked == [("Ja.", 1.0), ("Ja.", 1.2)]


def test_what_was_not_said_for_long_is_forgotten_first() -> None:
    mouth = CountingMouth()
    others = [(str(number), USUAL) for number in range(MOST_PREPARED - 1)]
    say(Prepared(mouth), ("old", USUAL), ("kept", USUAL), ("old", USUAL), *others, ("old", USUAL), ("kept", USUAL))
    assert [text for text, _ in mouth.asked].count("old") == 1
    assert [text for text, _ in mouth.asked].count("kept") == 2


def test_what_is_being_made_is_not_made_again_and_is_made_to_its_end_whoever_gives_up_waiting() -> None:
    mouth = CountingMouth()

    async def two_at_once_and_one_gives_up() -> list[bytes]:
        prepared = Prepared(mouth)
        first, second = (asyncio.create_task(prepared.say("Ja.", USUAL)) for _ in range(2))
        await asyncio.sleep(0)
        first.cancel()
        return [await second, await prepared.say("Ja.", USUAL)]

    assert asyncio.run(two_at_once_and_one_gives_up()) == [b"Ja."] * 2
    assert mouth.asked == [("Ja.", 1.0)]


def test_what_failed_is_not_remembered() -> None:
    prepared = Prepared(CountingMouth(falls=True))
    with pytest.raises(Crashed):
        say(prepared, ("Ja.", USUAL))
    assert say(prepared, ("Ja.", USUAL)) == [b"Ja."]


def test_it_is_known_by_the_mouth_that_it_has() -> None:
    mouth = CountingMouth()
    prepared = Prepared(mouth)
    assert (prepared.name, prepared.where) == ("counting", "mouth.example")
    prepared.close()
    assert mouth.closed
