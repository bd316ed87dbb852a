"""A process of its own: it crashes, hangs, stumbles, and is started again."""

import asyncio
import os
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from belletje.voice.models import NotReady
from belletje.voice.worker import Crashed, Worker, read, write

Begin = Callable[..., Worker]


@pytest.fixture
def begin() -> Iterator[Begin]:
    """Gives parrots, and ends them afterwards."""
    begun: list[Worker] = []

    def one(answer_s: float = 20.0, **settings: Any) -> Worker:
        begun.append(Worker("parrot", settings, answer_s))
        return begun[-1]

    yield one
    for worker in begun:
        worker.close()


def test_it_starts_at_the_first_question_and_answers_from_a_process_of_its_own(begin: Begin) -> None:
    parrot = begin()
    assert parrot.process_id is None
    told, sound = parrot.ask_now({"does": "repeat"}, b"abc")
    assert sound == b"cba"
    assert told["pid"] == parrot.process_id != os.getpid()


def test_arithmetic_there_keeps_to_one_core_as_the_others_hear_and_speak(begin: Begin) -> None:
    told, _ = begin().ask_now({"does": "repeat"})
    assert told["blas_threads"] == [1]


def test_after_a_crash_the_next_question_starts_it_anew(begin: Begin) -> None:
    parrot = begin()
    first, _ = parrot.ask_now({"does": "repeat"})
    with pytest.raises(Crashed, match="parrot stopped and will be started again"):
        parrot.ask_now({"does": "die"})
    assert parrot.process_id is None
    again, _ = parrot.ask_now({"does": "repeat"})
    assert again["pid"] != first["pid"]
    assert again["asked"] == ["repeat"]


def test_one_that_died_while_nobody_asked_is_started_anew_without_a_word(begin: Begin) -> None:
    parrot = begin()
    first, _ = parrot.ask_now({"does": "repeat"})
    os.kill(first["pid"], 9)
    os.waitid(os.P_PID, first["pid"], os.WEXITED | os.WNOWAIT)
    again, _ = parrot.ask_now({"does": "repeat"})
    assert again["pid"] != first["pid"]


def test_one_that_hangs_is_ended_and_started_anew(begin: Begin) -> None:
    parrot = begin(answer_s=0.4)
    with pytest.raises(Crashed):
        parrot.ask_now({"does": "hang"})
    assert parrot.ask_now({"does": "repeat"})[0]["asked"] == ["repeat"]


def test_one_that_falls_over_at_the_start_is_a_crash(begin: Begin) -> None:
    with pytest.raises(Crashed):
        begin(dies=True).ask_now({"does": "repeat"})


def test_what_is_missing_is_said_in_both_languages(begin: Begin) -> None:
    with pytest.raises(NotReady) as missing:
        begin(missing=True).ask_now({"does": "repeat"})
    assert missing.value.sentence("nl") == "Koop een papegaai."
    assert missing.value.sentence("en") == missing.value.sentence("de") == str(missing.value) == "Buy a parrot."


def test_a_question_that_is_too_hard_is_told_and_the_next_is_answered_by_the_same_one(begin: Begin) -> None:
    parrot = begin()
    with pytest.raises(Crashed, match="ValueError: a word too hard"):
        parrot.ask_now({"does": "stumble"})
    told, _ = parrot.ask_now({"does": "repeat"})
    assert told["asked"] == ["stumble", "repeat"]


def test_what_a_library_prints_does_not_mix_with_the_answers(begin: Begin) -> None:
    parrot = begin()
    assert parrot.ask_now({"does": "chatter"}, b"ab")[1] == b"ba"
    assert parrot.ask_now({"does": "repeat"}, b"cd")[1] == b"dc"


def test_a_question_that_is_no_longer_wanted_is_not_asked(begin: Begin) -> None:
    parrot = begin()

    async def ask() -> list[str]:
        await parrot.ask({"does": "first"})
        busy = asyncio.create_task(parrot.ask({"does": "second", "takes_s": 0.2}))
        await asyncio.sleep(0)
        unwanted = asyncio.create_task(parrot.ask({"does": "third"}))
        await asyncio.sleep(0)
        unwanted.cancel()
        await busy
        told, _ = await parrot.ask({"does": "fourth"})
        return list(told["asked"])

    assert asyncio.run(ask()) == ["first", "second", "fourth"]


def test_one_that_was_closed_is_gone_and_stays_so(begin: Begin) -> None:
    parrot = begin()
    told, _ = parrot.ask_now({"does": "repeat"})
    parrot.close()
    with pytest.raises(ProcessLookupError):
        os.kill(told["pid"], 0)
    with pytest.raises(Crashed, match="closed"):
        parrot.ask_now({"does": "repeat"})


@given(some.dictionaries(some.text(), some.text() | some.integers() | some.none()), some.binary(max_size=500))
def test_whatever_is_put_on_a_pipe_comes_off_it(told: dict[str, Any], payload: bytes) -> None:
    pipe = BytesIO()
    write(pipe, told, payload)
    write(pipe, {}, b"")
    pipe.seek(0)
    assert read(pipe) == (told, payload)
    assert read(pipe) == ({}, b"")
    assert read(pipe) is None


@given(some.binary(max_size=40), some.integers(0, 60))
def test_a_pipe_that_breaks_off_gives_nothing(payload: bytes, kept: int) -> None:
    pipe = BytesIO()
    write(pipe, {"text": "Goedemorgen"}, payload)
    broken = pipe.getvalue()[: min(kept, len(pipe.getvalue()) - 1)]
    assert read(BytesIO(broken)) is None
