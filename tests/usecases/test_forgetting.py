"""Forgetting goes everywhere: vacancies that name the person, rehearsals of a call to them."""

import pytest

from belletje.usecases import calllist, dialling, people, rehearsals
from belletje.usecases.house import Refused


@pytest.fixture
def named_in_a_vacancy(furnished_house, now):
    """Someone on the call list whom a vacancy names as its contact."""
    known = people.list_people(house=furnished_house, today=now.date())
    listed = {person for person, _ in calllist.call_list(house=furnished_house, now=now)}
    files = {"geplakt_wifi.txt", "jobalert.eml", "netwerkbeheerder.html", "voip_engineer.html"}
    return next(one for one in known if one.id in listed and files & {file for file, _ in one.person.sources})


def test_a_vacancy_no_longer_names_its_contact_once_they_are_forgotten(
    furnished_house, now, named_in_a_vacancy, contents
):
    person = named_in_a_vacancy.person
    before = len(calllist.call_list(house=furnished_house, now=now))
    assert person.name in "\n".join(contents())
    people.forget(house=furnished_house, person=named_in_a_vacancy.id, now=now)
    left = "\n".join(contents())
    for told in (person.name, *person.emails, *(phone.e164 for phone in person.phones)):
        assert told not in left
    assert len(calllist.call_list(house=furnished_house, now=now)) == before - 1


def test_rehearsals_of_a_call_to_someone_go_with_them_and_others_stay(furnished_house, now, named_in_a_vacancy):
    dial = {"house": furnished_house, "now": now, "language": "nl", "seed": 1, "scenario": "manner=curt"}
    theirs, other = dialling.dial(**dial, person=named_in_a_vacancy.id), dialling.dial(**dial)
    again = rehearsals.take_again(house=furnished_house, call=theirs, turns_kept=0, now=now)
    people.forget(house=furnished_house, person=named_in_a_vacancy.id, now=now)
    assert [call.id for call in rehearsals.list_calls(house=furnished_house)] == [other]
    for gone in (theirs, again):
        with pytest.raises(Refused, match="no call"):
            rehearsals.show_call(house=furnished_house, call=gone)


def test_an_import_of_the_very_same_file_does_not_bring_a_forgotten_person_back(belletje, material):
    belletje("import", material[1])
    first = belletje("people", "--json").json[0]
    belletje("forget", first["id"])
    belletje("import", material[1])
    assert first["name"] not in [one["name"] for one in belletje("people", "--json").json]


def test_everyone_can_be_forgotten_one_by_one(furnished_house, now, contents):
    for known in people.list_people(house=furnished_house, today=now.date())[:60]:
        people.forget(house=furnished_house, person=known.id, now=now)
    left = people.list_people(house=furnished_house, today=now.date())
    assert len({known.id for known in left}) == len(left) > 100
