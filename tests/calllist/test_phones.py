"""Telephone numbers as people and spreadsheets write them."""

import pytest

from belletje.calllist.contact import Phone
from belletje.calllist.phones import Unusable, phone_label, read_phone, read_phones

INVISIBLE = "\u202a+31 6 1234 5678\u202c"


@pytest.mark.parametrize(
    ("written", "e164", "kind", "extension"),
    [
        ("06-12345678", "+31612345678", "mobile", ""),
        ("06 12 34 56 78", "+31612345678", "mobile", ""),
        ("06.1234.5678", "+31612345678", "mobile", ""),
        ("0031612345678", "+31612345678", "mobile", ""),
        ("+31 (0)6 12345678", "+31612345678", "mobile", ""),
        ("31612345678", "+31612345678", "mobile", ""),
        ("31612345678.0", "+31612345678", "mobile", ""),
        ("612345678", "+31612345678", "mobile", ""),
        ("3.1612345678E+10", "+31612345678", "mobile", ""),
        ("tel:+31612345678", "+31612345678", "mobile", ""),
        (INVISIBLE, "+31612345678", "mobile", ""),
        ("+31 (0)20 555 00 19", "+31205550019", "landline", ""),
        ("02-05550025", "+31205550025", "landline", ""),
        ("020-5550019 tst. 12", "+31205550019", "landline", "12"),
        ("020 555 0019 toestel 7", "+31205550019", "landline", "7"),
        ("+31 20 555 0019 x34", "+31205550019", "landline", "34"),
        ("+49 30 901820", "+4930901820", "landline", ""),
        ("0800-1234", "+318001234", "landline", ""),
    ],
)
def test_a_written_number_becomes_e164(written: str, e164: str, kind: str, extension: str) -> None:
    phone = read_phone(written)
    assert isinstance(phone, Phone)
    assert (phone.e164, phone.kind, phone.extension) == (e164, kind, extension)


@pytest.mark.parametrize("written", ["3,16E+10", "3.16123E+10", "3,1612E+10", "31600000000", "#####", "#WAARDE!"])
def test_digits_that_a_spreadsheet_threw_away_are_named_and_never_guessed(written: str) -> None:
    found = read_phone(written)
    assert isinstance(found, Unusable)
    assert found.reason == "number_lost_its_digits"


@pytest.mark.parametrize("written", ["12345", "06-123", "+31 6 1234", "00000000000"])
def test_an_impossible_number_is_no_number(written: str) -> None:
    assert isinstance(read_phone(written), Unusable)


@pytest.mark.parametrize("written", ["", "-", "n.v.t.", "onbekend", "geen"])
def test_a_cell_without_digits_holds_no_number(written: str) -> None:
    assert read_phone(written) is None


@pytest.mark.parametrize(
    ("written", "labelled"),
    [
        ("06-12345678 (privé)", [("+31612345678", "home")]),
        ("privé: 06-12345678", [("+31612345678", "home")]),
        ("06 12345678 prive", [("+31612345678", "home")]),
        ("+31612345678 (mobiel)", [("+31612345678", "mobile")]),
        ("020-5550019 (receptie)", [("+31205550019", "other")]),
        ("020-5550019 (werk) / 06-12345678 (thuis)", [("+31205550019", "work"), ("+31612345678", "home")]),
        ("thuis 020-5550019 werk 020-5550020", [("+31205550019", "home"), ("+31205550020", "work")]),
        ("0612345678 niet bellen", [("+31612345678", "mobile")]),
    ],
)
def test_words_beside_a_number_say_whose_it_is(written: str, labelled: list[tuple[str, str]]) -> None:
    phones, wrong = read_phones(written)
    assert [(phone.e164, phone.label) for phone in phones] == labelled
    assert not wrong


def test_a_number_in_a_work_column_that_is_called_private_is_private() -> None:
    assert [phone.label for phone in read_phones("06-12345678 (privé)", "work")[0]] == ["home"]


def test_one_cell_can_hold_two_numbers() -> None:
    phones, wrong = read_phones("020-5550019 / 06-12345678")
    assert [phone.e164 for phone in phones] == ["+31205550019", "+31612345678"]
    assert not wrong


@pytest.mark.parametrize(
    ("written", "label"),
    [
        ("* Work", "work"), ("Zakelijk", "work"), ("Mobile", "mobile"), ("CELL", "mobile"), ("GSM", "mobile"),
        ("Home", "home"), ("Thuis", "home"), ("Privé", "home"), ("Telefoon privé (mobiel)", "home"), ("VOICE", "other"),
    ],
)  # fmt: skip
def test_labels_in_several_languages(written: str, label: str) -> None:
    assert phone_label(written) == label
