"""Reading a transcript: plain text, WebVTT, SRT, or the JSON of common recorders."""

import json
import re
from collections.abc import Iterable
from dataclasses import replace

import webvtt
from webvtt.errors import MalformedCaptionError, MalformedFileError

from belletje.desk.transcripts.recorders import STAMP, speaker_of, stamped, utterances_in
from belletje.desk.transcripts.utterance import Unreadable, Utterance

MOST_UTTERANCES = 2000
LONGEST_UTTERANCE = 5000
TURN_PAUSE_S = 0.7
"""Where nobody is named, somebody else speaks after a silence of so many seconds (an estimate), or after a question."""
_NAMED = re.compile(
    r"^\s*\[?([^\W\d_][\w .'’()/-]{0,59}?)\]?\s*(?:[\[(](?:(\d+):)?(\d{1,2}):(\d\d)[\])])?\s*:\s+(.*)$", re.DOTALL
)
_DASH = re.compile(r"^\s*[-–—]\s+")
_CUE = re.compile(r"^\d+\s*\r?\n\s*\d\d:\d\d:\d\d[,.]\d{3}\s*-->", re.MULTILINE)


def read_transcript(text: str) -> tuple[Utterance, ...]:
    """What was said, in order; what one speaker said on end is one utterance. Raises Unreadable.

    Where nobody is named, the turns are told apart by the pauses between them, or are the lines, where there are no
    times; `1` is who picked up.
    """
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    if not text.strip():
        raise Unreadable("empty")
    found = _joined(_in_turns(_read(text)))[:MOST_UTTERANCES]
    if not found:
        raise Unreadable("nothing_said")
    return found


def _read(text: str) -> list[Utterance]:
    start = text.lstrip()
    if start.startswith(("{", "[")) and (read := _json(start)) is not None:
        return read
    if start.startswith("WEBVTT"):
        return _captions(start, "vtt")
    if _CUE.search(start[:2000]):
        return _captions(start, "srt")
    return _plain(text)


def _json(text: str) -> list[Utterance] | None:
    try:
        return utterances_in(json.loads(text))
    except (ValueError, RecursionError) as mistake:
        if re.match(r"^\[\d|^\[[^\W\d_][\w .-]*\]\s*:", text):
            return None  # plain text that begins with a time or a speaker in brackets
        raise Unreadable("broken") from mistake


def _captions(text: str, form: str) -> list[Utterance]:
    try:
        captions = webvtt.from_buffer(text.split("\n"), format=form).captions
    except (MalformedFileError, MalformedCaptionError, ValueError, IndexError) as mistake:
        raise Unreadable("broken") from mistake
    said = [(caption, " ".join(caption.text.split())) for caption in captions]
    named = _are_named(words for caption, words in said if not caption.voice)
    found: list[Utterance] = []
    for caption, words in said:
        speaker = caption.voice or (found[-1].speaker if named and found else "")
        if words.startswith("{") and words.endswith("}"):
            speaker, words = _payload(words)
        elif not caption.voice and named and (match := _NAMED.match(words)):
            speaker, words = match[1], match[5]
        found.append(Utterance(speaker_of(speaker), words, caption.start_in_seconds, caption.end_in_seconds))
    return found


def _payload(words: str) -> tuple[str, str]:
    """The speaker and the words of a caption that is JSON itself, as Microsoft Graph gives a meeting's transcript."""
    try:
        (one,) = utterances_in([json.loads(words)])
    except (ValueError, RecursionError):
        return "", words
    return one.speaker, one.text


def _plain(text: str) -> list[Utterance]:
    lines = [line for line in text.split("\n") if line.strip()]
    if not _are_named(STAMP.sub("", line) for line in lines):
        return [Utterance("", _DASH.sub("", line).strip()) for line in lines]
    found: list[Utterance] = []
    for line in lines:
        stamp = STAMP.match(line)
        rest = line[stamp.end() :] if stamp else line
        match = _NAMED.match(rest)
        if match:
            at = stamped(stamp[1], stamp[2], stamp[3]) if stamp else stamped(match[2], match[3], match[4])
            found.append(Utterance(speaker_of(match[1]), match[5].strip(), at))
        elif found:
            last = found[-1]
            found[-1] = Utterance(last.speaker, f"{last.text} {rest.strip()}", last.start_s)
    return found


def _are_named(lines: Iterable[str]) -> bool:
    """Whether lines begin with who speaks; a colon now and then does not make a name."""
    given = [bool(_NAMED.match(line)) for line in lines]
    return bool(given) and sum(given) >= max(1, len(given) // 4)


def _in_turns(said: list[Utterance]) -> list[Utterance]:
    """The same; where nobody at all is named, two people take turns."""
    if any(one.speaker for one in said):
        return said
    other = {"1": "2", "2": "1"}
    found: list[Utterance] = []
    for one in said:
        before = found[-1] if found else None
        now = "1" if before is None else before.speaker
        found.append(replace(one, speaker=other[now] if before and not _goes_on(before, one) else now))
    return found


def _goes_on(before: Utterance, one: Utterance) -> bool:
    if before.end_s is None or one.start_s is None or before.text.rstrip().endswith("?"):
        return False
    return one.start_s - before.end_s < TURN_PAUSE_S


def _joined(said: Iterable[Utterance]) -> tuple[Utterance, ...]:
    found: list[Utterance] = []
    for one in said:
        words = " ".join(one.text.split())
        if not words:
            continue
        last = found[-1] if found else None
        if last and last.speaker == one.speaker and len(last.text) + len(words) < LONGEST_UTTERANCE:
            found[-1] = Utterance(last.speaker, f"{last.text} {words}", last.start_s, one.end_s)
        else:
            found.append(Utterance(one.speaker, words[:LONGEST_UTTERANCE], one.start_s, one.end_s))
    return tuple(found)
