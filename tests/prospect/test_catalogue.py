"""The catalogue and the rules are data: complete, and every mistake is told with its place."""

import shutil
from importlib.resources import files
from pathlib import Path

import pytest

from belletje.prospect.catalogue import GROUPS, LANGUAGES, CatalogueError, catalogue, load
from belletje.prospect.features import NAMES
from belletje.prospect.persona import impossible
from belletje.prospect.rules import dynamics
from belletje.prospect.scenario import DIMENSIONS, Scenario, UnknownScenario, parse
from belletje.rehearsal.space import covering_array
from belletje.understanding.acts import Act

DOMAIN = [
    "no_answer",
    "busy",
    "voicemail",
    "wrong_number",
    "gatekeeper_screens",
    "gatekeeper_refuses",
    "put_through",
    "hello_friendly",
    "hello_curt",
    "who_is_this",
    "what_is_this_about",
    "bad_moment",
    "how_got_my_number",
    "is_this_sales",
    "are_you_a_robot",
    "not_interested",
    "no_time",
    "send_email",
    "call_later",
    "hangs_up",
    "no_need",
    "has_supplier",
    "does_in_house",
    "hiring_freeze",
    "vacancy_filled",
    "wants_permanent",
    "latent_need",
    "urgent_need",
    "no_budget",
    "too_expensive",
    "asks_rate",
    "bad_experience",
    "contract_locked",
    "tried_before",
    "not_my_decision",
    "must_discuss",
    "procurement_only",
    "preferred_suppliers_only",
    "asks_technical_detail",
    "asks_certification",
    "asks_experience",
    "asks_availability",
    "asks_security_screening",
    "asks_references",
    "never_heard_of_you",
    "prove_it",
    "dislikes_cold_calls",
    "do_not_call",
    "privacy_question",
    "silence",
    "asks_to_repeat",
    "misheard",
    "interrupts",
    "small_talk",
    "rambles",
    "irritated",
    "laughs_it_off",
    "other_language",
    "tell_me_more",
    "shares_problem",
    "agrees_to_meet",
    "offers_other_time",
    "gives_referral",
    "asks_proposal",
]


def test_every_reaction_of_the_domain_is_there() -> None:
    assert set(DOMAIN) <= set(catalogue().reactions)
    assert {catalogue()[name].group for name in DOMAIN} == set(GROUPS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reaction", DOMAIN)
def test_every_reaction_has_ten_lines_and_a_tip(reaction: str, language: str) -> None:
    assert len({line.text for line in catalogue()[reaction].lines[language]}) >= 10
    assert catalogue()[reaction].tips[language]


def test_every_name_in_the_rules_is_known() -> None:
    scenario_values = {f"{name}:{value}" for name, values in DIMENSIONS.items() for value in values}
    known = NAMES | set(map(str, Act)) | scenario_values | {f"said:{name}" for name in catalogue().reactions}
    rules = dynamics()
    conditions = [effect.condition for effect in rules.effects]
    conditions += [reply.condition for rows in rules.replies.values() for reply in rows]
    assert not {name for condition in conditions for name in condition.names} - known


def test_every_reaction_that_the_rules_say_exists() -> None:
    said = {name for rows in dynamics().replies.values() for reply in rows for name in reply.say}
    assert not {name for name in said if not name.startswith("+")} - set(catalogue().reactions)


def test_what_cannot_be_said_is_in_the_catalogue() -> None:
    never = {reaction for scenario in covering_array(2) for reaction in impossible(scenario.values())}
    assert never <= set(catalogue().reactions)


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("lines/nl/need.tsv", "\tneutral\t", "\tangry\t", "need.tsv:"),
        ("lines/en/yes.tsv", "agrees_to_meet", "agrees_to_dance", "yes.tsv:"),
        ("lines/nl/opening.tsv", "{name}", "{shoe_size}", "opening.tsv:"),
        ("reactions.toml", 'kind = "objection"', 'kind = "mood"', "reactions.toml:"),
        ("reactions.toml", '"acknowledge"', '"applaud"', "reactions.toml:"),
    ],
)
def test_a_mistake_in_the_data_is_told_with_file_and_line(
    tmp_path: Path, file: str, old: str, new: str, told: str
) -> None:
    shutil.copytree(str(files("belletje.prospect").joinpath("data")), tmp_path / "data")
    broken = tmp_path / "data" / file
    broken.write_text(broken.read_text("utf-8").replace(old, new, 1), "utf-8")
    with pytest.raises(CatalogueError, match=told):
        load(tmp_path / "data")


def test_a_scenario_is_named_by_its_values_and_found_again() -> None:
    assert all(parse(scenario.id) == scenario for scenario in covering_array(2))


def test_values_left_out_take_what_may_go_with_the_rest() -> None:
    assert parse("role=hr_recruiter").authority == "influences"
    assert parse("") == Scenario()


@pytest.mark.parametrize(
    "text", ["mood=happy", "manner=purple", "s99", "s9999999999", "nonsense", "reach=busy,manner=curt", "x" * 40]
)
def test_a_scenario_that_cannot_be_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(UnknownScenario):
        parse(text)
