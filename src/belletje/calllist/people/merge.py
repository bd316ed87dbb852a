"""Merging contacts into people: the strongest pairs first, and never against a contradiction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations

from belletje.calllist.contact import Contact, Source
from belletje.calllist.people.candidates import candidate_pairs
from belletje.calllist.people.features import Features, features_of
from belletje.calllist.people.person import Evidence, Person
from belletje.calllist.people.portrait import portrait
from belletje.calllist.people.resemblance import THRESHOLD, contradict, evidence_between, points_for

SourcePair = tuple[Source, Source]
_A_WHILE = 5000
"""Pairs compared between two words about the progress."""
_MOST_NAMESAKES = 60
"""More rows of one name at one organisation are a list that someone pasted over and over."""
_Given = dict[tuple[str, str], set[tuple[str, ...]]]


def merge(
    contacts: Iterable[Contact],
    kept_apart: frozenset[SourcePair] = frozenset(),
    joined: frozenset[SourcePair] = frozenset(),
    progress: Callable[[float], None] = lambda done: None,
) -> tuple[Person, ...]:
    """The people behind these contacts, the same whatever order the contacts come in.

    `kept_apart` and `joined` are pairs of sources that someone has split or joined by hand (either order of a pair);
    they win over any evidence, and `kept_apart` over `joined`. `progress` hears the share that is done, [0, 1].
    """
    ordered = sorted(contacts, key=lambda contact: (contact.source, repr(contact)))
    features = features_of(ordered)
    groups = _Groups(features, kept_apart)
    merges = [groups.join(left, right, evidence) for left, right, evidence in _by_hand(ordered, joined)]
    merges += [groups.join(left, right, evidence) for left, right, evidence in _strong_pairs(features, progress)]
    why: defaultdict[int, list[Evidence]] = defaultdict(list)
    for place, evidence in (found for found in merges if found):
        why[groups.root(place)].append(evidence)
    return tuple(
        portrait([ordered[place] for place in members], why[root]) for root, members in sorted(groups.members.items())
    )


class _Groups:
    """Contacts joined so far (disjoint sets); a join that any pair of members contradicts is refused."""

    def __init__(self, features: Sequence[Features], kept_apart: frozenset[SourcePair]) -> None:
        self.members: dict[int, list[int]] = {place: [place] for place in range(len(features))}
        self._root = list(range(len(features)))
        self._features = features
        self._kept_apart = kept_apart

    def root(self, place: int) -> int:
        return self._root[place]

    def join(self, left: int, right: int, evidence: tuple[str, ...]) -> tuple[int, Evidence] | None:
        one, other = sorted((self._root[left], self._root[right]))
        if one == other or not self._may_join(one, other, by_hand=evidence == ("joined_by_hand",)):
            return None
        moved = self.members.pop(other)
        for place in moved:
            self._root[place] = one
        self.members[one] = sorted(self.members[one] + moved)
        sources = (self._features[left].contact.source, self._features[right].contact.source)
        return one, Evidence(*sources, evidence, round(points_for(evidence), 2))

    def _may_join(self, one: int, other: int, by_hand: bool) -> bool:
        for left in self.members[one]:
            for right in self.members[other]:
                if self._split_by_hand(left, right):
                    return False
                if not by_hand and contradict(self._features[left], self._features[right]):
                    return False
        return True

    def _split_by_hand(self, left: int, right: int) -> bool:
        if not self._kept_apart:
            return False
        one, other = self._features[left].contact.source, self._features[right].contact.source
        return (one, other) in self._kept_apart or (other, one) in self._kept_apart


def _by_hand(ordered: Sequence[Contact], joined: frozenset[SourcePair]) -> list[tuple[int, int, tuple[str, ...]]]:
    places = {contact.source: place for place, contact in enumerate(ordered)} if joined else {}
    known = sorted(pair for pair in joined if pair[0] in places and pair[1] in places)
    return [(places[left], places[right], ("joined_by_hand",)) for left, right in known]


def _strong_pairs(
    features: Sequence[Features], progress: Callable[[float], None]
) -> list[tuple[int, int, tuple[str, ...]]]:
    """The pairs with enough evidence, strongest first; equals in the order of their sources."""
    here, namesakes = _given_names_here(features), _with_namesakes(features)
    found: list[tuple[float, int, int, tuple[str, ...]]] = []
    pairs = candidate_pairs(features)
    for number, (left, right) in enumerate(pairs):
        if number % _A_WHILE == 0:
            progress(number / len(pairs))
        one, other = features[left], features[right]
        evidence = evidence_between(
            one, other, _only_one_there(one, other, here), left in namesakes or right in namesakes
        )
        points = points_for(evidence)
        if evidence and points >= THRESHOLD:
            found.append((-points, left, right, evidence))
    return [(left, right, evidence) for _, left, right, evidence in sorted(found)]


def _given_names_here(features: Sequence[Features]) -> _Given:
    """By organisation and family name: the given names (or initials) that occur there."""
    here: _Given = defaultdict(set)
    for feature in features:
        if feature.name.given and feature.organisation.core:
            here[feature.organisation.core, "".join(feature.name.family)].add(feature.name.given)
    return here


def _with_namesakes(features: Sequence[Features]) -> frozenset[int]:
    """Contacts at an organisation where two of that very name are clearly two people: by number, address or profile."""
    here: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for place, feature in enumerate(features):
        if feature.organisation.core and feature.name.given:
            here[feature.organisation.core, feature.name.whole].append(place)
    found: set[int] = set()
    for members in here.values():
        if 2 < len(members) <= _MOST_NAMESAKES and any(
            points_for(evidence_between(features[left], features[right])) < THRESHOLD
            for left, right in combinations(members, 2)
        ):
            found.update(members)
    return frozenset(found)


def _only_one_there(left: Features, right: Features, here: _Given) -> bool:
    """Whether every given name in the organisation that fits the initial is the same one."""
    with_initials = left if left.name.initials else right
    if not with_initials.name.initials:
        return False
    names = here.get((left.organisation.core, "".join(left.name.family)), set())
    fitting = {name for name in names if len(name[0]) > 1 and name[0].startswith(with_initials.name.initials[0])}
    return len({name[0] for name in fitting}) == 1
