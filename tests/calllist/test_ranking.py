"""The call list: only who may be called, the best reason first, and that reason as one sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from belletje.calllist.callable import ByHand, Consent, facts_of, numbers_of_objectors, why_not
from belletje.calllist.contact import Contact, Engineer, Phone, Vacancy
from belletje.calllist.organisations import LEGAL_FORMS
from belletje.calllist.people import Person, merge
from belletje.calllist.ranking import Entry, rank
from belletje.calllist.reasons import SIGNALS, WEIGHTS, History

from .material import FIXTURES, TODAY, VACANCY_FILES, contact, fixture_contacts, reading_of

BAS = Engineer(
    "e", 0, "Bas K.", ("Aruba wifi", "netwerkbeheer"), ("CCNP Enterprise",), date(2026, 12, 1), 40, ("Overijssel",)
)
OPENING = Vacancy("v", 0, "Netwerkbeheerder", "Meridiaan", ("Zwolle",), "Aruba wifi en switching", date(2026, 9, 14))
MOBILES = {"mobile": "+31612345678"}


def ranked(*contacts: Contact, vacancies: tuple[Vacancy, ...] = (OPENING,), **more: object) -> list[Entry]:
    people = merge([replace(one, row=row) for row, one in enumerate(contacts)])
    return rank(people, vacancies, [BAS], TODAY, **more)  # type: ignore[arg-type]


def test_the_reason_can_be_said_aloud_in_both_languages() -> None:
    noor = contact(title="Hoofd ICT", **MOBILES)
    (dutch,) = ranked(noor)
    (english,) = ranked(noor, language="en")
    assert dutch.reason == (
        "Ik bel u omdat u al tien weken een netwerkbeheerder zoekt in Zwolle en Bas K., die netwerkbeheer en "
        "Aruba-wifi kent, vanaf 1 december beschikbaar is."
    )
    assert english.reason == (
        "I'm calling because you have been looking for a netwerkbeheerder in Zwolle for ten weeks and Bas K., who "
        "knows network administration and Aruba wireless, is available from 1 December."
    )
    assert (dutch.vacancy, dutch.engineer) == (OPENING, BAS)


def test_without_a_vacancy_the_bond_is_the_reason() -> None:
    said = [
        ranked(contact(**MOBILES, **more), vacancies=())[0].reason  # type: ignore[arg-type]
        for more in ({"known_by": ("Pim",)}, {"former_client": True}, {"last_contact": date(2026, 8, 20)}, {})
    ]
    assert said == [
        "Ik bel u omdat wij u via Pim kennen.",
        "Ik bel u omdat Meridiaan BV eerder klant bij ons was.",
        "Ik bel u omdat wij drie maanden geleden voor het laatst contact hadden.",
        "Ik bel u omdat ik graag hoor hoe u nu aan tijdelijke netwerk- en telefonie-engineers komt.",
    ]


def test_every_sentence_on_the_fixtures_is_one_sentence() -> None:
    vacancies = [vacancy for path in VACANCY_FILES for vacancy in reading_of(path).vacancies]
    named = [person for path in VACANCY_FILES for person in reading_of(path).contacts]
    engineers = reading_of(FIXTURES / "engineers.csv").engineers
    people = merge([*fixture_contacts(), *named])
    entries = rank(people, vacancies, engineers, TODAY)
    assert [entry.rank for entry in entries] == list(range(1, len(entries) + 1))
    assert entries[0].person.name == "Hidde Vermeulen", "the vacancy names him, and gives his number"
    assert entries[0].engineer is not None
    assert entries[0].engineer.name == "Joris D."
    for entry in entries:
        assert entry.reason.startswith("Ik bel u omdat ")
        assert entry.reason.endswith(".")
        assert not any(sign in entry.reason for sign in "{}()\n")


def test_a_vacancy_that_asks_for_no_acquisition_is_no_reason() -> None:
    (entry,) = ranked(contact(**MOBILES), vacancies=(replace(OPENING, no_acquisition=True),))
    assert entry.vacancy is None


def test_a_closed_vacancy_is_no_reason() -> None:
    (entry,) = ranked(contact(**MOBILES), vacancies=(replace(OPENING, closes=TODAY - timedelta(1)),))
    assert entry.vacancy is None


def test_what_puts_someone_higher() -> None:
    plain = contact("Anna Vos", "Kompas BV", mobile="+31612340001")
    warm = contact("Bert Kok", "Kompas BV", mobile="+31612340002", known_by=("Pim",), title="CIO")
    asked_for = contact("Cees Smit", "Meridiaan BV", mobile="+31612340003")
    assert [entry.person.name for entry in ranked(plain, warm, asked_for)] == ["Cees Smit", "Bert Kok", "Anna Vos"]


def test_attempts_callbacks_and_hours() -> None:
    noor = contact(not_before_hour=10, **MOBILES)
    key = "file:0"

    def value(name: str, **more: object) -> float:
        return next(signal.value for signal in ranked(noor, **more)[0].signals if signal.name == name)

    assert value("attempts", history={key: History(2, TODAY - timedelta(9))}) < value("attempts")
    assert value("attempts", history={key: History(1, TODAY - timedelta(1))}) == 0
    assert value("attempts", history={key: History(3, TODAY - timedelta(1), callback_on=TODAY)}) == 1
    assert (value("hour", hour=9), value("hour", hour=10), value("hour", hour=20)) == (0, 1, 0)


def test_weights_can_be_changed() -> None:
    only_warmth = {name: float(name == "warmth") for name in WEIGHTS}
    plain = contact("Cees Smit", "Meridiaan BV", mobile="+31612340003")
    warm = contact("Bert Kok", "Kompas BV", mobile="+31612340002", known_by=("Pim",))
    assert ranked(plain, warm, weights=only_warmth)[0].person.name == "Bert Kok"
    assert ranked(plain, warm, weights={})[0].score == 0
    assert [signal.name for signal in ranked(plain)[0].signals] == [signal.__name__ for signal in SIGNALS]


def test_what_was_said_by_hand_counts() -> None:
    sole = contact(organisation="Bakker Advies", **MOBILES)
    consent = Consent("Noor Bakker", date(2026, 1, 1), "per e-mail", "Ja, bel maar.")
    assert ranked(sole) == []
    assert ranked(sole, by_hand={"file:0": ByHand("eenmanszaak")}) == []
    assert len(ranked(sole, by_hand={"file:0": ByHand("eenmanszaak", consent)})) == 1
    assert ranked(sole, by_hand={"file:0": ByHand("bv", do_not_call=True)}) == []
    assert ranked(contact(**MOBILES), history={"file:0": History(last_outcome="opted_out")}) == []


NUMBERS = [Phone(f"+3161234000{n}", "mobile", label) for n in range(3) for label in ("mobile", "home")] + [  # type: ignore[arg-type]
    Phone("+31205550019", "landline", "work")
]
ANYONE = st.builds(
    contact,
    name=st.sampled_from(["Noor Bakker", "Piet Vos", "Eva Kok", "N. Bakker"]),
    organisation=st.sampled_from(["Meridiaan BV", "Kompas", "Bos VOF", ""]),
    legal_form=st.sampled_from(["", "bv", "vof", "cv", "stichting"]),
    phones=st.lists(st.sampled_from(NUMBERS), max_size=3, unique_by=lambda phone: phone.e164).map(tuple),
    do_not_call=st.booleans(),
)
SAID = st.builds(ByHand, st.sampled_from(["", "bv", "vof"]), do_not_call=st.booleans(), existing_customer=st.booleans())


@settings(max_examples=200, deadline=None)
@given(
    st.lists(ANYONE, max_size=8),
    st.dictionaries(st.integers(0, 7).map(lambda row: f"file:{row}"), SAID),
    st.frozensets(st.sampled_from([phone.e164 for phone in NUMBERS])),
    st.dates(date(2021, 7, 1), date(2028, 1, 1)),
)
def test_nobody_who_may_not_be_called_is_ranked(
    contacts: list[Contact], said: dict[str, ByHand], objected: frozenset[str], today: date
) -> None:
    people = merge([replace(one, row=row) for row, one in enumerate(contacts)])
    entries = rank(people, [OPENING], [BAS], today, by_hand=said, objected_numbers=objected)
    never = numbers_of_objectors(people) | objected | _numbers_of_those_who_said_no(people, said)
    for entry in entries:
        hand = said.get(entry.person.key, ByHand())
        assert why_not(facts_of(entry.person, hand, never), today) is None
        assert not entry.person.do_not_call
        assert not hand.do_not_call
        assert entry.phone.e164 not in never
        assert all(phone.label != "home" for phone in entry.person.phones if phone.e164 == entry.phone.e164)
        form = LEGAL_FORMS[hand.legal_form or entry.person.legal_form]
        assert form.person == "legal" or (hand.existing_customer and today < date(2026, 7, 1))


def _numbers_of_those_who_said_no(people: tuple[Person, ...], said: dict[str, ByHand]) -> set[str]:
    return {phone.e164 for person in people if said.get(person.key, ByHand()).do_not_call for phone in person.phones}
