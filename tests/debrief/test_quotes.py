"""Whatever is said in a call, a debrief quotes it verbatim and its drill can be taken."""

from hypothesis import given
from hypothesis import strategies as st

from belletje.debrief.debrief import debrief
from belletje.debrief.quote import quote, sentences
from belletje.rehearsal.conversation import up_to
from belletje.rehearsal.record import turns

from .simulated import simulated

CALLS = 10_000


@given(st.text(max_size=900))
def test_a_quote_is_a_piece_of_the_text(text: str) -> None:
    assert quote(text) in text
    assert len(quote(text)) <= 200
    assert all(sentence in text for sentence in sentences(text))


def test_every_quote_of_ten_thousand_simulated_calls_is_verbatim() -> None:
    for seed in range(CALLS):
        record = simulated(seed)
        said = {turn.n: turn for turn in turns(record)}
        result = debrief(record)
        assert len(result.points) <= 3
        for piece in (*result.points, *result.went_well):
            assert piece.quote, (seed, piece)
            assert piece.quote in said[piece.turn].text, (seed, piece)


def test_every_drill_starts_from_the_moment_it_names() -> None:
    for seed in range(300):
        record = simulated(seed)
        for point in debrief(record).points:
            taken = turns(up_to(record, point.drill.keep).record)
            again = turns(record)[: len(taken)]
            assert taken == again
            assert (taken[-1].reaction or "") == point.drill.reaction
