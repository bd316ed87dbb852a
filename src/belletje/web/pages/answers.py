"""Answers of experienced colleagues: what works, who says it, and how often it did."""

import secrets
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form
from starlette.responses import Response

from belletje.prospect.catalogue import catalogue
from belletje.usecases import answers
from belletje.usecases.answers import Answer
from belletje.web.numbers import Whole
from belletje.web.visit import Here

router = APIRouter()
ANSWERED = ("objection", "question", "signal")


@dataclass(frozen=True, slots=True)
class AnswersPage:
    """Answers by reaction, the best first; `reactions` ask for one. `reaction` and `text` fill the form."""

    groups: tuple[tuple[str, tuple[Answer, ...]], ...]
    reactions: tuple[str, ...]
    reaction: str
    text: str
    token: str


@router.get("/answers")
def show_answers(here: Here, reaction: str = "", text: str = "") -> Response:
    """All answers in the language of the page, and a form for another."""
    found = answers.list_answers(house=here.house, language=here.language)
    asking = tuple(one.id for one in catalogue() if one.kind in ANSWERED)
    groups = tuple((name, tuple(one for one in found if one.reaction == name)) for name in asking)
    page = AnswersPage(tuple(group for group in groups if group[1]), asking, reaction, text, secrets.token_urlsafe(16))
    return here.page("answers.html", page)


@router.post("/answers")
def add_answer(
    here: Here,
    reaction: Annotated[str, Form()] = "",
    text: Annotated[str, Form()] = "",
    question: Annotated[str, Form()] = "",
    by: Annotated[str, Form()] = "",
) -> Response:
    """Keeps an answer."""
    answers.add_answer(
        house=here.house,
        now=here.now,
        reaction=reaction,
        language=here.language,
        text=text,
        question=question,
        by=by,
    )
    return here.go("/answers?done=kept")


@router.post("/answers/{answer}/used")
def used(
    here: Here, answer: Whole, worked: Annotated[str, Form()], token: Annotated[str, Form(max_length=100)] = ""
) -> Response:
    """Keeps how an answer did in a real call; sent twice, it is kept once."""
    answers.note_real_use(house=here.house, now=here.now, answer=answer, worked=worked == "yes", token=token)
    return here.go("/answers?done=kept")


@router.post("/answers/{answer}/remove")
def remove(here: Here, answer: Whole) -> Response:
    """Throws an answer away."""
    answers.remove_answer(house=here.house, now=here.now, answer=answer)
    return here.go("/answers?done=answer_removed")
