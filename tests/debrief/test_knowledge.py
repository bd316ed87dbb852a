"""The debrief's data files: complete in both languages, and checked at load."""

import pytest

from belletje.debrief.findings import IMPROVE, WELL
from belletje.debrief.knowledge import answers, codes, limits
from belletje.prospect.catalogue import catalogue


def test_every_code_is_one_function_and_every_function_a_code() -> None:
    assert {check.__name__ for check in IMPROVE} == {code.name for code in codes().values() if code.side == "improve"}
    assert {check.__name__ for check in WELL} == {code.name for code in codes().values() if code.side == "well"}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_objection_question_and_signal_has_a_better_line(language: str) -> None:
    needed = {reaction.id for reaction in catalogue() if reaction.kind in {"objection", "question", "signal"}}
    assert needed <= answers(language).keys()
    assert {reaction for reaction in answers(language) if reaction not in catalogue()} == set()


def test_the_words_of_a_better_line_are_in_both_languages() -> None:
    for code in codes().values():
        assert code.why["nl"]
        assert code.why["en"]
        assert code.source["nl"]
        assert code.source["en"]
        assert (code.better is not None) == (code.side == "improve")


def test_limits_are_numbers_above_nothing() -> None:
    assert all(limit > 0 for limit in limits().values())
