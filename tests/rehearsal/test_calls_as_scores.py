"""Calls as scores: each way that a call can go is playable, and ends for a reason that the record names."""

from collections import Counter
from math import inf

import pytest

from belletje.rehearsal.conversation import CallIsOver, Conversation, bears_s, dial
from belletje.rehearsal.record import Dialled, HungUp, Rang, Said, Tone, turns
from rehearsal.score import header, play, put_down, say

GOOD = (
    "greet introduce state_reason | acknowledge ask_open | acknowledge answer_question ask_open"
    "| acknowledge reframe pitch answer_question prove | acknowledge answer_question propose_meeting propose_slot"
    "| acknowledge answer_question propose_meeting propose_slot | confirm thank goodbye"
)
TERRIBLE = "pitch | 30s: pitch | pressure | disparage pitch | propose_meeting | pressure | propose_meeting"


def reactions(call: Conversation) -> list[str]:
    """What the other end did, in order."""
    return [event.reaction for event in call.record.events if isinstance(event, Said)]


def speakers(call: Conversation) -> list[str]:
    """Who was on the other end, each once, in order."""
    return list(dict.fromkeys(turn.speaker for turn in turns(call.record) if turn.who == "prospect"))


# ---- who or what picks up --------------------------------------------------------------------------------------------


def test_nobody_picks_up_and_the_line_goes_dead() -> None:
    call = play("reach=no_answer")
    assert [type(event) for event in call.record.events] == [Dialled, Rang, Said, HungUp]
    assert [event.times for event in call.record.events if isinstance(event, Rang)] == [6]
    assert (call.state.outcome, call.state.reason, speakers(call)) == ("no_contact", "not_reached", ["line"])


def test_a_busy_line_sounds_busy_and_goes_dead() -> None:
    call = play("reach=busy")
    assert [event.sound for event in call.record.events if isinstance(event, Tone)] == ["busy"]
    assert (call.state.outcome, call.state.reason, speakers(call)) == ("no_contact", "not_reached", ["line"])


def test_a_voicemail_speaks_then_beeps_then_records() -> None:
    call = play("reach=voicemail", "greet introduce state_reason | 12s: propose_slot confirm")
    kinds = [type(event).__name__ for event in call.record.events]
    assert kinds == ["Dialled", "Rang", "Said", "Tone", "Heard", "Heard"]
    assert not call.is_over
    assert put_down(call).state.outcome == "voicemail_left"


@pytest.mark.parametrize("score", ["", "filler", "...", "filler | ... | filler"])
def test_a_voicemail_without_a_message_reached_nobody(score: str) -> None:
    assert put_down(play("reach=voicemail", score)).state.outcome == "no_contact"


def test_a_goodbye_to_a_voicemail_is_the_end_of_the_message() -> None:
    call = play("reach=voicemail", "introduce state_reason | thank goodbye")
    assert (call.state.outcome, call.record.events[-1]) == ("voicemail_left", call.record.events[-1])
    assert isinstance(call.record.events[-1], HungUp)
    assert call.record.events[-1].by == "caller"


def test_a_wrong_number_ends_with_an_apology() -> None:
    call = play("reach=wrong_number", "apologise goodbye")
    assert (call.state.outcome, speakers(call)) == ("no_contact", ["stranger"])
    assert reactions(call) == ["wrong_number", "says_goodbye"]


def test_a_stranger_says_twice_that_the_number_is_wrong_and_no_more() -> None:
    call = play("reach=wrong_number", "introduce | ask_open | ask_open")
    assert reactions(call) == ["wrong_number", "wrong_number", "says_goodbye"]


def test_a_stranger_who_is_sold_to_hangs_up() -> None:
    assert reactions(play("reach=wrong_number", "pitch")) == ["wrong_number", "hangs_up"]


def test_someone_answers_and_the_first_words_are_a_greeting() -> None:
    for manner, greeting in (("friendly", "hello_friendly"), ("curt", "hello_curt"), ("irritated", "hello_curt")):
        assert reactions(play(f"manner={manner}")) == [greeting]


# ---- at the reception ------------------------------------------------------------------------------------------------


def test_a_gatekeeper_who_hears_who_why_and_for_whom_usually_puts_you_through() -> None:
    calls = [play("reach=gatekeeper", "greet introduce state_reason ask_referral", seed=seed) for seed in range(100)]
    assert 50 <= sum(speakers(call) == ["gatekeeper", "prospect"] for call in calls) <= 95


def test_whoever_is_put_through_hears_it_ring_and_must_begin_again() -> None:
    calls = [play("reach=gatekeeper", "introduce state_reason ask_referral", seed=seed) for seed in range(20)]
    through = next(call for call in calls if call.state.phase == "person")
    assert [type(event).__name__ for event in through.record.events[-3:]] == ["Said", "Rang", "Said"]
    assert reactions(through)[-2] == "put_through"
    assert reactions(through)[-1] in {"hello_friendly", "hello_curt"}


def test_a_gatekeeper_can_still_be_won_over_after_asking_who_you_are() -> None:
    calls = [play("reach=gatekeeper", "greet | introduce state_reason ask_referral", seed=seed) for seed in range(60)]
    assert {reactions(call)[1] for call in calls} == {"gatekeeper_screens"}
    assert sum(call.state.phase == "person" for call in calls) >= 20


def test_a_shared_name_opens_the_door_more_often_than_none() -> None:
    def through(score: str) -> int:
        scenario = "reach=gatekeeper,warmth=shared_connection"
        return sum(play(scenario, score, seed=seed).state.phase == "person" for seed in range(60))

    assert through("introduce name_connection") > through("introduce") + 20


