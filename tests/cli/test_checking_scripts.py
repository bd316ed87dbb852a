"""`belletje script check`: diagnostics, and what they do to the exit status."""

from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[1] / "fixtures" / "belscript_voorbeeld.md"
DIAGNOSTIC = {"line", "column", "severity", "code", "message"}
BROKEN = {
    "unclosed": "---\ntitle: [Voorbeeld\n\n# Opening\n> Goedemorgen.\n",
    "no YAML": "---\ntitle: [Voorbeeld\n---\n\n# Opening\n> Goedemorgen.\n",
    "a list": "---\n- een\n- twee\n---\n\n# Opening\n> Goedemorgen.\n",
}


def test_every_diagnostic_has_its_place_severity_code_and_message(belletje, tmp_path):
    ran = belletje("script", "check", EXAMPLE, "--json")
    assert ran.json
    for one in ran.json:
        assert one.keys() >= DIAGNOSTIC
        assert one["severity"] in {"error", "warning", "hint"}
        assert one["line"] >= 1
        assert one["column"] >= 1
    assert ran.status == int(any(one["severity"] == "error" for one in ran.json))


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_broken_front_matter_is_a_diagnostic_and_status_one(belletje, tmp_path, text):
    script = tmp_path / "kapot.md"
    script.write_text(text)
    ran = belletje("script", "check", script, "--json")
    assert ran.status == 1
    assert "broken_front_matter" in {one["code"] for one in ran.json if one["severity"] == "error"}


def test_for_people_each_remark_says_where_it_is_and_how_to_mend_it(belletje, tmp_path):
    script = tmp_path / "kapot.md"
    script.write_text(BROKEN["no YAML"])
    ran = belletje("script", "check", script, "--language", "en")
    assert ran.status == 1
    assert f"{script}:2:" in ran.text.replace("\n", "")


def test_the_script_that_ships_gets_no_error(belletje, tmp_path):
    from belletje.usecases.scripts import example_script

    for language in ("nl", "en"):
        script = tmp_path / f"{language}.md"
        script.write_text(example_script(language))
        assert belletje("script", "check", script).status == 0


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "cannot be read"), (b"\xff\xfe\x00kapot", "not UTF-8"), (b"x" * 300_000, "too long")],
    ids=["missing", "wrongly encoded", "huge"],
)
def test_a_script_that_cannot_be_read_is_refused_in_one_sentence(belletje, tmp_path, content, said):
    script = tmp_path / "script.md"
    if content:
        script.write_bytes(content)
    ran = belletje("script", "check", script, "--json")
    assert (ran.status, ran.out, ran.err.count("\n")) == (2, b"", 1)
    assert said in ran.err
    assert belletje("script", "check", tmp_path).status == 2
