"""The second reader as it ships: made from the turns in the repository, for the same acts and topics as the first."""

import numpy as np
import pytest

from belletje.prospect.asked import turns_digest
from belletje.prospect.recognise import TOPICS, load_weights
from belletje.understanding.acts import Act
from belletje.understanding.second import SecondReader
from belletje.understanding.training.material import data_digest
from belletje.understanding.utterances import examples


@pytest.fixture(scope="module")
def second() -> SecondReader:
    """The shipped reader, loaded once."""
    return SecondReader()


def test_it_was_made_from_the_turns_as_they_are_now(second: SecondReader) -> None:
    now = f"{data_digest(examples('train'))}-{turns_digest()}"
    assert second.learned.digest == now, "data/second.onnx is older than what it learned from: run `make train`"


def test_it_knows_the_acts_and_the_topics_that_the_first_readers_know(second: SecondReader) -> None:
    assert second.learned.topics == load_weights(TOPICS).names
    assert second.learned.slope.shape == second.learned.offset.shape == (len(Act),)
    assert (second.learned.slope > 0).all()


def test_the_shares_of_the_topics_are_one_together(second: SecondReader) -> None:
    assert np.exp(second.topics("hoeveel vestigingen heeft u?", "met dekker.")).sum() == pytest.approx(1, abs=1e-4)


@pytest.mark.parametrize(
    ("turn", "act"),
    [
        ("goedemorgen, u spreekt met sanne de wit van noordlicht.", Act.INTRODUCE),
        ("shall we put in half an hour on tuesday?", Act.PROPOSE_MEETING),
        ("tot ziens!", Act.GOODBYE),
    ],
)
def test_plain_words_are_understood(second: SecondReader, turn: str, act: Act) -> None:
    assert second.acts(turn, "")[list(Act).index(act)] > 0


def test_an_act_in_one_clause_of_many_counts_beside_the_whole(second: SecondReader) -> None:
    alone = second.acts("dank u wel.", "")
    among = second.acts("ik heb het opgeschreven. dank u wel. en wie doet bij u het beheer van de telefonie?", "")
    assert among[list(Act).index(Act.THANK)] > -2.0
    assert alone[list(Act).index(Act.THANK)] > 0


@pytest.mark.parametrize("turn", ["", "明日の午後", "ja " * 500, "?", "\ud800 half a letter"])
def test_whatever_is_said_gets_scores(second: SecondReader, turn: str) -> None:
    for before in ("", "met dekker.", "ja " * 500):
        assert np.isfinite(second.acts(turn, before)).all()
        assert np.isfinite(second.topics(turn, before)).all()


def test_the_same_turn_is_read_once(second: SecondReader) -> None:
    first = second.topics("wie doet dat bij u?", "we redden ons wel.")
    assert (second.topics("wie doet dat bij u?", "we redden ons wel.") == first).all()
    assert (SecondReader().topics("wie doet dat bij u?", "we redden ons wel.") == first).all()
