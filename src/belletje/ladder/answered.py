"""How often an answer worked: counted from what callers said in their own calls."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from belletje.ladder.step import Step

MOSTLY_THE_SAME = 0.75  # an estimate of ours: names and small words may differ, the sentence may not


@dataclass(frozen=True, slots=True)
class Worked:
    """How often an answer was used, and how often it then handled what was said."""

    used: int
    worked: int

    def chance(self) -> float:
        """How likely it works next time, in (0, 1): half before the first use (rule of succession, Laplace)."""
        return (self.worked + 1) / (self.used + 2)


def in_calls(reaction: str, answer: str, steps: Iterable[Step]) -> Worked:
    """The calls in which a caller gave this answer to this reaction, in these words or nearly."""
    replies = [
        reply for step in steps for reply in step.replies if reply.reaction == reaction and holds(reply.text, answer)
    ]
    return Worked(len(replies), sum(reply.good for reply in replies))


def holds(text: str, answer: str) -> bool:
    """Whether a turn holds an answer: at least MOSTLY_THE_SAME of its words."""
    wanted = _words(answer)
    return bool(wanted) and len(wanted & _words(text)) >= MOSTLY_THE_SAME * len(wanted)


def likeness(question: str, asked: str) -> float:
    """How much of a question's words were asked, in [0, 1]."""
    wanted = _words(question)
    return len(wanted & _words(asked)) / len(wanted) if wanted else 0.0


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))
