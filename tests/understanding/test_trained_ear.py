"""The ear as it ships: made from the utterances in the repository, and with an answer to anything that is said."""

from importlib.resources import files

import pytest

from belletje.understanding.acts import Act
from belletje.understanding.model import ACTS, load_heads, trained_ear
from belletje.understanding.ngrams import BUCKETS
from belletje.understanding.training.material import data_digest, word_counts
from belletje.understanding.utterance import Ear
from belletje.understanding.utterances import examples

pytestmark = pytest.mark.skipif(
    not files("belletje.understanding").joinpath("data/acts.npz").is_file(), reason="the ear was not trained yet"
)


@pytest.fixture(scope="module")
def ear() -> Ear:
    """The shipped ear, loaded once."""
    return trained_ear()


def test_the_weights_were_made_from_the_utterances_as_they_are_now() -> None:
    now = data_digest(examples("train"))
    assert load_heads().digest == now, "data/acts.npz is older than the utterances: run `make train`"


def test_the_known_words_are_those_of_the_utterances_as_they_are_now() -> None:
    rows = files("belletje.understanding").joinpath("data/words.tsv").read_text("utf-8").splitlines()
    now = word_counts(examples("train"))
    assert dict(row.split("\t") for row in rows) == {word: str(count) for word, count in now.items()}, (
        "run `make train`"
    )


def test_there_is_a_reader_for_every_act() -> None:
    heads = load_heads()
    assert heads.words.shape == (BUCKETS, len(ACTS))
    assert heads.slope.shape == heads.offset.shape == (len(ACTS),)
    assert (heads.slope > 0).all()


@pytest.mark.parametrize("text", ["", "   ", "\x00\x01\x02", "👍🎉", "?!… — ...", "\u200b\u200d\ufeff"])
def test_what_holds_no_words_means_nothing(ear: Ear, text: str) -> None:
    assert ear(text, "Met Dekker.").chosen == ()
    assert ear(text, text).confidences == dict.fromkeys(ACTS, 0.0)


@pytest.mark.parametrize(
    "text",
    [
        "hallo " * 10_000,
        "x" * 100_000,
        "1 2 3 4 5 6 7 8 9",
        "Goede\x00morgen\x1b[2J, met Sanne",
        "👍 dinsdag 🎉 tien uur",
        "Можно вам перезвонить завтра?",
        "明日の午後はいかがですか",
        "هل يمكنني الاتصال لاحقا؟",
        "Guten Tag, hier spricht Sanne von Nordlicht.",
        "a\u0301\u0301\u0301\u0301 e\u0308",
        "<script>alert(1)</script> {name} %s \\",
        "\ud800 half a letter",
    ],
)
@pytest.mark.parametrize("before", ["", "Met Dekker."])
def test_whatever_is_said_gets_an_answer(ear: Ear, text: str, before: str) -> None:
    heard = ear(text, before)
    assert set(heard.confidences) == set(Act)
    assert all(0 <= value <= 1 for value in heard.confidences.values())
    assert set(heard.chosen) <= set(Act)
    assert len(set(heard.chosen)) == len(heard.chosen)


def test_a_very_long_line_before_it_is_no_trouble(ear: Ear) -> None:
    assert Act.THANK in ear("Dank u wel.", "ja " * 10_000).chosen


@pytest.mark.parametrize(
    ("text", "before", "act"),
    [
        ("Goedemorgen, u spreekt met Sanne de Wit van Noordlicht.", "Met Dekker.", Act.INTRODUCE),
        ("Good morning, this is Sanne from Northlight.", "Decker.", Act.INTRODUCE),
        ("Dat begrijp ik helemaal.", "We hebben al een vaste partij.", Act.ACKNOWLEDGE),
        ("Zullen we een afspraak maken?", "Vertel.", Act.PROPOSE_MEETING),
        ("How do you arrange that at the moment?", "We manage.", Act.ASK_OPEN),
        ("Ik haal u meteen van de lijst, u wordt niet meer gebeld.", "Bel me nooit meer.", Act.HONOUR_OPTOUT),
        ("U moet nu beslissen, anders is het te laat.", "Nee, dank u.", Act.PRESSURE),
        ("Tot ziens!", "Prettige dag.", Act.GOODBYE),
    ],
)
def test_plain_words_are_understood(ear: Ear, text: str, before: str, act: Act) -> None:
    assert act in ear(text, before).chosen


def test_the_same_words_after_the_same_line_mean_the_same(ear: Ear) -> None:
    first = ear("Ja, hij is CCNP gecertificeerd.", "Welke certificaten heeft hij?")
    ear("Iets heel anders.", "En nog iets.")
    assert ear("Ja, hij is CCNP gecertificeerd.", "Welke certificaten heeft hij?") == first
    assert trained_ear()("Ja, hij is CCNP gecertificeerd.", "Welke certificaten heeft hij?") == first


def test_the_ear_names_the_data_it_was_made_from(ear: Ear) -> None:
    assert getattr(ear, "version", "").startswith(load_heads().digest)
