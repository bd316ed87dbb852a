"""Following a script: what it says is said, where it leads the calls go, and what it leaves open costs meetings."""

import pytest

from belletje.rehearsal.simulation.following import FollowsScript
from belletje.rehearsal.simulation.population import population
from belletje.rehearsal.simulation.run import simulate
from belletje.rehearsal.simulation.weakest import weakest
from belletje.script.example import example
from belletje.script.lexicon import acts_in
from belletje.script.reading import read
from belletje.understanding.acts import Acts

CALLS = 4_000
SHORT = """---
language: nl
caller: Sanne de Wit
company: Noordlicht
---
# Opening
> Goedemorgen, u spreekt met {caller} van {company}. Ik bel over uw vacature. Hoe vangt uw team dat nu op?
- shares_problem -> Voorstel
# Voorstel
> Zullen we dinsdag om tien uur kennismaken?
"""


def understood(words: str, before: str) -> Acts:
    """What the phrases of the script room find in the words: no ear is needed for a script written with care."""
    return frozenset(acts_in(words, "nl"))


def meetings(text: str) -> float:
    """How many of 1,000 conversations with this script end in a meeting."""
    found = simulate(FollowsScript(read(text)[0], understood), population(), CALLS, 3)
    return 1000 * found.rate("meeting").rate


def test_a_script_that_proposes_a_meeting_earns_some_and_one_that_never_does_earns_fewer() -> None:
    assert meetings(SHORT) > meetings(SHORT.replace("Zullen we dinsdag om tien uur kennismaken?", "Wat vervelend."))


def test_the_ways_begin_at_the_first_step_and_every_call_is_counted_there() -> None:
    speaker = FollowsScript(read(example("nl"))[0], understood)
    simulate(speaker, population(), 500, 1)
    first = read(example("nl"))[0].steps[0].name
    assert any(way.source == first and way.calls > 50 for way in speaker.paths())
    assert all(way.calls > 0 for way in speaker.paths())


def test_answers_that_a_script_lacks_cost_meetings() -> None:
    speaker = FollowsScript(read(SHORT)[0], understood)
    found = simulate(speaker, population(), 20_000, 3)
    costs = weakest(speaker, population(), found, 3)
    assert costs
    answered = {answer.reaction for step in read(SHORT)[0].steps for answer in step.answers}
    assert answered.isdisjoint(one.reaction for one in costs)


def test_a_script_without_steps_cannot_be_followed() -> None:
    with pytest.raises(ValueError, match="without steps"):
        FollowsScript(read("")[0], understood)
