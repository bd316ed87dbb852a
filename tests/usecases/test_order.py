"""The order of the queue: only whose facts were touched is worked out anew, and nobody waits for all of it."""

import csv
import io
from datetime import timedelta

import pytest

from belletje.usecases import order, queue
from belletje.usecases.calllist import call_list, set_weights
from belletje.usecases.imports import Upload, import_files, list_imports, undo_import
from belletje.usecases.people import list_people, set_person


@pytest.fixture
def ordered(furnished_house, now):
    """A full house whose order is up to date."""
    order.prepare(house=furnished_house, now=now)
    return furnished_house


def bring_in(house, now, *rows, name="more.csv"):
    """Imports rows of name, organisation, mobile number and remark."""
    table = io.StringIO()
    csv.writer(table).writerows([("naam", "bedrijf", "mobiel", "opmerking"), *rows])
    return import_files(house=house, uploads=[Upload(name, table.getvalue().encode())], now=now)


def queue_of(house, now):
    """Whom the desk offers, one desk after another."""
    return [queue.next_person(house=house, now=now, holder=f"desk{n}") for n in range(300)]


def test_when_all_was_worked_out_nothing_is_behind(ordered, now):
    assert not order.behind(house=ordered, now=now)
    assert order.behind(house=ordered, now=now).share_done == 1.0


def test_an_import_touches_only_whom_it_is_about(ordered, now):
    bring_in(ordered, now, ("Wubbe Xanthippe", "Kwartsmolen BV", "0612399999", ""))
    behind = order.behind(house=ordered, now=now)
    assert (behind.facts, behind.places) == (1, 0)
    order.catch_up(house=ordered, now=now)
    assert not order.behind(house=ordered, now=now)
    assert "Wubbe Xanthippe" in {entry.person.name for _, entry in call_list(house=ordered, now=now)}


def test_a_vacancy_touches_who_works_there(ordered, now):
    bring_in(ordered, now, ("Wubbe Xanthippe", "Kwartsmolen BV", "0612399999", ""))
    order.prepare(house=ordered, now=now)
    text = "Netwerkbeheerder bij Kwartsmolen BV\nOrganisatie: Kwartsmolen BV\nU beheert het netwerk."
    brought = import_files(house=ordered, uploads=[Upload("vacature.txt", text.encode())], now=now)
    assert brought.vacancies == 1
    assert order.behind(house=ordered, now=now).facts == 1


def test_an_objection_in_a_file_touches_who_has_the_same_number(ordered, now):
    bring_in(ordered, now, ("Wubbe Xanthippe", "Kwartsmolen BV", "0612399999", ""))
    order.prepare(house=ordered, now=now)
    bring_in(ordered, now, ("Ype Zwart", "Ganzenhof BV", "0612399999", "BEL MIJ NIET MEER"), name="other.csv")
    order.prepare(house=ordered, now=now)
    offered = {known.person.name for known in list_people(house=ordered, today=now.date()) if not known.why_not}
    assert not {"Wubbe Xanthippe", "Ype Zwart"} & offered
    names = {known.id: known.person.name for known in list_people(house=ordered, today=now.date())}
    assert "Wubbe Xanthippe" not in {names[person] for person in queue_of(ordered, now) if person}


def test_an_import_taken_back_leaves_nobody_touched_who_is_not_there(ordered, now):
    bring_in(ordered, now, ("Wubbe Xanthippe", "Kwartsmolen BV", "0612399999", ""))
    undo_import(house=ordered, import_id=list_imports(house=ordered)[0]["id"], now=now)
    assert not order.behind(house=ordered, now=now)


def test_a_new_day_and_other_weights_may_change_everyones_place(ordered, now):
    tomorrow = now + timedelta(days=1)
    everybody = len(list_people(house=ordered, today=now.date()))
    assert order.behind(house=ordered, now=tomorrow).places == everybody
    order.prepare(house=ordered, now=tomorrow)
    set_weights(house=ordered, weights={"role": 10.0}, now=tomorrow)
    assert order.behind(house=ordered, now=tomorrow).places == everybody
    order.prepare(house=ordered, now=tomorrow)
    assert not order.behind(house=ordered, now=tomorrow)


def test_what_was_worked_out_in_part_goes_on_where_it_was(furnished_house, now, monkeypatch):
    monkeypatch.setattr(order, "LOT", 10)
    whole = order.behind(house=furnished_house, now=now)
    left = order.catch_up(house=furnished_house, now=now)
    assert left.facts == whole.facts - 10
    heard = []
    order.prepare(house=furnished_house, now=now, progress=heard.append)
    assert heard == sorted(heard)
    assert heard[-1] == 1.0


def test_while_the_order_is_behind_who_objected_meanwhile_is_not_offered(furnished_house, now, monkeypatch):
    monkeypatch.setattr(order, "LOT", 10)
    order.prepare(house=furnished_house, now=now)
    first = queue.next_person(house=furnished_house, now=now, holder="a")
    bring_in(furnished_house, now, *((f"Piet {n}", f"Firma {n} BV", f"06123{n:05}", "") for n in range(40)))
    set_person(house=furnished_house, person=first, now=now, do_not_call=True)
    assert order.behind(house=furnished_house, now=now).facts > 10
    assert first not in queue_of(furnished_house, now)
