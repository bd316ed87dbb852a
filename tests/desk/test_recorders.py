"""One small call as common recorders write it down: each gives the same three turns, with their times in seconds."""

import json
from pathlib import Path

import pytest

from belletje.desk.transcripts.reading import read_transcript
from belletje.desk.transcripts.speakers import guess_caller
from belletje.desk.transcripts.utterance import Utterance
from keyword_ear import KeywordEar

FOLDER = Path(__file__).parent.parent / "fixtures" / "transcripts"
TURNS = (
    ("Met Bakker.", 0.0),
    ("Goedemorgen, met Sanne van Noordlicht. Ik bel over uw vacature voor een netwerkbeheerder.", 2.0),
    ("Wij hebben al een partij.", 9.1),
)
SPEAKERS = {
    "whisper.json": ("1", "2"),
    "whisper_cpp.json": ("1", "2"),
    "transformers.json": ("1", "2"),
    "whisper.vtt": ("1", "2"),
    "whisperx.json": ("SPEAKER_00", "SPEAKER_01"),
    "whisperx.srt": ("SPEAKER_00", "SPEAKER_01"),
    "deepgram.json": ("0", "1"),
    "deepgram_paragraphs.json": ("0", "1"),
    "deepgram_channels.json": ("0", "1"),
    "assemblyai.json": ("A", "B"),
    "transcribe.json": ("spk_0", "spk_1"),
    "teams.vtt": ("Bakker, Pim", "Sanne de Wit"),
    "graph.vtt": ("Bakker, Pim", "Sanne de Wit"),
    "zoom.vtt": ("Pim Bakker (Meridiaan)", "Sanne de Wit"),
}


def read(name: str) -> tuple[Utterance, ...]:
    """The call as this recorder wrote it down."""
    return read_transcript((FOLDER / name).read_text("utf-8"))


def test_every_recorder_is_tried() -> None:
    assert {file.name for file in FOLDER.iterdir()} == set(SPEAKERS)


@pytest.mark.parametrize("name", SPEAKERS)
def test_a_recorder_gives_who_said_what_and_when(name: str) -> None:
    found = read(name)
    answering, calling = SPEAKERS[name]
    assert [(one.speaker, one.text) for one in found] == [
        (speaker, text) for speaker, (text, _) in zip((answering, calling, answering), TURNS, strict=True)
    ]
    # captions are read to the second
    assert [one.start_s for one in found] == pytest.approx([start for _, start in TURNS], abs=0.11)
    assert guess_caller(found, KeywordEar(), "") == calling


def test_a_long_call_is_read_in_turns_and_not_cut_off_by_its_words() -> None:
    """A recorder that lists every word beside the turns: 4,000 words are more than a transcript has turns."""
    turns = [{"speaker": "AB"[n % 2], "text": "een twee drie vier vijf", "start": n * 2000, "end": n * 2000 + 1500}
             for n in range(800)]  # fmt: skip
    words = [{"text": word, "speaker": one["speaker"], "start": one["start"], "end": one["start"] + 300}
             for one in turns for word in str(one["text"]).split()]  # fmt: skip
    found = read_transcript(json.dumps({"words": words, "utterances": turns}))
    assert len(found) == 800
    assert found[-1].start_s == 1598


def test_a_colon_now_and_then_makes_nobody_a_speaker() -> None:
    lines = ["Met Bakker.", "Dag.", "Ik heb een vraag: staat die nog open?", "Nee.", "Jammer.", "Ja.", "Dag.", "Dag."]
    cues = (f"00:0{n}.000 --> 00:0{n}.100\n{line}" for n, line in enumerate(lines))
    found = read_transcript("WEBVTT\n\n" + "\n\n".join(cues))
    assert {one.speaker for one in found} == {"1", "2"}
    assert found[2].text == "Ik heb een vraag: staat die nog open?"


def test_after_a_question_somebody_else_speaks_however_short_the_silence() -> None:
    rows = [(0.0, 1.0, "Bel ik gelegen?"), (1.0, 2.0, "Nee."), (2.0, 3.0, "Ik zit in de auto.")]
    found = read_transcript(json.dumps({"segments": [{"start": a, "end": b, "text": text} for a, b, text in rows]}))
    assert [(one.speaker, one.text) for one in found] == [("1", "Bel ik gelegen?"), ("2", "Nee. Ik zit in de auto.")]
