"""A transcript of a call that was not made at this desk counts for what this team hears, on its own day."""

from datetime import date, timedelta

import pytest

from belletje.desk.knowledge import rules
from belletje.usecases import heard, results, transcripts
from belletje.usecases.house import Refused

SAID = (
    "Bakker: Met Bakker.\nSanne: Goedemorgen, met Sanne van Noordlicht. Ik bel over uw vacature.\n"
    "Bakker: We hebben al een partij.\nSanne: Welke dan?\nBakker: We hebben al een partij.\nSanne: Dag."
)


@pytest.fixture
def keep(furnished_house, now):
    """Keeps a transcript under a token; gives its number."""

    def kept(token: str, on: date | None = None, at=now) -> int:
        return transcripts.keep(house=furnished_house, text=SAID, now=at, token=token, ground="gemeld", on=on)

    return kept


def test_it_counts_once_however_often_it_is_said_in_it_or_sent(furnished_house, now, keep) -> None:
    keep("x")
    keep("x")

    own = heard.own_prospects(house=furnished_house)
    assert (own.conversations, own.alone) == (1, 1)
    assert own.times["has_supplier"] == own.times_alone["has_supplier"] == 1
    (found,) = [one for one in results.results(house=furnished_house, now=now).heard if one.reaction == "has_supplier"]
    assert (found.own.times, found.own.among, found.alone) == (1, 1, 1)
    assert found.updated > found.published


def test_it_counts_on_the_day_of_the_conversation(furnished_house, keep) -> None:
    number = keep("x", date(2026, 10, 5))
    keep("y")

    assert transcripts.show(house=furnished_house, transcript=number).on == "2026-10-05"
    counted = transcripts.counted(house=furnished_house, reaction="has_supplier", limit=9)
    assert [one.on for one in counted] == ["2026-11-23", "2026-10-05"]


def test_that_day_is_not_still_to_come(now, keep) -> None:
    with pytest.raises(Refused, match="today or before"):
        keep("x", now.date() + timedelta(days=1))


def test_who_called_is_put_right_and_the_figures_with_it(furnished_house, now, keep) -> None:
    number = keep("x", date(2026, 10, 5))

    transcripts.tell_who(house=furnished_house, transcript=number, caller="Bakker", now=now)
    assert "has_supplier" not in heard.own_prospects(house=furnished_house).times

    transcripts.tell_who(house=furnished_house, transcript=number, caller="Sanne", now=now)
    assert heard.own_prospects(house=furnished_house).times["has_supplier"] == 1
    assert transcripts.show(house=furnished_house, transcript=number).on == "2026-10-05"


def test_when_its_time_is_over_the_words_go_and_the_figure_stays(furnished_house, now, keep) -> None:
    keep("x")
    later = now + rules().transcripts_kept + timedelta(days=1)

    assert transcripts.newest(house=furnished_house, now=later, limit=5) == []

    (counted,) = transcripts.counted(house=furnished_house, reaction="has_supplier", limit=9)
    assert (counted.on, counted.transcript) == ("2026-11-23", None)


def test_thrown_away_it_counts_no_longer(furnished_house, now, keep) -> None:
    number = keep("x")
    transcripts.remove(house=furnished_house, transcript=number, now=now)
    assert heard.own_prospects(house=furnished_house).conversations == 0
