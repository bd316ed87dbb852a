"""What a prospect answers: the fact that was asked for, and the same fact all call long."""

import re
from dataclasses import replace
from random import Random

import pytest

from belletje.prospect import circumstances
from belletje.prospect.elaboration import behind_lines, elaborate
from belletje.prospect.particulars import Particulars, is_about, names, of_project, particulars
from belletje.prospect.topics import topics
from belletje.rehearsal.conversation import Conversation, free_at_s, hear
from belletje.rehearsal.known import circumstances_of
from belletje.rehearsal.record import Heard, Said
from rehearsal.score import play

OPENED = "greet introduce state_reason"
SEEDS = range(40)


def said(call: Conversation) -> list[Said]:
    """What the other end said, in order."""
    return [event for event in call.record.events if isinstance(event, Said)]


def answers_to(scenario: str, question: str, language: str = "nl") -> list[tuple[Conversation, str]]:
    """The calls in which the question right after the opening was answered, with the answer."""
    calls = [play(scenario, f"{OPENED} | {question}", seed=seed, language=language) for seed in SEEDS]
    return [(call, said(call)[-1].text) for call in calls if said(call)[-1].reaction == "answers_open"]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_end_of_a_contract_is_the_answer_to_when_it_ends(language: str) -> None:
    found = answers_to("supply=locked_contract,manner=neutral,time=has_time", "ask_closed?contract_until", language)
    assert len(found) > len(SEEDS) / 2
    for call, answer in found:
        until = circumstances_of(call.record)["contract_until"]
        assert until[1:] in answer  # its first letter may begin a sentence


def test_asked_twice_the_words_differ_and_the_fact_does_not() -> None:
    for seed in SEEDS:
        call = play("manner=neutral", f"{OPENED} | ask_closed?team_size | ask_closed?team_size", seed=seed)
        told = [event.text for event in said(call) if event.reaction == "answers_open"]
        team = circumstances_of(call.record)["team"]
        assert all(team in answer.lower() for answer in told if "genoeg mensen" not in answer)
        assert len(set(told)) == len(told)


@pytest.mark.parametrize("asks_on", ["En hoeveel daarvan doen er telefonie?", "{team} man, en zijn dat vaste mensen?"])
def test_who_asks_on_about_a_number_is_not_told_that_number_again(asks_on: str) -> None:
    told = 0
    for seed in SEEDS:
        call = play("manner=neutral", f"{OPENED} | ask_closed?team_size", seed=seed)
        team = circumstances_of(call.record)["team"]
        if call.is_over or team not in said(call)[-1].text.lower():
            continue
        turn = Heard(free_at_s(call), asks_on.format(team=team), ("ask_closed",), {}, 3.0, 0.5, asks="team_size")
        answer = said(hear(call, turn))[-1].text.lower()
        told += 1
        assert team not in answer.split()
    assert told > len(SEEDS) / 3


def test_who_asks_two_things_is_told_both_and_neither_again() -> None:
    told = 0
    for seed in SEEDS:
        call = play("supply=locked_contract,manner=neutral,time=has_time", OPENED, seed=seed)
        turn = Heard(
            free_at_s(call), "Met hoeveel man bent u, en tot wanneer loopt dat?", ("ask_closed",), {}, 3.0, 0.5,
            asks="team_size", asks_also="contract_until",
        )  # fmt: skip
        call = hear(call, turn)
        known, answer = circumstances_of(call.record), said(call)[-1]
        if call.is_over or answer.reaction != "answers_open" or known["team"] not in answer.text.lower():
            continue
        told += 1
        assert known["contract_until"][1:] in answer.text
        again = said(hear(call, replace(turn, at_s=free_at_s(call), text="Met hoeveel man?", asks_also="")))[-1].text
        assert again not in answer.text
    assert told > len(SEEDS) / 3


def test_a_particular_question_is_not_answered_with_a_need() -> None:
    needs = {"no_need", "vacancy_filled", "latent_need", "urgent_need"}
    for need in ("none", "latent", "urgent"):
        for seed in SEEDS:
            call = play(f"need={need},time=has_time", f"{OPENED} | ask_closed?locations_users", seed=seed)
            assert said(call)[-1].reaction not in needs


