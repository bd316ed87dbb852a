"""Which engineer fits a vacancy, and why: skills by meaning, certificates, availability, region."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from belletje.calllist.contact import Engineer, Vacancy
from belletje.calllist.places import reachable
from belletje.calllist.skills import Certificate, certificates_in, closeness, skills_in

TITLE_COUNTS = 2.5
"""A skill in the title says more of the work than one in the story."""
SKILLS_WEIGH, CERTIFICATES_WEIGH, SOON_WEIGHS, REGION_WEIGHS = 0.7, 0.08, 0.1, 0.12
HALF_AS_GOOD_AFTER_DAYS = 60
"""Someone who is free two months from now fills half of the need."""
GENERAL = frozenset(("networking", "telephony", "migration"))
"""Named in nearly every vacancy of its kind, so these tell little about who fits."""
GENERAL_COUNTS = 0.4
CLOSE = 0.7
"""A skill this close to the one that is asked may be named as a reason."""
_BRACKETS = re.compile(r"[()\[\]]")


@dataclass(frozen=True, slots=True)
class Fit:
    """How an engineer fits a vacancy: `score` and its parts in [0, 1], and what to name aloud."""

    engineer: Engineer
    score: float
    skills_score: float
    skills: tuple[str, ...]
    certificates: tuple[str, ...]
    free_in_days: int
    region: float


def best_fits(vacancy: Vacancy, engineers: Iterable[Engineer], today: date) -> tuple[Fit, ...]:
    """All engineers, the best fit first; equals by name."""
    return tuple(
        sorted(
            (fit(vacancy, engineer, today) for engineer in engineers), key=lambda one: (-one.score, one.engineer.name)
        )
    )


def fit(vacancy: Vacancy, engineer: Engineer, today: date) -> Fit:
    """How this engineer fits this vacancy. Without any skill in common the score is 0, however near or free."""
    asked = asked_skills(vacancy)
    held = held_skills(engineer)
    skills_score = _covered(asked, held)
    proven = _proving(engineer, asked)
    free_in = max((engineer.available_from - today).days, 0) if engineer.available_from else 30
    region = reachable(vacancy.places, engineer.regions)
    whole = (
        SKILLS_WEIGH * skills_score
        + CERTIFICATES_WEIGH * min(1.0, sum(certificate.level for certificate in proven) / 3)
        + SOON_WEIGHS * 0.5 ** (free_in / HALF_AS_GOOD_AFTER_DAYS)
        + REGION_WEIGHS * region
    )
    score = whole * min(1.0, skills_score / 0.3)
    return Fit(
        engineer, round(score, 4), round(skills_score, 4), _shared(asked, held),
        tuple(certificate.name for certificate in proven), free_in, region,
    )  # fmt: skip


def asked_skills(vacancy: Vacancy) -> dict[str, float]:
    """The skills that a vacancy asks for and how much each counts."""
    asked: dict[str, float] = {}
    for code in skills_in(_BRACKETS.sub(" ", vacancy.title)):
        asked[code] = TITLE_COUNTS
    for code in skills_in(_story(vacancy)):
        asked[code] = asked.get(code, 0.0) + 1.0
    return {code: count * (GENERAL_COUNTS if code in GENERAL else 1.0) for code, count in asked.items()}


def held_skills(engineer: Engineer) -> dict[str, float]:
    """The skills that an engineer has: named ones count fully, those that only a certificate proves a little less."""
    held: dict[str, float] = {}
    for certificate in certificates_in("; ".join(engineer.certificates)):
        for code in certificate.skills:
            held[code] = 0.8
    for written in engineer.skills:
        for code in skills_in(written):
            held[code] = 1.0
    return held


def _story(vacancy: Vacancy) -> str:
    """The description without the title that alerts and pastes repeat in it, and without the contact's own job."""
    story = vacancy.description.replace(vacancy.title, " ", 1)
    return story.replace(vacancy.contact_title, " ") if vacancy.contact_title else story


def _covered(asked: dict[str, float], held: dict[str, float]) -> float:
    if not asked:
        return 0.0
    got = sum(
        count * max((closeness(code, other) * share for other, share in held.items()), default=0.0)
        for code, count in asked.items()
    )
    return got / sum(asked.values())


def _proving(engineer: Engineer, asked: dict[str, float]) -> tuple[Certificate, ...]:
    return tuple(
        certificate
        for certificate in certificates_in("; ".join(engineer.certificates))
        if any(closeness(skill, code) >= 0.8 for skill in certificate.skills for code in asked)
    )


def _shared(asked: dict[str, float], held: dict[str, float]) -> tuple[str, ...]:
    """What to name aloud: held skills that are, or come close to, what the vacancy asks; the most telling first."""
    worth = {
        code: share * max((count * near for count, near in _near(code, asked) if near >= CLOSE), default=0.0)
        for code, share in held.items()
        if code not in GENERAL
    }
    return tuple(
        sorted((code for code in worth if worth[code]), key=lambda code: (code not in asked, -worth[code], code))
    )


def _near(code: str, asked: dict[str, float]) -> list[tuple[float, float]]:
    return [(count, closeness(code, wanted)) for wanted, count in asked.items()]
