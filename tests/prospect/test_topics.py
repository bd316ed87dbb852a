"""What callers ask about: everybody has an answer to every question, with the fact that was asked for."""

from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belletje.prospect import circumstances
from belletje.prospect.catalogue import LANGUAGES, MANNERS
from belletje.prospect.forms import FORMS
from belletje.prospect.scenario import DIMENSIONS
from belletje.prospect.tables import CatalogueError
from belletje.prospect.topics import OTHER, as_sentences, load, topics
from prospect.scenarios import scenarios

NAMES = sorted(topics().by_id)
DATA = Path("src/belletje/prospect/data")


def known(language: str, seed: int = 1) -> dict[str, str]:
    """The circumstances of one call."""
    return circumstances.invent(language, "Anouk Claes", "Hoogland Techniek", Random(seed)) | {
        "last_said": "Wie zegt u?",
        "name": "Anouk Claes",
        "company": "Hoogland Techniek",
        "vacancy": "voice engineer",
    }


@given(
    scenario=scenarios(),
    topic=st.sampled_from(NAMES),
    language=st.sampled_from(LANGUAGES),
    trust=st.sampled_from(["open", "guarded"]),
    told=st.booleans(),
    form=st.sampled_from(sorted(FORMS)),
    seed=st.integers(0, 1000),
)
def test_everybody_has_two_answers_at_least_to_every_question(  # type: ignore[no-untyped-def]
    scenario, topic, language, trust, told, form, seed
) -> None:
    moment = {f"{name}:{value}" for name, value in scenario.values().items()} | {trust} | ({"told"} if told else set())
    facts = known(language, seed)
    first = topics().by_id[topic].answer(language, scenario.manner, form, moment, facts, (), Random(seed))
    second = topics().by_id[topic].answer(language, scenario.manner, form, moment, facts, (str(first),), Random(seed))
    assert first
    assert second
    assert first != second
    assert "{" not in first + second


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("topic", NAMES)
def test_every_manner_has_its_own_choice_of_answers(topic: str, language: str) -> None:
    for manner in MANNERS:
        moments = [
            {f"{name}:{value}", trust} for name, values in DIMENSIONS.items() for value in values for trust in ("open",)
        ]
        assert all(
            topics().by_id[topic].answer(language, manner, form, moment, known(language), (), Random(2))
            for moment in moments
            for form in FORMS
        )


def test_the_line_that_fits_most_closely_is_said() -> None:
    contract = topics().by_id["contract_until"]
    for seed in range(20):
        moment = {"supply:locked_contract", "need:latent", "open"}
        answer = contract.answer("nl", "neutral", "when", moment, known("nl"), (), Random(seed))
        assert known("nl")["contract_until"].split()[-1] in str(answer)


def test_what_fits_the_form_of_the_question_goes_before_what_fits_any() -> None:
    other = topics().by_id[OTHER]
    fits = {line.text for line in other.answers["en"] if "how_often" in line.forms}
    moment = {"need:latent", "open"}
    assert {other.answer("en", "neutral", "how_often", moment, {}, (), Random(seed)) for seed in range(20)} <= fits


@pytest.mark.parametrize(
    ("row", "mistake"),
    [
        ("contract_till\t\tany\tTot maart.", "there is no topic 'contract_till'"),
        ("contract_until\tasked:whence\tany\tTot maart.", "'whence' is nothing that can be the case"),
        ("contract_until\tneed:huge\tany\tTot maart.", "'need:huge' is nothing that can be the case"),
        ("contract_until\t\tgrumpy\tTot maart.", "'grumpy' is no manner"),
        ("contract_until\t\tany\tTot {when}.", "nothing fills in when"),
        ("contract_until\t\tany", "needs 4 columns"),
        ("contract_until\tasked:who\tany\tJan.", "can never be said, as 'contract_until' takes no question of that"),
    ],
)
def test_a_mistake_in_an_answer_is_told_with_its_line(tmp_path: Path, row: str, mistake: str) -> None:
    tmp_path.joinpath("topics.toml").write_text('contract_until = { act = "ask_closed" }\n')
    for language in LANGUAGES:
        folder = tmp_path / "answers" / language
        folder.mkdir(parents=True)
        folder.joinpath("own.tsv").write_text("topic\twhen\tmanner\tline\ncontract_until\t\tany\tNog lang.\n")
    with (tmp_path / "answers" / "nl" / "own.tsv").open("a") as file:
        file.write(f"{row}\n")
    with pytest.raises(CatalogueError, match=rf"^own\.tsv:3: {mistake}"):
        load(tmp_path)


def test_the_circumstances_of_a_call_are_the_same_whenever_they_are_asked_for() -> None:
    assert known("nl", 7) == known("nl", 7)
    assert known("nl", 7) != known("nl", 8)


def test_an_email_address_follows_from_the_name() -> None:
    assert known("nl")["email"] == "anouk-claes@hoogland-techniek.example"


@pytest.mark.parametrize(
    ("filled_in", "said"),
    [
        ("één, en dat is genoeg. éénmaal", "Eén, en dat is genoeg. Eénmaal"),
        ("de overstap naar Teams. dat is het", "De overstap naar Teams. Dat is het"),
        ("36 uur", "36 uur"),
    ],
)
def test_what_is_filled_in_begins_a_sentence_with_a_capital(filled_in: str, said: str) -> None:
    assert as_sentences(filled_in) == said
