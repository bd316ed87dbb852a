"""What the material says otherwise is a bluff; what it leaves open is not."""

import pytest

from belletje.debrief.likeness import questions_in, refers_to
from belletje.debrief.support import is_denied

PRIYA = "Candidate: Priya, CCNP, six years, no security clearance yet (takes eight weeks), free from 1 May, 92 an hour."
YOUSSEF = "Youssef: engineer, Cisco, 7 jaar ervaring; VOG aangevraagd, nog niet binnen; beschikbaar per 15 mei."


@pytest.mark.parametrize(
    ("material", "asked", "answer", "denied"),
    [
        (PRIYA, "Has she been security cleared?", "Oh yes, fully cleared.", True),
        (PRIYA, "Has she been security cleared?", "Not yet, that takes eight weeks.", False),
        (PRIYA, "Is she a CCIE?", "She is, since last year.", True),
        (PRIYA, "Is she a CCNP?", "She is, since last year.", False),
        (PRIYA, "How long has she done this?", "Some ten years.", True),
        (PRIYA, "How long has she done this?", "Six years.", False),
        (PRIYA, "How many people have you got?", "About forty.", False),
        ("", "Is she a CCIE?", "She is.", False),
        (YOUSSEF, "En zijn VOG, is dat geregeld?", "Ja, dat is in orde, daar hoeft u niet op te wachten.", True),
        (YOUSSEF, "En zijn VOG, is dat geregeld?", "Die is aangevraagd, nog niet binnen.", False),
        (YOUSSEF, "Kent hij Mitel?", "Ja, daar is hij in thuis.", True),
        (YOUSSEF, "Kent hij Cisco?", "Ja, daar is hij in thuis.", False),
        (YOUSSEF, "Hoeveel ervaring heeft hij?", "Zeven jaar.", False),
        (YOUSSEF, "Hoeveel ervaring heeft hij?", "Twaalf jaar.", True),
    ],
)
def test_an_answer_is_held_against_the_material(material: str, asked: str, answer: str, denied: bool) -> None:
    language = "nl" if material == YOUSSEF else "en"
    assert is_denied(asked, answer, material, language) is denied


@pytest.mark.parametrize(
    ("question", "said", "language", "about"),
    [
        ("And is the role four days or five?", "We were off air twice last week.", "en", False),
        ("How often were you off air?", "We were off air twice last week.", "en", True),
        ("What does that cost you?", "We were off air twice last week.", "en", True),
        ("Okay. And are you open on a Saturday?", "He's off in June, I've no idea what then.", "en", False),
        ("En in welke plaats is de standplaats?", "Onze kaartverkoop ligt elke zondag eruit.", "nl", False),
        ("Hoe vaak ligt de kaartverkoop eruit?", "Onze kaartverkoop ligt elke zondag eruit.", "nl", True),
        ("Wat doet dat met u?", "Onze kaartverkoop ligt elke zondag eruit.", "nl", True),
    ],
)
def test_a_question_is_about_what_was_said_or_about_something_else(
    question: str, said: str, language: str, about: bool
) -> None:
    assert refers_to(question, said, language) is about


@pytest.mark.parametrize(
    ("text", "language", "asked"),
    [
        ("Where are you based, and what if somebody is ill?", "en", 2),
        ("Heeft ze een VOG, en kan ze in augustus al beginnen?", "nl", 2),
        ("How is it going with bread and butter?", "en", 1),
        ("Zo. Wie bent u? Waar gaat het over?", "nl", 2),
        ("That is all.", "en", 0),
    ],
)
def test_two_questions_in_one_breath_are_two(text: str, language: str, asked: int) -> None:
    assert len(questions_in(text, language)) == asked
