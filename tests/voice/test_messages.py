"""What a call by voice tells the page, as plain data."""

import json
from dataclasses import fields
from typing import get_args

import pytest

from belletje.voice import messages
from belletje.voice.messages import Message, SaidLine, Sound, Stages, to_data

TOLD = [kind for kind in get_args(Message) if kind is not Sound]


def example(kind: type[Message]) -> Message:
    """One of a kind."""
    values = {"int": 1, "str": "x", "bool": True, "float": 1.0, "int | None": None}
    return kind(**{field.name: values[str(getattr(field.type, "__name__", field.type))] for field in fields(kind)})


@pytest.mark.parametrize("kind", TOLD)
def test_each_message_has_a_name_of_its_own_and_survives_json(kind: type[Message]) -> None:
    data = json.loads(json.dumps(to_data(example(kind))))
    assert data["type"] == messages.NAMES[kind]
    assert set(data) == {"type", *(field.name for field in fields(kind))}
    assert len(set(messages.NAMES.values())) == len(TOLD)


def test_a_line_says_who_speaks_and_how() -> None:
    told = to_data(SaidLine(2, 1, "Met Pieter.", "picks_up", "prospect", 1.1))
    assert told == {
        "type": "said", "turn": 2, "utterance": 1, "text": "Met Pieter.", "reaction": "picks_up", "speaker": "prospect",
        "pace": 1.1, "from_ms": 0,
    }  # fmt: skip


def test_a_stage_that_was_not_gone_through_is_null() -> None:
    assert to_data(Stages(3, 400, None, 12, 5, 480))["recognition_ms"] is None
