"""Who has the floor in a call by voice."""

import pytest
from floor_score import Taken, kinds, perform
from hypothesis import given
from hypothesis import strategies as some

from belletje.voice.turntaking import FRAME_S, Began, Ended, Floor, Limits, Silent, hear

LIMITS = Limits()
ONE_TURN = "Began Paused Ended"


@pytest.mark.parametrize(
    ("quiet_s", "sounds_finished", "is_over"),
    [
        (LIMITS.end_s - 0.06, "yes", False),  # as between two words
        (LIMITS.end_s + 0.06, "yes", True),
        (LIMITS.end_s + 0.06, "", False),
        (LIMITS.unsure_s - 0.06, "", False),
        (LIMITS.unsure_s + 0.06, "", True),
        (LIMITS.unsure_s + 0.06, "no", False),  # "wij zoeken iemand voor..." wants more
        (LIMITS.unfinished_s - 0.06, "no", False),
        (LIMITS.unfinished_s + 0.06, "no", True),
    ],
)
def test_how_long_a_silence_ends_a_turn_depends_on_how_it_sounded(
    quiet_s: float, sounds_finished: str, is_over: bool
) -> None:
    decided = kinds(f"speaks 2.0, quiet {quiet_s} {sounds_finished}")
    assert decided == (ONE_TURN if is_over else "Began Paused")


@pytest.mark.parametrize("pause_s", [0.2, 0.35, 0.5, 0.7, 0.9])
def test_a_thinking_pause_is_no_end(pause_s: float) -> None:
    """Pauses within turns are 0.2 to 1 s (Heldner & Edlund 2010); the words before it ask for more."""
    score = perform(f"speaks 1.5, quiet {pause_s} no, speaks 2.0, quiet 0.5 yes")
    ended = [taken.decision for taken in score if isinstance(taken.decision, Ended)]
    assert len(ended) == 1
    assert ended[0].began_s == pytest.approx(0, abs=FRAME_S)
    assert ended[0].ended_s == pytest.approx(3.5 + pause_s, abs=3 * FRAME_S)
    assert [taken.kind for taken in score] == ["Began", "Paused", "WentOn", "Paused", "Ended"]


@pytest.mark.parametrize(("quiet_s", "paused_s"), [(0.16, 0.0), (0.32, 0.32), (0.8, 0.8)])
def test_how_long_the_pauses_in_a_turn_were_is_told_with_it(quiet_s: float, paused_s: float) -> None:
    score = perform(f"speaks 1.5, quiet {quiet_s} no, speaks 2.0, quiet 0.5 yes, speaks 2.0, quiet 0.5 yes")
    first, second = [taken.decision for taken in score if isinstance(taken.decision, Ended)]
    assert first.paused_s == pytest.approx(paused_s, abs=2 * FRAME_S)
    assert second.paused_s == 0.0


def test_a_cough_over_an_answer_does_not_keep_the_caller_from_going_on_with_the_turn() -> None:
    score = "speaks 2.0, quiet 0.4 yes, they speak, speaks 0.2, quiet 0.2 nothing, speaks 1.0, quiet 0.6 yes"
    ended = [taken.decision for taken in perform(score) if isinstance(taken.decision, Ended)]
    assert [one.resumes for one in ended] == [False, True]


def test_what_was_guessed_in_a_pause_is_forgotten_when_the_caller_goes_on() -> None:
    decided = kinds(f"speaks 1.0, quiet {LIMITS.end_s - 0.06} yes, speaks 1.0, quiet {LIMITS.unsure_s - 0.06}")
    assert decided == "Began Paused WentOn Paused"


def test_the_words_are_guessed_at_long_before_the_turn_is_over() -> None:
    paused, ended = perform("speaks 2.0, quiet 1.0 yes")[1:]
    assert paused.at_s == pytest.approx(2.0 + LIMITS.guess_s, abs=2 * FRAME_S)
    assert ended.at_s - paused.at_s >= LIMITS.end_s - LIMITS.guess_s - FRAME_S


