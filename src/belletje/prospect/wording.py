"""The words for a reaction: a line that fits the manner, the language and what is known, and was not said before."""

from collections.abc import Collection, Mapping
from random import Random

from belletje.prospect.catalogue import Line, Reaction


def word(
    reaction: Reaction,
    language: str,
    manner: str,
    known: Mapping[str, str],
    said: Collection[str],
    rng: Random,
) -> str:
    """Chooses and fills in a line of `reaction`.

    `known` holds the values for placeholders; lines that need more are left out. Lines already `said` in this call come
    only when nothing else is left. Lines of the person's own manner, or for any, go before neutral ones, and those
    before the rest.
    """
    sayable = [line for line in reaction.lines[language] if line.placeholders <= known.keys()]
    filled = {line: line.text.format_map(known) for line in sayable}
    fresh = [line for line in sayable if filled[line] not in said] or sayable
    return filled[rng.choice(_of_manner(fresh, manner))]


def _of_manner(lines: list[Line], manner: str) -> list[Line]:
    own = [line for line in lines if line.manner in {manner, "any"}]
    if len(own) > 1:
        return own
    near = [line for line in lines if line.manner in {"neutral", manner, "any"}]
    return near or lines
