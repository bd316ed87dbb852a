"""By voice or by typing: the choice, what is told about it, and the page of a call that is spoken."""

import html
import json
import re
from datetime import datetime

import pytest
from fastapi.testclient import TestClient

from belletje.usecases.house import House
from belletje.web.app import create_app
from belletje.web.spoken import VoiceOffer
from belletje.web.words import Language

from .conftest import DUTCH
from .visitor import Visitor


class Voices:
    """A voice in Dutch; for English a model is missing."""

    def offer(self, language: Language) -> VoiceOffer:
        return VoiceOffer(ears="whisper base", mouth="Els") if language == "nl" else VoiceOffer(missing="model")

    def keeps_sound(self, call: int) -> bool:
        return call == 1


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


def test_without_the_extra_the_choice_says_how_to_get_it(visitor: Visitor) -> None:
    page = visitor.get("/rehearse").text

    assert "belletje[voice]" in page
    assert 'value="voice" disabled' in page
    assert "data-socket" not in visitor.get(visitor.dial(medium="voice")).text


def test_a_spoken_call_can_be_put_right_and_its_sound_be_heard_afterwards(speaker: Visitor) -> None:
    call = speaker.dial(medium="voice")
    speaker.post(f"{call}/say", text="Ik bel over uw vacature.", turn="0")
    speaker.post(f"{call}/hang-up")
    debrief = speaker.get(f"{call}/debrief").text

    assert f'action="{call}/turns/2/correct"' in debrief
    assert f'<audio controls preload="none" src="{call}/sound"' in debrief
    assert f'action="{call}/sound/delete"' in debrief


def test_what_was_typed_needs_no_putting_right(speaker: Visitor) -> None:
    speaker.dial()
    call = speaker.dial()
    speaker.post(f"{call}/say", text="Ik bel over uw vacature.", turn="0")
    speaker.post(f"{call}/hang-up")
    debrief = speaker.get(f"{call}/debrief").text

    assert "/correct" not in debrief
    assert "<audio" not in debrief
