"""What holds for any text at all, the speed, and the data files."""

from datetime import date
from itertools import pairwise
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belletje.understanding.facts import KINDS, BadWords, find
from belletje.understanding.facts.lexicon import HEADER, LISTS, TABLES, lexicon, lexicon_from

MONDAY = date(2026, 11, 23)
TWENTY_WORDS = (
    "goedemorgen met sanne de wit van noordlicht netwerken zullen we dinsdag om half drie even bellen over die "
    "vijfennegentig euro"
)


def spoken(language: str) -> st.SearchStrategy[str]:
    """Words of the lexicon in any order, with figures, signs and nonsense between them."""
    lex = lexicon(language)
    known = sorted({phrase for phrases in lex.phrases.values() for phrase in phrases})
    odd = ["", "Jansen", "jansen", "12", "2.30", "31/12", "99:99", "0", ",", ".", "?", "’s", "€", "x" * 40, "\x00", "٣"]
    word = st.one_of(st.sampled_from(known), st.sampled_from(odd), st.text(max_size=8))
    return st.lists(word, max_size=25).map(" ".join)


ANY = st.sampled_from(["nl", "en"]).flatmap(
    lambda language: st.tuples(st.one_of(spoken(language), st.text()), st.just(language))
)


@given(ANY, st.dates())
def test_any_text_on_any_day_gives_facts_that_quote_it_and_never_an_error(said: tuple[str, str], today: date) -> None:
    text, language = said
    found = find(text, language, today)
    for fact in found:
        assert fact.text == text[fact.start : fact.end] != ""
        assert fact.kind in KINDS
        assert fact.value


@given(ANY)
def test_facts_of_one_kind_never_overlap(said: tuple[str, str]) -> None:
    found = find(*said, MONDAY)
    for kind in KINDS:
        spans = sorted((fact.start, fact.end) for fact in found if fact.kind == kind)
        assert all(before[1] <= after[0] for before, after in pairwise(spans))


@given(ANY)
def test_the_same_words_always_give_the_same_facts(said: tuple[str, str]) -> None:
    assert find(*said, MONDAY) == find(*said, MONDAY)


@pytest.mark.parametrize("text", ["", " ", "\n\t", "🙂", "\x00\x01", "dinsdag " * 10_000, "1" * 10_000, "' " * 9_000])
def test_empty_huge_and_strange_texts_give_an_answer(text: str) -> None:
    assert isinstance(find(text, "nl", MONDAY), tuple)


def test_another_language_is_refused_with_the_languages_that_there_are() -> None:
    with pytest.raises(ValueError, match="choose from nl, en"):
        find("mardi à dix heures", "fr", MONDAY)


def test_twenty_words_take_at_most_half_a_millisecond() -> None:
    find(TWENTY_WORDS, "nl", MONDAY)
    taken = []
    for _ in range(50):
        start = perf_counter()
        find(TWENTY_WORDS, "nl", MONDAY)
        taken.append(perf_counter() - start)
    assert min(taken) <= 0.0005


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("weekend\tmaandag\t1", r"nl/times.tsv:2: 'weekend' takes no value, and has '1'"),
        ("weekday\tmaandag\t8", r"nl/times.tsv:2: '8' is no value for weekday"),
        ("wekdag\tmaandag\t1", r"nl/times.tsv:2: 'wekdag' is no class of words"),
        ("weekday\tmaandag|maandag\t1", r"nl/times.tsv:2: 'maandag' stands twice in weekday"),
        ("weekday\tmaandag|\t1", r"nl/times.tsv:2: a phrase without words"),
        ("weekday", r"nl/times.tsv:2: needs a class, words and perhaps a value"),
    ],
)
def test_a_mistake_in_a_word_file_is_named_with_file_and_line(line: str, message: str) -> None:
    texts = dict.fromkeys((*TABLES, *LISTS), "")
    texts["times.tsv"] = "\t".join(HEADER) + f"\n{line}\n"
    with pytest.raises(BadWords, match=message):
        lexicon_from("nl", texts)


def test_a_word_file_without_its_header_is_refused() -> None:
    texts = dict.fromkeys((*TABLES, *LISTS), "") | {"money.tsv": "currency\teuro\tEUR\n"}
    with pytest.raises(BadWords, match=r"nl/money.tsv:1: the first line must be"):
        lexicon_from("nl", texts)
