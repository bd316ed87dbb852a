"""Did you mean: the known word closest to the one given."""

from collections.abc import Iterable

from rapidfuzz import fuzz, process

# Below this, in [0, 100], a suggestion is more often a guess than a typing mistake.
_ALIKE = 65.0


def nearest(given: str, known: Iterable[str]) -> str:
    """The known word most like the given one, or empty when none comes near."""
    match = process.extractOne(
        given.casefold(), list(known), processor=str.casefold, scorer=fuzz.ratio, score_cutoff=_ALIKE
    )
    return match[0] if match else ""
