"""The labelled utterances and the heads made from them belong together."""

import pytest

from belletje.understanding.acts import Act
from belletje.understanding.clauses import clauses
from belletje.understanding.model import ACTS, choose, clean, load_heads, trained_ear
from belletje.understanding.ngrams import ngrams
from belletje.understanding.training import data_digest
from belletje.understanding.utterances import LANGUAGES, examples

EAR = trained_ear()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_act_has_a_hundred_utterances(language: str) -> None:
    found = [one for one in examples("train") if one.language == language]
    assert not {str(act) for act in Act if sum(act in one.acts for one in found) < 100}


def test_nothing_that_is_tested_was_trained_on() -> None:
    trained = {one.utterance.casefold() for one in examples("train")}
    assert not trained & {one.utterance.casefold() for one in examples("test")}


def test_the_heads_were_made_from_the_utterances_beside_them() -> None:
    assert load_heads().digest == data_digest(examples("train")), "run `make train` and commit what it makes"


@pytest.mark.parametrize(
    ("utterance", "before", "acts"),
    [
        ("Goedemorgen, u spreekt met Sanne de Wit van Noordlicht.", "", {"greet", "introduce"}),
        ("Dat snap ik. Mag ik vragen waar dat aan ligt?", "Nee, geen interesse.", {"acknowledge", "probe"}),
        ("Schikt dinsdag om tien uur?", "Ja, laten we dat doen.", {"propose_slot"}),
        ("Ik haal u meteen van de lijst.", "Bel me nooit meer.", {"honour_optout"}),
        ("Good morning, this is Sarah from Northlight.", "", {"greet", "introduce"}),
        ("Could you put me through to Anna Smit?", "Reception.", {"ask_referral"}),
        ("I don't know that, I'll find out and let you know.", "Is he certified?", {"admit_unknown"}),
    ],
)
def test_plain_words_are_understood(utterance: str, before: str, acts: set[str]) -> None:
    assert acts <= set(EAR(utterance, before).chosen)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "\x00\x07\x1b[31m",
        "🙂🙂🙂",
        "…!?",
        "word " * 10_000,
        "これは日本語です",
        "a" * 100_000,
        "\ud800x"[1:],
    ],
)
def test_anything_gets_an_answer(text: str) -> None:
    understood = EAR(text, text)
    assert set(understood.confidences) == set(Act)
    assert all(0 <= value <= 1 for value in understood.confidences.values())


def test_nothing_said_is_nothing_understood() -> None:
    assert EAR("  …  ", "").chosen == ()


@pytest.mark.parametrize(
    ("confident", "chosen"),
    [
        ({}, ()),
        ({Act.GREET: 0.9}, (Act.GREET,)),
        ({Act.GREET: 0.6, Act.INTRODUCE: 0.9}, (Act.INTRODUCE, Act.GREET)),
        ({Act.FILLER: 0.9, Act.GREET: 0.6}, (Act.FILLER,)),
        ({Act.FILLER: 0.6, Act.GREET: 0.9}, (Act.GREET,)),
        ({Act.GREET: 0.4}, ()),
    ],
)
def test_acts_are_chosen_over_their_threshold_and_filler_only_alone(
    confident: dict[Act, float], chosen: tuple[Act, ...]
) -> None:
    import numpy as np

    confidences = np.array([confident.get(act, 0.0) for act in ACTS], np.float32)
    assert choose(confidences, np.full(len(ACTS), 0.5, np.float32)) == chosen


def test_a_turn_is_split_where_a_new_sentence_begins() -> None:
    assert clauses("Dat snap ik. Hoe lang speelt dat al, en wat kost het u?") == (
        "Dat snap ik.",
        "Hoe lang speelt dat al",
        "en wat kost het u?",
    )


def test_one_clause_is_no_split() -> None:
    assert clauses("Bel ik gelegen?") == ()


def test_control_characters_are_not_read() -> None:
    assert clean("goede\x00morgen\n\tu") == "goede morgen u"


def test_accents_and_capitals_make_no_difference() -> None:
    assert ngrams("Coördinator ÉÉN") == ngrams("coordinator een")
