"""Reading a Markdown call script: what becomes what, and that no text is ever too strange."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belletje.script.model import Answer
from belletje.script.reading import read

HEAD = "---\ntitle: Voorbeeld\nlanguage: nl\ncaller: Sanne de Wit\ncompany: Noordlicht\n---\n"

SCRIPT = (
    HEAD
    + """
# Opening
> Goedemorgen, met **{caller}**
> van {company}.
>
> Bel ik gelegen?

Adem even uit.

- bad_moment, no_time -> Terugbellen
- `not interested` → **Afscheid**

## Terugbellen
> Wanneer schikt het wel?

# Afscheid
> Fijne dag!
"""
)


def test_front_matter_says_who_calls_for_whom_and_in_which_language():
    script, mistakes = read(SCRIPT)
    assert (script.title, script.language, script.caller, script.company) == (
        "Voorbeeld",
        "nl",
        "Sanne de Wit",
        "Noordlicht",
    )
    assert mistakes == ()


def test_headings_of_any_level_are_steps_on_their_line():
    script, _ = read(SCRIPT)
    assert [(step.name, step.line) for step in script.steps] == [("Opening", 8), ("Terugbellen", 19), ("Afscheid", 22)]


def test_each_quoted_paragraph_is_said_without_markdown_and_lines_are_joined():
    script, _ = read(SCRIPT)
    assert [say.text for say in script.steps[0].says] == ["Goedemorgen, met {caller} van {company}.", "Bel ik gelegen?"]
    assert [(say.line, say.column) for say in script.steps[0].says] == [(9, 3), (12, 3)]


def test_the_place_of_a_word_is_its_place_in_the_source():
    script, _ = read(SCRIPT)
    said = script.steps[0].says[0]
    for word in ("Goedemorgen", "{caller}", "van", "{company}"):
        line, column = said.place(said.text.index(word))
        assert script.lines[line - 1][column - 1 :].startswith(word)


def test_list_items_are_answers_with_one_answer_for_each_reaction():
    script, _ = read(SCRIPT)
    assert script.steps[0].answers == (
        Answer("bad_moment", "Terugbellen", 16, 3, 26),
        Answer("no_time", "Terugbellen", 16, 15, 26),
        Answer("not_interested", "Afscheid", 17, 4, 24),
    )


def test_an_ordinary_line_in_a_step_is_a_note_and_is_not_said():
    script, mistakes = read(SCRIPT)
    assert "Adem" not in script.steps[0].text
    assert mistakes == ()


def test_a_step_is_found_whatever_its_capitals_and_spaces():
    script, _ = read("# Al een  partij:\n> Fijn.")
    assert script.step("al een partij") is script.steps[0]
    assert script.step("iets anders") is None


def test_windows_line_ends_and_a_byte_order_mark_make_no_difference():
    plain, _ = read(SCRIPT)
    windows, _ = read("\ufeff" + SCRIPT.replace("\n", "\r\n"))
    assert windows == plain


@pytest.mark.parametrize(
    ("front", "code", "line", "column"),
    [
        ("---\ntitle: a: b\nlanguage: nl\n---\n", "broken_front_matter", 2, 9),
        ("---\n- een lijst\n---\n", "broken_front_matter", 2, 1),
        ("---\ntitle: x\nlanguage: nl\ncaller: [a, b]\ncompany: c\n---\n", "broken_front_matter", 4, 1),
        ("---\ntitle: x\nlanguage: nl\ncaller: a\ncompany: b\n", "broken_front_matter", 1, 1),
        ("", "no_front_matter", 1, 1),
        ("---\n---\n", "incomplete_front_matter", 1, 1),
        ("---\ntitle: x\nlanguage: de\ncaller: a\ncompany: b\n---\n", "unknown_front_matter", 3, 1),
        ("---\ntitle: x\nlanguage: nl\ncaler: a\ncaller: a\ncompany: b\n---\n", "unknown_front_matter", 4, 1),
    ],
)
def test_wrong_front_matter_is_a_diagnostic_and_the_steps_are_read_all_the_same(front, code, line, column):
    script, mistakes = read(front + "\n# Opening\n> Goedemorgen.\n")
    assert (code, line, column) in [(one.code, one.line, one.column) for one in mistakes]
    assert [step.name for step in script.steps] == ["Opening"]


def test_an_unclosed_front_matter_still_says_who_calls():
    script, _ = read("---\ntitle: x\nlanguage: en\ncaller: Sanne\ncompany: b\n\n# Opening\n> Good morning.")
    assert (script.caller, script.language) == ("Sanne", "en")


def test_front_matter_is_text_and_nothing_else():
    script, _ = read("---\ntitle: 2026-13-45\nlanguage: nl\ncaller: no\ncompany: 0x1F\n---\n")
    assert (script.title, script.caller, script.company) == ("2026-13-45", "no", "0x1F")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("# A\n> Good morning, this is Sanne from the agency. How are you?", "en"),
        ("# A\n> Goedemorgen, met Sanne van het bureau. Hoe gaat het met u?", "nl"),
        ("# A\n> Hm.", "nl"),
    ],
)
def test_a_script_that_does_not_name_its_language_is_read_in_the_language_of_its_words(text, language):
    assert read(text)[0].language == language


MARKS = st.sampled_from(
    [
        "---\n",
        "\n",
        "# ",
        "> ",
        "- ",
        " -> ",
        "{",
        "}",
        "`",
        "*",
        "\r\n",
        "\t",
        "title: ",
        "has_supplier",
        "&amp;",
        "\\",
    ]
)


@given(st.one_of(st.text(), st.lists(st.one_of(MARKS, st.text(max_size=6)), max_size=40).map("".join)))
def test_any_text_can_be_read(text):
    script, mistakes = read(text)
    for place in [*mistakes, *(say for step in script.steps for say in step.says)]:
        assert 1 <= place.line <= len(script.lines)
        assert 1 <= place.column <= max(1, len(script.lines[place.line - 1]))
