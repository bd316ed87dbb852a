"""Whether two contacts are one person: the evidence for and against, in points."""

from __future__ import annotations

import re
from functools import lru_cache

from belletje.calllist.knowledge import BadKnowledge, table
from belletje.calllist.names import Alike, NameKey, how_alike
from belletje.calllist.organisations import nearly_same_organisation
from belletje.calllist.people.features import Features

POINTS = {line["evidence"]: line.number_in("points") for line in table("merging.tsv")}
"""Points by evidence, from `data/merging.tsv`."""
THRESHOLD = POINTS["threshold"]
_CONTRADICTION = POINTS["contradiction"]
_AGAINST = ("other_mobile", "other_email")

_missing = [alike.value for alike in Alike if alike is not Alike.DIFFERENT and alike.value not in POINTS]
if _missing:
    raise BadKnowledge("merging.tsv", 1, f"no points for {', '.join(_missing)}")


def evidence_between(
    left: Features, right: Features, only_one_there: bool = False, namesakes_there: bool = False
) -> tuple[str, ...]:
    """All evidence about this pair, for and against; empty when it is out of the question.

    `only_one_there` says that no third name in the organisation fits an initial; `namesakes_there`, that others in the
    organisation bear this very name.
    """
    alike = how_alike(left.name, right.name)
    if alike is Alike.DIFFERENT or _other_profile(left, right):
        return ()
    found = [alike.value, *_reachability(left, right), *_work(left, right)]
    if alike is Alike.INITIAL and only_one_there and "same_organisation" in found:
        found.append("only_one_there")
    if alike in (Alike.TYPO, Alike.SWAPPED) and (_email_spells(left, right) or _email_spells(right, left)):
        found.append("email_spells_the_other_name")
    if namesakes_there and "same_organisation" in found:
        found.append("namesakes_there")
    if "same_email" in found and "other_organisation" in found and _other_work(found):
        shared = left.emails & right.emails
        if _all_written_from(left.name, shared) or _all_written_from(right.name, shared):
            found.append("address_anyone_of_that_name_has")
    return tuple(found)


def points_for(evidence: tuple[str, ...]) -> float:
    """The points of this evidence together."""
    return sum(POINTS[piece] for piece in evidence)


def contradict(left: Features, right: Features) -> bool:
    """Whether two contacts cannot be in one person, even when a third resembles both: other names, other profiles, or
    another mobile number or address with too little beside it that agrees."""
    evidence = evidence_between(left, right)
    if not evidence:
        return True
    return any(piece in _AGAINST for piece in evidence) and points_for(evidence) < _CONTRADICTION


def _other_profile(left: Features, right: Features) -> bool:
    return _disjoint(left.links, right.links)


def _email_spells(one: Features, other: Features) -> bool:
    """Whether the address of one spells the name as the other does, and not as this one does."""
    return (
        bool(one.emails) and _all_written_from(other.name, one.emails) and not _all_written_from(one.name, one.emails)
    )


def _reachability(left: Features, right: Features) -> list[str]:
    found = []
    if left.links & right.links:
        found.append("same_link")
    if left.emails & right.emails:
        found.append("same_email")
    elif _other_email(left, right):
        found.append("other_email")
    if left.mobiles & right.mobiles:
        found.append("same_mobile")
    elif _disjoint(left.mobiles, right.mobiles):
        found.append("other_mobile")
    if left.landlines & right.landlines:
        found.append("same_landline")
    elif _disjoint(left.landlines, right.landlines):
        found.append("other_landline")
    return found


def _work(left: Features, right: Features) -> list[str]:
    found = []
    one, other = left.organisation.core, right.organisation.core
    if one and other:
        if one == other:
            found.append("same_organisation")
            if _forms_differ(left, right):
                found.append("other_legal_form")
        elif nearly_same_organisation(left.contact.organisation, right.contact.organisation):
            found.append("nearly_same_organisation")
        else:
            found.append("other_organisation")
    if left.title and right.title:
        found.append(_jobs(left, right))
    return found


def _jobs(left: Features, right: Features) -> str:
    if left.title == right.title:
        return "same_title"
    if not (left.line_of_work and right.line_of_work):
        return "other_title"
    return "same_line_of_work" if left.line_of_work == right.line_of_work else "other_line_of_work"


def _other_work(found: list[str]) -> bool:
    return not any(piece in found for piece in ("same_title", "same_mobile", "same_link", "same_landline"))


def _forms_differ(left: Features, right: Features) -> bool:
    one, other = left.organisation.form, right.organisation.form
    return bool(one and other and one != other)


def _disjoint(left: frozenset[str], right: frozenset[str]) -> bool:
    return bool(left and right and not left & right)


def _other_email(left: Features, right: Features) -> bool:
    """Another address at the same domain, unless both just write the same name (n.jansen, noor.jansen)."""
    if not _disjoint(left.emails, right.emails) or not left.domains & right.domains:
        return False
    return not (
        _all_written_from(left.name, left.emails | right.emails)
        or _all_written_from(right.name, left.emails | right.emails)
    )


def _all_written_from(name: NameKey, emails: frozenset[str]) -> bool:
    locals_ = {re.sub(r"[._\-]", "", email.split("@", 1)[0]).replace("ij", "y") for email in emails}
    return locals_ <= _ways_to_write(name)


@lru_cache(maxsize=50_000)
def _ways_to_write(name: NameKey) -> frozenset[str]:
    given, family, solid = "".join(name.given), "".join(name.family), name.solid
    ways = {given}
    for last in (family, solid):
        ways |= {last, given + last, given[:1] + last, last + given, last + given[:1], name.initials + last}
    return frozenset(ways - {""})
