"""Rehearsals as use cases: what counts once, what is refused, taking a moment again."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from belletje.rehearsal.record import Script, turns
from belletje.store import settings
from belletje.store.engine import transaction
from belletje.usecases import dialling, practice, rehearsals
from belletje.usecases.house import Refused
from belletje.usecases.preferences import keep_preferences, read_preferences


@pytest.fixture
def call(house, now) -> int:
    """A call to someone talkative, who has picked up."""
    return dialling.dial(house=house, now=now, language="nl", seed=4, scenario="manner=talkative")


def test_said_twice_by_the_back_button_counts_once(house, call):
    once = rehearsals.say(house=house, call=call, text="Goedemorgen", turn=0)
    assert rehearsals.say(house=house, call=call, text="Goedemorgen", turn=0) == once
    assert len(rehearsals.show_call(house=house, call=call).record.heard) == 1


def test_dialled_twice_from_one_page_is_one_call_until_something_is_said(house, now):
    dial = {"house": house, "now": now, "language": "nl", "seed": 4, "once": True}
    call = dialling.dial(**dial, scenario="manner=talkative")
    assert dialling.dial(**dial, scenario="manner=talkative") == call
    assert dialling.dial(**dial, scenario="manner=curt") != call
    assert dialling.dial(**dial, scenario="manner=talkative", mode="exam") != call
    rehearsals.say(house=house, call=call, text="Goedemorgen")
    assert dialling.dial(**dial, scenario="manner=talkative") != call


def test_a_moment_taken_again_twice_is_one_drill_until_something_is_said(house, call, now):
    rehearsals.say(house=house, call=call, text="Goedemorgen")
    again = {"house": house, "call": call, "turns_kept": 0, "now": now}
    drill = rehearsals.take_again(**again)
    assert rehearsals.take_again(**again) == drill
    assert rehearsals.take_again(**{**again, "turns_kept": 1}) != drill
    rehearsals.say(house=house, call=drill, text="Goedemorgen")
    assert rehearsals.take_again(**again) != drill


def test_said_by_many_at_the_same_moment_counts_once(house, call):
    with ThreadPoolExecutor(8) as many:
        kept = list(many.map(lambda _: rehearsals.say(house=house, call=call, text="Goedemorgen", turn=0), range(8)))
    assert len({len(one.record.events) for one in kept}) == 1
    assert len(rehearsals.show_call(house=house, call=call).record.heard) == 1


def test_an_empty_text_is_a_silence_and_control_characters_do_no_harm(house, call):
    rehearsals.say(house=house, call=call, text="  \x00 ")
    kept = rehearsals.say(house=house, call=call, text="hallo\n\n\tdaar" * 2000)
    assert len(kept.record.heard) == 2 or kept.record.outcome
    assert rehearsals.replay(house=house, call=call).record == kept.record


def test_hanging_up_ends_the_call_and_once_is_enough(house, call):
    kept = rehearsals.hang_up(house=house, call=call)
    assert kept.record.outcome
    assert rehearsals.hang_up(house=house, call=call) == kept
    with pytest.raises(Refused, match="over"):
        rehearsals.say(house=house, call=call, text="Hallo?")


def test_a_call_goes_on_where_it_was_after_a_restart(house, call, tmp_path):
    from belletje.store.engine import open_database
    from belletje.usecases.house import House

    before = rehearsals.say(house=house, call=call, text="Goedemorgen")
    again = House(engine=open_database(tmp_path / "house"), folder=tmp_path / "house", ear=house.ear)
    assert rehearsals.show_call(house=again, call=call) == before
    after = rehearsals.say(house=again, call=call, text="Hoe vangt u dat nu op?")
    assert after.record.events[: len(before.record.events)] == before.record.events
    again.engine.dispose()


def test_a_moment_taken_again_starts_with_the_same_turns_and_leaves_the_first_call_alone(house, call, now):
    rehearsals.say(house=house, call=call, text="Goedemorgen")
    first = rehearsals.say(house=house, call=call, text="Ik bel over uw vacature.")
    again = rehearsals.take_again(house=house, call=call, turns_kept=1, now=now)
    kept = rehearsals.show_call(house=house, call=again)
    assert (kept.taken_from, kept.taken_at_turn) == (call, 1)
    assert turns(kept.record) == turns(first.record)[: len(turns(kept.record))]
    assert rehearsals.show_call(house=house, call=call) == first
    for turns_kept in (-1, 9):
        with pytest.raises(Refused, match="choose one of those"):
            rehearsals.take_again(house=house, call=call, turns_kept=turns_kept, now=now)


def test_someone_who_is_not_on_the_call_list_cannot_be_rehearsed(house, now):
    with pytest.raises(Refused, match="not on the call list"):
        dialling.dial(house=house, now=now, language="nl", seed=1, person="p1")
    assert rehearsals.list_calls(house=house) == []


def test_the_callers_name_comes_from_the_script_and_else_from_the_preferences(house, now):
    keep_preferences(house=house, caller="Anna Smit", caller_company="Belhuis", language="nl", now=now)
    dial = {"house": house, "now": now, "language": "nl", "seed": 1}
    plain = rehearsals.show_call(house=house, call=dialling.dial(**dial))
    assert plain.record.situation.caller == "Anna Smit"
    script = Script("s.md", "---\ncaller: Sanne de Wit\ncompany: Noordlicht\n---\n\n# Opening\n> Hallo\n")
    named = rehearsals.show_call(house=house, call=dialling.dial(**dial, script=script))
    assert named.record.situation.caller == "Sanne de Wit"


def test_what_was_feared_can_be_completed_afterwards_and_shows_on_the_ladder(house, call, now):
    practice.record_fear(house=house, call=call, now=now, feared="dat hij boos wordt", nerves_before=8)
    practice.record_fear(house=house, call=call, now=now, happened="hij was aardig", nerves_after=3)
    (fear,) = practice.ladder(house=house, now=now)["fears"]
    assert (fear["feared"], fear["happened"]) == ("dat hij boos wordt", "hij was aardig")
    with pytest.raises(Refused):
        practice.record_fear(house=house, call=call, now=now, nerves_after=999)
    with pytest.raises(Refused, match="no call 77"):
        practice.record_fear(house=house, call=77, now=now, feared="x")


def test_reading_goes_on_while_another_is_writing(house, call):
    with transaction(house.engine) as connection:
        settings.write(connection, "caller", "Sanne")
        assert rehearsals.show_call(house=house, call=call).id == call
        assert read_preferences(house=house).caller == ""
    assert read_preferences(house=house).caller == "Sanne"
