"""What a caller asks about: learned from the questions as they are now, judged by questions never learned."""

from collections import Counter
from functools import cache

import pytest

from belletje.prospect.asked import NOTHING, asked, turns_digest
from belletje.prospect.catalogue import LANGUAGES
from belletje.prospect.recognise import TOPICS, Reader, Recognised, load_weights, topic_reader
from belletje.prospect.topics import topics
from belletje.usecases.what_is_asked import SURE_OF_RARE

WITHOUT_WORDS = {
    "permission", "callback_moment", "callback_refused", "proposal_declined", "nothing_wanted", "yes_which_day",
    "screen_who", "screen_why", "what_you_mean", "said_back", "has_to_go", "nearly_done", "your_name",
}  # fmt: skip
"""Topics that follow from an act, a reaction or the form of a question, not from words that were learned."""
RIGHT = 0.7
"""So many at least of the questions never learned are taken for what they ask; two fifths are hard ones."""


@pytest.fixture(scope="module")
def reader() -> Reader:
    """The shipped reader, loaded once; what it made of a question is kept."""
    return cache(topic_reader())


def test_the_weights_were_made_from_the_questions_as_they_are_now() -> None:
    assert load_weights(TOPICS).digest == turns_digest(), "data/asked/topics.npz is older: run `make train`"


def test_every_topic_can_be_recognised() -> None:
    assert set(load_weights(TOPICS).names) == set(topics().by_id) - WITHOUT_WORDS | {NOTHING}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_topic_is_asked_about_in_many_ways(language: str) -> None:
    counts = Counter(one.topic for one in asked("train") if one.language == language)
    assert [topic for topic in set(topics().by_id) - WITHOUT_WORDS if counts[topic] < 9] == []


def test_what_it_is_judged_by_it_never_learned() -> None:
    learned = {_bare(one.question) for one in asked("train")}
    assert [one.question for one in asked("test") if _bare(one.question) in learned] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_most_questions_never_learned_are_taken_for_what_they_ask(reader: Reader, language: str) -> None:
    found = [one for one in asked("test") if one.language == language]
    right = [taken_for(reader(one.question, one.before)) == one.topic for one in found]
    assert sum(right) / len(right) >= RIGHT


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_about_a_common_topic_is_seldom_taken_for_one_about_a_rare_one(
    reader: Reader, language: str
) -> None:
    rare = {topic.id for topic in topics().by_id.values() if topic.rare}
    found = [one for one in asked("test") if one.language == language and one.topic not in rare]
    wrong = [one for one in found if taken_for(reader(one.question, one.before)) in rare]
    assert len(wrong) / len(found) <= 0.05


def taken_for(found: Recognised) -> str | None:
    """What a question was taken for: for a rare topic where that is sure."""
    closely = found.closely
    return closely.name if closely and closely.confidence >= SURE_OF_RARE else found.name


@pytest.mark.parametrize(
    ("question", "before", "topic"),
    [
        ("Tot wanneer loopt dat contract?", "Wij zitten vast aan een partij.", "contract_until"),
        ("Hoe lang staat die vacature al open?", "", "vacancy_since"),
        ("How many sites have you got?", "", "locations_users"),
        ("Sorry, what did you say?", "We have a partner for that.", "say_again"),
        ("Wij leveren netwerkengineers aan ziekenhuizen.", "", NOTHING),
    ],
)
def test_plain_questions_are_recognised(reader: Reader, question: str, before: str, topic: str) -> None:
    assert reader(question, before).name == topic


def _bare(text: str) -> str:
    return " ".join("".join(letter if letter.isalnum() else " " for letter in text.casefold()).split())
