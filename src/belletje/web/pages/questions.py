"""Questions of the trade: those that ship and one's own; search, add, change, throw away and take that back."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Form
from pydantic import BaseModel
from starlette.responses import Response

from belletje.prospect.questions import (
    DEPTHS,
    LONGEST_TEXT,
    MOST_TEXTS,
    PLACEHOLDERS,
    REACTIONS,
    Question,
    QuestionError,
    Topic,
    placeholders,
)
from belletje.usecases import questions
from belletje.usecases.questions import Known
from belletje.web.numbers import Whole
from belletje.web.visit import Here, Visit
from belletje.web.words import LANGUAGES

router = APIRouter()
PAGE = 50
SHOWN = ("all", "own")
ONE_A_LINE = ("ask", "names", "bluff")

Texts = Mapping[str, Mapping[str, str]]
"""By field of the question and language: what stands in a text box; lists have one entry a line."""


@dataclass(frozen=True, slots=True)
class QuestionsPage:
    """Some of the questions: those that answer to `query`, `topic` and `show` (one of SHOWN), from `start` on.

    `change` is the number of a change that can be taken back.
    """

    query: str
    topic: str
    show: str
    topics: tuple[Topic, ...]
    found: tuple[Known, ...]
    start: int
    number_found: int
    number_own: int
    change: int | None

    @property
    def next_start(self) -> int | None:
        """Where the next page of questions begins, if there is one."""
        after = self.start + len(self.found)
        return after if after < self.number_found else None


class Typed(BaseModel):
    """The fields of the form, as they were typed."""

    id: str = ""
    topic: str = ""
    subject: str = ""
    reaction: str = REACTIONS[0]
    depth: str = "basic"
    needs: str = "1"
    ask_nl: str = ""
    ask_en: str = ""
    good_nl: str = ""
    good_en: str = ""
    answer_nl: str = ""
    answer_en: str = ""
    names_nl: str = ""
    names_en: str = ""
    bluff_nl: str = ""
    bluff_en: str = ""

    @property
    def texts(self) -> Texts:
        """What stands in the text boxes."""
        return {
            key: {language: getattr(self, f"{key}_{language}") for language in LANGUAGES}
            for key in ("ask", "good", "answer", "names", "bluff")
        }


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """One question: a form for an own one or a new one, and to read where it ships.

    `mistake` is a sentence that says what to mend; `change` the number of a change that can be taken back.
    """

    typed: Typed
    known: Known | None
    topics: tuple[Topic, ...]
    languages: tuple[str, ...]
    mistake: str = ""
    change: int | None = None
    reactions: tuple[str, ...] = REACTIONS
    depths: tuple[str, ...] = DEPTHS


@router.get("/questions")
def all_questions(
    here: Here, q: str = "", topic: str = "", show: str = "all", start: Whole = 0, change: Whole | None = None
) -> Response:
    """All questions, or those with `q` in their words, about a topic, or only one's own."""
    known = questions.list_questions(house=here.house)
    found = [
        one
        for one in known
        if (one.own or show != "own") and topic in {"", one.question.topic.id} and _answers_to(one.question, q)
    ]
    start = max(0, start)
    page = QuestionsPage(
        query=q,
        topic=topic,
        show=show if show in SHOWN else "all",
        topics=_topics(here),
        found=tuple(found[start : start + PAGE]),
        start=start,
        number_found=len(found),
        number_own=sum(one.own for one in known),
        change=change,
    )
    return here.page("questions.html", page, block="found")


@router.get("/questions/new")
def new_question(here: Here, of: str = "", topic: str = "") -> Response:
    """An empty form, or one filled in with a question that ships, to make it one's own."""
    if of:
        known = questions.show_question(house=here.house, question=of)
        return _form(here, _as_typed(known.question))
    return _form(here, Typed(topic=topic))


@router.get("/questions/export")
def export(here: Here) -> Response:
    """One's own questions as a file."""
    own = [known.question for known in questions.list_questions(house=here.house) if known.own]
    return Response(
        questions.to_toml(own),
        media_type="application/toml",
        headers={"Content-Disposition": 'attachment; filename="questions.toml"'},
    )


@router.get("/questions/one/{question}")
def one_question(here: Here, question: str, change: Whole | None = None) -> Response:
    """One question: to change where it is one's own, else to read."""
    known = questions.show_question(house=here.house, question=question)
    page = QuestionPage(_as_typed(known.question), known, _topics(here), _languages(here), change=change)
    return here.page("question.html" if known.own else "shipped_question.html", page)


