"""Questions of the trade: their file is whole, its mistakes are told with their place, answers are told from talk."""

import re
from collections.abc import Iterator
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belletje.prospect.catalogue import LANGUAGES
from belletje.prospect.questions import (
    REACTIONS,
    Question,
    QuestionError,
    from_data,
    judge,
    load,
    questions,
    read,
    to_data,
)

SHIPPED = files("belletje.prospect").joinpath("data/questions.toml").read_text("utf-8")
BY_ID = {question.id: question for question in questions().all}

TALK = {
    "nl": (
        "Onze mensen zijn heel goed in hun werk en daar staan wij voor.",
        "Dat is een hele goede vraag, daar komen we samen zeker uit.",
        "Wij leveren kwaliteit en we denken graag met u mee.",
        "Dat hangt er helemaal van af, maar het komt goed.",
        "Ja hoor, dat doen wij allemaal, geen enkel probleem.",
        "Wij zijn een betrouwbare partner met veel tevreden relaties.",
        "",
    ),
    "en": (
        "Our people are very good at what they do and we stand for that.",
        "That's a very good question, and I'm sure we can sort it out together.",
        "We deliver quality and like to think along with you.",
        "That depends entirely, but it'll be fine.",
        "Sure, we do all of that, no problem at all.",
        "We're a reliable partner with many happy customers.",
        "",
    ),
}


def each() -> Iterator[tuple[Question, str]]:
    """Every shipped question in each language."""
    return ((question, language) for question in questions().all for language in LANGUAGES)


# ---- what ships -----------------------------------------------------------------------------------------------------


def test_a_hundred_and_fifty_eight_questions_ship_and_every_reaction_that_asks_has_some() -> None:
    assert len(BY_ID) == 158
    assert {question.reaction for question in BY_ID.values()} == set(REACTIONS)


def test_conditions_of_a_contract_are_no_request_for_a_proposal() -> None:
    terms = {name for name, question in BY_ID.items() if question.reaction == "asks_terms"}
    assert {
        "contract_notice",
        "contract_liability",
        "contract_self_employment",
        "contract_nen4400",
        "rate_takeover",
    } < terms
    assert {name for name, question in BY_ID.items() if question.reaction == "asks_proposal"} == {
        "proposal_speed",
        "proposal_contents",
        "proposal_meeting_engineer",
        "proposal_choice",
        "proposal_broker",
    }


def test_the_good_answer_of_every_question_is_judged_answered_written_or_spoken() -> None:
    for question, language in each():
        written = question.answer[language]
        spoken = re.sub(r"[^\w\s]", " ", written.lower())
        assert judge(question, written, language) == "answered", (question.id, language)
        assert judge(question, spoken, language) == "answered", (question.id, language)


def test_talk_that_fits_anywhere_answers_nothing() -> None:
    for question, language in each():
        assert {judge(question, talk, language) for talk in TALK[language]} == {"dodged"}, question.id


def test_saying_the_question_after_is_no_answer_to_it() -> None:
    for question, language in each():
        assert {judge(question, asked, language) for asked in question.ask[language]} == {"dodged"}, question.id


def test_every_bluff_that_is_written_down_is_heard_as_one() -> None:
    for question, language in each():
        assert {judge(question, f"Nou, {bluff}.", language) for bluff in question.bluff[language]} == {"bluffed"}


def test_answers_about_something_else_are_hardly_ever_taken_for_one() -> None:
    others = [
        judge(question, other.answer[language], language)
        for question, language in each()
        for other in questions().all
        if other.topic != question.topic and other.reaction != question.reaction
    ]
    assert others.count("answered") / len(others) < 0.02


# ---- the judge ------------------------------------------------------------------------------------------------------


def asked(names: list[str], needs: int = 1, bluff: list[str] | None = None) -> Question:
    """A question of which a real answer holds these names."""
    row = {
        "id": "test",
        "topic": "wifi",
        "reaction": "asks_technical_detail",
        "depth": "basic",
        "needs": needs,
        "ask": {"nl": ["Hoe dan?"]},
        "names": {"nl": names},
        "bluff": {"nl": bluff or []},
    }
    return from_data({"question": [row]}, "test")[0]


@pytest.mark.parametrize(
    ("names", "needs", "bluff", "said", "verdict"),
    [
        (["g.711"], 1, [], "Wij nemen G.711 naar buiten.", "answered"),
        (["g.711"], 1, [], "wij nemen g 711 naar buiten", "answered"),
        (["vlan's"], 1, [], "met twee vlans erbij", "answered"),
        (["sip-domein"], 1, [], "op het sip domein dus", "answered"),
        (["802.1x"], 1, [], "802 1x op elke poort", "answered"),
        (["port"], 1, [], "De portering duurt drie weken.", "answered"),
        (["port"], 1, [], "Dat staat in het rapport.", "dodged"),
        (["access point"], 1, [], "Twee access\n  points.", "answered"),
        (["poe+"], 1, [], "Alleen poe, vrees ik.", "dodged"),
        (["weken"], 1, [], "WEKEN werk!", "answered"),
        (["weken", "datum"], 2, [], "Na twee weken, zes weken op zijn laatst.", "dodged"),
        (["weken", "datum"], 2, [], "Over twee weken, op een datum die u kiest.", "answered"),
        (["port", "portering"], 2, [], "De portering regelen wij.", "dodged"),
        (["g.711", "g711", "g 711"], 2, [], "G.711.", "dodged"),
        (["weken"], 1, ["mislukt nooit"], "Drie weken, en het mislukt nooit.", "bluffed"),
        (["weken"], 1, ["honderd procent"], "honderd-procent zeker", "bluffed"),
        (["weken"], 1, ["mislukt nooit"], "Een portering mislukt weleens.", "dodged"),
        (["weken"], 1, [], "", "dodged"),
        (["weken"], 1, [], "?!", "dodged"),
    ],
)
def test_what_an_answer_is_worth(names: list[str], needs: int, bluff: list[str], said: str, verdict: str) -> None:
    assert judge(asked(names, needs, bluff), said, "nl") == verdict


