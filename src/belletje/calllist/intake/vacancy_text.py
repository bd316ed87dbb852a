"""Vacancies pasted as text: title, organisation, place and age on the first lines, then the story."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from belletje.calllist.contact import Rejected, Vacancy
from belletje.calllist.dates import read_date
from belletje.calllist.folding import folded, tidy
from belletje.calllist.intake.vacancy_parts import WORDS, finished, mentions, without_way_of_working

_RULE = re.compile(r"^\s*(?:[-=_*#~]\s?){4,}$", re.MULTILINE)
_DOT = re.compile(r"\s+[·•|–—]\s+|\s+-\s+|\t+")
_LABELLED = re.compile(r"^\s*([A-Za-zÀ-ÿ ]{3,25})\s*:\s*(.+)$")
_URL = re.compile(r"https?://[^\s<>\")]+")
_AGE = re.compile(r"\b(?:geleden|ago|vandaag|gisteren|today|yesterday|posted|geplaatst)\b")
_HEAD_LINES = 8
_TITLE_AT_COMPANY = re.compile(
    rf"^(?P<title>.{{3,80}}?)\s+(?:{'|'.join(WORDS['between_title_and_organisation'])})\s+(?P<organisation>(?:[A-Z0-9].{{1,80}}))$"
)
_WORK = re.compile(
    r"engineer|beheerder|specialist|architect|adviseur|consultant|manager|coordinator|monteur|developer|ontwikkelaar|"
    r"medewerker|technicus|administrator|analist|analyst|lead|expert|hoofd|officer|professional|ontwerper|designer|planner"
)


@dataclass(slots=True)
class _Head:
    """What the first lines of a posting said."""

    title: str = ""
    organisation: str = ""
    places: list[str] = field(default_factory=list)
    posted: date | None = None
    url: str = ""


def postings_in_text(text: str, file: str, today: date) -> list[Vacancy | Rejected]:
    """A vacancy, or why not, for each posting; postings in one paste are parted by a ruled line (----)."""
    parts = [part.strip() for part in _RULE.split(text) if part.strip()]
    return [posting_of(part, file, row, today) for row, part in enumerate(parts)]


def looks_like_a_vacancy(text: str) -> bool:
    """Whether pasted text tells of work at an organisation: a job in its first lines, or a vacancy's own words."""
    head = folded("\n".join([line for line in text.split("\n") if line.strip()][:4]))
    story = folded(text[:20_000])
    told = re.search(
        r"\b(?:vacature|vacancy|sollicit|applicants?|wij zoeken|we are looking|job description|functie-?eisen)", story
    )
    return bool(_WORK.search(head)) or (told is not None and len(story) > 40)


def posting_of(text: str, file: str, row: int, today: date) -> Vacancy | Rejected:
    """One posting. A vacancy without an organisation is no lead and is rejected."""
    lines = [tidy(line) for line in text.split("\n")]
    filled = [line for line in lines if line]
    head = _labelled(filled, today) if _is_labelled(filled) else _unlabelled(filled, today)
    if not head.title:
        return Rejected(row, "no_vacancy_title", (filled or [""])[0][:80])
    if not head.organisation:
        return Rejected(row, "no_organisation", head.title)
    return finished(
        Vacancy(
            file=file, row=row, title=head.title, organisation=head.organisation, places=tuple(head.places),
            description=text.strip(), posted=head.posted, url=head.url,
        )
    )  # fmt: skip


def _is_labelled(lines: list[str]) -> bool:
    return any(_label(line, "label_title") for line in lines[:_HEAD_LINES]) and any(
        _label(line, "label_organisation") for line in lines[:_HEAD_LINES]
    )


def _label(line: str, kind: str) -> str:
    match = _LABELLED.match(line)
    return match[2].strip() if match and folded(match[1].strip()) in WORDS[kind] else ""


def _labelled(lines: list[str], today: date) -> _Head:
    head = _Head(url=_first_url(lines))
    for line in lines[: _HEAD_LINES * 2]:
        head.title = head.title or _label(line, "label_title")
        head.organisation = head.organisation or _label(line, "label_organisation")
        if place := _label(line, "label_place"):
            head.places.append(without_way_of_working(place))
        if posted := _label(line, "label_posted"):
            head.posted = head.posted or read_date(posted, today)
    return head


def _unlabelled(lines: list[str], today: date) -> _Head:
    head = _Head(url=_first_url(lines))
    rest = _head_lines(lines)
    pieces: list[str] = []
    for line in rest:
        for piece in _DOT.split(line):
            if _AGE.search(folded(piece)):
                head.posted = head.posted or read_date(
                    re.sub(r"(?i)^(?:geplaatst|posted|reposted)\s*:?\s*", "", piece), today
                )
            elif not mentions("noise", without_way_of_working(piece)) and without_way_of_working(piece):
                pieces.append(piece.strip())
    _give_out(pieces, head)
    return head


def _head_lines(lines: list[str]) -> list[str]:
    """The lines before the story starts: before a section title or a sentence."""
    head: list[str] = []
    for line in lines[:_HEAD_LINES]:
        if folded(line).rstrip(":") in WORDS["section"] or (head and len(line) > 90) or _URL.match(line):
            break
        if head and re.search(r"[a-z]\.$", line) and len(line.split()) > 6:
            break
        head.append(line)
    return head


def _give_out(pieces: list[str], head: _Head) -> None:
    """First the title, then the organisation, then the place; LinkedIn's phone app puts the organisation first."""
    if not pieces:
        return
    joined = _TITLE_AT_COMPANY.match(pieces[0])
    if joined:
        head.title, head.organisation = joined["title"], joined["organisation"]
        head.places += [without_way_of_working(piece) for piece in pieces[1:2] if _could_be_a_place(piece)]
        return
    head.title = pieces[0]
    if len(pieces) > 1:
        head.organisation = pieces[1]
        if _WORK.search(folded(pieces[1])) and not _WORK.search(folded(pieces[0])):
            head.title, head.organisation = pieces[1], pieces[0]
    head.places += [without_way_of_working(piece) for piece in pieces[2:3] if _could_be_a_place(piece)]


def _could_be_a_place(piece: str) -> bool:
    return len(piece) <= 60 and not re.search(r"\d{3,}|[.!?]$", piece)


def _first_url(lines: list[str]) -> str:
    return next((match[0] for line in lines if (match := _URL.search(line))), "")
