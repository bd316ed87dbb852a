"""The queue: who is next, and that no two colleagues ever get the same person."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest

from belletje.desk.knowledge import rules
from belletje.usecases import order, people, queue, realcalls
from belletje.usecases.calllist import call_list
from belletje.usecases.imports import list_imports, undo_import


def test_the_queue_holds_whom_the_call_list_holds_in_its_order(furnished_house, now):
    listed = {person: entry.score for person, entry in call_list(house=furnished_house, now=now.replace(hour=10))}
    met = [queue.next_person(house=furnished_house, now=now, holder=f"desk{n}") for n in range(len(listed))]
    assert set(met) == listed.keys()
    assert [listed[person] for person in met] == sorted(listed.values(), reverse=True)
    assert queue.next_person(house=furnished_house, now=now, holder="one too many") is None


def test_asked_twice_the_same_desk_keeps_the_same_person(furnished_house, now):
    first = queue.next_person(house=furnished_house, now=now, holder="desk")
    assert queue.next_person(house=furnished_house, now=now, holder="desk") == first


def test_colleagues_asking_at_the_same_moment_get_different_people(furnished_house, now):
    order.prepare(house=furnished_house, now=now)
    with ThreadPoolExecutor(8) as many:
        given = list(many.map(lambda n: queue.next_person(house=furnished_house, now=now, holder=f"desk{n}"), range(8)))
    assert None not in given
    assert len(set(given)) == 8


def test_who_is_left_lying_comes_back_to_others_after_a_while(furnished_house, now):
    first = queue.next_person(house=furnished_house, now=now, holder="a")
    assert not queue.take(house=furnished_house, person=first, now=now, holder="b")
    later = now + rules().reserved_for + timedelta(seconds=1)
    assert queue.next_person(house=furnished_house, now=later, holder="b") == first


def test_who_is_skipped_comes_back_later(furnished_house, now):
    first = queue.next_person(house=furnished_house, now=now, holder="a")
    second = queue.next_person(house=furnished_house, now=now, holder="a", skip=first)
    assert second not in (None, first)
    assert queue.next_person(house=furnished_house, now=now, holder="b") != first
    later = now + queue.SKIPPED_FOR + timedelta(minutes=1)
    assert queue.next_person(house=furnished_house, now=later, holder="c") == first


@pytest.mark.parametrize("moment", ["2026-11-23T07:30+01:00", "2026-11-28T10:00+01:00", "2026-12-25T10:00+01:00"])
def test_outside_calling_hours_nobody_is_next(furnished_house, moment):
    assert queue.next_person(house=furnished_house, now=datetime.fromisoformat(moment), holder="a") is None


def test_who_may_not_be_called_any_more_is_passed_over_at_once(furnished_house, now):
    first = queue.next_person(house=furnished_house, now=now, holder="a")
    people.set_person(house=furnished_house, person=first, now=now, do_not_call=True)
    assert queue.next_person(house=furnished_house, now=now, holder="a") not in (None, first)


def test_who_may_be_called_since_a_fact_was_recorded_is_in_the_queue(furnished_house, now):
    order.prepare(house=furnished_house, now=now)
    known = people.list_people(house=furnished_house, today=now.date())
    unknown = next(one for one in known if one.why_not and one.why_not.code == "legal_form_unknown")
    people.set_person(house=furnished_house, person=unknown.id, now=now, legal_form="bv")
    assert order.behind(house=furnished_house, now=now).facts
    asked = (queue.next_person(house=furnished_house, now=now, holder=f"desk{n}") for n in range(len(known)))
    assert unknown.id in asked


def test_when_an_import_is_taken_back_the_queue_follows(furnished_house, now):
    order.prepare(house=furnished_house, now=now)
    for one in list_imports(house=furnished_house):
        undo_import(house=furnished_house, import_id=one["id"], now=now)
    assert queue.next_person(house=furnished_house, now=now, holder="a") is None


def test_a_call_takes_its_person_out_until_the_rules_bring_them_back(furnished_house, now):
    first = queue.next_person(house=furnished_house, now=now, holder="a")
    realcalls.record_call(house=furnished_house, person=first, outcome="no_contact", now=now, token="x", holder="a")
    assert queue.next_person(house=furnished_house, now=now, holder="a") != first
    again = now + rules().apart[0]
    assert queue.next_person(house=furnished_house, now=again, holder="b") == first
    order.prepare(house=furnished_house, now=now + timedelta(days=1))
    assert queue.next_person(house=furnished_house, now=now + timedelta(days=1), holder="c") is not None
