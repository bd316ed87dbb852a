"""Where work is and where engineers want to go: places to Dutch provinces."""

from __future__ import annotations

from collections.abc import Iterable

from belletje.calllist.folding import words
from belletje.calllist.knowledge import table

_PROVINCES = table("places.tsv")
_NEIGHBOURS = {line["province"]: frozenset(line.several("neighbours")) for line in _PROVINCES}
_BY_PLACE = {words(place): line["province"] for line in _PROVINCES for place in line.several("places")}
_BY_NAME = {words(name): line["province"] for line in _PROVINCES for name in line.several("words")}
_OTHER = {
    line["meaning"]: frozenset(words(word) for word in line.several("words")) for line in table("region_words.tsv")
}
_RANDSTAD = ("Noord-Holland", "Zuid-Holland", "Utrecht", "Flevoland")

for _line in _PROVINCES:
    for _other in _line.several("neighbours"):
        if _other not in _NEIGHBOURS:
            raise _line.wrong(f"{_other!r} is no province")

NEAR, NEXT_DOOR, UNKNOWN, FAR = 1.0, 0.5, 0.5, 0.1


def provinces_of(place: str) -> frozenset[str]:
    """The provinces that a place can mean: "Amersfoort, Utrecht, Nederland" is in Utrecht; empty when unknown."""
    found: set[str] = set()
    for part in place.replace("/", ",").replace("(", ",").split(","):
        key = words(part)
        if key in _OTHER["randstad"]:
            found.update(_RANDSTAD)
        elif province := _BY_PLACE.get(key) or _BY_NAME.get(key):
            found.add(province)
    return frozenset(found)


def reachable(places: Iterable[str], regions: Iterable[str]) -> float:
    """How well work at these places suits someone's regions, [0, 1]: within, next door, unknown or far."""
    regions = tuple(regions)
    wanted = frozenset(province for region in regions for province in provinces_of(region))
    if any(words(region) in _OTHER["everywhere"] for region in regions):
        return NEAR
    here = frozenset(province for place in places for province in provinces_of(place))
    if not here or not wanted:
        return UNKNOWN
    if here & wanted:
        return NEAR
    return NEXT_DOOR if any(_NEIGHBOURS[province] & wanted for province in here) else FAR
