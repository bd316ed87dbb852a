"""The pages of the desk: the next person, the call, what came of it."""

from belletje.web.pages.desk import after, sheet, start

ROOMS = tuple(room.router for room in (start, after, sheet))