def test_a_gatekeeper_who_is_pushed_closes_the_door() -> None:
    calls = [play("reach=gatekeeper", "pressure | " * 6, seed=seed) for seed in range(20)]
    assert Counter(call.state.outcome for call in calls) == {"polite_no": 20}
    assert {speaker for call in calls for speaker in speakers(call)} == {"gatekeeper"}


def test_a_gatekeeper_says_when_to_call_again() -> None:
    call = play("reach=gatekeeper", "introduce ask_callback | thank goodbye")
    assert (reactions(call)[1], call.state.outcome) == ("call_later", "callback")


# ---- with the person -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("last", ["honour_optout", "apologise goodbye", "goodbye", "probe", "pitch", "...", ""])
def test_do_not_call_is_final_whatever_is_said_next(last: str) -> None:
    for seed in range(40):
        call = play("twist=do_not_call", "greet introduce state_reason | acknowledge | ask_closed | acknowledge", seed)
        if reactions(call)[-1] != "do_not_call":
            continue
        ended = say(call, last)
        assert ended.state.outcome == "opted_out"
        honoured = last in {"honour_optout", "apologise goodbye", "goodbye"}
        assert reactions(ended)[-1] == ("says_goodbye" if honoured else "hangs_up")
        return
    pytest.fail("in forty calls nobody asked not to be called")


def test_pressure_after_a_no_ends_the_call() -> None:
    met = 0
    for seed in range(40):
        call = play("supply=in_house_team,need=none", "greet introduce state_reason | acknowledge | prove", seed=seed)
        if not call.is_over and {"does_in_house", "no_need"} & set(reactions(call)):
            met += 1
            assert say(call, "pressure").state.outcome == "hung_up"
    assert met >= 10


def test_hanging_up_on_a_person_halfway_is_giving_up() -> None:
    call = put_down(play("", "greet introduce"))
    assert (call.state.outcome, call.record.events[-1].by) == ("caller_gave_up", "caller")  # type: ignore[union-attr]


@pytest.mark.parametrize("reach", ["answers", "gatekeeper"])
def test_silence_is_asked_about_twice_and_then_the_line_is_put_down(reach: str) -> None:
    call = play(f"reach={reach}", "... | ... | ...")
    assert reactions(call)[1:] == ["hello_again", "hello_again", "hangs_up"]
    assert call.state.outcome == "hung_up"


def test_who_agreed_to_meet_is_not_talked_out_of_it_by_an_offer_of_material() -> None:
    met = 0
    for seed in range(60):
        call = play("need=urgent,warmth=former_client", GOOD.replace("| confirm thank goodbye", ""), seed=seed)
        if call.state.agreed == "meeting" and not call.is_over:
            met += 1
            assert say(call, "offer_material goodbye").state.outcome == "meeting"
    assert met >= 10


def test_nothing_can_be_said_into_a_dead_line() -> None:
    with pytest.raises(CallIsOver, match="dial again"):
        say(play("reach=busy"), "greet")


def test_a_dead_line_cannot_be_hung_up_twice() -> None:
    call = play("reach=busy")
    assert put_down(call) == call


@pytest.mark.parametrize(
    ("scenario", "wide"),
    [("need=open_vacancy", 0.3), ("need=latent", 0.2), ("need=urgent,warmth=former_client", 0.5)],
)
def test_a_good_caller_does_better_than_a_terrible_one(scenario: str, wide: float) -> None:
    good = Counter(put_down(play(scenario, GOOD, seed=seed)).state.outcome for seed in range(300))
    terrible = Counter(put_down(play(scenario, TERRIBLE, seed=seed)).state.outcome for seed in range(300))
    assert good["meeting"] >= wide * 300
    assert terrible["meeting"] <= 3
    assert terrible["hung_up"] > good["hung_up"] + 100


def test_a_need_helps_and_no_need_hinders() -> None:
    none, latent, open_vacancy, urgent = (
        sum(put_down(play(f"need={need}", GOOD, seed=seed)).state.outcome == "meeting" for seed in range(300))
        for need in ("none", "latent", "open_vacancy", "urgent")
    )
    assert none + 30 < min(latent, open_vacancy)
    assert max(latent, open_vacancy) + 20 < urgent


def test_no_line_is_said_twice_in_a_call() -> None:
    for seed in range(60):
        for manner in ("friendly", "curt", "talkative"):
            call = play(f"manner={manner}", GOOD, seed=seed, language="nl" if seed % 2 else "en")
            spoken = [turn.text for turn in turns(call.record) if turn.who == "prospect"]
            assert len(set(spoken)) == len(spoken)


def test_dialling_alone_is_a_call_that_has_begun() -> None:
    for reach in ("answers", "gatekeeper", "voicemail", "wrong_number"):
        call = dial(header(f"reach={reach}"))
        assert not call.is_over
        assert call.record.outcome is None


# ---- how long a turn is borne by voice -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("patience", "bears"), [(0.9, 20.0), (0.3, 9.0 + 0.1 / 0.012), (0.2, 9.0), (0.05, 9.0), (None, inf)]
)
def test_the_less_patience_there_is_the_sooner_somebody_cuts_in(patience: float | None, bears: float) -> None:
    said = Said(0.0, "prospect", "listens", "Ja?", {} if patience is None else {"patience": patience})
    assert bears_s(said) == pytest.approx(bears)