def test_what_ebbs_away_after_a_word_is_silence_already() -> None:
    at_once = perform("speaks 2.0, quiet 1.0 yes")
    ebbing = perform("speaks 2.0, softly 0.032 yes, quiet 1.0")
    assert [(taken.at_s, taken.kind) for taken in ebbing] == [(taken.at_s, taken.kind) for taken in at_once]


def test_who_speaks_softly_is_taken_to_be_silent_once_and_not_again() -> None:
    assert kinds("softly 5.0, quiet 1.0 yes") == "Began Paused WentOn Paused Ended"


@pytest.mark.parametrize("before_s", [0.0, 0.1, 0.5, 3.0])
def test_who_is_spoken_over_is_silent_within_200_ms(before_s: float) -> None:
    score = perform(f"they speak, quiet {before_s}, speaks 1.0")
    began = next(taken for taken in score if isinstance(taken.decision, Began))
    spoke_from_s = round(max(before_s, FRAME_S) / FRAME_S) * FRAME_S
    assert began.decision == Began(pytest.approx(spoke_from_s), hushes=True)
    assert began.at_s - spoke_from_s <= 0.2


@pytest.mark.parametrize("sound", ["hm", "nothing"])
@pytest.mark.parametrize("seconds", [0.1, 0.3, 0.9])
def test_a_hm_hm_or_a_cough_is_no_turn_and_the_other_goes_on(sound: str, seconds: float) -> None:
    score = perform(f"they speak, quiet 1.0, speaks {seconds}, quiet 1.5 {sound}, quiet 6")
    assert [taken.kind for taken in score] == ["Began", "Paused", "GoesOn"]
    assert score[-1].at_s - (1.0 + seconds) <= 0.1, "as soon as the words are known"


def test_words_over_the_other_interrupt_it_before_the_turn_is_over() -> None:
    score = perform("they speak, quiet 1.0, speaks 0.6, quiet 0.5 yes")
    assert [taken.kind for taken in score] == ["Began", "Paused", "Interrupts", "Ended"]
    assert score[2].at_s < score[3].at_s


def test_each_hm_hm_hushes_the_other_anew_and_words_after_it_interrupt() -> None:
    hm = "speaks 0.3, quiet 0.6 hm"
    assert kinds(f"they speak, {hm}, {hm}, speaks 1.0, quiet 0.5 yes") == (
        "Began Paused GoesOn Began Paused GoesOn Began Paused Interrupts Ended"
    )


def test_a_yes_at_the_end_of_a_line_answers_it() -> None:
    assert kinds("they speak nearly, speaks 0.3, quiet 1.5 hm") == "Began Paused Interrupts Ended"


def test_a_cough_at_the_end_of_a_line_answers_nothing() -> None:
    assert kinds("they speak nearly, speaks 0.3, quiet 1.5 nothing") == "Began Paused GoesOn"


def test_what_takes_longer_than_a_hm_hm_is_none_whatever_was_heard() -> None:
    score = f"they speak, speaks {LIMITS.listens_s + 0.1}, quiet 1.5 hm"
    assert kinds(score) == "Began Paused Interrupts Ended"


def test_a_hm_hm_when_nobody_speaks_is_a_turn() -> None:
    assert kinds("they speak, they stop, speaks 0.3, quiet 1.5 hm") == ONE_TURN


def test_a_hm_hm_as_the_answer_begins_does_not_stop_it() -> None:
    score = "speaks 1, quiet 0.5 yes, speaks 0.2, they speak, speaks 0.2, quiet 0.5 hm"
    assert kinds(score) == f"{ONE_TURN} Began Overlaps Paused GoesOn"


def test_where_the_ears_are_slow_the_other_stays_silent_and_the_turn_ends_all_the_same() -> None:
    score = perform("they speak, speaks 0.5, quiet 1.5 unheard")
    assert [taken.kind for taken in score] == ["Began", "Paused", "Interrupts", "Ended"]
    assert score[-1].at_s == pytest.approx(0.5 + LIMITS.unfinished_s, abs=3 * FRAME_S)


