"""By voice or by typing: the choice, what is told about it, and the page of a call that is spoken."""

import html
import json
import re
from datetime import datetime

import pytest
from fastapi.testclient import TestClient

from belletje.rehearsal.record import Sounded
from belletje.usecases import practice, rehearsals
from belletje.usecases.hearing import Spoken
from belletje.usecases.house import House
from belletje.usecases.sounds import add_sound
from belletje.web.app import create_app
from belletje.web.spoken import VoiceOffer
from belletje.web.words import Language

from .conftest import DUTCH
from .visitor import Visitor


class Voices:
    """A voice in Dutch; for English a model is missing."""

    def offer(self, language: Language) -> VoiceOffer:
        return VoiceOffer(ears="whisper base", mouth="Els") if language == "nl" else VoiceOffer(missing="model")


@pytest.fixture
def speaker(house: House, now: datetime) -> Visitor:
    """Somebody who can call by voice."""
    app = create_app(house, clock=lambda: now, voice=Voices())
    return Visitor(TestClient(app, headers=DUTCH, raise_server_exceptions=False))


def test_a_call_by_voice_has_the_line_and_the_box_to_type_in(speaker: Visitor) -> None:
    call = speaker.dial(medium="voice")
    page = speaker.get(call).text

    assert f'data-socket="{call}/voice"' in page
    assert 'src="/static/voice/call.js" type="module"' in page
    assert 'role="log"' in page
    assert "Of typ wat u zegt" in page


def test_the_first_words_are_not_shown_while_it_still_rings(speaker: Visitor) -> None:
    call = speaker.dial(medium="voice")

    assert 'id="turn-1"' not in speaker.get(f"{call}?ring=1").text
    assert 'id="turn-1"' in speaker.get(call).text


def test_a_call_that_is_typed_knows_nothing_of_voice(speaker: Visitor) -> None:
    page = speaker.get(speaker.dial()).text

    assert "voice" not in page


def test_a_name_with_an_apostrophe_is_said_as_it_is_written(speaker: Visitor) -> None:
    pages = (speaker.get(speaker.dial(medium="voice", seed=str(seed))).text for seed in range(100))
    page = next(page for page in pages if "van &#39;t Hof" in page)
    words = json.loads(html.unescape(re.search("data-words='([^']+)'", page)[1]))  # type: ignore[index]

    assert words["states"]["listens"] == f"{words['name']} luistert."
    assert words["name"].endswith("van 't Hof")


def test_the_choice_is_remembered_and_typing_comes_first(speaker: Visitor) -> None:
    chosen = 'name="medium" value="voice" checked'
    assert chosen not in speaker.get("/rehearse").text

    speaker.dial(medium="voice")
    assert chosen in speaker.get("/rehearse").text

    speaker.dial(medium="text")
    assert chosen not in speaker.get("/rehearse").text


def test_keeping_the_sound_is_off_until_it_is_chosen(speaker: Visitor) -> None:
    speaker.dial(medium="voice", keep_sound="1")
    page = speaker.get("/rehearse").text

    assert 'name="keep_sound" value="1"' in page
    assert 'name="keep_sound" value="1" checked' not in page


def test_where_the_sound_goes_is_told(speaker: Visitor) -> None:
    assert "Waar het geluid heen gaat: het blijft op deze computer." in speaker.get("/rehearse").text


def test_a_language_without_its_model_is_typed_and_says_why(speaker: Visitor) -> None:
    assert "In deze taal wordt het gesprek getypt." in speaker.get("/rehearse").text
    call = speaker.dial(medium="voice", language="en")

    assert 'id="words"' in speaker.get(call).text
    assert "data-socket" not in speaker.get(call).text


def test_a_robotic_mouth_is_said_to_be_one_and_how_to_mend_that(house: House, now: datetime) -> None:
    class Robot:
        def offer(self, language: Language) -> VoiceOffer:
            return VoiceOffer(ears="Whisper base", mouth="eSpeak NG" if language == "nl" else "Piper")

    app = create_app(house, clock=lambda: now, voice=Robot())
    page = Visitor(TestClient(app, headers=DUTCH)).get("/rehearse").text

    assert page.count("klinkt als een robot") == 1
    assert "belletje voice fetch nl" in page


