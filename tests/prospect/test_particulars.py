"""What somebody knows of the need they told: nobody is at a loss about their own problem."""

from pathlib import Path

import pytest

from belletje.prospect.catalogue import LANGUAGES, catalogue
from belletje.prospect.circumstances import values_of
from belletje.prospect.forms import forms_in
from belletje.prospect.particulars import (
    HEADER,
    KINDS,
    kind_asked,
    load,
    names,
    particulars,
    particulars_by_name,
    points_back,
)
from belletje.prospect.respond import TELLS_NEED
from belletje.prospect.tables import CatalogueError
from belletje.prospect.topics import OTHER

MOST_KINDS = 6


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_every_need_and_project_that_is_told_most_is_known_and_nothing_twice(language: str) -> None:
    table = particulars_by_name()[language]
    needs = {line.text for name in TELLS_NEED for line in catalogue()[name].lines[language]}
    assert table.keys() == needs | set(values_of("project", language))
    assert [line for line, known in table.items() if len(known) < MOST_KINDS] == []
    assert [line for line, known in table.items() if len(set(known.values())) < len(known)] == []


@pytest.mark.parametrize(
    ("language", "question", "kind"),
    [
        ("nl", "Welke hoeken zijn dat dan?", "what"),
        ("nl", "En sinds wanneer ligt dat stil?", "since"),
        ("nl", "Hoe lang speelt dat al?", "since"),
        ("nl", "Waarom schuift dat steeds op?", "why"),
        ("nl", "Hoe merken jullie dat?", "effect"),
        ("nl", "Wat gebeurt er dan?", "effect"),
        ("nl", "Hoe lossen jullie dat nu op?", "tried"),
        ("nl", "Wat hebben jullie daar al aan gedaan?", "tried"),
        ("nl", "Wat moet er nog gebeuren?", "next"),
        ("nl", "Wat is uw grootste zorg daarbij?", "effect"),
        ("nl", "Wat is de volgende stap?", "next"),
        ("nl", "Wie doet dat dan nu?", "who"),
        ("nl", "Hoe vaak komt dat voor?", "how_often"),
        ("nl", "Op welke afdeling is dat?", "what"),
        ("nl", "Hoe lang duurt dat nog?", None),
        ("nl", "Is dat erg?", None),
        ("nl", "Hoe zit dat bij u? Mag iemand ook thuis werken?", None),
        ("nl", "En wat betekent dat dan voor die verhuizing?", "effect"),
        ("nl", "Hoeveel tickets zijn dat?", "how_many"),
        ("nl", "Hoeveel mensen doen dat dan?", None),
        ("en", "Which corners are those, then?", "what"),
        ("en", "How long has that been going on?", "since"),
        ("en", "Since when?", "since"),
        ("en", "Why does it keep slipping?", "why"),
        ("en", "How do you notice?", "effect"),
        ("en", "What went down because of it?", "effect"),
        ("en", "How are you coping with that?", "tried"),
        ("en", "What have you done about it?", "tried"),
        ("en", "What still needs to be done?", "next"),
        ("en", "What comes next?", "next"),
        ("en", "When does that need to be done?", None),
        ("en", "Whose job is that now?", "who"),
        ("en", "How long will that take?", None),
    ],
)
def test_a_follow_up_asks_for_one_kind_of_thing(language: str, question: str, kind: str | None) -> None:
    assert kind_asked(OTHER, forms_in(question, language), question, language) == kind


def test_a_question_about_a_fact_of_its_own_asks_for_no_particular_of_a_need() -> None:
    assert kind_asked("contract_until", ("how_long",), "Sinds wanneer loopt dat contract?", "nl") is None


def test_a_need_is_named_by_a_long_word_of_it_in_any_form_unless_everybody_uses_it() -> None:
    told = {"Er staat een upgrade van de telefooncentrale op de lijst."}
    assert names("En die telefooncentrales, hoe oud zijn die?", told, "nl")
    assert not names("En hoe oud bent u zelf?", told, "nl")
    assert not names("En hoeveel mensen?", {"Er zijn te weinig mensen."}, "nl")


@pytest.mark.parametrize(
    ("language", "turn", "points"),
    [
        ("nl", "Oké. Welke hoeken?", True),
        ("nl", "Wie doet dat dan nu bij jullie?", True),
        ("nl", "Hoe vindt u normaal uw mensen?", False),
        ("en", "And how do they notice it over there?", True),
        ("en", "How do you normally find your people?", False),
        ("en", "What is it you do yourself?", False),
    ],
)
def test_a_question_points_back_by_a_word_or_by_being_short(language: str, turn: str, points: bool) -> None:
    assert points_back(turn, language) == points


def test_words_that_tell_no_need_have_no_particulars() -> None:
    assert particulars("nl", "Wij hebben niets nodig.", {}) == {}


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("Dit zegt niemand." + "\t" * len(KINDS), "nobody tells a need by"),
        ("{LINE}\tEen paar.", "needs 11 columns"),
        ("{LINE}\tBij {place}." + "\t" * (len(KINDS) - 1), "place may be unknown"),
        ("{LINE}\tEen." + "\t" * (len(KINDS) - 1) + "\n{LINE}\tTwee." + "\t" * (len(KINDS) - 1), "already"),
    ],
)
def test_a_mistake_in_the_table_is_one_sentence_with_its_line(tmp_path: Path, row: str, says: str) -> None:
    line = next(line for line in particulars_by_name()["nl"] if "{" not in line)
    (tmp_path / "particulars").mkdir()
    for language, text in (("nl", row.replace("{LINE}", line) + "\n"), ("en", "")):
        (tmp_path / "particulars" / f"{language}.tsv").write_text("\t".join(HEADER) + "\n" + text, "utf-8")
    with pytest.raises(CatalogueError, match=rf"nl\.tsv:\d: .*{says}"):
        load(tmp_path)
