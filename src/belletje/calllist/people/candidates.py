"""Which pairs of contacts are worth comparing: those that share a key."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from belletje.calllist.people.features import Features

_LARGEST_BLOCK = 60
"""A key that more contacts share (a switchboard, a very common name) is left to the stricter keys."""


def candidate_pairs(features: Sequence[Features]) -> set[tuple[int, int]]:
    """Pairs of places in the sequence, the smaller place first."""
    blocks: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    damaged = any("?" in feature.name.whole for feature in features)
    for place, feature in enumerate(features):
        for key in {*_keys(feature), *(_shape(feature) if damaged else ())}:
            blocks[key].append(place)
    pairs: set[tuple[int, int]] = set()
    for members in blocks.values():
        if 1 < len(members) <= _LARGEST_BLOCK:
            pairs.update((left, right) for at, left in enumerate(members) for right in members[at + 1 :])
        elif len(members) > _LARGEST_BLOCK:
            # Neighbours in reading order still meet, so that a long block does not lose everything.
            pairs.update(pairwise(members))
    return pairs


def _shape(feature: Features) -> Iterator[tuple[str, ...]]:
    """What of a name is left when letters were lost: the organisation and how long the names are."""
    family, given = feature.name.plain, "".join(feature.name.given)
    if feature.organisation.core and family and given:
        yield "shape here", feature.organisation.core, str(len(given)), str(len(family))


def _keys(feature: Features) -> Iterator[tuple[str, ...]]:
    family, given = "".join(feature.name.family), "".join(feature.name.given)
    organisation = feature.organisation.core.replace(" ", "")
    for kind, values in (("email", feature.emails), ("mobile", feature.mobiles), ("link", feature.links)):
        for value in values:
            yield kind, value
    for value in feature.landlines:
        yield "landline", value, family[:2]
    if organisation and (family or given):
        yield "family here", organisation, family
        yield "solid name here", organisation, feature.name.solid
        yield "whole name here", organisation, feature.name.whole
        yield "initials here", organisation, given[:1], "".join(sorted(family))
        yield "turned here", organisation, *sorted((family, given))
    if organisation and given:
        yield "given here", organisation, given
    if family and given:
        yield "name nearly here", given, family, organisation[:4]
        yield "name", given, family, feature.title
