"""What a fact is: a piece of an utterance, and what it says."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["slot", "name", "company", "amount", "phone"]
KINDS: tuple[Kind, ...] = ("slot", "name", "company", "amount", "phone")


@dataclass(frozen=True, slots=True)
class Fact:
    """Words that name something: `text` is exactly `utterance[start:end]`, `value` what they say.

    - slot: an ISO date and/or time (`2026-12-01`, `T14:30`, `2026-12-01T14:30`); a time range `T10:00/T11:00`; a week
      `2026-W50`, a month `2027-01`; then, where said, one of morning, lunch, afternoon, evening, night, start, mid, end
      (`2026-12-01 morning`, `2027-01 end`); `after `/`before ` in front of it; a wait from now `PT15M`.
    - name: of a person, without Mr or mevrouw, with capitals: `Sanne de Wit`.
    - company: with capitals: `Noordlicht Netwerken`.
    - amount: `EUR 95/hour`, `EUR 90..110`, `95/hour` where no currency is said, `2.5%`.
    - phone: E.164 where the number exists, else the digits.
    """

    kind: Kind
    text: str
    start: int
    end: int
    value: str
