"""Dates and remarks as people write them in a cell."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belletje.calllist.dates import read_date
from belletje.calllist.remarks import asks_no_acquisition, is_a_person, is_yes, meaning_of, says_not_to_call

from .material import TODAY


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2025-09-03 09:02", date(2025, 9, 3)),
        ("2026-12-31T00:00", date(2026, 12, 31)),
        ("03 Dec 2025", date(2025, 12, 3)),
        ("31-12-24", date(2024, 12, 31)),
        ("12/31/2024", date(2024, 12, 31)),
        ("44927", date(2023, 1, 1)),
        ("mei 2024", date(2024, 5, 15)),
        ("1 november", date(2026, 11, 1)),
        ("vorig jaar", date(2025, 7, 1)),
        ("3 weken geleden", date(2026, 11, 2)),
        ("2 weeks ago", date(2026, 11, 9)),
        ("vor 2 Wochen", date(2026, 11, 9)),
        ("vorige week", date(2026, 11, 16)),
        ("gisteren", date(2026, 11, 22)),
        ("Q2 2024", date(2024, 5, 15)),
        ("per direct", TODAY),
        ("2023", date(2023, 7, 1)),
        ("99999999 jaar geleden", None),
        ("2023-13-45", None),
        ("ooit", None),
    ],
)
def test_reading_a_date(written: str, day: date | None) -> None:
    assert read_date(written, TODAY) == day


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_none(text: str) -> None:
    assert read_date(text, TODAY) is None or isinstance(read_date(text, TODAY), date)


@pytest.mark.parametrize(
    ("remark", "stop"),
    [
        ("BEL MIJ NIET MEER", True),
        ("Niet bellen!", True),
        ("niet meer bellen aub", True),
        ("wil niet meer gebeld worden", True),
        ("staat in bel-me-niet", True),
        ("Do not call", True),
        ("please don't call again", True),
        ("haal mij van de lijst", True),
        ("opt-out", True),
        ("bitte nicht mehr anrufen", True),
        ("mag niet worden gebeld", True),
        ("niet telefonisch benaderen", True),
        ("geen contact meer opnemen", True),
        ("telefonische benadering niet gewenst", True),
        ("verwijderd worden uit bestand", True),
        ("uit bestand halen", True),
        ("wil van de lijst", True),
        ("bezwaar AVG", True),
        ("asked us not to call", True),
        ("doesn't want to be called", True),
        ("take me off your list", True),
        ("geen telefonisch contact gehad", False),
        ("don't forget to call", False),
        ("aarzel niet te bellen", False),
        ("nog niet gebeld", False),
        ("liever niet voor 10 uur", False),
        ("bel niet voor 10 uur", False),
        ("do not call before 10", False),
        ("niet bellen op vrijdag", False),
        ("kan niet bellen op vrijdag", False),
        ("via Pim", False),
        ("belt niet zelf, wel graag gebeld", False),
    ],
)
def test_who_does_not_want_to_be_called(remark: str, stop: bool) -> None:
    assert meaning_of([remark]).do_not_call is stop
    assert says_not_to_call(remark) is stop


def test_what_else_remarks_say() -> None:
    meaning = meaning_of(["klant tot 2023", "via Pim de Vries", "liever niet voor 10 uur", "06 is privé"])
    assert meaning.former_client
    assert meaning.known_by == ("Pim de Vries",)
    assert meaning.not_before_hour == 10
    assert meaning.private_number


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Geen acquisitie n.a.v. deze vacature.", True),
        ("Acquisitie naar aanleiding van deze vacature wordt niet op prijs gesteld.", True),
        ("No agencies please.", True),
        ("Unsolicited approaches: agencies are not welcome.", True),
        ("Je doet acquisitie bij nieuwe klanten.", False),
    ],
)
def test_vacancies_that_ask_for_no_acquisition(text: str, asks: bool) -> None:
    assert asks_no_acquisition(text) is asks


def test_owners_and_ticks() -> None:
    assert is_a_person("Pim Barends")
    assert not is_a_person("Sales team")
    assert [cell for cell in ("1", "ja", "TRUE", "x", "0", "nee", "") if is_yes(cell)] == ["1", "ja", "TRUE", "x"]
