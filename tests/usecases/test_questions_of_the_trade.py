"""Questions in use: own ones kept with who and when, answers judged in a rehearsal, calls that stay as they were."""

from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from belletje.prospect.questions import Question, from_data, questions
from belletje.rehearsal.conversation import resume
from belletje.rehearsal.record import Said
from belletje.rehearsal.words import on_table
from belletje.understanding.acts import Act
from belletje.understanding.utterance import Understanding
from belletje.usecases import dialling, practice, privacy, rehearsals
from belletje.usecases import questions as usecase
from belletje.usecases.house import Refused

OPENING = "Goedemorgen, u spreekt met Karin Baas van Baken Techniek, ik bel over uw vacature."
DEEP = "role=network_architect,technical=deep,need=urgent,manner=neutral"


@dataclass(frozen=True)
class ToldEar:
    """An ear that hears the acts written in front of a turn: "answer_question: Ja"; without them it hears a pitch."""

    version: str = "told"

    def __call__(self, utterance: str, before: str) -> Understanding:
        """What the turn says that it holds."""
        named = utterance.partition(":")[0].split()
        acts = [Act(name) for name in named if name in set(map(str, Act))] or [Act.PITCH]
        return Understanding({act: 0.9 if act in acts else 0.05 for act in Act}, tuple(acts))


def own(name: str = "mine", text: str = "Rijdt u met een eigen busje?", reaction: str = "asks_experience") -> Question:
    """A question of the caller's own."""
    row = {"id": name, "topic": "experience", "reaction": reaction, "depth": "basic"}
    return from_data({"question": [{**row, "ask": {"nl": [text]}, "names": {"nl": ["busje rijdt"]}}]}, "own")[0]


def asked_something(house, now, scenario: str = DEEP) -> tuple[int, Question]:
    """A call in which a question lies on the table, and that question."""
    for seed in range(100):
        call = dialling.dial(house=house, now=now, language="nl", seed=seed, scenario=scenario)
        for turn in ("introduce state_reason: met mij", "pitch: goede mensen", "pitch: heel goede mensen"):
            kept = rehearsals.show_call(house=house, call=call)
            waiting = kept.record.outcome is None and on_table(kept.record, resume(kept.record).state)
            if waiting:
                return call, waiting
            if kept.record.outcome is None:
                rehearsals.say(house=house, call=call, text=turn)
    raise AssertionError("nobody asked anything")


@pytest.fixture
def told(house):
    """A house whose ear is told what it hears."""
    return replace(house, ear=ToldEar())


# ---- judged in a rehearsal ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("acts", "words", "answer"),
    [
        ("answer_question", "good", "answered"),
        ("prove", "good", "answered"),
        ("pitch", "good", "answered"),
        ("answer_question", "Daar staan wij voor.", "dodged"),
        ("pitch", "Daar staan wij voor.", "dodged"),
        ("answer_question", "bluff", "bluffed"),
        ("answer_question admit_unknown", "Dat zoek ik uit.", ""),
        ("answer_question admit_unknown", "bluff", "bluffed"),
        ("admit_unknown", "Dat weet ik niet.", ""),
        ("ask_open", "good", ""),
    ],
)
def test_the_words_of_an_answer_are_judged_by_the_question_that_waits(told, now, acts, words, answer):
    call, question = asked_something(told, now)
    text = {"good": question.answer["nl"], "bluff": question.bluff["nl"][0]}.get(words, words)
    heard = rehearsals.say(house=told, call=call, text=f"{acts}: {text}").record.heard[-1]
    assert heard.answer == answer
    assert ("answer_question" in heard.acts) == ("answer_question" in acts or answer == "answered")


def test_where_nothing_was_asked_nothing_is_judged(told, now):
    call = dialling.dial(house=told, now=now, language="nl", seed=1, scenario="need=urgent")
    assert rehearsals.say(house=told, call=call, text="answer_question: Ja").record.heard[-1].answer == ""


def test_a_dodge_and_a_bluff_are_points_of_the_debrief_with_the_questions_own_answer(told, now):
    for words, code in (("Daar staan wij voor.", "question_unanswered"), ("", "bluffed")):
        call, question = asked_something(told, now)
        rehearsals.say(house=told, call=call, text=f"answer_question: {words or question.bluff['nl'][0]}")
        rehearsals.hang_up(house=told, call=call)
        point = next(point for point in practice.debrief(house=told, call=call).points if point.code == code)
        assert (point.better, point.better_from) == (question.answer["nl"], "question")
        assert question.good["nl"] in point.why


def test_a_good_answer_is_no_point_of_the_debrief(told, now):
    call, question = asked_something(told, now)
    rehearsals.say(house=told, call=call, text=f"answer_question: {question.answer['nl']}")
    rehearsals.hang_up(house=told, call=call)
    said = practice.debrief(house=told, call=call)
    assert not {"question_unanswered", "bluffed"} & {point.code for point in said.points if point.turn > 3}


def test_what_a_call_asked_and_how_it_was_answered_is_in_its_data(told, now):
    call, question = asked_something(told, now)
    kept = rehearsals.say(house=told, call=call, text="answer_question: Daar staan wij voor.")
    turns = rehearsals.call_to_data(kept)["turns"]
    assert question.id in [turn["question"] for turn in turns]
    assert [turn["answer"] for turn in turns if turn["answer"]] == ["dodged"]


# ---- who calls ------------------------------------------------------------------------------------------------------


