"""Transcripts: read in common formats, told who is who."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belletje.desk.transcripts.reading import read_transcript
from belletje.desk.transcripts.record import guess_outcome, record_of
from belletje.desk.transcripts.speakers import guess_caller
from belletje.desk.transcripts.utterance import Unreadable, Utterance
from belletje.prospect.recognise import line_reader
from belletje.rehearsal.record import turns
from belletje.rehearsal.situation import Situation
from keyword_ear import KeywordEar

SAID = [
    ("Bakker", "Met Bakker."),
    ("Sanne", "Goedemorgen, met Sanne. Ik bel over uw vacature."),
    ("Bakker", "Geen tijd."),
]
PLAIN = "\n".join(f"{who}: {words}" for who, words in SAID)
VTT = "WEBVTT\n\n" + "\n\n".join(
    f"00:00:0{n}.000 --> 00:00:0{n + 1}.500\n<v {who}>{words}</v>" for n, (who, words) in enumerate(SAID)
)
SRT = "\n\n".join(
    f"{n + 1}\n00:00:0{n},000 --> 00:00:0{n + 1},500\n{who}: {words}" for n, (who, words) in enumerate(SAID)
)
RECORDERS = {
    "segments": {
        "text": "…",
        "segments": [
            {"start": n * 1.0, "end": n + 0.9, "speaker": who, "text": f" {words}"}
            for n, (who, words) in enumerate(SAID)
        ],
    },
    "utterances within results": {
        "results": {
            "utterances": [
                {"start": n * 1.0, "speaker": who, "transcript": words} for n, (who, words) in enumerate(SAID)
            ]
        }
    },
    "milliseconds": {
        "utterances": [
            {"start": n * 90_000, "end": n * 90_000 + 900, "speaker": who, "text": words}
            for n, (who, words) in enumerate(SAID)
        ]
    },
    "sentences": {
        "sentences": [{"speaker_name": who, "raw_text": words, "start_time": n} for n, (who, words) in enumerate(SAID)]
    },
    "a bare list": [{"who": who, "text": words} for who, words in SAID],
    "a speaker that is an object": [{"speaker": {"name": who}, "text": words} for who, words in SAID],
}


@pytest.mark.parametrize(
    "text",
    [PLAIN, VTT, SRT, PLAIN.replace("\n", "\r\n"), "\ufeff" + PLAIN, *map(json.dumps, RECORDERS.values()),
     "\n".join(f"[00:0{n}] {who}: {words}" for n, (who, words) in enumerate(SAID)),
     "\n".join(f"{who} (00:0{n}): {words}" for n, (who, words) in enumerate(SAID))],
    ids=["plain", "vtt", "srt", "windows", "bom", *RECORDERS, "stamped", "stamped after the name"],
)  # fmt: skip
def test_every_format_gives_who_said_what(text: str) -> None:
    assert [(one.speaker, one.text) for one in read_transcript(text)] == SAID


def test_times_are_kept_in_seconds() -> None:
    assert [one.start_s for one in read_transcript(VTT)] == [0, 1, 2]
    assert [one.start_s for one in read_transcript(json.dumps(RECORDERS["milliseconds"]))] == [0, 90, 180]


def test_what_one_says_on_end_is_one_utterance() -> None:
    assert read_transcript("A: Hallo\nA: met mij\nB: Dag") == (Utterance("A", "Hallo met mij"), Utterance("B", "Dag"))


def test_a_line_without_a_name_goes_on_with_the_last() -> None:
    (first, _) = read_transcript("Sanne: Goedemorgen,\nu spreekt met Sanne\nBakker: Dag")
    assert first.text == "Goedemorgen, u spreekt met Sanne"


def test_without_names_the_lines_are_taken_in_turns() -> None:
    assert [one.speaker for one in read_transcript("- Met Bakker\n- Goedemorgen\n- Zeg het eens")] == ["1", "2", "1"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        (" \n ", "empty"),
        ("{", "broken"),
        ("[]", "nothing_said"),
        ('{"a": 1}', "nothing_said"),
        ("WEBVTT\n\nNOTE x", "nothing_said"),
    ],
)
def test_what_is_no_transcript_says_why(text: str, reason: str) -> None:
    with pytest.raises(Unreadable) as mistake:
        read_transcript(text)
    assert mistake.value.reason == reason


KEYS = st.sampled_from(["text", "speaker", "start", "x"])
SHAPES = st.recursive(
    st.none() | st.text(max_size=9) | st.integers(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
)


@settings(deadline=None)
@given(st.text(max_size=300) | SHAPES.map(json.dumps))
def test_whatever_is_pasted_is_read_or_refused(text: str) -> None:
    try:
        found = read_transcript(text)
    except Unreadable:
        return
    assert found
    assert all(one.text.strip() for one in found)


def test_the_caller_is_who_states_a_reason() -> None:
    assert guess_caller(read_transcript(PLAIN), KeywordEar()) == "Sanne"


def test_the_callers_own_name_tells() -> None:
    said = read_transcript("Anna: Hallo\nAnna Smit: Dag\nAnna: Ja")
    assert guess_caller(said, KeywordEar(), "Anna Smit") in {"Anna", "Anna Smit"}
    assert guess_caller(read_transcript("A: Hallo"), KeywordEar()) == "A"


def test_of_two_who_are_alike_the_second_called() -> None:
    assert guess_caller(read_transcript("A: Hm\nB: Hm\nA: Hm"), KeywordEar()) == "B"


@pytest.mark.parametrize(
    ("reactions", "outcome"),
    [
        ([], "polite_no"),
        (["has_supplier", "agrees_to_meet"], "meeting"),
        (["agrees_to_meet", "send_email"], "material_requested"),
        (["do_not_call", "agrees_to_meet"], "opted_out"),
    ],
)
def test_an_outcome_that_nobody_told_is_guessed_from_the_last_word(reactions: list[str], outcome: str) -> None:
    assert guess_outcome(reactions) == outcome


def test_a_transcript_is_a_record_of_the_same_form(now) -> None:
    record = record_of(
        read_transcript("Bakker: Met Bakker.\nSanne: Ik bel over uw vacature.\nBakker: We hebben al een leverancier."),
        "Sanne",
        ear=KeywordEar(),
        reader=line_reader(),
        language="nl",
        situation=Situation(*[""] * 7),
        started_at="2026-11-23T10:00:00+01:00",
        today=now.date(),
    )
    assert [turn.who for turn in turns(record)] == ["prospect", "caller", "prospect"]
    assert turns(record)[-1].reaction == "has_supplier"
    assert record.outcome == "polite_no"
    assert record.heard[0].acts
