"""The script alongside a real call: which step is said now, and where a key leads for each reaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from belletje.desk.knowledge import outcomes
from belletje.script.filling import fill
from belletje.script.following import answer_for, next_step
from belletje.script.model import Script, Step

COMMAND_KEYS = frozenset("bejku")
KEYS = tuple(
    key for key in "1234567890" + "adfilotqwyz" if key not in {one.key for one in outcomes().values()} | COMMAND_KEYS
)
"""The keys for reactions: none of them records an outcome or is a command of the desk."""


@dataclass(frozen=True, slots=True)
class Way:
    """A reaction that the step expects: its key (empty when there are more than keys), and the step it leads to."""

    key: str
    reaction: str
    target: str


@dataclass(frozen=True, slots=True)
class Alongside:
    """The step to say now, its text with the names filled in, and the ways on. `others` are all steps by name."""

    step: str
    text: str
    missing: tuple[str, ...]
    ways: tuple[Way, ...]
    others: tuple[str, ...]


def alongside(script: Script, step: str, values: Mapping[str, str]) -> Alongside | None:
    """The script at a step (the first where there is none of that name); None for a script without steps."""
    if not script.steps:
        return None
    here = (script.step(step) if step else None) or script.steps[0]
    filled = fill(here.text, values)
    ways = []
    for answer in here.answers:
        target = script.step(answer.target)
        if target:
            ways.append((answer.reaction, target.name))
    return Alongside(
        step=here.name,
        text=filled.text,
        missing=filled.missing,
        ways=tuple(
            Way(KEYS[n] if n < len(KEYS) else "", reaction, target) for n, (reaction, target) in enumerate(ways)
        ),
        others=tuple(other.name for other in script.steps),
    )


def step_for(script: Script, step: str, reaction: str) -> Step | None:
    """The step that meets a reaction heard in a step; None where the script has no answer."""
    here = script.step(step) if step else None
    return next_step(script, here, reaction) if here else answer_for(script, reaction)


def written(heard: Sequence[tuple[str, str]]) -> str:
    """What was heard so far, for a form: reaction and the step that met it, in order."""
    return "\n".join(f"{reaction}\t{step}" for reaction, step in heard)


def read_heard(text: str) -> tuple[tuple[str, str], ...]:
    """What `written` wrote; lines that are not that are left out."""
    lines = (line.partition("\t") for line in text.splitlines() if line.strip())
    return tuple((reaction.strip(), step.strip()[:200]) for reaction, _, step in lines)
