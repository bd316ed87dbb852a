"""People's names: as written, and how alike two are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belletje.calllist.names import Alike, how_alike, name_from_parts, name_key, read_name


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("Noor Jansen", "Noor", "Jansen"),
        ("Özdemir, Wouter", "Wouter", "Özdemir"),
        ("van der Linden, Noor", "Noor", "van der Linden"),
        ("Linden, Noor van der", "Noor", "van der Linden"),
        ("Linden, van der, Noor", "Noor", "van der Linden"),
        ("de Haan, S.", "S.", "de Haan"),
        ("Bram van 't Hof", "Bram", "van 't Hof"),
        ("Anna-Marie El Idrissi", "Anna-Marie", "El Idrissi"),
        ("dhr. ir. J.P. de Vries MSc", "J.P.", "de Vries"),
        ("Mevr. Bakker", "", "Bakker"),
        ("Lisa (she/her) Nguyễn 🚀", "Lisa", "Nguyễn"),
        ("M. Jansen", "M.", "Jansen"),
        ("Oosterhof, ir. Erik", "Erik", "Oosterhof"),
        ("Peter v. Dijk", "Peter", "v. Dijk"),
        ("Ayşe Yılmaz-de Vries", "Ayşe", "Yılmaz-de Vries"),
        ("Ayşe Yılmaz - de Vries", "Ayşe", "Yılmaz - de Vries"),
        ("Ay?e Y?ld?r?m", "Ay?e", "Y?ld?r?m"),
        ("Pawe? Nowak ???", "Pawe?", "Nowak"),
        ("", "", ""),
    ],
)
def test_reading_a_name(written: str, first: str, last: str) -> None:
    name = read_name(written)
    assert (name.given, name.family) == (first, last)


@pytest.mark.parametrize(
    ("parts", "full"),
    [
        (("Jan", "van der", "Berg"), "Jan van der Berg"),
        (("Jan", "", "Berg, van der"), "Jan van der Berg"),
        (("Jan", "van der", "van der Berg"), "Jan van der Berg"),
        (("Jan", "Willem", "Berg"), "Jan Willem Berg"),
        (("Jan de Vries", "", ""), "Jan de Vries"),
    ],
)
def test_reading_a_name_from_columns(parts: tuple[str, str, str], full: str) -> None:
    assert name_from_parts(*parts).full == full


@pytest.mark.parametrize(
    ("left", "right", "alike"),
    [
        ("Noor Jansen", "NOOR JANSEN", Alike.SAME),
        ("Björn Özdemir", "Bjorn Ozdemir", Alike.SAME),
        ("Piet van den Berg", "Piet v.d. Berg", Alike.SAME),
        ("Piet van den Berg", "Piet Vandenberg", Alike.SAME),
        ("Lisa IJsselstein", "Lisa Ysselstein", Alike.SAME),
        ("Ana García López", "Ana García López", Alike.SAME),
        ("Anne-Marie Bos", "Anne Marie Bos", Alike.SAME),
        ("Noor Jansen", "Noor Jasnen", Alike.SWAPPED),
        ("Lotte van Wijk", "Lotte van Wjik", Alike.SWAPPED),
        ("Jansen Noor", "Noor Jansen", Alike.TURNED),
        ("J. de Vries", "Jan de Vries", Alike.INITIAL),
        ("JP de Vries", "Jan Pieter de Vries", Alike.INITIAL),
        ("K. de Vries", "Jan de Vries", Alike.DIFFERENT),
        ("Jan Berg", "Jan van den Berg", Alike.SHORTER),
        ("Peter van Dijk", "Peter v. Dijk", Alike.SAME),
        ("Anna van de Berg", "Anna van den Berg", Alike.PARTICLE),
        ("Anna de Vries", "Anna Jansen-de Vries", Alike.DOUBLE),
        ("Anna Jansen - de Vries", "Anna de Vries-Jansen", Alike.DOUBLE),
        ("Ayşe Yıldırım", "Ay?e Y?ld?r?m", Alike.LOST),
        ("Jan de Vries", "Jan Willem de Vries", Alike.SHORTER),
        ("Piet Bos", "Pieter Bos", Alike.NICKNAME),
        ("Jan Jansen", "Jan Janssen", Alike.TYPO),
        ("Jan Bos", "Jan Vos", Alike.TYPO),
        ("Anna de Vries", "Anna Bakker", Alike.OTHER_FAMILY),
        ("Jan de Vries", "Joost de Vries", Alike.DIFFERENT),
    ],
)
def test_how_alike_two_names_are(left: str, right: str, alike: Alike) -> None:
    one, other = read_name(left), read_name(right)
    keys = name_key(one.given, one.family), name_key(other.given, other.family)
    assert how_alike(*keys) is alike
    assert how_alike(*reversed(keys)) is alike


@given(st.text(max_size=60))
def test_any_text_can_be_read_as_a_name(text: str) -> None:
    name = read_name(text)
    key = name_key(name.given, name.family)
    assert how_alike(key, key) in (Alike.SAME, Alike.HALF, Alike.DIFFERENT)
