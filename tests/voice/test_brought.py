"""Ears and a mouth that Pipecat has, named in the settings."""

import asyncio
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from belletje.usecases.house import House
from belletje.voice.checkup import examine_voice
from belletje.voice.models import NotReady, missing_parts
from belletje.voice.parts import Wishes, wishes_from
from belletje.voice.persons import Voice
from belletje.voice.room import Room
from belletje.voice.sound import SAMPLE_RATE_HZ, seconds
from belletje.voice.worker import Crashed

pytestmark = pytest.mark.skipif(bool(missing_parts()), reason="calls by voice need the extra: pip install '.[voice]'")

USUAL = Voice(1.0, 1.0, "")


def tone(length_s: float) -> bytes:
    """A pure sound."""
    at = np.arange(round(length_s * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
    return (8000 * np.sin(2 * np.pi * 440 * at) + 1).astype("<i2").tobytes()


def ears(house: House, **wishes: str) -> Any:
    """What a room hears with."""
    return Room(house, Wishes(**wishes)).ears("nl")


def mouth(house: House, **wishes: str) -> Any:
    """What a room speaks with."""
    return Room(house, Wishes(**wishes)).mouth("nl")


def test_a_service_that_hears_a_turn_at_once_hears_each_turn(house: House) -> None:
    brought = ears(
        house, ears_pipecat="brought_services.BySegment", ears_key="secret", ears_arguments='{"model": "large"}'
    )

    async def two_turns() -> list[str]:
        return [await brought.recognise(tone(length_s), "nl", "") for length_s in (1.5, 2.5)]

    assert asyncio.run(two_turns()) == ["1.5 s secret", "2.5 s secret"]
    assert (brought.name, brought.where) == ("BySegment", "BySegment")


def test_a_service_that_hears_as_it_goes_is_waited_for_until_nothing_more_comes(house: House) -> None:
    brought = ears(house, ears_pipecat="brought_services.Streaming")
    assert asyncio.run(brought.recognise(tone(1.5), "nl", "")) == "word1 word2 word3"


def test_a_service_speaks_each_sentence(house: House) -> None:
    brought = mouth(house, mouth_pipecat="brought_services.Speaks")

    async def two_lines() -> list[float]:
        return [seconds(await brought.say(line, USUAL)) for line in ("Ja.", "Nee, nu niet.")]

    assert asyncio.run(two_lines()) == pytest.approx([1.0, 3.0], abs=0.15)
    assert brought.where == "Speaks"


def test_a_service_that_does_not_answer_has_crashed_and_is_asked_again(house: House) -> None:
    from belletje.voice.brought import BroughtMouth

    brought = BroughtMouth(
        Wishes(mouth_pipecat="brought_services.Speaks", mouth_arguments='{"fails": true}'), wait_s=1.0
    )

    async def twice() -> None:
        for _ in range(2):
            with pytest.raises(Crashed):
                await brought.say("Ja.", USUAL)

    asyncio.run(twice())


@pytest.mark.parametrize(
    ("path", "arguments"),
    [
        ("nowhere.at.All", ""),
        ("Speaks", ""),
        ("brought_services.BySegment", ""),
        ("brought_services.Speaks", '{"secret": 1}'),
        ("brought_services.Speaks", "{"),
    ],
)
def test_what_is_no_mouth_is_one_sentence_without_its_arguments(house: House, path: str, arguments: str) -> None:
    brought = mouth(house, mouth_pipecat=path, mouth_arguments=arguments)
    with pytest.raises(NotReady, match="BELLETJE_MOUTH_PIPECAT") as fault:
        asyncio.run(brought.say("Ja.", USUAL))
    assert "secret" not in str(fault.value)


def test_the_doctor_and_the_settings_know_of_it(tmp_path: Path) -> None:
    wishes = wishes_from({"BELLETJE_EARS_PIPECAT": "a.B", "BELLETJE_EARS_ARGUMENTS": '{"api_key": "secret"}'})
    told = {part.part: part for part in examine_voice(tmp_path, wishes)}
    assert told["ears"].detail.startswith("a.B, as BELLETJE_EARS_PIPECAT says")
    assert not told["ears"].ready
    there = examine_voice(tmp_path, Wishes(ears_pipecat="brought_services.BySegment"))
    assert next(part for part in there if part.part == "ears").ready
    assert "secret" not in repr(wishes)
