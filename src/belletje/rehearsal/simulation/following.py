"""A caller who follows a script to the letter, and is an average caller wherever the script is silent."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from belletje.prospect.catalogue import catalogue
from belletje.rehearsal.record import spoken_s
from belletje.rehearsal.simulation.callers import caller
from belletje.rehearsal.simulation.crowd import PLACE, REACTIONS, Crowd, Moves, Places, bits
from belletje.script.filling import examples, fill
from belletje.script.following import next_step
from belletje.script.model import Script, Step
from belletje.script.paths import ends_call
from belletje.understanding.acts import Act, Acts

Understood = Callable[[str, str], Acts]
"""What is understood of words said after a line of the other end."""

GOES_ON = frozenset(("listens", "answers_open", "tell_me_more", "shares_problem", "small_talk", "hello_again"))
"""Reactions after which a caller without a written answer simply goes on with the script."""
LEAVES_S = 3.0
_LEAVING = np.int32(bits(frozenset((Act.THANK, Act.GOODBYE))))
LONGEST_TURNS = 25
NOWHERE, IMPROVISED, LEAVING = -1, -2, -3


@dataclass(frozen=True, slots=True)
class Path:
    """How many calls went from one step to another after a reaction; `None` is where the script had no answer."""

    source: str
    target: str | None
    calls: int


class FollowsScript:
    """Says what the script says; counts where the calls went."""

    def __init__(self, script: Script, understood: Understood) -> None:
        if not script.steps:
            raise ValueError("A script without steps cannot be followed.")
        self._steps = script.steps
        self._script = script
        self._understood = understood
        self._improvises = caller("average")
        self._index = {step.key: place for place, step in enumerate(script.steps)}
        texts = [fill(step.text, examples(script.language) | script.values).text for step in script.steps]
        self._texts = texts
        self._seconds = np.array([spoken_s(text) for text in texts])
        self._edges = np.zeros((len(texts) + 1, len(texts) + 1), np.int64)

    def act(self, crowd: Crowd, turn: int) -> tuple[Moves, Places]:
        """See Caller. Where the script is silent the average caller speaks, and the place in the script is kept."""
        before = crowd.step if turn else np.full(len(crowd), NOWHERE, np.int16)
        target = np.where(before == NOWHERE, 0, self._next[np.maximum(before, 0), crowd.last])
        target = np.where(crowd.turns_taken >= LONGEST_TURNS, LEAVING, target)
        moves, _ = self._improvises.act(crowd, turn)
        written = target >= 0
        said = np.maximum(target, 0)
        acts = np.where(written, self._acts[said, crowd.last], moves.acts)
        acts = np.where(target == LEAVING, _LEAVING, acts).astype(np.int32)
        seconds = np.where(written, self._seconds[said], np.where(target == LEAVING, LEAVES_S, moves.spoken_s))
        self._count(before, target)
        crowd.step = np.where(written, target, np.where(before == NOWHERE, 0, before)).astype(np.int16)
        improvised = target == IMPROVISED
        return Moves(acts, seconds, moves.dodged & improvised, moves.bluffed & improvised), np.array([], np.intp)

    def paths(self) -> tuple[Path, ...]:
        """Every way that calls went through the script, the most used first."""
        names = [step.name for step in self._steps]
        found = [
            Path(names[source], names[target] if target < len(names) else None, int(self._edges[source, target]))
            for source, target in zip(*np.nonzero(self._edges[:-1]), strict=True)
        ]
        return tuple(sorted(found, key=lambda path: -path.calls))

    def _count(self, before: NDArray[np.int16], target: NDArray[np.int16]) -> None:
        """Adds these turns to the ways gone; the last row is where calls begin, the last column where words ran out."""
        counted = target != LEAVING
        sources = np.where(before[counted] == NOWHERE, len(self._steps), before[counted])
        targets = np.where(target[counted] >= 0, target[counted], len(self._steps))
        np.add.at(self._edges, (sources, targets), 1)

    @cached_property
    def _next(self) -> NDArray[np.int16]:
        """For each step and reaction the next step, IMPROVISED, or LEAVING, (n_steps, n_reactions)."""
        return np.array([[self._after(step, reaction) for reaction in REACTIONS] for step in self._steps], np.int16)

    def _after(self, step: Step, reaction: str) -> int:
        found = next_step(self._script, step, reaction)
        if found is not None and (found.key != step.key or any(one.reaction == reaction for one in step.answers)):
            return self._index[found.key]
        if reaction in GOES_ON:
            onward = self._onward(step)
            return LEAVING if onward is None else onward
        return IMPROVISED

    def _onward(self, step: Step) -> int | None:
        """Where the script goes when nothing stands in its way; None where it ends."""
        for wanted in ("signal", "move"):
            for answer in step.answers:
                if answer.reaction in catalogue() and catalogue()[answer.reaction].kind == wanted:
                    target = self._script.step(answer.target)
                    if target is not None and target.key != step.key:
                        return self._index[target.key]
        if ends_call(step, self._script.language) or not step.answers:
            return None
        place = self._index[step.key] + 1
        return place if place < len(self._steps) else None

    @cached_property
    def _acts(self) -> NDArray[np.int32]:
        """What each step's words do when said after a reaction, as bits, (n_steps, n_reactions).

        Words are understood with the line before where the script writes them as the answer to it.
        """
        plain = [self._meant(text, "") for text in self._texts]
        table = np.repeat(np.array(plain, np.int32)[:, None], len(REACTIONS), axis=1)
        for step in self._steps:
            for answer in step.answers:
                target = self._script.step(answer.target)
                if target is not None and answer.reaction in PLACE:
                    line = catalogue()[answer.reaction].lines[self._language][0].text
                    place = self._index[target.key]
                    table[place, PLACE[answer.reaction]] = self._meant(self._texts[place], line)
        return table

    @property
    def _language(self) -> str:
        return "nl" if self._script.language == "nl" else "en"

    def _meant(self, text: str, before: str) -> int:
        return bits(self._understood(text, before))