@router.post("/questions")
def keep(here: Here, typed: Annotated[Typed, Form()]) -> Response:
    """Keeps an own question, new or anew; what is wrong is said above the form, with all that was typed still in it."""
    mistake = _mistake(here, typed)
    if mistake:
        return _form(here, typed, mistake)
    try:
        question = questions.from_form(_fields(here, typed), _topic(here, typed))
    except QuestionError:
        too_much = here.words.gettext(
            "A box holds at most %(most)s lines of %(longest)s characters, an id holds small letters, digits and _ "
            "only, and what is chosen comes from the lists."
        )
        return _form(here, typed, too_much % {"most": MOST_TEXTS, "longest": LONGEST_TEXT})
    same = None if typed.id else questions.same_as(house=here.house, question=question)
    if same:
        return here.go(f"/questions/one/{same}?done=kept")
    change = questions.keep_question(house=here.house, question=question, now=here.now)
    return here.go(f"/questions/one/{question.id}?done=kept{f'&change={change}' if change else ''}")


@router.post("/questions/one/{question}/remove")
def remove(here: Here, question: str) -> Response:
    """Throws an own question away."""
    change = questions.remove_question(house=here.house, question=question, now=here.now)
    return here.go(f"/questions?done=question_removed&change={change}")


@router.post("/questions/undo")
def undo(here: Here, change: Annotated[Whole, Form()]) -> Response:
    """Takes a change back."""
    questions.undo(house=here.house, change=change, now=here.now)
    return here.go("/questions?done=question_undone&show=own")


def _form(here: Visit, typed: Typed, mistake: str = "") -> Response:
    known = next((one for one in questions.list_questions(house=here.house) if one.question.id == typed.id), None)
    page = QuestionPage(typed, known, _topics(here), _languages(here), mistake)
    return here.page("question.html", page, status=400 if mistake else 200)


def _topics(here: Visit) -> tuple[Topic, ...]:
    return tuple(questions.topics(house=here.house).values())


def _languages(here: Visit) -> tuple[str, ...]:
    """The languages, that of the page first."""
    return tuple(sorted(LANGUAGES, key=lambda language: language != here.language))


def _answers_to(question: Question, query: str) -> bool:
    written = (*question.topic.name.values(), *(text for asked in question.ask.values() for text in asked))
    text = " ".join(written).casefold()
    return all(word in text for word in query.casefold().split())


def _as_typed(question: Question) -> Typed:
    boxes = {
        f"{key}_{language}": texts if isinstance(texts, str) else "\n".join(texts)
        for key in ("ask", "good", "answer", "names", "bluff")
        for language, texts in getattr(question, key).items()
    }
    return Typed(
        id=question.id,
        topic=question.topic.id,
        reaction=question.reaction,
        depth=question.depth,
        needs=str(question.needs),
        **boxes,
    )


def _mistake(here: Visit, typed: Typed) -> str:
    """What a person at the form most likely has to mend, in their language; empty where there is nothing."""
    asked = [language for language in LANGUAGES if typed.texts["ask"][language].strip()]
    if not asked:
        return here.words.gettext("Write at least one way to ask it, in one of the languages.")
    if not frozenset[str]().union(*(placeholders(typed.texts["ask"][language]) for language in asked)) <= PLACEHOLDERS:
        return here.words.gettext(
            "Between braces only {engineer}, {vacancy} and {company} are filled in. Write the rest out."
        )
    if any(len(_lines(typed.texts["names"][language])) < int(typed.needs == "2") + 1 for language in asked):
        return here.words.gettext(
            "Write the words that a real answer holds, at least as many as it needs, in each language."
        )
    if typed.depth == "deep" and typed.reaction != "asks_technical_detail":
        return here.words.gettext("Only a question about technology can be in depth. Choose the other depth.")
    return ""


def _fields(here: Visit, typed: Typed) -> dict[str, Any]:
    """The question as a table of the file; a new one gets an id from its words."""
    texts: dict[str, Any] = {
        key: {
            language: _lines(text) if key in ONE_A_LINE else " ".join(text.split())
            for language, text in by_language.items()
            if text.strip()
        }
        for key, by_language in typed.texts.items()
    }
    name = typed.id or questions.free_id(house=here.house, words=next(iter(texts["ask"].values()))[0])
    needs = 2 if typed.needs == "2" else 1
    return {"id": name, "reaction": typed.reaction, "depth": typed.depth, "needs": needs, **texts}


def _topic(here: Visit, typed: Typed) -> Topic:
    """The topic that was chosen, or a new one of the caller's own."""
    known = questions.topics(house=here.house)
    subject = " ".join(typed.subject.split())[:80]
    if not subject:
        return known.get(typed.topic) or next(iter(known.values()))
    same = next((topic for topic in known.values() if subject in topic.name.values()), None)
    return same or Topic(questions.free_topic_id(known, subject), {here.language: subject})


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in re.split(r"[\r\n]+", text) if line.strip()]
