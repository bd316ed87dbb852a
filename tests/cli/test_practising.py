"""`scenarios`, `rehearse`, `replay`, `debrief`, `ladder`, `understand`, `doctor`: practice at the terminal."""

import json
from itertools import combinations
from pathlib import Path

import pytest

from belletje.prospect.scenario import DIMENSIONS

CALL = """Goedemorgen, u spreekt met Sanne de Wit van Noordlicht.

Ik bel over uw vacature voor een netwerkbeheerder.
Hoe vangt u dat nu op?
Zullen we een afspraak maken?
Schikt dinsdag om tien uur?
"""
CODES = {"code", "turn", "quote", "why", "better", "drill"}


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    """A file with what the caller says, a line each."""
    file = tmp_path / "gezegd.txt"
    file.write_text(CALL)
    return file


@pytest.mark.parametrize("strength", [1, 2])
def test_the_covering_array_holds_every_combination_that_it_counts(belletje, strength):
    ran = belletje("scenarios", "--strength", strength, "--json")
    assert (ran.status, ran.json["strength"]) == (0, strength)
    rows = ran.json["scenarios"]
    met = {held for row in rows for held in combinations([(name, row[name]) for name in DIMENSIONS], strength)}
    assert len(met) == ran.json["tuples"]
    assert len({row["id"] for row in rows}) == len(rows)


def test_a_scenario_can_be_rehearsed_by_its_id_or_by_some_of_its_values(belletje, lines):
    row = belletje("scenarios", "--json").json["scenarios"][0]
    by_id = belletje("rehearse", "--scenario", row["id"], "--say", lines, "--json").json
    assert by_id["scenario"] == row
    named = belletje("rehearse", "--scenario", "manner=curt, need=urgent", "--say", lines, "--json").json
    assert (named["scenario"]["manner"], named["scenario"]["need"]) == ("curt", "urgent")


def test_a_rehearsal_by_file_has_the_promised_shape(belletje, lines):
    ran = belletje("rehearse", "--scenario", "manner=friendly", "--seed", "7", "--say", lines, "--json")
    assert ran.status == 0
    call = ran.json
    assert call.keys() >= {"call", "scenario", "seed", "outcome", "turns"}
    assert (call["call"], call["seed"]) == ("1", 7)
    assert call["outcome"]
    assert [turn["n"] for turn in call["turns"]] == list(range(1, len(call["turns"]) + 1))
    for turn in call["turns"]:
        assert turn.keys() >= {"n", "who", "text", "reaction", "acts", "state"}
        assert turn["who"] in {"prospect", "caller"}
        assert bool(turn["reaction"]) is (turn["who"] == "prospect")
        assert isinstance(turn["state"], dict)
    said = [turn["text"] for turn in call["turns"] if turn["who"] == "caller"]
    assert said == [line for line in CALL.splitlines() if line][: len(said)]


