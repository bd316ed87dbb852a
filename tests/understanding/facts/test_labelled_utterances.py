"""The labelled utterances: what the grammar was tuned on, and the half that it never saw."""

import pytest

from .labels import labelled, score


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_labelled_fact_stands_in_its_utterance_and_no_utterance_stands_twice(language: str) -> None:
    rows = [*labelled(language, "tune"), *labelled(language, "held")]
    assert len({row.utterance for row in rows}) == len(rows) >= {"nl": 150, "en": 100}[language]
    assert not [row.where for row in rows for _, text, _ in row.facts if text not in row.utterance]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_half_that_was_tuned_on_is_read_without_a_mistake(language: str) -> None:
    wrong = []
    for row in labelled(language, "tune"):
        found = {(fact.kind, fact.text, fact.value) for fact in row.found()}
        if found != set(row.facts):
            wrong.append((row.where, found ^ set(row.facts)))
    assert wrong == []


@pytest.mark.parametrize(("language", "least"), [("nl", 0.95), ("en", 0.9)])
def test_the_held_out_half_stays_above_what_was_measured(language: str, least: float) -> None:
    assert score(labelled(language, "held")).f1 >= least
