"""The ladder's steps: derived from the records, kept beside them, and made again where they are missing."""

import json
from collections.abc import Sequence
from contextlib import suppress

from belletje import __version__
from belletje.ladder.held import held
from belletje.ladder.step import Step, from_data, step, to_data
from belletje.prospect.version import prospect_version
from belletje.store import calls
from belletje.store import steps as store
from belletje.store.engine import CannotWrite, reading, transaction
from belletje.usecases.house import House

SHAPE = 1  # raise it when what a step holds, or how a call is judged, changes: all are then made again


def steps_of(house: House) -> Sequence[Step]:
    """One step for each call that has ended, in the order of the calls."""
    made_with = f"{__version__}/{prospect_version()}/{SHAPE}"
    with reading(house.engine) as connection:
        ended = store.ended(connection)
        kept = store.read(connection, made_with)
        missing = [call for call in ended if call not in kept]
        records = calls.several(connection, missing) if missing else []
    made = {call.id: step(held(str(call.id), call.record, call.taken_at_turn or 0)) for call in records}
    if made:
        # Reading must not fail for want of room to remember it: what is not kept is made again next time.
        with suppress(CannotWrite), transaction(house.engine) as connection:
            there = set(store.ended(connection))
            store.write(
                connection,
                {call: json.dumps(to_data(one), ensure_ascii=False) for call, one in made.items() if call in there},
                made_with,
            )
    return [made[call] if call in made else from_data(json.loads(kept[call])) for call in ended]


def forget_steps(house: House) -> None:
    """Throws all steps away; the next look at the ladder makes them again from the records."""
    with transaction(house.engine) as connection:
        store.forget(connection)