def test_who_decides_says_so_and_who_does_not_names_another() -> None:
    decides = [answer for _, answer in answers_to("authority=decides,manner=curt", "ask_referral?decides_who")]
    assert decides
    assert all(any(word in answer for word in ("Ik", "ik", "Die spreekt u", "juiste")) for answer in decides)


def test_who_did_not_hear_gets_the_same_words_again() -> None:
    for seed in SEEDS:
        call = play("manner=neutral,time=has_time", f"{OPENED} | filler?say_again", seed=seed)
        before, again = said(call)[-2:]
        assert again.reaction == "answers_open"
        assert again.text.endswith(before.text.split(". ")[-1])


def test_an_answer_leaves_the_objection_where_it_lies() -> None:
    for seed in SEEDS:
        call = play("supply=preferred_supplier,need=latent,time=has_time", f"{OPENED} | pitch", seed=seed)
        if call.state.on_table == "has_supplier" and not call.is_over:
            dug = play(
                "supply=preferred_supplier,need=latent,time=has_time", f"{OPENED} | pitch | probe?why_behind", seed=seed
            )
            handled = "has_supplier" in dug.state.handled
            assert handled or dug.state.on_table == "has_supplier"
            assert "has_supplier" not in dug.state.missed
            return
    raise AssertionError("nobody had a supplier")


def test_no_price_is_asked_before_anything_was_offered() -> None:
    asks = {"asks_rate", "asks_references", "asks_certification", "too_expensive", "no_budget"}
    for seed in range(150):
        call = play("role=procurement", f"{OPENED} | acknowledge ask_open | acknowledge | propose_meeting", seed=seed)
        assert asks.isdisjoint(event.reaction for event in said(call))


def test_every_circumstance_that_answers_may_name_is_drawn() -> None:
    drawn = circumstances.invent("nl", "Anouk Claes", "Hoogland", Random(1))
    assert circumstances.circumstance_names() - set(drawn) == {"last_said"}


@pytest.mark.parametrize(("language", "no"), [("nl", ("Nee", "nee", "Geen afspraak")), ("en", ("No", "no"))])
def test_who_ends_the_call_upon_a_proposal_says_no_to_it_first(language: str, no: tuple[str, ...]) -> None:
    ends = []
    for scenario in ("manner=neutral,need=none,time=in_a_hurry", "manner=friendly,need=none,supply=burned_before"):
        for seed in range(150):
            call = play(scenario, f"{OPENED} | pitch | pitch | propose_meeting", seed=seed, language=language)
            last = said(call)[-1]
            if last.reaction == "says_goodbye" and len(call.record.heard) == 4:
                ends.append(last.text)
    assert ends
    assert [text for text in ends if not any(word in text for word in no)] == []


def test_a_buyer_does_not_send_one_on_to_procurement() -> None:
    answers = [text for _, text in answers_to("role=procurement,authority=decides", "ask_open?decides_how")]
    assert answers
    assert [text for text in answers if "inkoop" in text] == []


@pytest.mark.parametrize("language", ["nl", "en"])
def test_asked_on_people_tell_what_lies_behind_what_they_said(language: str) -> None:
    behind, told = behind_lines()[language], 0
    for seed in SEEDS:
        call = play(
            "supply=nobody,time=has_time", f"{OPENED} | ask_open?work_who | ask_open?tell_more", seed=seed,
            language=language,
        )  # fmt: skip
        *_, first, second = said(call)
        if first.reaction == second.reaction == "answers_open" and first.text in behind:
            told += 1
            assert second.text == behind[first.text]
    assert told > len(SEEDS) / 8


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_need_is_told_as_the_answer_to_what_was_asked(language: str) -> None:
    told = 0
    for seed in SEEDS:
        call = play("need=urgent,time=has_time", f"{OPENED} | ask_open?workload", seed=seed, language=language)
        last = said(call)[-1]
        if last.reaction in {"urgent_need", "shares_problem"}:
            told += 1
            lines = topics().by_id["workload"].answers[language]
            assert any("need:urgent" in line.when and _could_be(line.text, last.text) for line in lines)
    assert told > len(SEEDS) / 4