def test_the_callers_name_and_company_are_kept_as_they_were_said(told, now):
    call = dialling.dial(house=told, now=now, language="nl", seed=1, scenario="manner=friendly")
    heard = rehearsals.say(house=told, call=call, text=f"introduce: {OPENING}").record.heard[-1]
    assert (heard.name, heard.company) == ("Karin Baas", "Baken Techniek")
    heard = rehearsals.say(house=told, call=call, text=f"state_reason: {OPENING}").record.heard[-1]
    assert (heard.name, heard.company) == ("", "")


def test_the_name_of_who_is_called_is_not_taken_for_the_callers(told, now):
    call = dialling.dial(house=told, now=now, language="nl", seed=1, scenario="manner=friendly")
    called = rehearsals.show_call(house=told, call=call).record.situation.name
    heard = rehearsals.say(house=told, call=call, text=f"introduce: Spreek ik met {called}?").record.heard[-1]
    assert heard.name == ""


# ---- the caller's own questions -------------------------------------------------------------------------------------


def _texts(house) -> list[str]:
    return [known.question.ask["nl"][0] for known in usecase.list_questions(house=house) if known.own]


def test_own_questions_are_kept_with_who_and_when_and_every_change_can_be_taken_back(house, now):
    usecase.keep_question(house=house, question=own(), now=now)
    changed = usecase.keep_question(house=house, question=own(text="Heeft u een busje?"), now=now + timedelta(days=1))
    known = usecase.show_question(house=house, question="mine")
    assert (known.kept.by, known.kept.at) == ("tester", "2026-11-24T10:00:00+01:00")

    removed = usecase.remove_question(house=house, question="mine", now=now)
    assert _texts(house) == []
    with pytest.raises(Refused, match="changed again since"):
        usecase.undo(house=house, change=changed, now=now)
    usecase.undo(house=house, change=removed, now=now)
    assert _texts(house) == ["Heeft u een busje?"]
    usecase.undo(house=house, change=changed, now=now)
    assert _texts(house) == ["Rijdt u met een eigen busje?"]


def test_keeping_what_is_there_already_changes_nothing(house, now, contents):
    usecase.keep_question(house=house, question=own(), now=now)
    before = contents()
    assert usecase.keep_question(house=house, question=own(), now=now + timedelta(days=1)) is None
    assert contents() == before


def test_a_shipped_question_comes_back_when_the_own_one_in_its_place_is_thrown_away(house, now):
    usecase.keep_question(house=house, question=own("rate_hourly"), now=now)
    assert usecase.show_question(house=house, question="rate_hourly").own
    assert len(usecase.list_questions(house=house)) == len(questions().all)
    usecase.remove_question(house=house, question="rate_hourly", now=now)
    assert not usecase.show_question(house=house, question="rate_hourly").own
    with pytest.raises(Refused, match="of your own"):
        usecase.remove_question(house=house, question="rate_hourly", now=now)
    with pytest.raises(Refused, match="no question 'nothing'"):
        usecase.show_question(house=house, question="nothing")


def test_a_call_replays_the_same_after_its_own_questions_changed_or_went(told, now):
    mine = {reaction: own(f"mine_{reaction}", f"Hoe zit dat met {reaction}?", reaction) for reaction in (
        "asks_experience", "asks_rate", "asks_references", "asks_certification", "asks_technical_detail",
        "asks_proposal",
    )}  # fmt: skip
    usecase.keep_questions(house=told, asked=mine.values(), now=now)
    call, question = asked_something(told, now)
    assert question in mine.values()
    kept = rehearsals.say(house=told, call=call, text="answer_question: Dat busje rijdt altijd.")

    for one in mine.values():
        usecase.keep_question(house=told, question=replace(one, ask={"nl": ("Iets heel anders?",)}), now=now)
    assert rehearsals.replay(house=told, call=call).record == kept.record
    for name in [one.id for one in mine.values()]:
        usecase.remove_question(house=told, question=name, now=now)
    assert rehearsals.replay(house=told, call=call).record == kept.record
    assert question.id in {event.question for event in kept.record.events if isinstance(event, Said)}
    assert rehearsals.show_call(house=told, call=call).record.heard[-1].answer == "answered"


def test_own_questions_are_part_of_the_export(house, now):
    usecase.keep_question(house=house, question=own(), now=now)
    assert b"Rijdt u met een eigen busje?" in privacy.export(house=house, now=now, kind="json")


@pytest.mark.parametrize("strange", ['"', "\\", "\x7f", "é’s\t#", "'''", "=1+1", "{", "😀"])
def test_a_file_that_was_written_is_read_back_the_same(tmp_path: Path, strange: str):
    asked = (own(text=f"Wat is {strange} bij u?"), *questions().all)
    file = tmp_path / "questions.toml"
    file.write_text(usecase.to_toml(asked), "utf-8")
    assert usecase.read_file(file) == asked


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\xff\xfe", "not UTF-8"),
        (b"", "holds no"),
        (b"[[question]]\nid = 'x'\n", "own.toml:2: 'x'"),
        (b"[[question", "own.toml: "),
    ],
)
def test_a_file_that_is_none_is_refused_in_one_sentence(tmp_path: Path, content: bytes, told: str):
    file = tmp_path / "own.toml"
    file.write_bytes(content)
    with pytest.raises(Refused, match=told):
        usecase.read_file(file)
    with pytest.raises(Refused, match="is a folder"):
        usecase.read_file(tmp_path)


def test_a_new_question_gets_an_id_from_its_words_that_is_free(house, now):
    name = usecase.free_id(house=house, words="Heeft ú een 'busje'?!")
    assert name == "heeft_u_een_busje"
    usecase.keep_question(house=house, question=own(name), now=now)
    assert usecase.free_id(house=house, words="Heeft u een busje") == "heeft_u_een_busje_2"
    assert usecase.free_id(house=house, words="???") == "own"
