"""The script alongside a real call: which step is said now, and where a key leads for each reaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from belletje.desk.knowledge import outcomes
from belletje.prospect.catalogue import catalogue
from belletje.script.filling import fill
from belletje.script.following import answer_for, next_step
from belletje.script.model import Script, Step

COMMAND_KEYS = frozenset("bejku")
FREE_KEYS = tuple(
    key for key in "1234567890" + "adfilotzqwy" if key not in {one.key for one in outcomes().values()} | COMMAND_KEYS
)
"""The keys that neither record an outcome nor are a command of the desk."""
MOST_ANSWERS = 3
KEYS, ANSWER_KEYS = FREE_KEYS[:-MOST_ANSWERS], FREE_KEYS[-MOST_ANSWERS:]
"""The keys for reactions, and those for the best answers of colleagues to the reaction that was heard last."""


@dataclass(frozen=True, slots=True)
class Met:
    """A reaction that was heard, the step that met it (or empty), and the colleague's answer that was said (or 0).

    `transcript` is whether it was read in a transcript, rather than kept at the desk during the call.
    """

    reaction: str
    step: str = ""
    answer: int = 0
    transcript: bool = False


@dataclass(frozen=True, slots=True)
class Way:
    """A reaction that the step expects: its key (empty for the rarest where there are more than keys), and the step it
    leads to."""

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
        ways=_with_keys(ways),
        others=tuple(other.name for other in script.steps),
    )


def _with_keys(ways: Sequence[tuple[str, str]]) -> tuple[Way, ...]:
    """In the order of the script; the keys go to the reactions that are published to be the most frequent.

    Not to those that this team hears most: a key would come to mean something else from one week to the next.
    """
    known = catalogue()
    often = sorted(range(len(ways)), key=lambda n: -known[ways[n][0]].frequency if ways[n][0] in known else 0.0)
    keys = iter(KEYS)
    chosen = set(often[: len(KEYS)])
    return tuple(Way(next(keys) if n in chosen else "", *way) for n, way in enumerate(ways))


def step_for(script: Script, step: str, reaction: str) -> Step | None:
    """The step that meets a reaction heard in a step; None where the script has no answer."""
    here = script.step(step) if step else None
    return next_step(script, here, reaction) if here else answer_for(script, reaction)


def written(heard: Sequence[Met]) -> str:
    """What was heard so far, for a form: reaction, the step that met it and the answer that was said, in order."""
    return "\n".join(f"{one.reaction}\t{one.step}\t{one.answer or ''}" for one in heard)


def read_heard(text: str) -> tuple[Met, ...]:
    """What `written` wrote; lines that are not that are left out."""
    lines = ((*line.split("\t"), "", "")[:3] for line in text.splitlines() if line.strip())
    return tuple(
        Met(reaction.strip(), step.strip()[:200], int(answer) if answer.isdecimal() and len(answer) < 10 else 0)
        for reaction, step, answer in lines
    )


def with_answer(heard: Sequence[Met], answer: int) -> tuple[Met, ...]:
    """The same, with the answer that was said to the last reaction; said again, it is taken back."""
    if not heard or not answer:
        return tuple(heard)
    last = heard[-1]
    return (*heard[:-1], Met(last.reaction, last.step, 0 if last.answer == answer else answer))