def _could_be(line: str, text: str) -> bool:
    """Whether a text is this line with its circumstances filled in."""
    pattern = re.sub(r"\\\{\w+\\\}", ".+", re.escape(line))
    return re.fullmatch(pattern, text, re.IGNORECASE) is not None


def test_who_ends_the_call_without_being_taken_leave_of_says_that_they_must_go() -> None:
    parting = {
        answer.text for name in ("has_to_go", "proposal_declined") for answer in topics().by_id[name].answers["nl"]
    }
    ended = [
        said(call)[-1].text
        for seed in SEEDS
        for call in [play("manner=friendly,need=none", " | ".join([OPENED, *["pitch"] * 8]), seed=seed)]
        if said(call)[-1].reaction == "says_goodbye"
    ]
    assert ended
    assert set(ended) <= parting


def test_why_asks_about_what_was_said_lately_and_not_about_an_objection_of_long_ago() -> None:
    why = topics().by_id["why_behind"].answers["nl"]
    long_ago = {answer.text for answer in why if any(term.startswith("after:") for term in answer.when)}
    questions = " | ".join(f"ask_closed?{topic}" for topic in ("team_size", "platform", "locations_users"))
    asked = 0
    for seed in SEEDS:
        call = play("manner=neutral,time=has_time,need=none", f"{OPENED} | {questions} | probe?why_behind", seed=seed)
        if not call.is_over and [event.reaction for event in said(call)[-4:]] == ["answers_open"] * 4:
            asked += 1
            assert said(call)[-1].text not in long_ago
    assert asked > len(SEEDS) / 4


@pytest.mark.parametrize("language", ["nl", "en"])
def test_who_is_nearly_out_of_patience_says_so_once_behind_an_answer(language: str) -> None:
    warnings = [line.text for line in topics().by_id["nearly_done"].answers[language]]
    asked = " | ".join(f"ask_closed?{topic}" for topic in ("platform", "team_size", "locations_users", "your_role"))
    warned = 0
    for seed in SEEDS:
        call = play("manner=curt,time=has_time", f"{OPENED} | {asked} | {asked}", seed=seed, language=language)
        told = [event for event in said(call) if any(event.text.endswith(line) for line in warnings)]
        assert len(told) <= 1
        assert all(0.0 < event.mind["patience"] < 0.1 and event.reaction == "answers_open" for event in told)
        warned += len(told)
    assert warned > len(SEEDS) / 4


def after_a_need(seed: int, language: str) -> tuple[Conversation, Particulars] | None:
    """A call in which a need was just told by a line of the catalogue, and what is known of it; None where none was."""
    call = play("need=urgent,manner=neutral,time=has_time", f"{OPENED} | ask_open", seed=seed, language=language)
    own = particulars(language, said(call)[-1].text, {})
    return (call, own) if own and not call.is_over else None


def asked_then(call: Conversation, question: str, asks: str = "other_fact") -> str:
    """What is answered to a question right after."""
    turn = Heard(free_at_s(call), question, ("ask_closed",), {}, 3.0, 0.5, asks=asks)
    return said(hear(call, turn))[-1].text


@pytest.mark.parametrize(
    ("language", "question", "kind"),
    [("nl", "En sinds wanneer is dat zo?", "since"), ("en", "And why is that, do you think?", "why")],
)
def test_who_told_a_need_knows_the_particulars_of_it(language: str, question: str, kind: str) -> None:
    needs = [found for seed in SEEDS if (found := after_a_need(seed, language))]
    assert len(needs) > len(SEEDS) / 4
    for call, own in needs:
        assert asked_then(call, question) == own[kind]


@pytest.mark.parametrize(("language", "question"), [("nl", "Hoe is de wifi?"), ("en", "How's the wifi holding up?")])
def test_who_is_asked_how_equipment_is_tells_the_need_only_where_that_is_about_it(language: str, question: str) -> None:
    about_wifi = {True: 0, False: 0}
    for call, own in filter(None, (after_a_need(seed, language) for seed in range(120))):
        is_need = is_about("wifi", {said(call)[-1].text, *own.values()}, language)
        about_wifi[is_need] += 1
        assert (asked_then(call, question, "wifi") in own.values()) == is_need
    assert all(about_wifi.values())


