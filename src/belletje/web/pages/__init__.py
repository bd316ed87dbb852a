"""The pages, one module a noun: what each address shows and what its forms do."""

from belletje.web.pages import call, call_list, debrief, imports, ladder, people, rehearse, scripts, settings, today

ROOMS = tuple(
    room.router for room in (today, people, call_list, imports, scripts, rehearse, call, debrief, ladder, settings)
)