@pytest.mark.parametrize("reach", DIMENSIONS["reach"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_replay_is_identical_to_the_byte_for_every_way_of_being_reached(belletje, lines, reach, language):
    words = ("--scenario", f"reach={reach}", "--language", language, "--seed", "11")
    rehearsed = belletje("rehearse", *words, "--say", lines, "--json")
    assert belletje("replay", rehearsed.json["call"], "--json").out == rehearsed.out


def test_the_same_seed_scenario_and_lines_give_the_same_conversation(belletje, lines):
    words = ("rehearse", "--scenario", "manner=irritated", "--seed", "5", "--say", lines, "--json")
    first, second = belletje(*words).json, belletje(*words).json
    assert first.pop("call") != second.pop("call")
    assert first == second


def test_without_a_scenario_each_rehearsal_adds_something_new(belletje, lines):
    met = {belletje("rehearse", "--say", lines, "--json").json["scenario"]["id"] for _ in range(4)}
    assert len(met) == 4


def test_by_keyboard_the_other_side_says_that_it_is_a_computer_and_ctrl_d_hangs_up(belletje):
    ran = belletje("rehearse", "--scenario", "manner=talkative", "--json", stdin="Goedemorgen\n\n")
    assert ran.status == 0
    assert "computer" in ran.err
    assert ran.json["outcome"]
    assert belletje("replay", "1", "--json").out == ran.out


def test_for_people_the_call_is_shown_and_its_debrief_is_named(belletje, lines):
    ran = belletje("rehearse", "--seed", "3", "--scenario", "manner=friendly", "--say", lines)
    assert "prospect: " in ran.err
    assert "belletje debrief 1" in ran.text
    assert belletje("debrief", "1").status == 0
    assert belletje("ladder").status == 0
    assert belletje("replay", "1").status == 0


def test_the_script_alongside_is_kept_with_the_call_and_gives_the_caller_a_name(belletje, lines, tmp_path):
    script = Path(__file__).parents[1] / "fixtures" / "belscript_voorbeeld.md"
    call = belletje("rehearse", "--script", script, "--seed", "1", "--say", lines, "--json").json
    assert call["situation"]["caller"] == "Sanne de Wit"
    (kept,) = belletje("export").json["calls"]
    assert kept["script"]["text"] == script.read_text()


def test_a_debrief_is_never_silent(belletje, tmp_path):
    said = tmp_path / "said.txt"
    said.write_text("Hallo\n", "utf-8")
    belletje("rehearse", "--seed", "1", "--scenario", "reach=busy", "--say", str(said))
    ran = belletje("debrief", "1")
    assert ran.status == 0
    assert "Nothing stood out" in ran.text


def test_a_debrief_has_the_promised_shape_and_at_most_three_points(belletje, lines):
    belletje("rehearse", "--scenario", "manner=curt", "--seed", "2", "--say", lines)
    ran = belletje("debrief", "1", "--json")
    assert ran.status == 0
    assert ran.json.keys() >= {"call", "measures", "points", "went_well", "next_step"}
    assert ran.json["call"] == "1"
    assert len(ran.json["points"]) <= 3
    assert all(point.keys() >= CODES for point in ran.json["points"])


def test_the_ladder_counts_what_was_met(belletje, lines):
    assert belletje("ladder", "--json").json["coverage"]["2"]["met"] == 0
    belletje("rehearse", "--seed", "2", "--scenario", "manner=curt", "--say", lines)
    ran = belletje("ladder", "--json")
    assert ran.status == 0
    assert ran.json.keys() >= {"due", "coverage", "rungs", "fears"}
    assert ran.json["coverage"].keys() >= {"2", "3"}
    for figures in ran.json["coverage"].values():
        assert 0 <= figures["handled"] <= figures["met"] <= figures["possible"]
    assert ran.json["coverage"]["2"]["met"] == len(DIMENSIONS) * (len(DIMENSIONS) - 1) / 2
    assert ran.json["rungs"]["tried"] == 1


def test_understanding_gives_a_line_of_json_for_each_line_read(belletje):
    ran = belletje("understand", "--language", "nl", "--json", stdin="Goedemorgen\tMet Jan.\nHoe gaat dat nu?\n\n")
    answers = [json.loads(line) for line in ran.text.splitlines()]
    assert [answer["chosen"] for answer in answers] == [["greet"], ["ask_open"], []]
    assert all(0 <= confidence <= 1 for answer in answers for confidence in answer["acts"].values())


def test_understanding_reads_bytes_that_are_no_text_too(belletje):
    ran = belletje("understand", "--json", stdin=b"goedemorgen \xff\xfe\x00\n")
    assert (ran.status, json.loads(ran.text)["chosen"]) == (0, ["greet"])


def test_the_doctor_names_each_part_and_whether_it_is_ready(belletje):
    ran = belletje("doctor", "--json")
    assert ran.status == 0
    assert ran.json.keys() >= {"database", "voice", "language_model", "browser"}
    assert ran.json.keys() >= {"ears", "mouth_nl", "mouth_en"}
    assert ran.json["database"]["ready"] is True
    assert belletje("doctor").status == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("rehearse", "--scenario", "weather=bad"), "no scenario dimension 'weather'"),
        (("rehearse", "--scenario", "manner=furious"), "'manner' cannot be 'furious'"),
        (("rehearse", "--scenario", "s99"), "no scenario 's99'"),
        (("rehearse", "--scenario", "s9999999999"), "no scenario"),
        (("rehearse", "--scenario", "reach=busy,need=urgent"), "cannot go together"),
        (("rehearse", "--language", "fr"), "'fr' is no language"),
        (("rehearse", "--seed", "een"), "--seed"),
        (("rehearse", "--say", "nergens.txt"), "nergens.txt cannot be read"),
        (("rehearse", "--script", "nergens.md"), "nergens.md cannot be read"),
        (("scenarios", "--strength", "9"), "--strength"),
        (("replay", "12"), "no call 12"),
        (("replay", "twaalf"), "no call"),
        (("debrief", "12"), "no call 12"),
        (("ladder", "--wish", "weather=bad"), "weather"),
        (("understand", "--language", "fr"), "'fr' is no language"),
        (("rehearsal",), "No such command"),
        (("people", "--jsno"), "No such option"),
        (("replay",), "Missing argument"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_changes_nothing(belletje, contents, words, said):
    belletje("people")
    before = contents()
    ran = belletje(*words)
    assert (ran.status, ran.out) == (2, b"")
    assert ran.err.startswith("belletje: ")
    assert ran.err.count("\n") == 1
    assert said in ran.err
    assert contents() == before


def test_a_debrief_of_a_call_that_goes_on_is_refused(belletje, house, now):
    from belletje.usecases import dialling

    dialling.dial(house=house, now=now, language="nl", seed=1, scenario="manner=friendly")
    ran = belletje("debrief", "1")
    assert ran.status == 2
    assert "Hang up first" in ran.err


def test_without_a_command_the_help_is_shown(belletje):
    ran = belletje()
    assert ran.status == 2
    assert "rehearse" in ran.text + ran.err
    assert belletje("--help").status == 0
