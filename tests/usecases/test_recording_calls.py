"""Real calls: recorded once, never lost, taken back by who made them, and never to someone who may not be called."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar

from belletje.desk.alongside import Met
from belletje.desk.knowledge import outcomes
from belletje.usecases import order, people, queue, realcalls
from belletje.usecases.calllist import call_list
from belletje.usecases.house import NotThere, Refused
from belletje.usecases.privacy import export
from belletje.usecases.realcalls import Referral


@pytest.fixture
def person(furnished_house, now) -> str:
    """The first on the call list."""
    order.prepare(house=furnished_house, now=now)
    return call_list(house=furnished_house, now=now)[0][0]


@pytest.fixture
def record(furnished_house, now, person):
    """Records a call to that person."""

    def recorded(outcome: str, token: str = "one", **more):
        return realcalls.record_call(
            **{"house": furnished_house, "person": person, "outcome": outcome, "now": now, "token": token, **more}
        )

    return recorded


def test_a_call_is_kept_with_who_and_when(record, furnished_house, person):
    kept = record("polite_no", note=" Over een kwartaal. ", duration_s=75)
    assert (kept.by, kept.at, kept.note, kept.duration_s) == (
        "tester", "2026-11-23T09:00:00+00:00", "Over een kwartaal.", 75,
    )  # fmt: skip
    assert (kept.week, kept.weekday, kept.hour) == ("2026-W48", 1, 10)
    assert realcalls.calls_to(house=furnished_house, person=person) == [kept]


def test_a_form_sent_by_many_at_the_same_moment_is_recorded_once(record, furnished_house, person):
    with ThreadPoolExecutor(8) as many:
        kept = list(many.map(lambda _: record("no_contact"), range(8)))
    assert len(set(kept)) == 1
    assert len(realcalls.calls_to(house=furnished_house, person=person)) == 1


def test_a_form_sent_again_with_something_else_in_it_changes_nothing(record):
    assert record("no_contact") == record("meeting", note="anders")


def test_a_form_of_a_call_that_was_taken_back_loses_nothing_in_silence(record, furnished_house, now):
    kept = record("hung_up")
    realcalls.undo_call(house=furnished_house, call=kept.id, now=now)
    with pytest.raises(Refused, match="taken back"):
        record("callback", callback="morgen om 10 uur")


def test_the_call_to_somebody_whom_a_colleague_has_is_recorded_there(record, furnished_house, person, now):
    assert queue.take(house=furnished_house, person=person, now=now, holder="a")
    with pytest.raises(Refused, match="colleague"):
        record("meeting", holder="b")
    assert record("opted_out", holder="b").outcome == "opted_out"


def test_the_same_result_twice_keeps_the_first_moment(record, furnished_house, now):
    kept = record("meeting")
    first = realcalls.set_result(house=furnished_house, call=kept.id, result="won", now=now)
    later = now + timedelta(days=3)
    assert realcalls.set_result(house=furnished_house, call=kept.id, result="won", now=later) == first


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"outcome": "great"}, "no outcome"),
        ({"outcome": "callback"}, "when to call back"),
        ({"outcome": "callback", "callback": "ooit"}, "no day or time"),
        ({"outcome": "callback", "callback": "2020-01-01T10:00"}, "still to come"),
        ({"outcome": "opted_out", "callback": "morgen"}, "not called back"),
        ({"outcome": "referral"}, "name of the person"),
        ({"outcome": "polite_no", "token": " "}, "token"),
        ({"outcome": "polite_no", "note": "x" * 5001}, "Shorten"),
        ({"outcome": "polite_no", "duration_s": -1}, "seconds"),
        ({"outcome": "polite_no", "heard": [Met("nonsense")]}, "catalogue"),
    ],
)
def test_what_cannot_be_recorded_is_refused_and_changes_nothing(record, contents, wrong, words):
    before = contents()
    with pytest.raises(Refused, match=words) as refusal:
        record(**wrong)
    assert refusal.value.sentence("nl") != refusal.value.sentence("en")
    assert contents() == before


def test_who_is_not_there_cannot_have_been_called(record):
    with pytest.raises(NotThere):
        record("no_contact", person="p99999")


def test_a_callback_comes_to_the_top_when_it_is_due(record, furnished_house, person, now):
    kept = record("callback", callback="volgende week dinsdag om 10 uur")
    assert kept.callback_at == "2026-12-01T09:00:00+00:00"
    due = now + timedelta(days=8, minutes=5)
    assert queue.next_person(house=furnished_house, now=now + timedelta(minutes=1), holder="a") != person
    assert queue.next_person(house=furnished_house, now=due, holder="b") == person


def test_an_objection_is_kept_for_good_for_the_person_and_their_numbers(record, furnished_house, person, now):
    record("opted_out")
    known = people.show_person(house=furnished_house, person=person, today=now.date())
    assert known.why_not
    assert known.why_not.code == "do_not_call"
    with pytest.raises(Refused, match="for good"):
        realcalls.undo_call(house=furnished_house, call=1, now=now)
    with pytest.raises(Refused, match="may not be called"):
        record("no_contact", token="two")
    assert record("opted_out", token="three").outcome == "opted_out"


def test_nobody_who_may_not_be_called_can_be_recorded_or_given_a_callback(furnished_house, now):
    everyone = people.list_people(house=furnished_house, today=now.date())
    blocked = {one.why_not.code: one for one in everyone if one.why_not}
    assert len(blocked) >= 3
    for one in blocked.values():
        for outcome in outcomes():
            if outcome != "opted_out":
                with pytest.raises(Refused):
                    realcalls.record_call(
                        house=furnished_house, person=one.id, outcome=outcome, now=now, token=f"{one.id}{outcome}",
                        callback="morgen", referral=Referral("Jan de Wit"),
                    )  # fmt: skip


def test_who_objects_during_a_call_leaves_the_call_that_was_under_way_recordable(record, furnished_house, person, now):
    assert queue.take(house=furnished_house, person=person, now=now, holder="desk")
    people.set_person(house=furnished_house, person=person, now=now, do_not_call=True)
    with pytest.raises(Refused):
        record("callback", callback="morgen", holder="desk")
    assert record("polite_no", holder="desk").outcome == "polite_no"


def test_a_referral_to_somebody_who_is_there_already_makes_nobody_new(record, furnished_house, person, now):
    others = [one for one, entry in call_list(house=furnished_house, now=now) if one != person and entry.phone]
    known = realcalls.person_of(house=furnished_house, person=others[0], now=now).person
    before = len(people.list_people(house=furnished_house, today=now.date()))
    kept = record("referral", referral=Referral(known.name, known.organisation, known.phones[0].e164))
    assert len(people.list_people(house=furnished_house, today=now.date())) == before
    realcalls.undo_call(house=furnished_house, call=kept.id, now=now)
    assert realcalls.person_of(house=furnished_house, person=others[0], now=now).person == known


def test_a_referral_makes_a_person_whose_source_is_the_call(record, furnished_house, now):
    before = len(people.list_people(house=furnished_house, today=now.date()))
    kept = record("referral", referral=Referral("Bram Kuiper", phone="06 12345098"))
    everyone = people.list_people(house=furnished_house, today=now.date())
    (new,) = [one for one in everyone if one.person.name == "Bram Kuiper"]
    assert len(everyone) == before + 1
    assert new.person.sources == ((f"call {kept.id}", 0),)
    assert new.why_not is None
    assert not order.behind(house=furnished_house, now=now)

    realcalls.undo_call(house=furnished_house, call=kept.id, now=now)
    assert len(people.list_people(house=furnished_house, today=now.date())) == before


def test_the_last_outcome_can_be_taken_back_once_and_counts_nowhere(record, furnished_house, person, now):
    first, second = record("no_contact"), record("polite_no", token="two", now=now + timedelta(hours=4))
    with pytest.raises(Refused, match="recorded last"):
        realcalls.undo_call(house=furnished_house, call=first.id, now=now)
    undone = realcalls.undo_call(house=furnished_house, call=second.id, now=now)
    assert (undone.undone_by, undone.undone_at) == ("tester", "2026-11-23T09:00:00+00:00")
    assert realcalls.undo_call(house=furnished_house, call=second.id, now=now + timedelta(hours=1)) == undone
    later = now + timedelta(hours=4)
    assert queue.next_person(house=furnished_house, now=later, holder="a") == person


def test_what_a_meeting_came_to_is_kept(record, furnished_house, now):
    meeting = record("meeting")
    won = realcalls.set_result(house=furnished_house, call=meeting.id, result="won", now=now)
    assert (won.result, won.result_by) == ("won", "tester")
    with pytest.raises(Refused):
        realcalls.set_result(house=furnished_house, call=meeting.id, result="perhaps", now=now)
    other = record("no_contact", token="two")
    with pytest.raises(Refused, match="did not end in a meeting"):
        realcalls.set_result(house=furnished_house, call=other.id, result="won", now=now)


def test_who_is_forgotten_leaves_a_figure_and_no_word(record, furnished_house, person, now, contents):
    record("polite_no", note="Houdt van zeilen.")
    people.forget(house=furnished_house, person=person, now=now)
    assert not any("zeilen" in line for line in contents())
    kept = realcalls.show_call(house=furnished_house, call=1)
    assert (kept.person_id, kept.outcome, kept.file) == (None, "polite_no", "")


def test_callbacks_are_a_calendar_in_the_export(record, furnished_house, person, now):
    record("callback", callback="volgende week dinsdag om 10 uur")
    calendar = Calendar.from_ical(export(house=furnished_house, now=now, kind="ics").decode())
    (event,) = calendar.walk("VEVENT")
    assert event["DTSTART"].dt.astimezone(UTC) == datetime(2026, 12, 1, 9, tzinfo=UTC)
    whole = json.loads(export(house=furnished_house, now=now, kind="json"))
    assert [call["outcome"] for call in whole["real_calls"]] == ["callback"]
    of_one = json.loads(export(house=furnished_house, now=now, kind="json", person=person))
    assert of_one["people"][0]["real_calls"] == whole["real_calls"]


def test_the_call_list_knows_what_was_called(record, furnished_house, person, now):
    record("no_contact")
    ((_, entry),) = [one for one in call_list(house=furnished_house, now=now) if one[0] == person]
    assert {signal.name: signal.value for signal in entry.signals}["attempts"] == 0
