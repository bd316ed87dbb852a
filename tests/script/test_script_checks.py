"""The checks: a decision table of a bad and a good script for each code, and what the fixture gets."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belletje.prospect.catalogue import catalogue
from belletje.script.checks import CHECKS, check, check_text
from belletje.script.diagnostic import rules
from belletje.script.example import example
from belletje.script.following import unanswered
from belletje.script.manual import render
from belletje.script.reading import read

ROOT = Path(__file__).parents[2]
FIXTURE = (ROOT / "tests/fixtures/belscript_voorbeeld.md").read_text("utf-8")
FOUND_IN_READING = {
    "broken_front_matter",
    "no_front_matter",
    "incomplete_front_matter",
    "unknown_front_matter",
    "loose_text",
    "unreadable_answer",
    "double_answer",
}
RULES = [
    pytest.param(language, rule, id=f"{rule.code}-{language}")
    for language in ("nl", "en")
    for rule in rules(language).values()
]


def codes(text):
    return [diagnostic.code for diagnostic in check_text(text)]


@pytest.mark.parametrize(("language", "rule"), RULES)
def test_the_bad_example_gets_the_code_and_the_good_example_does_not(language, rule):
    assert rule.code in codes(rule.bad)
    assert rule.code not in codes(rule.good)


@pytest.mark.parametrize(("language", "rule"), RULES)
def test_what_is_told_is_filled_in_and_ends_as_a_sentence(language, rule):
    told = next(one for one in check_text(rule.bad, language) if one.code == rule.code)
    assert told.severity == rule.severity
    assert told.message.endswith((".", ")."))
    assert told.mend.endswith((".", "?", "'"))


def test_every_code_has_its_check_and_every_check_its_code():
    assert {one.__name__ for one in CHECKS} | FOUND_IN_READING == set(rules("nl")) == set(rules("en"))


def test_a_script_is_told_about_in_its_own_language_unless_asked_otherwise():
    script, _ = read("---\ntitle: x\nlanguage: en\ncaller: a\ncompany: b\n---\n# A\n")
    (own, *_) = [one for one in check(script) if one.code == "silent_step"]
    (dutch, *_) = [one for one in check(script, language="nl") if one.code == "silent_step"]
    assert own.message == "The step 'A' does not say what you say."
    assert dutch.message == "In de stap 'A' staat niet wat u zegt."


def test_the_example_of_a_user_gets_no_error_and_two_justified_warnings():
    assert [(one.line, one.severity, one.code) for one in check_text(FIXTURE)] == [
        (8, "warning", "unanswered_reactions"),
        (9, "warning", "no_sales_purpose"),
    ]


@pytest.mark.parametrize("file", ["telefonie.nl.md", "wifi.en.md"])
def test_a_decent_script_in_other_words_hears_only_which_reactions_it_leaves_open(file):
    text = (Path(__file__).parent / "decent" / file).read_text("utf-8")
    assert codes(text) == ["unanswered_reactions"]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_example_that_ships_is_clean(language):
    assert check_text(example(language)) == ()


@pytest.mark.parametrize(
    ("before", "after", "line", "column", "code"),
    [
        ("- has_supplier -> Al een partij", "- has_suplier -> Al een partij", 22, 3, "unknown_reaction"),
        ("- has_supplier -> Al een partij", "- has_supplier -> Al een partijtje", 22, 19, "unknown_step"),
        ("- send_email -> Mail\n", "", 64, 1, "unreachable_step"),
        ("- asks_rate -> Tarief", "- asks_rate", 29, 3, "unreadable_answer"),
        ("Mag ik u over een kwartaal nog eens bellen?", "Het is zomer.", 68, 1, "dead_end"),
        ("- do_not_call -> Niet meer bellen\n", "", 9, 3, "no_opt_out"),
        ("ik haal u direct van de lijst", "jammer, maar ik geef niet op", 72, 3, "opt_out_not_confirmed"),
        ("u spreekt met {caller} van {company}. ", "", 9, 3, "no_introduction"),
        (" van {company}", "", 9, 3, "no_company"),
        ("{vacancy}", "{vacature}", 9, 87, "unknown_placeholder"),
        ("{vacancy}", "{ }", 9, 87, "empty_placeholder"),
        ("company: Noordlicht Netwerken\n", "", 8, 43, "empty_placeholder"),
        ("# Mail", "# Tarief", 65, 1, "duplicate_step"),
        ("> Helder. Mag ik u over een kwartaal nog eens bellen?", "", 68, 1, "silent_step"),
        ("Wat doet u", "Onze propositie is u te ontzorgen. Wat doet u", 39, 36, "jargon"),
        ("Fijn dat u al iemand heeft.", "Fijn dat u al iemand heeft. " * 12, 39, 3, "monologue"),
    ],
)
def test_a_mistake_in_the_example_is_found_where_it_stands(before, after, line, column, code):
    assert before in FIXTURE
    told = check_text(FIXTURE.replace(before, after))
    assert (line, column, code) in [(one.line, one.column, one.code) for one in told]


def test_a_closed_question_is_pointed_at_when_no_open_one_is_asked():
    text = "# Opening\n> Goedemorgen, bel ik gelegen? Staat de vacature nog open?\n> Schikt dinsdag om tien uur?\n"
    (told,) = [one for one in check_text(text) if one.code == "no_open_question"]
    assert (told.line, told.column) == (2, 32)


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("nl", "Hoe vangt uw team dat nu op?"),
        ("nl", "Mag ik vragen hoe u dat nu regelt?"),
        ("nl", "Stel dat hij ziek wordt, wat doet u dan?"),
        ("nl", "Vertelt u eens hoe dat nu gaat."),
        ("en", "How is your team coping?"),
        ("en", "May I ask what you would change?"),
        ("en", "Could you tell me how that works now?"),
    ],
)
def test_a_question_that_invites_a_story_is_open(language, question):
    assert "no_open_question" not in codes(f"---\nlanguage: {language}\n---\n# A\n> {question} Is it still open?\n")


@pytest.mark.parametrize(
    "question", ["Hoe lang staat hij al open?", "Past dat bij wat u gewend bent?", "Wat is uw e-mailadres?"]
)
def test_a_question_after_one_fact_is_not_open(question):
    assert "no_open_question" in codes(f"# A\n> {question}\n")


def test_a_suggestion_comes_with_a_typing_mistake():
    (told,) = [one for one in check_text(FIXTURE.replace("-> Tarief", "-> Tariev")) if one.code == "unknown_step"]
    assert told.mend == "Bedoelt u 'Tarief'?"


def test_unanswered_reactions_are_one_diagnostic_with_the_most_frequent_first():
    script, _ = read("# Opening\n> Goedemorgen.\n")
    left = unanswered(script)
    assert [one.frequency for one in left] == sorted((one.frequency for one in left), reverse=True)
    (told,) = [one for one in check(script) if one.code == "unanswered_reactions"]
    assert told.message.index(left[0].id) < told.message.index(left[1].id)
    assert len([one for one in catalogue() if one.id in told.message]) <= 6


def test_a_loop_is_found_once_and_a_loop_with_a_way_out_is_none():
    ring = "# A\n> Echt?\n- no_time -> B\n# B\n> Zeker?\n- no_time -> C\n# C\n> Toch?\n- no_time -> B\n"
    assert codes(ring).count("endless_loop") == 1
    assert "endless_loop" not in codes(ring + "- not_interested -> D\n# D\n> Fijne dag!\n")


def test_a_closing_step_may_be_repeated():
    assert "endless_loop" not in codes("# A\n> Dank u wel, tot dinsdag!\n- asks_to_repeat -> A\n")


def test_technical_words_count_only_for_whom_they_are_strange():
    text = "---\ntitle: x\nlanguage: nl\ncaller: a\ncompany: b\nrole: {}\n---\n# A\n> Hij kent BGP en CCNP.\n"
    counts = {
        role: codes(text.format(role)).count("jargon") for role in ("network_architect", "it_manager", "procurement")
    }
    assert counts == {"network_architect": 0, "it_manager": 1, "procurement": 2}


PIECES = st.sampled_from(
    ["# A\n", "# B\n", "\n", "> ", "- ", "no_time", " -> ", "A", "B", "{caller}", "{", "}", "Hoe gaat het? ",
     "tot dinsdag", "ontzorgen ", "---\n", "language: en\n", "*", "\r\n", "\u2028", "\x00", "\ufeff"]
)  # fmt: skip


@given(st.one_of(st.text(), st.lists(st.one_of(PIECES, st.text(max_size=4)), max_size=60).map("".join)))
def test_any_text_can_be_checked_and_every_diagnostic_lies_inside_it(text):
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for told in check_text(text):
        assert 1 <= told.line <= len(lines)
        assert 1 <= told.column <= max(1, len(lines[told.line - 1]))
        assert told.message
        assert told.mend


@pytest.mark.parametrize(("language", "page"), [("en", "script-checks.md"), ("nl", "script-controles.md")])
def test_the_manual_is_up_to_date(language, page):
    written = (ROOT / "docs" / page).read_text("utf-8")
    assert written == render(language), f"Run: python -m belletje.script.manual {language} > docs/{page}"
