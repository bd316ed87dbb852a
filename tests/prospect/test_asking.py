"""Which question is asked, and how: fitting the call and the person, the caller's own first, none twice."""

from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belletje.prospect.asking import MOST_OWN, MOSTLY, ask, ask_again, drawn, every, find, fitting
from belletje.prospect.questions import REACTIONS, Question, from_data, questions

PLAIN, CURT, CHATTING = "Wat kost een uur?", "Uurprijs?", "Mijn zwager vroeg laatst nog wat dat nou kost, zo'n uur."


def own(*names: str, reaction: str = "asks_rate", topic: str = "rate", ask: object = None) -> tuple[Question, ...]:
    """The caller's own questions with these ids."""
    rows = [
        {
            "id": name,
            "topic": topic,
            "reaction": reaction,
            "depth": "basic",
            "ask": ask or {"nl": [PLAIN, CURT, CHATTING]},
            "names": {language: ["euro"] for language in ask or ("nl",)},  # type: ignore[attr-defined]
        }
        for name in names
    ]
    return from_data({"question": rows}, "own")


@pytest.mark.parametrize(
    ("manner", "ways"),
    [
        ("neutral", {PLAIN}),
        ("curt", {CURT}),
        ("talkative", {CHATTING}),
        ("friendly", {PLAIN, CHATTING}),
        ("irritated", {PLAIN, CURT}),
    ],
)
def test_each_manner_has_its_own_way_to_ask(manner: str, ways: set[str]) -> None:
    found = (ask(own("mine"), "nl", manner, {}, (), Random(seed)) for seed in range(60))
    assert {words for asked in found if asked for words in asked[1:]} == ways


def test_about_three_in_four_times_it_is_a_question_and_else_a_line_of_the_catalogue() -> None:
    asked = Counter(ask(own("mine"), "nl", "curt", {}, (), Random(seed)) is not None for seed in range(2000))
    assert asked[True] / 2000 == pytest.approx(MOSTLY, abs=0.03)


def test_names_in_braces_are_filled_in_and_nothing_is_asked_that_names_what_is_not_known() -> None:
    (question,) = own("mine", ask={"nl": ["Wat kost {engineer}?"]})
    assert ask_again(question, "nl", "neutral", {"engineer": "Bas"}, (), Random(1)) == "Wat kost Bas?"
    assert ask_again(question, "nl", "neutral", {}, (), Random(1)) is None


def test_asked_again_it_is_in_other_words_until_all_were_said() -> None:
    (question,) = own("mine")
    said: list[str] = []
    while (words := ask_again(question, "nl", "talkative", {}, said, Random(1))) is not None:
        said.append(words)
    assert said[0] == CHATTING
    assert sorted(said) == sorted((PLAIN, CURT, CHATTING))


@given(
    st.sampled_from(REACTIONS),
    st.sampled_from(("nl", "en")),
    st.sampled_from(("none", "basic", "deep")),
    st.sampled_from(("voice", "network", "any")),
    st.sets(st.sampled_from([question.id for question in questions().all])),
)
def test_what_fits_is_of_its_depth_and_field_and_was_not_asked(
    reaction: str, language: str, technical: str, field: str, gone: set[str]
) -> None:
    for question in fitting((), reaction, language, technical, field, gone):
        assert question.reaction == reaction
        assert question.id not in gone
        assert technical == "deep" or question.depth == "basic"
        assert question.topic.field in {"any", field} or field == "any"


@pytest.mark.parametrize("field", ["voice", "network", "any"])
@pytest.mark.parametrize("technical", ["basic", "deep"])
@pytest.mark.parametrize("reaction", REACTIONS)
def test_every_call_has_at_least_three_questions_for_every_reaction(reaction: str, technical: str, field: str) -> None:
    assert len(fitting((), reaction, "nl", technical, field, ())) >= 3


def test_the_callers_own_come_first_and_then_those_that_ship() -> None:
    mine = own("mine", "too")
    assert fitting(mine, "asks_rate", "nl", "none", "any", ()) == mine
    assert fitting(mine, "asks_rate", "nl", "none", "any", ("mine",)) == mine[1:]
    assert len(fitting(mine, "asks_rate", "nl", "none", "any", ("mine", "too"))) > 5
    assert mine[0] not in fitting(mine, "asks_rate", "en", "none", "any", ())


def test_an_own_question_takes_the_place_of_one_with_its_id() -> None:
    mine = own("rate_hourly")
    assert find(mine, "rate_hourly") == mine[0] != find((), "rate_hourly")
    assert len(every(mine)) == len(every(()))
    assert find(mine, "no_such_question") is None


@given(st.integers(0, 9), st.integers(0, 9), st.integers(0, 1000))
def test_a_call_takes_few_own_questions_along_and_only_such_as_can_be_asked_in_it(
    many: int, wifi: int, seed: int
) -> None:
    mine = own(*(f"rate_{number}" for number in range(many))) + own(
        *(f"wifi_{number}" for number in range(wifi)), reaction="asks_technical_detail", topic="wifi"
    )
    taken = drawn(mine, "nl", "basic", "voice", Random(seed))
    assert len(taken) == min(many, MOST_OWN)
    assert all(question.reaction == "asks_rate" for question in taken)
    assert taken == drawn(mine, "nl", "basic", "voice", Random(seed))
    assert drawn(mine, "en", "basic", "voice", Random(seed)) == ()
