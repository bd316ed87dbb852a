"""What real prospects said to this team, as far as it was kept: for rehearsals and simulations as they are here."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import Connection

from belletje.prospect.frequencies import leaning
from belletje.store import results
from belletje.store.engine import reading
from belletje.usecases.house import House, Refused


@dataclass(frozen=True, slots=True)
class OwnProspects:
    """In how many real conversations it was kept what they said, and in how many of those each reaction was heard."""

    conversations: int
    times: dict[str, int]

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
    return OwnProspects(results.conversations_kept(connection), dict(times))
