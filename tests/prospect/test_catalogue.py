"""The catalogue holds the whole domain, in both languages, and every mistake in its files is told with its place."""

import shutil
from importlib.resources import files
from pathlib import Path

import pytest

from belletje.prospect.catalogue import GROUPS, LANGUAGES, catalogue, load
from belletje.prospect.tables import CatalogueError

DOMAIN = {
    "reach": "no_answer busy voicemail wrong_number gatekeeper_screens gatekeeper_refuses put_through",
    "opening": "hello_friendly hello_curt who_is_this what_is_this_about bad_moment how_got_my_number is_this_sales "
    "are_you_a_robot",
    "brush_off": "not_interested no_time send_email call_later hangs_up",
    "need": "no_need has_supplier does_in_house hiring_freeze vacancy_filled wants_permanent latent_need urgent_need",
    "money": "no_budget too_expensive asks_rate asks_terms",
    "past": "bad_experience contract_locked tried_before",
    "authority": "not_my_decision must_discuss procurement_only preferred_suppliers_only",
    "technical": "asks_technical_detail asks_certification asks_experience asks_availability asks_security_screening "
    "asks_references",
    "trust": "never_heard_of_you prove_it dislikes_cold_calls do_not_call privacy_question",
    "talk": "silence asks_to_repeat misheard interrupts small_talk rambles irritated laughs_it_off other_language",
    "yes": "tell_me_more shares_problem agrees_to_meet offers_other_time gives_referral asks_proposal",
}
TONES = {"no_answer", "busy"}  # what the line does, told to the caller: nobody is there to have a mood
REACTIONS = [name for names in DOMAIN.values() for name in names.split()]


def test_the_groups_are_those_of_the_domain() -> None:
    assert tuple(DOMAIN) == ("reach", *(group for group in GROUPS if group != "reach"))


@pytest.mark.parametrize("group", DOMAIN)
def test_every_reaction_of_the_domain_is_in_its_group(group: str) -> None:
    assert {catalogue()[name].group for name in DOMAIN[group].split()} == {group}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reaction", REACTIONS)
def test_every_reaction_has_ten_lines_and_whoever_has_a_mood_three_manners(reaction: str, language: str) -> None:
    lines = catalogue()[reaction].lines[language]
    assert len({line.text for line in lines}) >= 10
    assert len({line.manner for line in lines}) >= (1 if reaction in TONES else 3)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reaction", REACTIONS)
def test_every_reaction_has_a_tip(reaction: str, language: str) -> None:
    assert catalogue()[reaction].tips[language].strip()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reaction_can_be_said_while_nothing_is_known(language: str) -> None:
    wordless = [one.id for one in catalogue() if all(line.placeholders for line in one.lines[language])]
    assert wordless == []


def test_every_objection_and_question_can_be_handled() -> None:
    assert [one.id for one in catalogue() if one.kind in {"objection", "question"} and not one.handled_by] == []


def test_no_way_to_handle_something_is_also_a_way_to_make_it_worse() -> None:
    assert [one.id for one in catalogue() if any(way & one.mishandled_by for way in one.handled_by)] == []


def test_every_frequency_says_where_it_comes_from() -> None:
    assert [one.id for one in catalogue() if not one.source.strip()] == []


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the catalogue, to break."""
    return Path(shutil.copytree(str(files("belletje.prospect").joinpath("data")), tmp_path / "data"))


@pytest.mark.parametrize(
    ("file", "number", "row", "told"),
    [
        ("lines/nl/need.tsv", 3, "no_need\tangry\tNee.", "'angry' is no manner"),
        ("lines/en/yes.tsv", 7, "agrees_to_dance\tneutral\tFine.", "no reaction 'agrees_to_dance'"),
        ("lines/nl/opening.tsv", 2, "hello_curt\tcurt\tMaat {shoe_size}.", "nothing fills in shoe_size"),
        ("lines/nl/money.tsv", 5, "hello_curt\tcurt\tJa?", "belongs in opening.tsv"),
        ("lines/en/talk.tsv", 9, "listens\tneutral", "needs 3 filled columns"),
        ("lines/en/talk.tsv", 9, "listens\tneutral\t ", "needs 3 filled columns"),
        ("lines/en/past.tsv", 1, "reaction\tline\tmanner", "first line must be"),
        ("tips.nl.tsv", 4, "voicemale\tHang op.", "no reaction 'voicemale'"),
    ],
)
def test_a_mistake_in_a_table_is_told_with_file_and_line(
    data: Path, file: str, number: int, row: str, told: str
) -> None:
    rows = (data / file).read_text("utf-8").splitlines()
    rows[number - 1] = row
    (data / file).write_text("\n".join(rows), "utf-8")
    with pytest.raises(CatalogueError, match=rf"^{Path(file).name}:{number}: .*{told}"):
        load(data)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('kind = "objection"', 'kind = "mood"'),
        ('handled_by = [["acknowledge"', 'handled_by = [["applaud"'),
        ("handled_by = [[", 'handled_by = ["greet", ['),
        ("frequency = 0.", "frequency = 7."),
        ("frequency = ", "how_often = "),
        ("source = ", "origin = "),
    ],
)
def test_a_mistake_in_a_reaction_is_told_with_the_line_of_its_heading(data: Path, old: str, new: str) -> None:
    file = data / "reactions.toml"
    before, found, after = file.read_text("utf-8").partition(old)
    assert found
    heading = max(number for number, row in enumerate(before.splitlines(), 1) if row.startswith("["))
    file.write_text(before + new + after, "utf-8")
    with pytest.raises(CatalogueError, match=rf"^reactions.toml:{heading}: "):
        load(data)


def test_toml_that_cannot_be_read_is_told_with_its_line(data: Path) -> None:
    (data / "reactions.toml").write_text("[busy]\ngroup = \n", "utf-8")
    with pytest.raises(CatalogueError, match=r"^reactions.toml: .*line 2"):
        load(data)


def test_a_reaction_without_words_in_a_language_is_told(data: Path) -> None:
    file = data / "lines" / "en" / "brush_off.tsv"
    rows = file.read_text("utf-8").splitlines()
    file.write_text("\n".join(row for row in rows if not row.startswith("hangs_up\t")), "utf-8")
    with pytest.raises(CatalogueError, match="'hangs_up' has no lines in en"):
        load(data)
