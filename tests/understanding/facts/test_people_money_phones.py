"""Names, companies, amounts and phone numbers, in tables: what is said, and what is found."""

from datetime import date

import pytest

from belletje.understanding.facts import find

MONDAY = date(2026, 11, 23)


def values(said: str, language: str, *kinds: str) -> list[str]:
    return [fact.value for fact in find(said, language, MONDAY) if fact.kind in kinds]


@pytest.mark.parametrize(
    ("said", "language", "found"),
    [
        ("met sanne de wit van noordlicht netwerken bel ik gelegen", "nl", ["Sanne de Wit", "Noordlicht Netwerken"]),
        ("u spreekt met joyce van dijk", "nl", ["Joyce van Dijk"]),
        ("u spreekt met joyce van netwacht", "nl", ["Joyce", "Netwacht"]),
        ("met ruben van den berg van de gemeente", "nl", ["Ruben van den Berg"]),
        ("is meneer jansen er", "nl", ["Jansen"]),
        ("mag ik mevrouw van der plas even", "nl", ["van der Plas"]),
        ("met Kees Vrolijk, Flexnet, ik hou het kort", "nl", ["Kees Vrolijk", "Flexnet"]),
        ("dag mevrouw ik bel over uw vacature", "nl", []),
        ("dag meneer de directeur", "nl", []),
        ("ik ben benieuwd wat u daarvan vindt", "nl", []),
        ("met vriendelijke groet", "nl", []),
        ("this is sarah from northlight is now a good time", "en", ["Sarah", "Northlight"]),
        ("could i speak to david miller please", "en", ["David Miller"]),
        ("this is a message for the manager", "en", []),
        ("is he in", "en", []),
    ],
)
def test_a_name_ends_at_the_first_ordinary_word(said: str, language: str, found: list[str]) -> None:
    assert values(said, language, "name", "company") == found


@pytest.mark.parametrize(
    ("said", "language", "found"),
    [
        ("95 euro per uur", "nl", ["EUR 95/hour"]),
        ("tussen de negentig en honderdtien euro", "nl", ["EUR 90..110"]),
        ("€ 1.250", "nl", ["EUR 1250"]),
        ("€ 1.250,50", "nl", ["EUR 1250.50"]),
        ("negenduizend vierhonderd euro", "nl", ["EUR 9400"]),
        ("twaalfhonderdvijftig euro", "nl", ["EUR 1250"]),
        ("vijf en tachtig euro", "nl", ["EUR 85"]),
        ("vijftig tot zestig duizend euro", "nl", ["EUR 50000..60000"]),
        ("anderhalf procent", "nl", ["1.5%"]),
        ("drie keer per week", "nl", []),
        ("tien tot twaalf mensen", "nl", []),
        ("ninety an hour", "en", ["90/hour"]),
        ("five fifty a day", "en", ["550/day"]),
        ("a hundred and ten pounds", "en", ["GBP 110"]),
        ("two minutes an hour", "en", []),
    ],
)
def test_a_number_is_an_amount_with_a_currency_a_percentage_or_a_rate(
    said: str, language: str, found: list[str]
) -> None:
    assert values(said, language, "amount") == found


@pytest.mark.parametrize(
    ("said", "language", "found"),
    [
        ("06 1234 5678", "nl", ["+31612345678"]),
        ("nul zes twaalf vierendertig zesenvijftig achtenzeventig", "nl", ["+31612345678"]),
        ("nul zes, een twee drie vier, vijf zes zeven acht", "nl", ["+31612345678"]),
        ("nul zes twaalf vierendertig zevenenvijftig acht", "nl", ["061234578"]),
        ("plus tweeëndertig vier zeven nul twaalf vierendertig zesenvijftig", "nl", ["+32470123456"]),
        ("oh two oh seven nine four six oh nine five eight", "en", ["+442079460958"]),
        ("zero six, one two three four, double eight, one nine", "en", ["+31612348819"]),
        ("drie of vier mensen voor zes maanden", "nl", []),
        ("from 12-01-2027 to 15-01-2027", "en", []),
    ],
)
def test_spoken_and_written_digits_give_the_number_and_a_number_too_short_stays_as_said(
    said: str, language: str, found: list[str]
) -> None:
    assert values(said, language, "phone") == found
