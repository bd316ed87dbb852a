"""What real prospects said to this team, as far as it was kept: for rehearsals and simulations as they are here."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from belletje.prospect.frequencies import leaning
from belletje.store import heard_alone, results
from belletje.store.engine import reading
from belletje.usecases.house import House, Refused


@dataclass(frozen=True, slots=True)
class OwnProspects:
    """In how many real conversations it was kept what they said, and in how many of those each reaction was heard.

    `alone` are those among them that only a transcript tells of, and `times_alone` the same of those.
    """

    conversations: int
    times: Mapping[str, int]
    alone: int
    times_alone: Mapping[str, int]

    def leaning(self) -> dict[str, float]:
        """How they differ from the published prospects. Raises Refused when nothing was kept yet."""
        if not self.conversations:
            raise Refused(
                "There are no real calls yet of which it was kept what they said. Use the keys at the desk, or add a "
                "transcript.",
                nl="Er zijn nog geen echte gesprekken waarvan is bewaard wat ze zeiden. Gebruik de toetsen op de "
                "belplek, of voeg een transcript toe.",
            )
        return leaning(self.times, self.conversations)


def own_prospects(*, house: House) -> OwnProspects:
    """What this team's own prospects said."""
    with reading(house.engine) as connection:
        return read_own(connection)


def read_own(connection: Connection) -> OwnProspects:
    """The same, in a transaction that is open."""
    times: Counter[str] = Counter()
    for one in results.by_reaction(connection):
        times[one.group] += one.number
    alone, times_alone = heard_alone.conversations(connection), heard_alone.by_reaction(connection)
    times.update(times_alone)
    return OwnProspects(results.conversations_kept(connection) + alone, times, alone, times_alone)
