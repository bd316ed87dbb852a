"""Whether the words can be said, and will be understood."""

from collections.abc import Iterator

from belletje.script.aloud import seconds_aloud
from belletje.script.diagnostic import Finding
from belletje.script.filling import examples, fill, placeholders, placeholders_in
from belletje.script.jargon import jargon_in
from belletje.script.model import Say, Script
from belletje.script.nearby import nearest

LONGEST_TURN_S = 20.0
"""After this many seconds of one voice, patience runs out; the script issue sets it."""


def monologue(script: Script) -> Iterator[Finding]:
    """A step takes too long to say before the other end gets a turn."""
    for step in script.steps:
        seconds = seconds_aloud(fill(step.text, examples(script.language)).text)
        if seconds > LONGEST_TURN_S:
            values = {"step": step.name, "seconds": f"{seconds:.0f}", "limit": f"{LONGEST_TURN_S:.0f}"}
            yield Finding("monologue", step.says[0].line, step.says[0].column, values)


def unknown_placeholder(script: Script) -> Iterator[Finding]:
    """Nothing can fill in a name in braces."""
    known = placeholders()
    for say, offset, name in _used(script):
        if name and name not in known:
            values = {"name": name, "near": nearest(name, known), "known": ", ".join(known)}
            yield Finding("unknown_placeholder", *say.place(offset), values)


def empty_placeholder(script: Script) -> Iterator[Finding]:
    """Braces are empty, or the front matter does not say what goes in them."""
    told: set[str] = set()
    for say, offset, name in _used(script):
        known = placeholders().get(name)
        lacks_value = known is not None and known.source == "script" and name not in script.values
        if (not name or lacks_value) and name not in told:
            told.add(name)
            yield Finding("empty_placeholder", *say.place(offset), {"name": name, "near": name})


def jargon(script: Script) -> Iterator[Finding]:
    """A word that the person called does not use; each word is found once."""
    told: set[str] = set()
    for say in (say for step in script.steps for say in step.says):
        for offset, term in jargon_in(say.text, script.language, script.role):
            if term.words not in told:
                told.add(term.words)
                yield Finding("jargon", *say.place(offset), {"term": term.words, "plainly": term.plainly})


def _used(script: Script) -> Iterator[tuple[Say, int, str]]:
    for step in script.steps:
        for say in step.says:
            for offset, name in placeholders_in(say.text):
                yield say, offset, name
