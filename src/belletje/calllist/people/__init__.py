"""People out of contacts: who is the same human being, and why."""

from belletje.calllist.people.merge import SourcePair, merge
from belletje.calllist.people.person import Evidence, Person

__all__ = ["Evidence", "Person", "SourcePair", "merge"]
