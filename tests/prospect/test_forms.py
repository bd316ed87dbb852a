"""The form of a question: what kind of answer it wants, in both languages, with and without punctuation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belletje.prospect.catalogue import LANGUAGES
from belletje.prospect.forms import FORMS, forms_in, invites, questions_in, reminds
from belletje.prospect.topics import topics


@pytest.mark.parametrize(
    ("language", "turn", "form"),
    [
        ("nl", "O jee, wat is er aan de hand dan?", "happened"),
        ("nl", "Begrijp ik goed dat het vooral om tijd gaat?", "summed_up"),
        ("en", "Am I right that it's mostly about time?", "summed_up"),
        ("nl", "Kunt u daar iets meer over vertellen?", "more"),
        ("nl", "Met wie spreek ik, als ik vragen mag?", "your_name"),
        ("nl", "Waar zit u eigenlijk, en moet zo iemand elke dag op locatie zijn?", "where"),
        ("nl", "Is dat iets wat nu dreigt dan?", "yes_no"),
        ("en", "Could you tell me a bit more about that?", "more"),
        ("nl", "Kunt u iets meer vertellen over de vacature?", "yes_no"),
        ("en", "I've got time for a long story. Where does it start?", "tell"),
        ("en", "Is it all in his head? Or hers?", "yes_no"),
        ("en", "How much of that is written down?", "measure"),
        ("nl", "En wat gebeurde er toen?", "happened"),
        ("en", "Straight away, wow. What happened?", "happened"),
        ("en", "What happened with the last agency?", "what"),
        ("nl", "Wie heeft destijds voor Extreme gekozen, was u dat?", "yourself"),
        ("en", "And who set that up, was that you?", "yourself"),
        ("nl", "Wie heeft u dat verteld?", "who"),
        ("nl", "Voor wie doet u dat?", "who"),
        ("en", "Who did you use before, and how happy were you?", "how"),
        ("nl", "Met wie heb ik te maken als er iets misgaat?", "who"),
        ("nl", "Met wie praat ik daar het beste over?", "who"),
        ("en", "Who do I have to talk to about that?", "who"),
        ("en", "And who is that?", "who"),
        ("nl", "Werkt u thuis of op kantoor?", "either_or"),
        ("en", "What did that cost you?", "how_much"),
        ("nl", "Wat heeft dat gekost?", "how_much"),
        ("en", "What with?", "example"),
        ("nl", "En waarmee dan?", "example"),
        ("nl", "Met wie spreek ik eigenlijk?", "your_name"),
        ("en", "Who am I speaking to, please?", "your_name"),
        ("nl", "Hoe druk is het bij jullie?", "how"),
        ("nl", "Hoe bedoelt u, ertussenin?", "meant"),
        ("nl", "wat bedoelt u daarmee", "meant"),
        ("nl", "In welke zin loopt dat door elkaar?", "which"),
        ("en", "How do you mean, in between?", "meant"),
        ("en", "what do you mean by that", "meant"),
        ("en", "What does that mean for your team?", "what"),
        ("nl", "En wie vangt die storingen nu op?", "who"),
        ("nl", "met hoeveel man houdt u dat draaiende", "how_many"),
        ("nl", "Hoe vaak is dat het afgelopen jaar gebeurd?", "how_often"),
        ("nl", "hoe lang zoeken jullie al", "how_long"),
        ("nl", "Wat betaalt u nu per uur, als ik vragen mag?", "how_much"),
        ("nl", "Tot wanneer loopt dat contract?", "when"),
        ("nl", "Waar hangt dat van af?", "why"),
        ("nl", "Waardoor schuift het steeds op?", "why"),
        ("nl", "Waar zit die vestiging?", "where"),
        ("nl", "Waar loopt u tegenaan?", "what"),
        ("nl", "Welke centrale gebruikt u?", "which"),
        ("nl", "Hoe heeft u dat nu geregeld?", "how"),
        ("nl", "Vertel eens, hoe ziet dat eruit", "how"),
        ("nl", "vertel eens over dat project", "tell"),
        ("nl", "En als die nou onder de tram komt?", "what_if"),
        ("nl", "wat als hij ziek is", "what_if"),
        ("nl", "Als er iets stuk gaat, wie belt u dan?", "who"),
        ("nl", "Hoe oud zijn die switches?", "measure"),
        ("nl", "Met welke regelmaat krijgt u zulke meldingen binnen?", "how_often"),
        ("nl", "Naam?", "who"),
        ("nl", "Is dat dit jaar al gebeurd?", "yes_no"),
        ("nl", "Is dat geld, of zijn het handen?", "either_or"),
        ("nl", "Lossen jullie dat zelf op of belt u daar iemand voor?", "either_or"),
        ("nl", "Ik vroeg me af of u nog zoekt", "yes_no"),
        ("nl", "Heeft u een uur of twee?", "yes_no"),
        ("en", "Who looks after the firewalls?", "who"),
        ("en", "and how many is that", "how_many"),
        ("en", "How often does that happen, that it goes so wrong?", "how_often"),
        ("en", "And how long has it been like that?", "how_long"),
        ("en", "When does it need to be live?", "when"),
        ("en", "What caused it, in the end?", "why"),
        ("en", "Where is that office?", "where"),
        ("en", "What kind of switches are those?", "which"),
        ("en", "What would you need to know about them first?", "what"),
        ("en", "How do you go about it?", "how"),
        ("en", "Tell me about the project.", "tell"),
        ("en", "And if that one walks under a bus tomorrow?", "what_if"),
        ("en", "What if he leaves?", "what_if"),
        ("en", "How would you feel if I sent it?", "how"),
        ("en", "What share of your people still phones?", "measure"),
        ("en", "How far back does that go?", "how_long"),
        ("en", "Name?", "who"),
        ("en", "Would the fifteen of you manage that?", "yes_no"),
        ("en", "Is it the money or the hands?", "either_or"),
        ("en", "Have you got an hour or so?", "yes_no"),
        ("en", "Is it two, or more like ten?", "either_or"),
        ("en", "Which of them would you miss most if he or she left?", "which"),
        ("en", "What happens when the line or the power goes down?", "what"),
        ("en", "Which would you choose, a colleague or a contractor?", "either_or"),
        ("nl", "En wat gebeurt er als een van hen ziek wordt of vertrekt?", "what"),
        ("nl", "Wat zoekt u dan, iemand voor vast of voor een project?", "either_or"),
        ("nl", "Kunt u één voorbeeld noemen uit die audit?", "example"),
        ("nl", "Zoals?", "example"),
        ("nl", "Oké, noem er eens een paar dan?", "example"),
        ("nl", "Huurt u bijvoorbeeld ook mensen in?", "yes_no"),
        ("en", "Can you give me an example?", "example"),
        ("en", "For instance?", "example"),
        ("en", "Do you hire, for example, for projects?", "yes_no"),
        ("en", "What do they say when you bring that up?", "what"),
        ("en", "Who decides that, and when?", "when"),
        ("nl", "Wie beslist daarover en wanneer?", "when"),
        ("nl", "En hoeveel van tevoren moet u dan opzeggen?", "how_long"),
        ("en", "Usual bits and bobs, such as?", "example"),
        ("en", "When there's a big project, an office move say, do they do that as well?", "yes_no"),
        ("en", "Do you ever fall short, when there's a new site to connect?", "yes_no"),
        ("en", "Do you know when it ends?", "when"),
        ("en", "So until when?", "when"),
        ("nl", "", "yes_no"),
    ],
)  # fmt: skip
def test_the_last_question_of_a_turn_has_a_form(language: str, turn: str, form: str) -> None:
    assert forms_in(turn, language)[-1] == form


def test_only_what_is_asked_counts_where_there_is_a_question_mark() -> None:
    turn = "U zei hoe lang het duurt. Wie doet dat? En wat kost het? Dat is hoe ik het zie."
    assert forms_in(turn, "nl") == ("who", "how_much")


def test_a_topic_takes_the_last_form_that_can_be_about_it() -> None:
    since = topics().by_id["vacancy_since"]
    assert since.form_among(("how_long", "what")) == "what"
    assert since.form_among(("how_long", "who")) == "how_long"
    assert since.form_among(("who",)) is None


@given(st.text(max_size=200), st.sampled_from(LANGUAGES))
def test_any_text_has_a_form(turn: str, language: str) -> None:
    assert FORMS.issuperset(forms_in(turn, language))


@pytest.mark.parametrize(
    ("language", "turn", "does"),
    [
        ("nl", "Daarnet zei u dat er niemand was.", True),
        ("nl", "Ja, maar u zei toch dat het druk was.", True),
        ("en", "Well, you said so.", True),
        ("en", "But a minute ago you said it was someone I wouldn't know.", True),
        ("en", "You said far too busy.", True),
        ("en", "You said far too busy. What with?", False),
        ("nl", "Maar u zei net dat het aan het geld lag.", True),
        ("nl", "Dat zei u al.", False),
        ("en", "I said so.", False),
    ],
)
def test_who_reminds_somebody_of_their_words_asks_for_no_other_fact(language: str, turn: str, does: bool) -> None:
    assert reminds(turn, language) is does


@pytest.mark.parametrize(
    ("language", "turn", "does"),
    [
        ("nl", "Dat mag ook in twintig woorden, ik heb de tijd.", True),
        ("nl", "Doe maar rustig, ik luister.", True),
        ("nl", "Heeft u even de tijd?", False),
        ("nl", "Wij verhuren engineers.", False),
        ("en", "I love a long story, go on, I've got coffee.", True),
        ("en", "Have you got the time?", False),
    ],
)
def test_who_invites_to_say_more_asks_nothing_and_wants_to_hear_it(language: str, turn: str, does: bool) -> None:
    assert invites(turn, language) is does


@pytest.mark.parametrize(
    ("language", "turn", "questions"),
    [
        ("nl", "Wanneer begint dat, en om hoeveel man gaat het?", ["Wanneer begint dat", "om hoeveel man gaat het?"]),
        ("nl", "Oké. Hoe bevalt dat? En sinds wanneer is dat zo?", ["Hoe bevalt dat?", "En sinds wanneer is dat zo?"]),
        ("nl", "Doet u dat zelf of belt u iemand?", ["Doet u dat zelf of belt u iemand?"]),
        ("nl", "Zijn dat switches en accesspoints?", ["Zijn dat switches en accesspoints?"]),
        ("nl", "Ik bel over uw vacature en wat er speelt.", []),
        ("en", "How big is your team, and who does the phones?", ["How big is your team", "who does the phones?"]),
        ("en", "Which version, and is it still supported?", ["Which version", "is it still supported?"]),
        ("en", "Is it both switches and routers?", ["Is it both switches and routers?"]),
        ("en", "Do you need someone who can start and can stay?", ["Do you need someone who can start and can stay?"]),
        ("nl", "Wie doet dat en is er verantwoordelijk voor?", ["Wie doet dat", "is er verantwoordelijk voor?"]),
        ("nl", "Zijn het er vier en waarschijnlijk straks vijf?", ["Zijn het er vier en waarschijnlijk straks vijf?"]),
    ],
)  # fmt: skip
def test_a_turn_may_ask_two_things(language: str, turn: str, questions: list[str]) -> None:
    assert list(questions_in(turn, language)) == questions
