"""A moment of a real call is rehearsed with whom it was to, from that moment on."""

from datetime import timedelta

import pytest

from belletje.desk.knowledge import role_in, rules
from belletje.usecases import order, people, practice, queue, realcalls, rehearsals, transcripts

SAID = (
    "Bakker: Met Bakker.\nSanne: Goedemorgen, met Sanne van Noordlicht. Ik bel over uw vacature.\n"
    "Bakker: We hebben al een partij.\nSanne: Die is vast slechter.\nBakker: Dag."
)


@pytest.fixture
def person(furnished_house, now) -> str:
    """Somebody who was called, about a vacancy."""
    order.prepare(house=furnished_house, now=now)
    found = queue.next_person(house=furnished_house, now=now, holder="a")
    assert found
    return found


@pytest.fixture
def transcript(furnished_house, person, now) -> int:
    """What was said in that call."""
    call = realcalls.record_call(
        house=furnished_house, person=person, outcome="polite_no", now=now, token="t", holder="a"
    )
    return transcripts.keep(
        house=furnished_house, text=SAID, now=now, token="x", ground="gemeld", call=call.id, caller="Sanne"
    )


@pytest.fixture
def rehearse(furnished_house, now):
    """Dials a rehearsal of a turn; gives it as kept."""

    def dialled(transcript: int, turn: int, seed: int = 3):
        call = transcripts.rehearse(house=furnished_house, transcript=transcript, turn=turn, now=now, seed=seed)
        return rehearsals.show_call(house=furnished_house, call=call)

    return dialled


def test_it_is_with_the_person_who_was_called(furnished_house, person, transcript, now, rehearse) -> None:
    known = realcalls.person_of(house=furnished_house, person=person, now=now).person
    record = rehearse(transcript, 3).record

    assert (record.situation.name, record.situation.company) == (known.name, known.organisation)
    assert (
        record.situation.vacancy
        == transcripts.show(house=furnished_house, transcript=transcript).record.situation.vacancy
    )
    assert record.situation.vacancy
    assert record.scenario.role == role_in(known.title)


def test_it_goes_on_from_that_moment_in_the_words_that_were_said(furnished_house, transcript, rehearse) -> None:
    kept = rehearse(transcript, 3)
    assert [turn["text"] for turn in rehearsals.call_to_data(kept)["turns"]] == [
        "Met Bakker.", "Goedemorgen, met Sanne van Noordlicht. Ik bel over uw vacature.", "We hebben al een partij.",
    ]  # fmt: skip
    assert kept.record.outcome is None

    done = rehearsals.rehearse_lines(house=furnished_house, call=kept.id, lines=["Dat snap ik. Wat bevalt u daaraan?"])

    assert rehearsals.replay(house=furnished_house, call=done.id) == done
    assert practice.debrief(house=furnished_house, call=done.id)


def test_a_turn_of_the_callers_own_is_tried_again_from_the_line_before_it(transcript, rehearse) -> None:
    assert rehearse(transcript, 4).record.moment == rehearse(transcript, 3).record.moment


def test_twice_with_the_same_seed_it_is_one_rehearsal(transcript, rehearse) -> None:
    assert rehearse(transcript, 3).id == rehearse(transcript, 3).id
    assert rehearse(transcript, 3, seed=4).id != rehearse(transcript, 3).id


def test_from_the_first_line_it_begins_by_picking_up(person, transcript, rehearse) -> None:
    record = rehearse(transcript, 1).record
    assert record.moment == ()
    assert record.situation.name


def test_of_somebody_who_is_not_among_people_the_name_is_known_where_they_say_it(
    furnished_house, now, rehearse
) -> None:
    alone = transcripts.keep(house=furnished_house, text=SAID, now=now, token="y", ground="gemeld", caller="Sanne")
    assert rehearse(alone, 3).record.situation.name == "Bakker"


def test_who_is_forgotten_is_forgotten_in_transcripts_and_rehearsals_of_their_calls(
    furnished_house, person, transcript, now, rehearse, contents
) -> None:
    rehearse(transcript, 3)
    people.forget(house=furnished_house, person=person, now=now)
    assert not any("We hebben al een partij" in line for line in contents())


@pytest.mark.parametrize("by_hand", [True, False])
def test_when_the_transcript_goes_its_words_go_from_the_rehearsals_too(
    furnished_house, transcript, now, rehearse, contents, by_hand: bool
) -> None:
    kept = rehearse(transcript, 3)
    rehearsals.rehearse_lines(house=furnished_house, call=kept.id, lines=["Dat snap ik, en wat bevalt u?"])
    again = rehearsals.take_again(house=furnished_house, call=kept.id, turns_kept=0, now=now)

    if by_hand:
        transcripts.remove(house=furnished_house, transcript=transcript, now=now)
    else:
        later = now + rules().transcripts_kept + timedelta(days=1)
        assert transcripts.newest(house=furnished_house, now=later, limit=5) == []

    assert not any("We hebben al een partij" in line for line in contents() if line.startswith("INSERT INTO"))
    shown = rehearsals.call_to_data(rehearsals.show_call(house=furnished_house, call=kept.id))["turns"]
    assert [turn["text"] for turn in shown][:4] == ["…", "…", "…", "Dat snap ik, en wat bevalt u?"]
    assert shown[2]["reaction"] == "has_supplier"
    assert practice.debrief(house=furnished_house, call=kept.id)
    assert not rehearsals.say(house=furnished_house, call=again, text="Waarom die?").record.events[1].text.strip("…")


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("Manager ICT", "it_manager"),
        ("IT-manager", "it_manager"),
        ("Inkoper ICT", "procurement"),
        ("Netwerkarchitect", "network_architect"),
        ("HR-adviseur / recruiter", "hr_recruiter"),
        ("Algemeen directeur", "director"),
        ("Kwaliteitsmedewerker", ""),
        ("", ""),
    ],
)
def test_a_role_is_known_by_words_of_the_title(title: str, role: str) -> None:
    assert role_in(title) == role
