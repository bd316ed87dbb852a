"""Who says back what was just said asks for no other fact."""

import pytest

from belletje.prospect.echo import holds_to_words, is_said_back

SAID = "We're short of people, fifteen now, and next to nothing gets done."
GEZEGD = "Wij werken met twaalf mensen, en er mag niemand bij, ook niet tijdelijk."


@pytest.mark.parametrize(
    ("sentence", "before", "is_one"),
    [
        ("Fifteen?", SAID, True),
        ("Fifteen.", SAID, False),
        ("Oh, next to nothing?", SAID, True),
        ("You're short of people?", SAID, True),
        ("Short of what?", SAID, False),
        ("Are people short?", SAID, False),
        ("For an engineer?", SAID, False),
        ("So?", SAID, False),
        ("Twaalf mensen?", GEZEGD, True),
        ("Dus ook niet tijdelijk?", GEZEGD, True),
        ("Hoeveel mensen?", GEZEGD, False),
        ("En hoeveel mensen zoekt u?", GEZEGD, False),
        ("?", "", False),
    ],
)
def test_a_question_of_words_that_were_just_said_in_that_order_says_back(
    sentence: str, before: str, is_one: bool
) -> None:
    assert is_said_back(sentence, before) is is_one


@pytest.mark.parametrize(
    ("turn", "reminds"),
    [
        ("But a minute ago you said it was someone I wouldn't know.", True),
        ("You said far too busy.", True),
        ("You said far too busy. What with?", False),
        ("Maar u zei net dat het aan het geld lag.", True),
        ("Dat zei u al.", False),
        ("I said so.", False),
    ],
)
def test_who_reminds_somebody_of_their_words_asks_for_no_other_fact(turn: str, reminds: bool) -> None:
    assert holds_to_words(turn) is reminds
