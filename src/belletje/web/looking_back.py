"""A call looked back on, as the page and the file show it."""

from collections.abc import Mapping
from dataclasses import dataclass

from belletje.debrief.attempts import Attempts
from belletje.debrief.debrief import Debrief
from belletje.rehearsal.record import Record, Turn, turns
from belletje.usecases import practice, rehearsals
from belletje.usecases.answers import Answer
from belletje.usecases.house import House
from belletje.web import charts
from belletje.web.charts import Chart
from belletje.web.words import Words


@dataclass(frozen=True, slots=True)
class LookedBack:
    """`answers` has a colleague's best answer by reaction; `keeps`, by turn, what taking it again keeps.

    `attempts` has both, where this call is a drill; `drills` are those that began here.
    """

    number: int
    record: Record
    debrief: Debrief
    turns: tuple[Turn, ...]
    charts: tuple[Chart, ...]
    answers: Mapping[str, Answer]
    taken_from: int | None
    attempts: Attempts | None
    drills: tuple[int, ...]
    keeps: Mapping[int, int]


def look_back(*, house: House, call: int, words: Words) -> LookedBack:
    """Everything about one call but what the caller felt. Raises Refused while it goes on."""
    kept = rehearsals.show_call(house=house, call=call)
    looked_back = practice.debrief(house=house, call=call)
    said = turns(kept.record)
    own = [turn.n for turn in said if turn.who == "caller"]
    return LookedBack(
        number=call,
        record=kept.record,
        debrief=looked_back,
        turns=said,
        charts=charts.present(charts.talk_share(words, kept.record, said), charts.mind(words, said)),
        answers=practice.colleague_answers(house=house, record=kept.record),
        taken_from=kept.taken_from,
        attempts=practice.attempts(house=house, call=call),
        drills=tuple(practice.drills_of(house=house, call=call)),
        keeps={n: place for place, n in enumerate(own)},
    )
