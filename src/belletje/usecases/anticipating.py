"""What the other end of a rehearsal may say next, so that it can be made ready."""

from belletje.rehearsal import anticipation, conversation
from belletje.rehearsal.record import Said
from belletje.usecases.house import House
from belletje.usecases.rehearsals import show_call


def likely_lines(*, house: House, call: int) -> tuple[Said, ...]:
    """The lines with which the other end may begin its next answer, the likeliest first; none once it is over.

    Raises Refused when there is no such call.
    """
    return anticipation.likely(conversation.resume(show_call(house=house, call=call).record))
