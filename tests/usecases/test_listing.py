"""Some of the list and of the people at a time: the same as the whole of it, cut in parts; never somebody too many."""

from datetime import timedelta

from belletje.usecases import listing, order
from belletje.usecases.calllist import call_list
from belletje.usecases.people import forget, list_people, set_person


def parts(house, now, limit=7):
    """The whole call list, read in parts."""
    first = listing.list_part(house=house, now=now, language="nl", limit=limit)
    rest = [
        listing.list_part(house=house, now=now, language="nl", start=start, limit=limit).entries
        for start in range(limit, first.number, limit)
    ]
    return [*first.entries, *(one for part in rest for one in part)], first.number


def everybody(house, now, **asked):
    """Everyone who answers to this, read in parts."""
    first = listing.people_part(house=house, now=now, limit=5, **asked)
    rest = [
        listing.people_part(house=house, now=now, start=start, limit=5, **asked).found
        for start in range(5, first.number_found, 5)
    ]
    return [*first.found, *(one for part in rest for one in part)]


def test_the_list_in_parts_holds_everyone_of_the_list_once_with_their_reason(furnished_house, now):
    whole = {name: entry.reason for name, entry in call_list(house=furnished_house, now=now)}
    found, number = parts(furnished_house, now)
    assert {name: entry.reason for name, entry in found} == whole
    assert number == len(found) == len(whole)


def test_the_best_come_first_and_ranks_go_on_from_part_to_part(furnished_house, now):
    found, number = parts(furnished_house, now)
    assert [entry.rank for _, entry in found] == list(range(1, number + 1))
    assert found[0][1].score >= found[-1][1].score


def test_who_objected_since_is_on_no_part_of_the_list(furnished_house, now):
    first = parts(furnished_house, now)[0][0][0]
    set_person(house=furnished_house, person=first, now=now, do_not_call=True)
    assert first not in {name for name, _ in parts(furnished_house, now)[0]}
    assert listing.entry_of(house=furnished_house, person=first, now=now, language="nl") is None


def test_a_list_that_is_a_day_behind_still_asks_the_law_again(furnished_house, now):
    parts(furnished_house, now)
    tomorrow = now + timedelta(days=1)
    allowed = {known.id for known in list_people(house=furnished_house, today=tomorrow.date()) if not known.why_not}
    assert {name for name, _ in parts(furnished_house, tomorrow)[0]} <= allowed


def test_people_come_by_name_and_all_of_them(furnished_house, now):
    assert [one.id for one in everybody(furnished_house, now)] == [
        one.id for one in list_people(house=furnished_house, today=now.date())
    ]


def test_people_are_found_by_every_word_that_is_written_of_them(furnished_house, now):
    known = next(one for one in list_people(house=furnished_house, today=now.date()) if one.person.emails)
    for query in (
        known.person.emails[0],
        known.person.name.upper(),
        f"{known.person.organisation} {known.person.name}",
    ):
        assert known.id in {one.id for one in everybody(furnished_house, now, query=query)}
    assert everybody(furnished_house, now, query="nobody%is_called\\this") == []


def test_those_who_may_and_those_who_may_not_be_called_are_everyone(furnished_house, now):
    may, may_not = (everybody(furnished_house, now, may_be_called=one) for one in (True, False))
    assert all(one.why_not is None for one in may)
    assert all(one.why_not for one in may_not)
    assert {one.id for one in may + may_not} == {one.id for one in everybody(furnished_house, now)}


def test_a_verdict_that_changed_is_found_at_once(furnished_house, now):
    may = everybody(furnished_house, now, may_be_called=True)[0]
    set_person(house=furnished_house, person=may.id, now=now, do_not_call=True)
    assert may.id in {one.id for one in everybody(furnished_house, now, may_be_called=False)}
    assert may.id not in {one.id for one in everybody(furnished_house, now, may_be_called=True)}


def test_who_is_forgotten_is_found_no_more(furnished_house, now):
    order.prepare(house=furnished_house, now=now)
    gone = everybody(furnished_house, now)[0]
    forget(house=furnished_house, person=gone.id, now=now)
    assert gone.id not in {one.id for one in everybody(furnished_house, now)}
    assert everybody(furnished_house, now, query=gone.person.name) == []
