"""The paths through a script: where each step leads, what can be reached, where the call can end."""

from collections.abc import Mapping

from belletje.script.lexicon import acts_in, sentences
from belletje.script.model import Script, Step, key
from belletje.understanding.acts import Act

_CLOSING = frozenset((Act.THANK, Act.GOODBYE, Act.CONFIRM, Act.HONOUR_OPTOUT, Act.ASK_CALLBACK))

Ways = Mapping[str, tuple[str, ...]]


def ways(script: Script) -> Ways:
    """For each step, by key, the keys of the steps it leads to; targets that do not exist are left out."""
    known = {step.key for step in script.steps}
    found: dict[str, tuple[str, ...]] = {}
    for step in script.steps:
        aims = (key(answer.target) for answer in step.answers)
        found.setdefault(step.key, tuple(dict.fromkeys(aim for aim in aims if aim in known)))
    return found


def reachable(script: Script) -> frozenset[str]:
    """The keys of the steps that the first step leads to, itself included."""
    return _spread({script.steps[0].key} if script.steps else set(), ways(script))


def ends_call(step: Step, language: str) -> bool:
    """Whether the call may end with this step: it closes, and leaves no other question than when to call again."""
    spoken = tuple(sentences(step.text, language))
    if not spoken:
        return False
    if spoken[-1].is_question:
        return Act.ASK_CALLBACK in spoken[-1].acts
    return bool(acts_in(step.text, language) & _CLOSING)


def endless_loops(script: Script) -> tuple[tuple[Step, ...], ...]:
    """Each round of steps from which no answer leads to an end of the call, in the order in which they are said."""
    onward = ways(script)
    exits = {step.key for step in script.steps if not onward[step.key] or ends_call(step, script.language)}
    backward: dict[str, list[str]] = {}
    for here, there in onward.items():
        for aim in there:
            backward.setdefault(aim, []).append(here)
    free = _spread(exits, {here: tuple(there) for here, there in backward.items()})
    by_key = {step.key: step for step in reversed(script.steps)}
    trapped = {here: there[0] for here, there in onward.items() if here not in free}
    return tuple(tuple(by_key[here] for here in ring) for ring in _rings(trapped))


def _rings(leads_to: Mapping[str, str]) -> list[list[str]]:
    """The rings in a map where everything leads to one other thing in the same map."""
    rings: list[list[str]] = []
    walked: set[str] = set()
    for begin in leads_to:
        path: dict[str, None] = {}
        here = begin
        while here not in walked:
            walked.add(here)
            path[here] = None
            here = leads_to[here]
        if here in path:
            names = list(path)
            rings.append(names[names.index(here) :])
    return rings


def _spread(begin: set[str] | frozenset[str], onward: Ways) -> frozenset[str]:
    reached, edge = set(begin), list(begin)
    while edge:
        for aim in onward.get(edge.pop(), ()):
            if aim not in reached:
                reached.add(aim)
                edge.append(aim)
    return frozenset(reached)
