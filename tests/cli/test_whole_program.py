"""A few stories as their own process, with the ear that ships: `python -m belletje`."""

import json
import os
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

FIXTURES = Path(__file__).parents[1] / "fixtures"
SHIPPED = files("belletje.understanding").joinpath("data/acts.npz").is_file()


def _run(folder: Path, *words: object, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "belletje", *map(str, words)],
        input=stdin,
        capture_output=True,
        text=True,
        env={**os.environ, "BELLETJE_DATA": str(folder)},
    )


@pytest.mark.skipif(not SHIPPED, reason="the heads are not trained yet: make train")
def test_from_an_export_to_a_debriefed_rehearsal(tmp_path):
    imported = _run(tmp_path, "import", FIXTURES / "contacts" / "google.csv", *(FIXTURES / "vacancies").iterdir())
    assert (imported.returncode, imported.stderr) == (0, "")
    first = json.loads(_run(tmp_path, "list", "--limit", "1", "--json").stdout)[0]
    assert first["reason"]
    script = FIXTURES / "belscript_voorbeeld.md"
    lines = tmp_path / "gezegd.txt"
    lines.write_text("Goedemorgen, u spreekt met Sanne de Wit van Noordlicht.\nIk bel over uw vacature.\nTot ziens.\n")
    rehearsed = _run(
        tmp_path,
        "rehearse",
        "--seed",
        "7",
        "--scenario",
        "manner=neutral",
        "--script",
        script,
        "--say",
        lines,
        "--json",
    )
    call = json.loads(rehearsed.stdout)
    assert "introduce" in next(turn["acts"] for turn in call["turns"] if turn["who"] == "caller")
    assert _run(tmp_path, "replay", call["call"], "--json").stdout == rehearsed.stdout
    debrief = json.loads(_run(tmp_path, "debrief", call["call"], "--json").stdout)
    assert debrief["points"]
    assert json.loads(_run(tmp_path, "ladder", "--json").stdout)["rungs"]["tried"] == 1


@pytest.mark.skipif(not SHIPPED, reason="the heads are not trained yet: make train")
@pytest.mark.parametrize(
    ("language", "line", "act"),
    [
        ("nl", "Goedemorgen, u spreekt met Sanne.", "introduce"),
        ("en", "Shall we say Tuesday at ten?", "propose_slot"),
    ],
)
def test_the_ear_that_ships_understands_both_languages(tmp_path, language, line, act):
    ran = _run(tmp_path, "understand", "--language", language, "--json", stdin=f"{line}\tHello.\n")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert act in json.loads(ran.stdout)["chosen"]


def test_logs_and_refusals_never_reach_standard_output(tmp_path):
    ran = _run(tmp_path, "replay", "5", "--json")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == "belletje: There is no call 5. The ladder page lists the calls there are.\n"
