"""Whether the steps hang together: every name exists, every step is reached, every path ends."""

from collections.abc import Iterator

from belletje.prospect.catalogue import catalogue
from belletje.script.diagnostic import Finding
from belletje.script.model import Answer, Script, Step, key
from belletje.script.nearby import nearest
from belletje.script.paths import endless_loops, ends_call, reachable


def empty_script(script: Script) -> Iterator[Finding]:
    """There is no step at all."""
    if not script.steps:
        yield Finding("empty_script", 1, 1)


def duplicate_step(script: Script) -> Iterator[Finding]:
    """Two steps have one name: the second can never be meant."""
    first: dict[str, Step] = {}
    for step in script.steps:
        if step.key in first:
            yield Finding("duplicate_step", step.line, 1, {"step": step.name, "line": str(first[step.key].line)})
        else:
            first[step.key] = step


def silent_step(script: Script) -> Iterator[Finding]:
    """A step has nothing to say."""
    for step in script.steps:
        if not step.says:
            yield Finding("silent_step", step.line, 1, {"step": step.name})


def unknown_reaction(script: Script) -> Iterator[Finding]:
    """A reaction is not in the catalogue."""
    known = catalogue()
    for answer in _answers(script):
        if answer.reaction not in known:
            near = nearest(answer.reaction, known.reactions)
            values = {"reaction": answer.reaction, "near": near}
            yield Finding("unknown_reaction", answer.line, answer.column, values)


def unknown_step(script: Script) -> Iterator[Finding]:
    """An answer leads to a step that does not exist."""
    names = {step.key: step.name for step in script.steps}
    for answer in _answers(script):
        if key(answer.target) not in names:
            values = {"target": answer.target, "near": nearest(answer.target, names.values())}
            yield Finding("unknown_step", answer.line, answer.target_column, values)


def unreachable_step(script: Script) -> Iterator[Finding]:
    """No answer leads to a step."""
    reached = reachable(script)
    for step in script.steps:
        if step.key not in reached:
            yield Finding("unreachable_step", step.line, 1, {"step": step.name})


def dead_end(script: Script) -> Iterator[Finding]:
    """A step leads nowhere and does not end the call either."""
    for step in script.steps:
        if step.says and not step.answers and not ends_call(step, script.language):
            yield Finding("dead_end", step.line, 1, {"step": step.name})


def endless_loop(script: Script) -> Iterator[Finding]:
    """Steps lead to each other and never to an end of the call."""
    for ring in endless_loops(script):
        names = " -> ".join(step.name for step in (*ring, ring[0]))
        first = min(ring, key=lambda step: step.line)
        yield Finding("endless_loop", first.line, 1, {"steps": names})


def _answers(script: Script) -> Iterator[Answer]:
    for step in script.steps:
        yield from step.answers
