"""Following a script and filling in its names."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belletje.script.example import example
from belletje.script.filling import examples, fill, placeholders
from belletje.script.following import answer_for, next_step
from belletje.script.lexicon import acts_in
from belletje.script.reading import read
from belletje.understanding.acts import Act

SCRIPT, _ = read((Path(__file__).parents[1] / "fixtures/belscript_voorbeeld.md").read_text("utf-8"))


def name_of(step):
    return step.name if step else None


@pytest.mark.parametrize(
    ("here", "reaction", "there"),
    [
        ("Opening", "what_is_this_about", "Reden"),
        ("Reden", "has_supplier", "Al een partij"),
        ("Opening", "has_supplier", "Al een partij"),  # said elsewhere in the script
        ("Tarief", "do_not_call", "Niet meer bellen"),
        ("Reden", "who_is_this", "Opening"),  # the opening says so
        ("Reden", "asks_certification", None),
        ("Reden", "no_such_reaction", None),
    ],
)
def test_the_next_step_is_the_one_that_answers(here, reaction, there):
    assert name_of(next_step(SCRIPT, SCRIPT.step(here), reaction)) == there


def test_the_step_itself_goes_before_the_rest_of_the_script():
    script, _ = read("# A\n> Hallo.\n- no_time -> B\n# B\n> Kort dan?\n- no_time -> C\n# C\n> Fijne dag!\n")
    assert name_of(answer_for(script, "no_time")) == "B"
    assert name_of(next_step(script, script.step("B"), "no_time")) == "C"


def test_an_answer_to_a_step_that_does_not_exist_is_no_answer():
    script, _ = read("# A\n> Hallo.\n- asks_rate -> Tarief\n")
    assert next_step(script, script.steps[0], "asks_rate") is None


def test_an_empty_script_answers_nothing():
    assert answer_for(read("")[0], "who_is_this") is None


def test_names_are_filled_in_and_what_is_missing_stays_visible():
    filled = fill(
        "Met {caller} van { Company }, over {vacancy}.", {"caller": "Sanne", "company": "Noordlicht", "vacancy": " "}
    )
    assert filled.text == "Met Sanne van Noordlicht, over {vacancy}."
    assert filled.missing == ("vacancy",)


def test_braces_in_a_value_are_left_alone():
    assert fill("Met {caller}.", {"caller": "{company}", "company": "X"}).text == "Met {company}."


def test_the_front_matter_fills_in_the_caller_and_the_company():
    assert fill("{caller} van {company}", SCRIPT.values).text == "Sanne de Wit van Noordlicht Netwerken"


@given(st.text(), st.dictionaries(st.text(), st.text()))
def test_any_text_can_be_filled_in(text, values):
    assert isinstance(fill(text, values).text, str)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_example_uses_only_names_that_are_known(language):
    script, _ = read(example(language))
    assert all(fill(step.text, examples(language)).missing == () for step in script.steps)
    assert set(examples(language)) == set(placeholders())


@pytest.mark.parametrize(
    ("text", "language", "acts"),
    [
        ("Goedemorgen, u spreekt met {caller}.", "nl", {Act.GREET, Act.INTRODUCE}),
        ("Schikt dinsdag om tien uur?", "nl", {Act.PROPOSE_SLOT}),
        ("Zullen we een half uur kennismaken?", "nl", {Act.PROPOSE_MEETING}),
        ("Mag ik u over een kwartaal nog eens bellen?", "nl", {Act.ASK_CALLBACK}),
        ("I'll take you off the list.", "en", {Act.HONOUR_OPTOUT}),
        ("Would Tuesday at ten suit you?", "en", {Act.PROPOSE_SLOT}),
    ],
)
def test_the_lexicon_sees_what_a_line_does(text, language, acts):
    assert acts_in(text, language) == acts
