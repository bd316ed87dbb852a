"""`belletje plan`: goal, funnel, calls a day."""

import pytest


def test_the_plan_names_rates_intervals_and_sources(belletje):
    ran = belletje("plan", "--json")
    assert ran.status == 0
    assert [row["stage"] for row in ran.json["funnel"]] == ["reached", "conversation", "meeting", "placement"]
    for row in ran.json["funnel"]:
        assert row["low"] < row["rate"] < row["high"]
        assert row["source"]
    assert ran.json["goal"]["number"] == 3
    assert "calls a day" in belletje("plan").text


def test_a_goal_is_set_and_kept(belletje):
    set_now = belletje("plan", "--goal", "meetings", "--number", 8, "--until", "2027-06-30", "--json")
    assert set_now.json["goal"]["kind"] == "meetings"
    assert belletje("plan", "--json").json["goal"] == set_now.json["goal"]


@pytest.mark.parametrize(
    "words",
    [["--goal", "fame", "--until", "2027-06-30"], ["--goal", "meetings", "--until", "soon"], ["--goal", "meetings"],
     ["--goal", "meetings", "--until", "1999-01-01"]],
)  # fmt: skip
def test_a_goal_that_cannot_be_is_one_sentence(belletje, words):
    ran = belletje("plan", *words)
    assert (ran.status, ran.out) == (2, b"")
    assert "Traceback" not in ran.err
