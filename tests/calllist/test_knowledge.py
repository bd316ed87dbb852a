"""The data files: read with file and line in the error, and complete."""

import pytest

from belletje.calllist.intake.header import MEANINGS, meaning_of_header
from belletje.calllist.knowledge import BadKnowledge, table, table_from


def test_a_mistake_names_its_file_and_line() -> None:
    (line,) = table_from("x.tsv", "# weights\nsignal\tweight\n\nwarmth\tveel\n")
    with pytest.raises(BadKnowledge, match=r"x\.tsv, line 4: 'weight' must be a number, not 'veel'"):
        line.number_in("weight")
    with pytest.raises(BadKnowledge, match=r"line 2: 3 cells, but there are 2 columns"):
        table_from("x.tsv", "a\tb\n1\t2\t3\n")
    with pytest.raises(BadKnowledge, match="empty"):
        table_from("x.tsv", "# nothing\n")


def test_every_rejection_has_a_sentence_in_both_languages() -> None:
    assert all(line["nl"] and line["en"] for line in table("rejections.tsv"))
    assert all(line["nl"] and line["en"] for line in table("merging.tsv"))


def test_headers_have_one_meaning() -> None:
    assert meaning_of_header("Phone 2 - Value") == "phone_value"
    assert meaning_of_header("E-mailadres 3") == "email"
    assert meaning_of_header("Téléphone domicile") == "phone_home"
    assert meaning_of_header("iets anders") == ""
    assert {"full_name", "organisation", "phone_mobile", "ignore"} <= set(MEANINGS)
