"""What a remark in a cell means: do not call, a former client, via someone, not before ten."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from belletje.calllist.folding import folded, tidy
from belletje.calllist.knowledge import Line, table


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the remarks of one row say together."""

    do_not_call: bool = False
    private_number: bool = False
    former_client: bool = False
    known_by: tuple[str, ...] = ()
    not_before_hour: int | None = None


def _compiled(line: Line) -> re.Pattern[str]:
    try:
        # A person's name is recognised by its capital, so "known_by" reads the remark as it was written.
        pattern = re.compile(
            line["pattern"] if line["meaning"] != "known_by" else _any_case_before_name(line["pattern"])
        )
    except re.error as error:
        raise line.wrong(f"not a regular expression: {error}") from None
    example = tidy(line["example"])
    if not pattern.search(example if line["meaning"] == "known_by" else folded(example)):
        raise line.wrong(f"the pattern does not find its own example {example!r}")
    return pattern


def _any_case_before_name(pattern: str) -> str:
    words, name = pattern.split(r"\s+(", 1)
    return rf"(?i:{words})\s+({name}"


_PATTERNS: dict[str, list[re.Pattern[str]]] = {}
for _line in table("remarks.tsv"):
    _PATTERNS.setdefault(_line["meaning"], []).append(_compiled(_line))


def meaning_of(remarks: Iterable[str]) -> Meaning:
    """What these remarks say together."""
    return _meaning(tuple(tidy(remark) for remark in remarks if re.search(r"[^\W\d]", remark)))


def says_not_to_call(cell: str) -> bool:
    """Whether a cell of any column says not to call. Most cells are told to be innocent at a glance."""
    return bool(_MAY_SAY_NO.search(cell)) and meaning_of([cell]).do_not_call


_MAY_SAY_NO = re.compile(
    r"niet|nooit|geen|lijst|stop|verzet|bezwaar|uitgeschreven|afgemeld|belverbod|bel-?me|opt|not\b|n'?t\b|never|no\b|longer|"
    r"dnc|remove|unsubscribed|off\b|bestand|blokkade|nicht|keine|pas appeler|plus appeler",
    re.IGNORECASE,
)


@lru_cache(maxsize=20_000)
def _meaning(written: tuple[str, ...]) -> Meaning:
    plain = [folded(remark) for remark in written]
    hour = next((int(found) for found in _groups("not_before", plain) if 6 <= int(found) <= 20), None)
    return Meaning(
        do_not_call=_any("do_not_call", plain),
        private_number=_any("private_number", plain),
        former_client=_any("former_client", plain),
        known_by=tuple(dict.fromkeys(_groups("known_by", written))),
        not_before_hour=hour,
    )


def asks_no_acquisition(text: str) -> bool:
    """Whether a vacancy asks suppliers not to call about it."""
    return _any("no_acquisition", [folded(tidy(text))])


def is_yes(cell: str) -> bool:
    """Whether a cell of a yes/no column says yes."""
    return _any("yes", [folded(tidy(cell))])


def is_a_person(owner: str) -> bool:
    """Whether a "contact owner" is someone ("Pim Barends") and not a team or a system ("Sales team")."""
    return bool(owner.strip()) and not _any("team_owner", [folded(tidy(owner))])


def _any(meaning: str, texts: list[str]) -> bool:
    return any(pattern.search(text) for pattern in _PATTERNS[meaning] for text in texts)


def _groups(meaning: str, texts: Iterable[str]) -> list[str]:
    return [match[1] for text in texts for pattern in _PATTERNS[meaning] if (match := pattern.search(text))]
