"""Which engineer fits which vacancy."""

from __future__ import annotations

import csv
import math
from datetime import date

import pytest

from belletje.calllist.contact import Engineer, Vacancy
from belletje.calllist.matching import best_fits, fit
from belletje.calllist.places import provinces_of, reachable
from belletje.calllist.skills import certificates_in, closeness, skills_in

from .material import FIXTURES, TODAY, VACANCY_FILES, reading_of

ENGINEERS = reading_of(FIXTURES / "engineers.csv").engineers
FIRST_CHOICE = {
    "Wifi specialist": "Joris D.",
    "Netwerkbeheerder": "Bas K.",
    "Senior Voice Engineer (SIP / Teams Direct Routing)": "Mirjam S.",
    "Network Architect (SD-WAN)": "Ravi P.",
    "Coördinator telefonie": "Tineke V.",
}


HERE = FIXTURES.parent / "calllist"


def judgements(file_name: str, engineers: tuple[Engineer, ...]) -> list[tuple[Vacancy, dict[str, int]]]:
    with (HERE / file_name).open(encoding="utf-8") as file:
        lines = list(csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t"))
    return [
        (
            Vacancy("judged", row, line["title"], "X", (line["place"],), line["description"] or ""),
            {engineer.name: int(line[engineer.name]) for engineer in engineers},
        )
        for row, line in enumerate(lines)
    ]


def ndcg(grades: list[int]) -> float:
    """Normalised discounted cumulative gain of grades in ranked order (Järvelin and Kekäläinen 2002)."""

    def gain(ordered: list[int]) -> float:
        return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(ordered))

    return gain(grades) / gain(sorted(grades, reverse=True))


@pytest.mark.parametrize(
    "vacancy",
    [vacancy for path in VACANCY_FILES for vacancy in reading_of(path).vacancies if vacancy.title in FIRST_CHOICE],
    ids=lambda vacancy: vacancy.title,
)
def test_the_right_engineer_comes_first_on_the_fixtures(vacancy: Vacancy) -> None:
    assert best_fits(vacancy, ENGINEERS, TODAY)[0].engineer.name == FIRST_CHOICE[vacancy.title]


@pytest.mark.parametrize(
    ("file_name", "engineers", "number", "least"),
    [
        ("judgements.tsv", ENGINEERS, 60, 0.97),
        ("judgements_unseen.tsv", reading_of(HERE / "engineers_unseen.csv").engineers, 78, 0.95),
    ],
    ids=["sixty judgements", "judgements that nothing was tuned on"],
)
def test_the_ranking_agrees_with_judgements_written_beforehand(
    file_name: str, engineers: tuple[Engineer, ...], number: int, least: float
) -> None:
    gains = [
        ndcg([grades[one.engineer.name] for one in best_fits(vacancy, engineers, TODAY)])
        for vacancy, grades in judgements(file_name, engineers)
    ]
    assert len(gains) * len(engineers) == number
    assert sum(gains) / len(gains) >= least


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("wifi", "wireless"),
        ("draadloze netwerk", "Wi-Fi"),
        ("firewalls", "security"),
        ("VoIP", "voice"),
        ("WLAN", "access points"),
    ],
)
def test_words_for_the_same_skill(left: str, right: str) -> None:
    assert skills_in(left).keys() == skills_in(right).keys()


@pytest.mark.parametrize(
    ("left", "right"), [("SIP", "voice"), ("SIP", "telefonie"), ("Aruba", "wifi"), ("FortiGate", "firewall")]
)
def test_skills_that_are_related(left: str, right: str) -> None:
    (one,), (other,) = skills_in(left), skills_in(right)
    assert 0.3 <= closeness(one, other) == closeness(other, one) < 1


def test_what_has_nothing_in_common_scores_nothing() -> None:
    bas = ENGINEERS[0]
    assert fit(Vacancy("x", 0, "Boekhouder", "X", ("Zwolle",)), bas, TODAY).score == 0
    assert closeness("dect", "sdwan") == 0


def test_certificates_availability_and_region_count() -> None:
    vacancy = Vacancy("x", 0, "Wifi engineer", "X", ("Leiden",), "CCNP Wireless")

    def score(**more: object) -> float:
        return fit(vacancy, Engineer("x", 0, "A", ("wifi",), **more), TODAY).score  # type: ignore[arg-type]

    assert score(certificates=("CCNP Wireless",)) > score()
    assert score(available_from=TODAY) > score(available_from=date(2027, 6, 1))
    assert score(regions=("Zuid-Holland",)) > score(regions=("Utrecht",)) > score(regions=("Groningen",))
    assert [one.name for one in certificates_in("CCIE 51234; itil v3")] == ["CCIE", "ITIL"]


def test_places() -> None:
    assert provinces_of("Amersfoort, Utrecht, Nederland") == {"Utrecht"}
    assert provinces_of("'s-Hertogenbosch") == {"Noord-Brabant"}
    assert provinces_of("Havenzicht") == frozenset()
    assert reachable(("Delft",), ("landelijk",)) == 1
    assert reachable(("Rotterdam",), ("Randstad",)) == 1