def test_without_the_extra_the_choice_says_how_to_get_it(visitor: Visitor) -> None:
    page = visitor.get("/rehearse").text

    assert "belletje[voice]" in page
    assert 'value="voice" disabled' in page
    assert "data-socket" not in visitor.get(visitor.dial(medium="voice")).text


def spoken_call(speaker: Visitor, **fields: str) -> str:
    """A call by voice that was held to its end; gives its address."""
    call = speaker.dial(medium="voice", **fields)
    speaker.post(f"{call}/say", text="Ik bel over uw vacature.", turn="0")
    speaker.post(f"{call}/hang-up")
    return call


def test_a_line_that_was_heard_wrongly_is_put_right_in_the_debrief(speaker: Visitor) -> None:
    call = spoken_call(speaker)
    assert f'action="{call}/turns/2/correct"' in speaker.get(f"{call}/debrief").text

    right = speaker.post(f"{call}/turns/2/correct", text="Ik bel over uw factuur.")

    assert "Verbeterd" in right.text
    assert "Ik bel over uw factuur." in right.text
    assert "Ik bel over uw vacature." not in right.text


@pytest.mark.parametrize(("turn", "text", "status"), [(1, "Hallo.", 404), (99, "Hallo.", 404), (2, " ", 400)])
def test_what_cannot_be_put_right_is_said_in_one_sentence(speaker: Visitor, turn: int, text: str, status: int) -> None:
    call = spoken_call(speaker)

    refused = speaker.post(f"{call}/turns/{turn}/correct", text=text)

    assert refused.status_code == status
    assert "Ik bel over uw vacature." in speaker.get(f"{call}/debrief").text


def test_the_sound_is_there_only_where_it_was_asked_for_and_can_be_deleted(speaker: Visitor, house: House) -> None:
    silent, kept = spoken_call(speaker), spoken_call(speaker, keep_sound="1", seed="2")
    add_sound(house=house, call=int(kept.rpartition("/")[2]), pcm=bytes(3200), at_s=1.0)

    assert "<audio" not in speaker.get(f"{silent}/debrief").text
    assert speaker.get(f"{silent}/sound").status_code == 404
    assert f'src="{kept}/sound"' in speaker.get(f"{kept}/debrief").text
    assert speaker.get(f"{kept}/sound").content[:4] == b"RIFF"

    assert "<audio" not in speaker.post(f"{kept}/sound/delete").text
    assert speaker.get(f"{kept}/sound").status_code == 404


@pytest.mark.parametrize(
    ("language", "row"),
    [
        ("nl", "<dt>Tegelijk aan het woord</dt><dd>0.5 s</dd>"),
        ("en", "<dt>Both speaking at once</dt><dd>0.5 s</dd>"),
    ],
)
def test_how_long_both_spoke_at_once_stands_in_the_debrief_and_in_the_file(
    speaker: Visitor, house: House, language: str, row: str
) -> None:
    path = speaker.dial(medium="voice")
    call = int(path.rpartition("/")[2])
    sounded = (Sounded(9.0, 0, 1.5, 1.5),)
    said = {"text": "Ik bel over uw vacature.", "spoken": Spoken(10.0, 12.0, 0.0)}
    rehearsals.say(house=house, call=call, sounds=sounded, **said)
    rehearsals.hang_up(house=house, call=call)

    for page in ("debrief", "debrief.html"):
        assert row in speaker.get(f"{path}/{page}", **{"Accept-Language": language}).text
    assert practice.debrief(house=house, call=call).measures.overlap_s == 0.5


def test_of_a_typed_call_nothing_is_said_of_speaking_at_once(speaker: Visitor) -> None:
    call = speaker.dial()
    speaker.post(f"{call}/say", text="Ik bel over uw vacature.", turn="0")
    speaker.post(f"{call}/hang-up")

    assert "Tegelijk aan het woord" not in speaker.get(f"{call}/debrief").text


def test_what_was_typed_needs_no_putting_right(speaker: Visitor) -> None:
    speaker.dial()
    call = speaker.dial()
    speaker.post(f"{call}/say", text="Ik bel over uw vacature.", turn="0")
    speaker.post(f"{call}/hang-up")
    debrief = speaker.get(f"{call}/debrief").text

    assert "/correct" not in debrief
    assert "<audio" not in debrief