@given(st.text(max_size=80), st.text(max_size=80))
def test_a_bluff_decides_whatever_stands_around_it(before: str, after: str) -> None:
    question = asked(["weken"], 1, ["mislukt nooit"])
    assert judge(question, f"{before} mislukt nooit {after}", "nl") == "bluffed"


@given(st.text(max_size=120))
def test_anything_at_all_can_be_judged(said: str) -> None:
    assert judge(BY_ID["sip_codec"], said, "nl") in {"answered", "dodged", "bluffed"}


# ---- the field of a vacancy -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("vacancy", "field"),
    [
        ("voice engineer", "voice"),
        ("beheerder telefonie", "voice"),
        ("Medewerker contactcenter", "voice"),
        ("netwerkbeheerder", "network"),
        ("systeem- en netwerkbeheerder", "network"),
        ("wireless specialist", "network"),
        ("Netwerk- en VoIP-engineer", "any"),
        ("applicatiebeheerder", "any"),
        ("", "any"),
    ],
)
def test_a_vacancy_is_about_voice_or_network_by_its_words(vacancy: str, field: str) -> None:
    assert questions().field_of(vacancy) == field


# ---- a file of one's own --------------------------------------------------------------------------------------------

OWN = """
[topics]
solar = { nl = "Zonnepanelen" }

[[question]]
id = "solar_roof"
topic = "solar"
reaction = "asks_technical_detail"
depth = "deep"
ask.nl = ["Kan ons dak dat dragen?"]
answer.nl = "Een constructeur rekent het gewicht per vierkante meter na."
names.nl = ["constructeur", "vierkante meter"]
needs = 2
"""


def test_a_file_of_ones_own_needs_one_language_and_one_way_to_ask_and_may_bring_a_subject() -> None:
    (question,) = read(OWN, "own.toml")
    assert (question.topic["nl"], question.topic["en"], question.topic.field) == ("Zonnepanelen", "Zonnepanelen", "any")
    assert judge(question, question.answer["nl"], "nl") == "answered"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('topic = "solar"', 'topic = "moon"', "topic is 'moon'"),
        ('reaction = "asks_technical_detail"', 'reaction = "asks_tea"', "reaction is 'asks_tea'"),
        ('reaction = "asks_technical_detail"', 'reaction = "asks_rate"', "only asks_technical_detail has deep"),
        ('depth = "deep"', "", "depth is ''"),
        ("needs = 2", "needs = 3", "needs is 1 or 2"),
        ('names.nl = ["constructeur", "vierkante meter"]', 'names.nl = ["constructeur"]', "needs at least 2"),
        ("ask.nl = [", "ask.fr = [", "as .nl and .en"),
        ('ask.nl = ["Kan ons dak dat dragen?"]', 'ask.nl = "Kan dat?"', "lists are written as"),
        ("Kan ons dak dat dragen?", "Kan {dak} dat dragen?", "nothing fills in dak"),
        ("Kan ons dak dat dragen?", " ", "no way to ask it"),
        ("Een constructeur", "x" * 2001, "2000 characters"),
    ],
)
def test_a_mistake_in_a_question_is_told_with_file_line_and_id(old: str, new: str, told: str) -> None:
    assert old in OWN
    with pytest.raises(QuestionError, match=rf"^own.toml:6: 'solar_roof'.*{re.escape(told)}"):
        read(OWN.replace(old, new), "own.toml")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[question]]\nid = \n", "^own.toml: .*line 2"),
        ("question = 7", "^own.toml: each question starts with"),
        ("[[question]]\ntopic = 'wifi'", "^own.toml: question 1 has no id"),
        (OWN + OWN.partition("\n\n")[2], "^own.toml:6: 'solar_roof': there are two"),
        (OWN.replace("solar_roof", "Solar roof"), "^own.toml:6: 'Solar roof': an id has small letters"),
        (OWN.replace("solar = {", '"so lar" = {'), "^own.toml: topic 'so lar'"),
        (OWN.replace('nl = "Zonnepanelen"', 'field = "roofs"'), "^own.toml: topic 'solar'"),
        ("topics = 3", r"^own.toml: \[topics\]"),
    ],
)
def test_what_is_no_file_of_questions_is_refused_in_one_sentence(text: str, told: str) -> None:
    with pytest.raises(QuestionError, match=told):
        read(text, "own.toml")


def test_what_ships_must_have_both_languages_and_three_ways_to_ask() -> None:
    first = SHIPPED.partition("\n# SIP trunks and phone numbers")[0] + "\n" + OWN.partition("\n\n")[2]
    with pytest.raises(QuestionError, match=r"^questions.toml:\d+: 'solar_roof': "):
        load(first.replace("\n[topics]\n", '\n[topics]\nsolar = { nl = "Zon", en = "Sun" }\n', 1), "questions.toml")


def test_questions_survive_being_written_down_as_plain_data() -> None:
    assert from_data(to_data(questions().all), "again") == questions().all
