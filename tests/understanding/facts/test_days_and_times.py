"""Days and times as people propose them, in tables: said and meant. Today is Monday 23 November 2026."""

from datetime import date

import pytest

from belletje.understanding.facts import find
from belletje.understanding.facts.events import easter

MONDAY = date(2026, 11, 23)


def slots(said: str, language: str, today: date = MONDAY) -> list[str]:
    return [fact.value for fact in find(said, language, today) if fact.kind == "slot"]


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("om half drie", "T14:30"),
        ("om half zes", "T17:30"),
        ("om half een", "T12:30"),
        ("om één uur", "T13:00"),
        ("om zes uur", "T18:00"),
        ("om zeven uur", "T07:00"),
        ("om twaalf uur", "T12:00"),
        ("tien uur", "T10:00"),
        ("'s ochtends om zes uur", "T06:00"),
        ("zeven uur 's avonds", "T19:00"),
        ("kwart voor tien", "T09:45"),
        ("tien over half elf", "T10:40"),
        ("vijf voor half drie", "T14:25"),
        ("om 14:30", "T14:30"),
        ("om 09:00 uur", "T09:00"),
        ("om 2:30", "T14:30"),
        ("twaalf uur 's middags", "T12:00"),
    ],
)
def test_a_bare_hour_from_one_to_six_is_in_the_afternoon_unless_another_part_of_the_day_is_said(
    said: str, means: str
) -> None:
    assert slots(said, "nl") == [means]


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("half two", "T14:30"),
        ("half past two", "T14:30"),
        ("quarter to ten", "T09:45"),
        ("twenty past three", "T15:20"),
        ("three pm", "T15:00"),
        ("six am", "T06:00"),
        ("noon", "T12:00"),
        ("nine o'clock", "T09:00"),
        ("at two thirty", "T14:30"),
        ("ten-ish", "T10:00"),
    ],
)
def test_half_two_is_half_past_two_in_english(said: str, means: str) -> None:
    assert slots(said, "en") == [means]


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("maandag", "2026-11-30"),
        ("dinsdag", "2026-11-24"),
        ("volgende dinsdag", "2026-12-01"),
        ("aanstaande dinsdag", "2026-11-24"),
        ("dinsdag over een week", "2026-12-01"),
        ("volgende week donderdag", "2026-12-03"),
        ("donderdag volgende week", "2026-12-03"),
        ("overmorgen", "2026-11-25"),
        ("morgenochtend", "2026-11-24 morning"),
        ("maandag in de voormiddag", "2026-11-30 morning"),
        ("den veertiende", "2026-12-14"),
        ("dinsdag de negentiende", "2027-01-19"),
        ("dertig februari", None),
        ("29 februari", None),
        ("over twee weken", "2026-W50"),
        ("over drie weken op donderdag", "2026-12-17"),
        ("eind januari", "2027-01 end"),
        ("na de kerst", "after 2026-12-26"),
        ("voor de kerst", "before 2026-12-25"),
        ("voor vrijdag", "2026-11-27"),
        ("vóór vrijdag", "before 2026-11-27"),
        ("uiterlijk vrijdag", "before 2026-11-27"),
        ("vrijdag na drieën", "after 2026-11-27T15:00"),
        ("tussen elf en één uur", "T11:00/T13:00"),
        ("morgen", "2026-11-24"),
    ],
)
def test_dutch_days_are_counted_from_today(said: str, means: str | None) -> None:
    assert slots(said, "nl") == ([means] if means else [])


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("a week on Tuesday", "2026-12-01"),
        ("Tuesday week", "2026-12-01"),
        ("next Tuesday", "2026-12-01"),
        ("this Tuesday", "2026-11-24"),
        ("Thursday next week", "2026-12-03"),
        ("the fourteenth at two thirty", "2026-12-14T14:30"),
        ("the day after tomorrow", "2026-11-25"),
        ("end of play Friday", "2026-11-27 end"),
        ("first thing Monday", "2026-11-30 start"),
        ("late April", "2027-04 end"),
        ("in a fortnight", "2026-W50"),
        ("before Friday", "before 2026-11-27"),
        ("after Easter", "after 2027-03-29"),
    ],
)
def test_english_days_are_counted_from_today(said: str, means: str) -> None:
    assert slots(said, "en") == [means]


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("goedemorgen", "nl"),
        ("heeft u een half uur", "nl"),
        ("vierentwintig uur per dag", "nl"),
        ("dat duurt twee uur", "nl"),
        ("de derde keer dat u belt", "nl"),
        ("we zijn met z'n vijven", "nl"),
        ("vorige week dinsdag", "nl"),
        ("voor een engineer", "nl"),
        ("voor één leverancier", "nl"),
        ("good morning", "en"),
        ("the second site", "en"),
        ("we need three people", "en"),
        ("last Tuesday", "en"),
        ("I may call", "en"),
    ],
)
def test_greetings_durations_counts_and_the_past_are_no_proposals(said: str, language: str) -> None:
    assert slots(said, language) == []


def test_a_hesitation_inside_belongs_to_the_words_but_not_to_the_value() -> None:
    (fact,) = find("kan het dinsdag eh om half drie", "nl", MONDAY)
    assert (fact.text, fact.value) == ("dinsdag eh om half drie", "2026-11-24T14:30")


def test_two_days_are_two_proposals() -> None:
    assert slots("dinsdag om tien uur of donderdag om half drie", "nl") == ["2026-11-24T10:00", "2026-11-26T14:30"]


def test_the_last_day_that_a_calendar_knows_raises_nothing() -> None:
    for said in ("overmorgen", "volgende week", "de dertigste", "na pasen", "maandag over een week", "eind mei"):
        assert slots(said, "nl", date.max) == []


@pytest.mark.parametrize(
    ("year", "sunday"),
    [(2024, "03-31"), (2025, "04-20"), (2026, "04-05"), (2027, "03-28"), (2038, "04-25")],
)
def test_easter_falls_on_the_sunday_that_the_calendar_gives(year: int, sunday: str) -> None:
    assert easter(year).isoformat() == f"{year}-{sunday}"
