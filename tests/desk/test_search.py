"""What they said finds the reaction, as one types."""

import time

import pytest

from belletje.desk.alongside import ANSWER_KEYS, COMMAND_KEYS, KEYS, Met, alongside, read_heard, with_answer, written
from belletje.desk.knowledge import outcomes
from belletje.desk.search import finder
from belletje.prospect.catalogue import catalogue
from belletje.script.example import example
from belletje.script.reading import read


@pytest.mark.parametrize(
    ("words", "reaction"),
    [
        ("we hebben al een partij", "has_supplier"),
        ("we hebben al een par", "has_supplier"),
        ("geen intresse", "not_interested"),
        ("stuur maar een mailtje", "send_email"),
        ("hoe komt u aan mijn numer", "how_got_my_number"),
        ("bel me nooit meer", "do_not_call"),
        ("te duur", "too_expensive"),
        ("ik ga er niet over", "not_my_decision"),
        ("we doen het zelf", "does_in_house"),
        ("VACATURE IS VERVULD!", "vacancy_filled"),
    ],
)
def test_what_they_said_finds_the_reaction(words: str, reaction: str) -> None:
    assert finder("nl").find(words)[0].reaction == reaction


def test_english_is_found_in_english() -> None:
    assert finder("en").find("we already have a supplier")[0].reaction == "has_supplier"


@pytest.mark.parametrize("words", ["", "   ", "qqqqq", "漢字", "\x00"])
def test_words_that_are_like_nothing_find_nothing(words: str) -> None:
    assert finder("nl").find(words) == ()


def test_it_answers_while_one_types() -> None:
    words = "we hebben al jaren een vaste partij voor ons netwerk en daar zijn we heel tevreden over"
    finder("nl")
    took = []
    for end in range(1, len(words)):
        started = time.process_time()
        finder("nl").find(words[:end])
        took.append(time.process_time() - started)
    assert sorted(took)[int(0.95 * len(took))] < 0.05


def test_no_key_of_a_reaction_records_an_outcome() -> None:
    assert not set(KEYS) & {outcome.key for outcome in outcomes().values()}
    assert len(set(KEYS)) == len(KEYS) > 15


def test_the_script_stands_at_the_step_that_was_chosen_and_else_at_the_first() -> None:
    script = read(example("nl"))[0]
    opening = alongside(script, "", {"caller": "Sanne"})
    assert opening
    assert opening.step == "Opening"
    assert "Sanne" in opening.text
    assert "company" not in opening.missing or "{company}" in opening.text
    assert {way.reaction for way in opening.ways} <= {reaction.id for reaction in catalogue()}
    further = alongside(script, "al een partij", {})
    assert further
    assert further.step == "Al een partij"
    assert alongside(read("")[0], "", {}) is None


def test_what_was_heard_survives_the_form() -> None:
    heard = (Met("has_supplier", "Al een partij", 12), Met("no_need"))
    assert read_heard(written(heard)) == heard


def test_an_answer_that_was_said_goes_with_the_last_reaction_and_said_again_is_taken_back() -> None:
    said = with_answer((Met("has_supplier"), Met("no_need")), 3)
    assert said == (Met("has_supplier"), Met("no_need", "", 3))
    assert with_answer(said, 4)[-1].answer == 4
    assert with_answer(said, 3)[-1].answer == 0
    assert with_answer((), 3) == ()


def test_a_key_for_an_answer_means_nothing_else_at_the_desk() -> None:
    outcome_keys = {one.key for one in outcomes().values()}
    assert len(ANSWER_KEYS) == 3
    assert not set(ANSWER_KEYS) & (set(KEYS) | COMMAND_KEYS | outcome_keys)


def test_where_there_are_more_reactions_than_keys_the_most_frequent_have_one() -> None:
    opening = alongside(read(example("nl"))[0], "", {})
    assert opening
    with_key = [catalogue()[way.reaction].frequency for way in opening.ways if way.key]
    without = [catalogue()[way.reaction].frequency for way in opening.ways if not way.key]
    assert (len(with_key), len(without)) == (len(KEYS), len(opening.ways) - len(KEYS))
    assert min(with_key) >= max(without)
    assert [way.key for way in opening.ways if way.key] == list(KEYS)
    assert "not_my_decision" in [way.reaction for way in opening.ways if way.key]


def test_where_there_are_keys_enough_every_reaction_has_one() -> None:
    further = alongside(read(example("nl"))[0], "Al een partij", {})
    assert further
    assert all(way.key for way in further.ways)