def test_who_is_asked_how_the_wifi_is_and_told_of_the_new_wifi_goes_on_about_that() -> None:
    told = 0
    for seed in range(150):
        call = play("need=latent,manner=neutral,time=has_time", f"{OPENED} | ask_open?projects_planned", seed=seed)
        project = circumstances_of(call.record)["project"]
        if project == "de nieuwe wifi" and not call.is_over and project in said(call)[-1].text.lower():
            told += 1
            assert asked_then(call, "En hoe gaat het nu met de wifi?", "wifi") in of_project("nl", project).values()
    assert told


@pytest.mark.parametrize("language", ["nl", "en"])
def test_who_chats_about_what_was_said_on_picking_up_is_told_what_lies_behind_it(language: str) -> None:
    told = 0
    for seed in SEEDS:
        call = play("manner=talkative,reach=answers,twist=none", "", seed=seed, language=language)
        behind = elaborate(language, said(call)[-1].text, circumstances_of(call.record), ())
        if behind:
            told += 1
            turn = Heard(free_at_s(call), "Hm?", ("small_talk", "ask_closed"), {}, 2.0, 0.5, asks="other_fact")
            answer = said(hear(call, turn))[-1]
            assert answer.text == behind or answer.reaction != "answers_open"
    assert told > len(SEEDS) / 4


def test_what_is_asked_of_something_else_is_no_particular_of_the_need() -> None:
    for call, own in filter(None, (after_a_need(seed, "nl") for seed in SEEDS)):
        later = hear(
            call, Heard(free_at_s(call), "Met hoeveel bent u?", ("ask_closed",), {}, 2.0, 0.5, asks="team_size")
        )
        if not later.is_over and said(later)[-1].reaction == "answers_open":
            assert asked_then(later, "Wat vindt u van voetbal?") not in own.values()


def test_an_open_question_that_names_what_was_said_is_told_what_lies_behind_it() -> None:
    told = 0
    for seed in SEEDS:
        call = play("supply=preferred_supplier,manner=neutral", f"{OPENED} | ask_closed?supplier_gaps", seed=seed)
        last = said(call)[-1].text
        facts = circumstances_of(call.record)
        behind = elaborate("nl", last, facts, ())
        longest = max(re.findall(r"\w+", last), key=len)
        if behind and names(longest, {last}, "nl", [facts["supplier"]]):
            told += 1
            assert asked_then(call, f"Wat is er dan met die {longest}?") == behind
    assert told > len(SEEDS) / 4


@pytest.mark.parametrize(
    ("language", "question", "kind"), [("nl", "Wie doet dat dan?", "who"), ("en", "What's the next step?", "next")]
)
def test_who_named_a_project_knows_the_particulars_of_it(language: str, question: str, kind: str) -> None:
    told = 0
    for seed in SEEDS:
        score = f"{OPENED} | ask_open?projects_planned"
        call = play("need=latent,manner=neutral,time=has_time", score, seed=seed, language=language)
        project = circumstances_of(call.record)["project"]
        if not call.is_over and project in said(call)[-1].text.lower():
            told += 1
            assert asked_then(call, question) == of_project(language, project)[kind]
    assert told > len(SEEDS) / 10


def test_who_is_invited_to_go_on_after_a_line_that_put_the_caller_off_goes_on_about_what_they_said_before() -> None:
    told = 0
    for seed in SEEDS:
        call = play("supply=preferred_supplier,manner=neutral", f"{OPENED} | ask_closed?supplier_gaps", seed=seed)
        behind = elaborate("nl", said(call)[-1].text, circumstances_of(call.record), ())
        put_off = hear(call, Heard(free_at_s(call), "Wat is een lus?", ("ask_open",), {}, 2.0, 0.5, asks="other_fact"))
        if behind and not put_off.is_over and said(put_off)[-1].reaction == "answers_open":
            told += 1
            assert asked_then(put_off, "Ik heb de tijd, hoor.", "tell_more") == behind
    assert told > len(SEEDS) / 4
