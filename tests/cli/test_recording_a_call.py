"""`belletje call`: a real call from the terminal."""

import pytest


@pytest.fixture
def person(belletje, material) -> str:
    """Someone on the call list."""
    belletje("import", *material)
    return belletje("list", "--limit", 1, "--json").json[0]["person"]


def test_a_call_is_recorded(belletje, person):
    ran = belletje("call", person, "--outcome", "polite_no", "--note", "Volgend jaar weer", "--json")
    assert ran.status == 0
    assert ran.json["outcome"] == "polite_no"
    assert ran.json["person"] == person
    assert ran.json["note"] == "Volgend jaar weer"


def test_a_callback_is_read_as_it_is_said(belletje, person):
    ran = belletje("call", person, "--outcome", "callback", "--callback", "over twee weken", "--json")
    assert ran.status == 0
    assert ran.json["callback"]


def test_with_its_own_name_a_call_is_recorded_once(belletje, person):
    twice = [belletje("call", person, "--outcome", "no_contact", "--token", "t1", "--json").json for _ in range(2)]
    assert twice[0] == twice[1]


@pytest.mark.parametrize(
    ("words", "mend"),
    [
        (["--outcome", "great"], "Choose from"),
        (["--outcome", "callback"], "Say when"),
        (["--outcome", "callback", "--callback", "ooit"], "no day or time"),
        (["--outcome", "referral"], "name of the person"),
    ],
)
def test_what_cannot_be_recorded_is_one_sentence(belletje, person, words, mend):
    ran = belletje("call", person, *words)
    assert (ran.status, ran.out) == (2, b"")
    assert mend in ran.err
    assert "Traceback" not in ran.err


def test_nobody_else_is_there(belletje):
    assert belletje("call", "p77", "--outcome", "no_contact").status == 2