def test_who_presses_to_talk_wants_the_floor_at_once() -> None:
    assert kinds("they speak, press, speaks 0.4, quiet 0.2 hm, let go") == "Began Interrupts Paused Ended"


def test_a_click_or_a_breath_cuts_nobody_short() -> None:
    assert kinds("they speak, click, quiet 0.2, click, quiet 0.2, speaks 0.06, quiet 1.0") == ""


def test_a_click_in_a_pause_does_not_take_the_guess_back() -> None:
    assert kinds("speaks 2.0, quiet 0.2 yes, click, quiet 0.4") == ONE_TURN


def test_who_speaks_when_nobody_else_does_interrupts_nobody() -> None:
    began = perform("they speak, quiet 1.0, they stop, quiet 0.2, speaks 1.0")[0]
    assert isinstance(began.decision, Began)
    assert not began.decision.hushes


def test_a_monologue_is_cut_in_on() -> None:
    ended = _ended(perform("speaks 30", Limits(monologue_s=12.0)))
    assert ended.decision == Ended(pytest.approx(0), pytest.approx(12.0, abs=FRAME_S), cut_in=True)


def test_a_monologue_with_breaths_in_it_is_one_too() -> None:
    breaths = ", ".join(["speaks 3.0, quiet 0.3"] * 5)
    ended = _ended(perform(breaths, Limits(monologue_s=12.0)))
    assert isinstance(ended.decision, Ended)
    assert ended.decision.cut_in
    assert ended.at_s == pytest.approx(12.0, abs=0.4)


def test_words_that_are_known_late_end_the_turn_at_once() -> None:
    score = perform("speaks 2.0, quiet 0.5 unheard, judge yes")
    assert [taken.kind for taken in score] == ONE_TURN.split()
    assert score[-1].at_s == pytest.approx(2.5, abs=2 * FRAME_S)


def test_words_that_are_known_as_the_caller_goes_on_do_not_end_the_turn() -> None:
    assert kinds("speaks 2.0, quiet 0.5 unheard, click, judge yes, speaks 0.5") == "Began Paused WentOn"


def test_who_was_taken_to_be_finished_and_talks_on_is_given_way_to() -> None:
    """The answer begins to sound over the caller's own words."""
    score = perform("speaks 1, quiet 0.5 yes, speaks 0.5, they speak, speaks 1, quiet 0.5 yes")
    assert " ".join(taken.kind for taken in score) == f"{ONE_TURN} Began Overlaps Paused Interrupts Ended"
    assert score[4].at_s == pytest.approx(2.0, abs=3 * FRAME_S)


@pytest.mark.parametrize("before", ["speaks 12.05, they speak", "speaks 12.5, they speak"])
def test_who_talks_on_after_being_cut_in_on_does_not_silence_the_other_with_the_same_breath(before: str) -> None:
    limits = Limits(monologue_s=12.0)
    decided = perform(f"{before}, speaks 3.0, quiet 0.3, speaks 1.0", limits)[2:]
    assert [taken.kind for taken in decided] == ["Began", "Paused", "WentOn", "Overlaps"]
    assert not any(taken.decision.hushes for taken in decided if isinstance(taken.decision, Began))


def test_nobody_is_cut_in_on_who_holds_the_key() -> None:
    assert kinds("press, speaks 30, let go", Limits(monologue_s=12.0)) == ONE_TURN


def test_silence_is_asked_about_once() -> None:
    score = perform("they speak, quiet 2.0, they stop, quiet 20")
    assert [taken.decision for taken in score] == [Silent(pytest.approx(1.984), pytest.approx(4.0, abs=FRAME_S))]


def test_silence_is_asked_about_again_after_the_question() -> None:
    assert kinds("they speak, they stop, quiet 5, they speak, quiet 1, they stop, quiet 5") == "Silent Silent"


