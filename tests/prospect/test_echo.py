"""Who says back what was just said asks for no other fact."""

import pytest

from belletje.prospect.echo import is_said_back

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
        ("Two?", "We've got two.", True),
        ("Uw mensen?", "Dat doen onze mensen.", True),
        ("Who decides?", "It depends who decides.", False),
    ],
)
def test_a_question_of_words_that_were_just_said_in_that_order_says_back(
    sentence: str, before: str, is_one: bool
) -> None:
    assert is_said_back(sentence, before) is is_one
