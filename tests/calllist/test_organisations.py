"""Company names: the legal form they say, and which mean the same organisation."""

import pytest

from belletje.calllist.organisations import (
    LEGAL_FORMS,
    legal_form_named,
    legal_form_of,
    nearly_same_organisation,
    same_organisation,
)


@pytest.mark.parametrize(
    ("name", "form", "person"),
    [
        ("Meridiaan Verzekeringen BV", "bv", "legal"),
        ("HOOGLAND HOLDING B.V.", "bv", "legal"),
        ("X b. v.", "bv", "legal"),
        ("Lindeboom Logistiek nv", "nv", "legal"),
        ("Stichting Windroos", "stichting", "legal"),
        ("Ankerplaats Media Stichting", "stichting", "legal"),
        ("Coöperatie De Zonnebloem U.A.", "coöperatie", "legal"),
        ("Gemeente Havenzicht", "overheid", "legal"),
        ("Universiteit Leiden", "universiteit", "legal"),
        ("Voetbalvereniging De Bal", "", ""),
        ("Vereniging Eigenaars", "vereniging", "legal"),
        ("Kwadraat Bouw VOF", "vof", "natural"),
        ("Jansen V.O.F.", "vof", "natural"),
        ("Bakkerij Bos C.V.", "cv", "natural"),
        ("CV Ketel Service", "", ""),
        ("Maatschap Vos & Bos", "maatschap", "natural"),
        ("Jan Jansen (eenmanszaak)", "", ""),
        ("Eenmanszaak Jansen", "eenmanszaak", "natural"),
        ("Maatschap X B.V.", "maatschap", "natural"),
        ("Windroos Zorggroep", "", ""),
        ("Havenzicht Holding", "", ""),
        ("", "", ""),
    ],
)
def test_the_legal_form_that_a_name_says(name: str, form: str, person: str) -> None:
    assert legal_form_of(name) == form
    assert not form or LEGAL_FORMS[form].person == person


@pytest.mark.parametrize(
    ("cell", "form"),
    [("Besloten vennootschap", "bv"), ("BV", "bv"), ("v.o.f.", "vof"), ("ZZP", "eenmanszaak"),
     ("stichting", "stichting"), ("coöperatie", "coöperatie"), ("weet ik niet", "")],
)  # fmt: skip
def test_a_column_can_say_the_legal_form(cell: str, form: str) -> None:
    assert legal_form_named(cell) == form


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("Meridiaan Verzekeringen BV", "MERIDIAAN VERZEKERINGEN N.V.", True),
        ("Koninklijke Bouwgroep De Haan B.V.", "Bouwgroep de Haan", True),
        ("Stichting Windroos", "Windroos", True),
        ("Havenzicht Verzekeringen", "Havenzicht Verzekeringen Groep", False),
        ("Kompas Logistiek", "Kompas Media", False),
        ("", "", False),
    ],
)
def test_the_same_organisation(left: str, right: str, same: bool) -> None:
    assert same_organisation(left, right) is same


def test_nearly_the_same_organisation() -> None:
    assert nearly_same_organisation("Siemens", "Siemens Nederland N.V.")
    assert nearly_same_organisation("Ankerplaats", "Ankerplats")
    assert not nearly_same_organisation("Kompas Logistiek", "Kompas Media")