@pytest.mark.parametrize(
    "score",
    [
        "quiet 10",  # nobody has said anything yet: it still rings
        "they speak, quiet 10",
        "they speak, they stop, quiet 3, speaks 1, quiet 0.5",
        "they speak, they stop, quiet 3, press, quiet 10",
        "they speak, they stop, quiet 3, type, quiet 10",
    ],
)
def test_nobody_asks_hello_where_something_goes_on(score: str) -> None:
    assert "Silent" not in kinds(score)


def test_push_to_talk_bears_any_silence() -> None:
    assert kinds("press, speaks 1, quiet 5, speaks 1, quiet 0.1") == "Began"
    assert kinds("press, speaks 1, quiet 5, speaks 1, quiet 0.1, let go") == ONE_TURN


def test_letting_go_ends_the_turn_at_once() -> None:
    score = perform("press, speaks 1, let go")
    assert score[-1].at_s == pytest.approx(1.0, abs=FRAME_S)
    assert isinstance(score[-1].decision, Ended)


def test_a_key_pressed_by_mistake_is_no_turn_and_silence_counts_again() -> None:
    assert kinds("they speak, they stop, press, quiet 2, let go") == ""
    assert kinds("they speak, they stop, press, quiet 2, let go, quiet 5") == "Silent"
    assert kinds("they speak, press, quiet 2, let go, quiet 5") == ""


@given(some.lists(some.floats(0, 1), max_size=400))
def test_turns_never_overlap_and_each_begins_before_it_ends(probabilities: list[float]) -> None:
    floor, ended_s = Floor(), 0.0
    for place, probability in enumerate(probabilities, 1):
        floor, decided = hear(floor, probability, place * FRAME_S, Limits(monologue_s=3.0))
        for decision in decided:
            if isinstance(decision, Ended):
                assert ended_s - 1e-6 <= decision.began_s <= decision.ended_s <= place * FRAME_S + 1e-6
                ended_s = decision.ended_s


@given(some.floats(0, 0.3499), some.integers(1, 400))
def test_noise_that_is_not_speech_never_takes_the_floor(probability: float, frames: int) -> None:
    floor = Floor()
    for place in range(frames):
        floor, decided = hear(floor, probability, place * FRAME_S, LIMITS)
        assert not decided


def _ended(score: list[Taken]) -> Taken:
    return next(taken for taken in score if isinstance(taken.decision, Ended))


@pytest.mark.parametrize(
    ("what_happens", "is_one_turn"),
    [
        ("quiet 0.4 yes, they speak, quiet 0.3, speaks 1.0", True),  # the answer came in a thinking pause
        ("quiet 0.4 yes, quiet 0.3, speaks 0.2, they speak, speaks 0.8", True),  # it had not even begun to sound
        ("quiet 0.4 yes, they speak, quiet 1.0, speaks 1.0", False),  # it was heard, and interrupted
        ("quiet 0.4 yes, they speak, quiet 0.3, they stop, speaks 1.0", False),  # "Ja?" had sounded in full
        ("quiet 0.4 yes, they speak, press, speaks 1.0", False),  # who presses a key knows when a turn is over
    ],
)
def test_who_speaks_on_before_an_answer_can_be_taken_in_had_only_paused(what_happens: str, is_one_turn: bool) -> None:
    score = perform(f"speaks 2.0, {what_happens}, quiet 0.6 yes, let go")
    first, second = (taken.decision for taken in score if isinstance(taken.decision, Ended))
    assert (first.resumes, second.resumes) == (False, is_one_turn)


def test_who_is_cut_in_on_and_talks_on_begins_a_turn_of_their_own() -> None:
    score = perform(f"speaks {LIMITS.monologue_s + 0.1}, they speak, speaks 2.0, quiet 0.6, speaks 1.0, quiet 0.6 yes")
    assert [taken.decision.resumes for taken in score if isinstance(taken.decision, Ended)][:2] == [False, False]
