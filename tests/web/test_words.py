"""Every sentence and every name exists in both languages."""

import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir

import belletje.web
from belletje.calllist.contact import Format, PhoneLabel
from belletje.debrief.debrief import LINE_SOURCES
from belletje.debrief.knowledge import codes
from belletje.prospect.catalogue import catalogue
from belletje.prospect.scenario import DIMENSIONS
from belletje.understanding.acts import Act
from belletje.usecases.preview import Fate
from belletje.web.pages.imports import OFFERED
from belletje.web.words import LANGUAGES, Language, words

WEB = Path(belletje.web.__file__).parent
OUTCOMES = (
    "meeting", "callback", "referral", "material_requested", "polite_no", "hung_up", "opted_out", "voicemail_left",
    "no_contact", "caller_gave_up",
)  # fmt: skip
TEMPLATES = {"templates/**.html": {"trim_blocks": "true", "lstrip_blocks": "true", "extensions": "jinja2.ext.do"}}


def used() -> set[tuple[str, ...]]:
    """Every sentence in templates and Python; one with a plural has two forms."""
    methods = [("**.py", "python"), ("templates/**.html", "jinja2.ext:babel_extract")]
    found = extract_from_dir(WEB, methods, options_map=TEMPLATES)
    return {(message,) if isinstance(message, str) else tuple(message) for _, _, message, _, _ in found}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_translated_with_the_same_values_in_it(language: Language) -> None:
    sentences = words(language).sentences
    places = re.compile(r"%\(\w+\)s")

    assert len(used()) > 200
    for forms in used():
        translated = sentences.get(forms[0], ())
        assert len(translated) == len(forms), f"{language}: {forms[0]}"
        for form in translated:
            assert sorted(places.findall(form)) == sorted(places.findall(forms[0])), forms[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_left_over(language: Language) -> None:
    assert words(language).sentences.keys() <= {forms[0] for forms in used()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_value_of_the_domain_has_a_name(language: Language) -> None:
    names = words(language).names
    expected = {
        "reaction": {reaction.id for reaction in catalogue()},
        "act": set(Act),
        "code": set(codes()),
        "outcome": set(OUTCOMES),
        "dimension": set(DIMENSIONS),
        "better_from": set(LINE_SOURCES),
        "format": set(Format.__args__),  # type: ignore[attr-defined]
        "phone": set(PhoneLabel.__args__),  # type: ignore[attr-defined]
        "fate": set(Fate.__args__),  # type: ignore[attr-defined]
        "meaning": set(OFFERED),
        **{dimension: set(values) for dimension, values in DIMENSIONS.items()},
    }

    for kind, values in expected.items():
        assert values <= names[kind].keys(), kind
