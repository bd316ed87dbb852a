"""Whatever is said to the other end, in whatever time: it stays a person, keeps to its facts, and the call ends."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belletje.prospect.persona import never_said, pick_up
from belletje.prospect.respond import end, respond
from belletje.prospect.rules import MIND
from belletje.prospect.scenario import Scenario, parse
from belletje.prospect.state import ProspectState, Timing
from belletje.understanding.acts import Act, Acts
from prospect.scenarios import SPOKEN_TO, scenarios

NEEDS = {"latent_need", "shares_problem", "urgent_need", "wants_permanent"}
LONGEST = 80
Turn = tuple[Acts, Timing]

acts = st.frozensets(st.sampled_from(tuple(Act)), max_size=4)
seconds = st.one_of(st.just(0.5), st.floats(0, 10), st.floats(0, 1e6))
turns = st.tuples(acts, st.builds(Timing, seconds, seconds, st.booleans()))
talk = st.lists(turns, max_size=25)
quick_talk = st.lists(st.tuples(acts, st.just(Timing(4.0, 0.5))), max_size=25)
seeds = st.integers(0, 2**32)
polite = st.sets(st.sampled_from([act for act in Act if act not in {Act.PRESSURE, Act.DISPARAGE, Act.FILLER}]))
level = st.sampled_from((0.1, 0.3, 0.5, 0.7, 0.9))


@st.composite
def halfway(draw: st.DrawFn) -> ProspectState:
    """Someone who answers, knows who calls and why, and is in any mood; perhaps with something on the table."""
    state = pick_up(draw(scenarios(("answers",))), Random(draw(seeds)))
    on_table = draw(st.sampled_from((None, None, *state.inside, "send_email", "asks_proposal", "not_interested")))
    mood = {part: draw(level) for part in MIND}
    said = (on_table,) if on_table else ()
    told = {"knows_who": True, "knows_why": True, "turn": draw(st.integers(0, 6)), "waited": draw(st.integers(0, 3))}
    return replace(state, **mood, **told, twist=None, said=said, on_table=on_table)


def next_turns(state: ProspectState, doing: set[Act]) -> Iterator[tuple[ProspectState, str | None]]:
    """Twenty ways in which one turn may be answered, as chance has it."""
    for chance in range(20):
        yield respond(state, frozenset(doing), Timing(4.0, 0.5), Random(chance))


@dataclass(frozen=True)
class Moment:
    """One turn: the state before it, what the caller did, and what followed."""

    before: ProspectState
    acts: Acts
    timing: Timing
    after: ProspectState
    reaction: str | None


def hold(scenario: Scenario, said: list[Turn], seed: int) -> Iterator[Moment]:
    """A call turn by turn, until it is over or the caller has said everything."""
    state = pick_up(scenario, Random(seed))
    for number, (doing, timing) in enumerate(said):
        after, reaction = respond(state, doing, timing, Random(f"{seed}/{number}"))
        yield Moment(state, doing, timing, after, reaction)
        if after.outcome:
            return
        state = after


@given(scenarios((*SPOKEN_TO, "wrong_number")), talk, seeds)
@settings(max_examples=150, deadline=None)
def test_the_mind_stays_within_its_bounds(scenario: Scenario, said: list[Turn], seed: int) -> None:
    for moment in hold(scenario, said, seed):
        assert all(0 <= getattr(moment.after, part) <= 1 for part in MIND)


@given(scenarios(SPOKEN_TO), quick_talk, seeds)
@settings(max_examples=200, deadline=None)
def test_who_has_no_need_never_gets_one(scenario: Scenario, said: list[Turn], seed: int) -> None:
    for moment in hold(replace(scenario, need="none"), said, seed):
        assert moment.reaction not in NEEDS
        assert not moment.after.need_told


@given(scenarios(SPOKEN_TO), quick_talk, seeds)
@settings(max_examples=100, deadline=None)
def test_nobody_contradicts_the_facts_of_their_scenario(scenario: Scenario, said: list[Turn], seed: int) -> None:
    never = never_said(scenario.values())
    for moment in hold(scenario, said, seed):
        assert moment.reaction not in never


@given(halfway(), polite)
@settings(max_examples=200, deadline=None)
def test_nobody_contradicts_them_halfway_either(state: ProspectState, doing: set[Act]) -> None:
    never = never_said(state.scenario.values())
    assert {reaction for _, reaction in next_turns(state, doing)}.isdisjoint(never)


@given(scenarios(SPOKEN_TO), quick_talk, seeds)
@settings(max_examples=200, deadline=None)
def test_a_need_once_told_is_not_denied(scenario: Scenario, said: list[Turn], seed: int) -> None:
    for moment in hold(scenario, said, seed):
        if moment.before.need_told:
            assert moment.reaction not in {"no_need", "hiring_freeze", "vacancy_filled"} - {moment.before.on_table}


@given(scenarios(("answers",)), talk, turns, seeds)
@settings(max_examples=200, deadline=None)
def test_do_not_call_is_final(scenario: Scenario, said: list[Turn], then: Turn, seed: int) -> None:
    state = next((moment.after for moment in hold(scenario, said, seed) if moment.after.opted_out), None)
    if state is None:
        state = replace(pick_up(scenario, Random(seed)), opted_out=True, said=("do_not_call",), on_table="do_not_call")
    if not state.outcome:
        state, reaction = respond(state, *then, Random(seed))
        assert reaction in {"says_goodbye", "hangs_up"}
    assert state.outcome == "opted_out"


@given(scenarios(("answers",)), quick_talk, seeds, st.sampled_from(("not_interested", "no_need", "has_supplier")))
@settings(max_examples=200, deadline=None)
def test_pressure_after_a_no_ends_the_call(scenario: Scenario, said: list[Turn], seed: int, no: str) -> None:
    states = [pick_up(scenario, Random(seed)), *(moment.after for moment in hold(scenario, said, seed))]
    going_on = [state for state in states if not state.outcome][-1]
    state = replace(going_on, said=(*going_on.said, no), on_table=no)
    state, reaction = respond(state, frozenset((Act.PRESSURE,)), Timing(3.0, 0.5), Random(seed))
    assert state.outcome in {"hung_up", "opted_out"}
    assert reaction == "hangs_up"


@given(halfway(), polite)
@settings(max_examples=200, deadline=None)
def test_last_words_are_last(state: ProspectState, doing: set[Act]) -> None:
    for after, reaction in next_turns(state, doing):
        assert (reaction in {"says_goodbye", "hangs_up"}) <= (after.outcome is not None)


@given(halfway(), polite)
@settings(max_examples=200, deadline=None)
def test_a_meeting_is_not_exchanged_for_less(state: ProspectState, doing: set[Act]) -> None:
    for after, _ in next_turns(replace(state, agreed="meeting"), doing):
        assert after.agreed == "meeting"
        assert after.outcome in {None, "meeting", "hung_up"}


@given(halfway())
@settings(max_examples=200, deadline=None)
def test_an_offer_to_send_something_is_answered_and_not_passed_over(state: ProspectState) -> None:
    for _, reaction in next_turns(state, {Act.OFFER_MATERIAL}):
        assert reaction not in {"rambles", "small_talk", "listens", "tell_me_more"}


@given(scenarios((*SPOKEN_TO, "wrong_number")), st.lists(turns, min_size=LONGEST, max_size=LONGEST), seeds)
@settings(max_examples=40, deadline=None)
def test_every_call_ends_whatever_the_caller_keeps_saying(scenario: Scenario, said: list[Turn], seed: int) -> None:
    assert list(hold(scenario, said, seed))[-1].after.outcome


@pytest.mark.parametrize("reach", ["answers", "gatekeeper", "wrong_number"])
@pytest.mark.parametrize(
    "always",
    ["", *map(str, Act), "ask_permission probe", "acknowledge ask_open", "ask_callback acknowledge", "thank ask_open"],
)
def test_a_caller_who_repeats_one_thing_gets_no_endless_call(reach: str, always: str) -> None:
    said = [(frozenset(map(Act, always.split())), Timing(4.0, 0.5 if always else 70.0))] * LONGEST
    for extra in ("", ",time=in_a_hurry", ",manner=talkative") if reach == "answers" else ("",):
        for seed in range(5):
            assert list(hold(parse(f"reach={reach}{extra}"), said, seed))[-1].after.outcome


@given(scenarios(), talk, seeds)
@settings(max_examples=100, deadline=None)
def test_the_same_call_goes_the_same_way(scenario: Scenario, said: list[Turn], seed: int) -> None:
    if scenario.reach not in {"no_answer", "busy"}:
        assert list(hold(scenario, said, seed)) == list(hold(scenario, said, seed))


@given(scenarios(), seeds)
def test_who_picks_up_has_things_in_mind_that_fit_the_facts(scenario: Scenario, seed: int) -> None:
    state = pick_up(scenario, Random(seed))
    assert state == pick_up(scenario, Random(seed))
    assert not set(state.inside) & never_said(scenario.values())
    assert (state.twist is None) == (scenario.twist == "none")
    assert all(0 <= getattr(state, part) <= 1 for part in MIND)


# ---- one rule at a time: the same person, with and without ---------------------------------------------------------


def moved(part: str, doing: str, timing: Timing = Timing(4.0, 0.5), scenario: str = "", **known: object) -> float:  # noqa: B008
    """How much one turn moves a part of the mind of someone who has no twist."""
    before = replace(pick_up(parse(scenario), Random(1)), **{"knows_who": True, **known})
    after, _ = respond(before, frozenset(map(Act, doing.split())), timing, Random(1))
    return float(getattr(after, part) - getattr(before, part))


@pytest.mark.parametrize(
    ("part", "better", "worse", "known"),
    [
        ("patience", "pitch state_reason", "pitch", {}),
        ("interest", "ask_open", "ask_closed", {"knows_why": True}),
        ("trust", "answer_question", "pitch", {"on_table": "asks_rate", "knows_why": True}),
        ("trust", "admit_unknown", "ask_closed", {"on_table": "asks_rate", "knows_why": True}),
        ("trust", "acknowledge reframe", "reframe", {"on_table": "has_supplier", "knows_why": True}),
        ("interest", "acknowledge reframe", "reframe", {"on_table": "has_supplier", "knows_why": True}),
        ("patience", "acknowledge probe", "probe", {"on_table": "no_need", "knows_why": True}),
        ("trust", "prove", "disparage", {"knows_why": True}),
        ("patience", "ask_open", "pressure", {"knows_why": True}),
    ],
)
def test_what_the_domain_calls_better_is_felt_as_better(
    part: str, better: str, worse: str, known: dict[str, object]
) -> None:
    assert moved(part, better, **known) > moved(part, worse, **known)


def test_acknowledging_a_turn_earlier_still_makes_a_reframe_work() -> None:
    known = {"on_table": "has_supplier", "knows_why": True}
    heard = frozenset((Act.ACKNOWLEDGE,))
    assert moved("interest", "reframe", **known, since=heard) > moved("interest", "reframe", **known)


def test_an_unanswered_question_costs_trust() -> None:
    assert moved("trust", "pitch", on_table="asks_rate", knows_why=True) < 0


def test_a_monologue_costs_patience_by_the_second() -> None:
    costs = [moved("patience", "pitch", Timing(spoken_s, 0.5), knows_why=True) for spoken_s in (5, 12, 18, 30)]
    assert costs == sorted(costs, reverse=True)
    assert costs[-1] < costs[0] - 0.2


@pytest.mark.parametrize(
    ("state", "reason", "outcome"),
    [
        ({"opted_out": True, "agreed": "meeting"}, "goodbye", "opted_out"),
        ({"phase": "nobody"}, "not_reached", "no_contact"),
        ({"phase": "stranger"}, "goodbye", "no_contact"),
        ({"phase": "voicemail"}, "caller_hung_up", "no_contact"),
        ({"phase": "voicemail", "message": frozenset((Act.FILLER,))}, "caller_hung_up", "no_contact"),
        ({"phase": "voicemail", "message": frozenset((Act.INTRODUCE,))}, "caller_hung_up", "voicemail_left"),
        ({"agreed": "meeting"}, "out_of_patience", "hung_up"),
        ({"agreed": "meeting"}, "goodbye", "meeting"),
        ({"agreed": "callback"}, "caller_hung_up", "callback"),
        ({}, "caller_hung_up", "caller_gave_up"),
        ({}, "goodbye", "polite_no"),
    ],
)
def test_how_a_call_ended_decides_its_outcome(state: dict[str, object], reason: str, outcome: str) -> None:
    ended = end(replace(pick_up(Scenario(), Random(1)), **state), reason, hung_up=outcome == "hung_up")
    assert (ended.outcome, ended.reason) == (outcome, reason)


def test_what_lay_on_the_table_at_the_end_was_missed() -> None:
    ended = end(replace(pick_up(Scenario(), Random(1)), on_table="no_need"), "caller_hung_up")
    assert (ended.on_table, ended.missed) == (None, ("no_need",))


@given(halfway(), st.sampled_from((Act.PROPOSE_MEETING, Act.PROPOSE_SLOT, Act.OFFER_MATERIAL)))
@settings(max_examples=100, deadline=None)
def test_whose_patience_is_out_still_hears_out_an_offer_of_what_they_need(state: ProspectState, offer: Act) -> None:
    state = replace(state, patience=0.01, opted_out=False)
    for after, reaction in next_turns(state, {offer}):
        needy = state.scenario.need != "none"
        assert after.reason == "out_of_patience" or needy or after.agreed or after.outcome is None
        assert not (needy and after.reason == "out_of_patience"), reaction


@given(halfway(), st.sampled_from((Act.PRESSURE, Act.DISPARAGE)))
@settings(max_examples=50, deadline=None)
def test_who_is_pushed_when_their_patience_is_out_agrees_to_nothing(state: ProspectState, push: Act) -> None:
    for after, _ in next_turns(replace(state, patience=0.01), {push, Act.PROPOSE_MEETING}):
        assert after.agreed is None
