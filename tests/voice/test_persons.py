"""How persons sound."""

from random import Random

import pytest

from belletje.prospect.scenario import parse
from belletje.rehearsal.record import Record
from belletje.rehearsal.situation import Situation, invent
from belletje.voice.persons import likely_words, voice_of

MANNERS = ("friendly", "curt", "talkative", "irritated")


def call(scenario: str = "reach=answers", seed: int = 1) -> Record:
    """A call that was dialled."""
    point = parse(scenario)
    return Record(seed, {}, "nl", point, invent(point, "nl", Random(seed)), medium="voice")


def test_somebody_sounds_the_same_all_call_long_and_when_it_is_replayed() -> None:
    assert voice_of(call(), "prospect") == voice_of(call(), "prospect")


def test_somebody_else_sounds_otherwise() -> None:
    assert len({voice_of(call(seed=seed), "prospect") for seed in range(30)}) >= 5


def test_the_receptionist_is_not_taken_for_the_prospect() -> None:
    differ = [voice_of(call(seed=seed), "gatekeeper") != voice_of(call(seed=seed), "prospect") for seed in range(30)]
    assert all(differ)


@pytest.mark.parametrize("seed", range(5))
def test_who_is_curt_speaks_faster_than_who_is_friendly(seed: int) -> None:
    pace = {manner: voice_of(call(f"manner={manner}", seed), "prospect").pace for manner in MANNERS}
    assert pace["curt"] > pace["talkative"] > pace["friendly"]


def test_nobody_speaks_at_a_pace_or_pitch_that_is_not_human() -> None:
    for seed in range(50):
        for manner in MANNERS:
            for speaker in ("prospect", "gatekeeper", "stranger", "voicemail"):
                voice = voice_of(call(f"manner={manner}", seed), speaker)
                assert 0.85 <= voice.pace <= 1.25
                assert 0.9 <= voice.pitch <= 1.2


def test_the_ears_are_told_the_names_that_are_likely_to_be_said() -> None:
    facts = Situation("Sanne de Wit", "Noordlicht", "Pieter", "Bakker bv", "lasser", "", "")
    record = Record(1, {}, "nl", parse(""), facts)
    assert likely_words(record) == "Sanne de Wit, Noordlicht, Pieter, Bakker bv, lasser"
