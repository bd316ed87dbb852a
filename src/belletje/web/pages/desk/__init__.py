"""The pages of the desk: the next person, the call, what came of it."""

from belletje.web.pages.desk import after, plan, results, sheet, start, transcripts

ROOMS = tuple(room.router for room in (plan, results, transcripts, start, after, sheet))
