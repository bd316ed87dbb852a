"""The utterances that the ear learns from and is judged by: whole, labelled, and never the same."""

from collections import Counter

import pytest

from belletje.understanding.acts import Act
from belletje.understanding.utterances import LANGUAGES, MANNERS, examples

PARTS = ("train", "test", "unseen")


@pytest.mark.parametrize("part", PARTS)
def test_every_example_is_whole(part: str) -> None:
    found = examples(part)
    assert {example.language for example in found} == set(LANGUAGES)
    assert all(example.utterance.strip() and example.acts and example.manner in MANNERS for example in found)
    assert all(example.where.startswith(f"{example.language}/{part}/") for example in found)


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_act_is_said_in_every_language(part: str, language: str) -> None:
    counts = Counter(act for one in examples(part) if one.language == language for act in one.acts)
    assert [act for act in Act if counts[act] < (100 if part == "train" else 3)] == []


def test_what_the_ear_is_judged_by_it_never_learned() -> None:
    learned = {_bare(example.utterance): example.where for example in examples("train")}
    judged = [(one.where, _bare(one.utterance)) for part in ("test", "unseen") for one in examples(part)]
    assert [f"{where} is also at {learned[text]}: {text}" for where, text in judged if text in learned] == []


def _bare(utterance: str) -> str:
    return " ".join("".join(letter if letter.isalnum() else " " for letter in utterance.casefold()).split())


def test_filler_stands_alone() -> None:
    assert [one.where for part in PARTS for one in examples(part) if Act.FILLER in one.acts and len(one.acts) > 1] == []
