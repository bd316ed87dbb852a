"""The pages, one module a noun: what each address shows and what its forms do."""

from belletje.web.pages import (
    answers,
    call,
    call_list,
    debrief,
    imports,
    ladder,
    people,
    questions,
    rehearse,
    scripts,
    settings,
    today,
    voice,
    who,
)

ROOMS = tuple(
    room.router
    for room in (
        today,
        people,
        call_list,
        imports,
        scripts,
        questions,
        rehearse,
        call,
        debrief,
        answers,
        ladder,
        settings,
        voice,
        who,
    )
)
