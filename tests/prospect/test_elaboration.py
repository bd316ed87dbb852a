"""What lies behind a line: whoever is asked on comes up with something of their own."""

from pathlib import Path

import pytest

from belletje.prospect.catalogue import LANGUAGES, PLACEHOLDERS
from belletje.prospect.circumstances import circumstance_names
from belletje.prospect.elaboration import behind_lines, elaborate, load
from belletje.prospect.tables import CatalogueError


@pytest.mark.parametrize("language", LANGUAGES)
def test_asked_on_about_a_line_somebody_says_what_lies_behind_it(language: str) -> None:
    plain = {line: behind for line, behind in behind_lines()[language].items() if "{" not in line}
    assert len(plain) > 500
    for line, behind in plain.items():
        assert elaborate(language, line, {}, ()) == behind


def test_it_is_the_last_of_what_was_said_that_is_asked_on_about() -> None:
    line, behind = next((line, behind) for line, behind in behind_lines()["nl"].items() if "{" not in line)
    assert elaborate("nl", f"Nee, dat ben ik niet. {line}", {}, ()) == behind
    assert elaborate("nl", f"{line} Maar waar belt u voor?", {}, ()) is None


def test_nothing_is_said_twice() -> None:
    line, behind = next((line, behind) for line, behind in behind_lines()["en"].items() if "{" not in line)
    assert elaborate("en", line, {}, (line, behind)) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_true_of_this_call_stands_in_both(language: str) -> None:
    line, behind = next((line, behind) for line, behind in behind_lines()[language].items() if "{supplier}" in line)
    known = dict.fromkeys(PLACEHOLDERS | circumstance_names(), "Kabelhuis")
    assert elaborate(language, line.format_map(known), known, ()) == behind.format_map(known)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("Dit zegt niemand.\tDaarom.", "nobody says"),
        ("{LINE}\tDat komt door {supplier}.", "supplier may be unknown"),
        ("{LINE}", "needs a line and what lies behind it"),
        ("{LINE}\tEen.\n{LINE}\tTwee.", "already"),
    ],
)
def test_a_mistake_in_the_table_is_one_sentence_with_its_line(tmp_path: Path, row: str, says: str) -> None:
    line = next(line for line in behind_lines()["nl"] if "{" not in line)
    (tmp_path / "behind").mkdir()
    (tmp_path / "behind" / "en.tsv").write_text("line\tbehind\n", "utf-8")
    (tmp_path / "behind" / "nl.tsv").write_text("line\tbehind\n" + row.replace("{LINE}", line) + "\n", "utf-8")
    with pytest.raises(CatalogueError, match=rf"nl\.tsv:\d: .*{says}"):
        load(tmp_path)
