"""Reading a transcript: plain text, WebVTT, SRT, or the JSON of common recorders."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import webvtt
from webvtt.errors import MalformedCaptionError, MalformedFileError

MOST_UTTERANCES = 2000
LONGEST_UTTERANCE = 5000
LONGEST_SPEAKER = 60
TEXT_KEYS = ("text", "transcript", "utterance", "content", "display", "words_text", "raw_text")
SPEAKER_KEYS = ("speaker", "speaker_name", "speaker_label", "speakerName", "who", "participant", "name", "channel")
START_KEYS = ("start", "start_time", "startTime", "start_s", "at_s", "start_timestamp", "begin")
END_KEYS = ("end", "end_time", "endTime", "end_s", "end_timestamp")
MILLISECONDS_FROM = 60.0
"""Whole numbers that lie further apart than this many seconds an utterance are milliseconds."""
_STAMP = re.compile(r"^\s*[\[(]?(?:(\d+):)?(\d{1,2}):(\d\d)(?:[.,]\d+)?[\])]?\s*[-–]?\s*")
_NAMED = re.compile(
    r"^\s*([^\W\d_][\w .'’()/-]{0,59}?)\s*(?:[\[(](?:(\d+):)?(\d{1,2}):(\d\d)[\])])?\s*:\s+(.*)$", re.DOTALL
)
_DASH = re.compile(r"^\s*[-–—]\s+")
_CUE = re.compile(r"^\d+\s*\r?\n\s*\d\d:\d\d:\d\d[,.]\d{3}\s*-->", re.MULTILINE)


class Unreadable(ValueError):
    """A transcript that cannot be read: `reason` is empty, broken, or nothing_said."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Utterance:
    """Something that one speaker said. `start_s` and `end_s` are seconds from the beginning, where they are known."""

    speaker: str
    text: str
    start_s: float | None = None
    end_s: float | None = None


def read_transcript(text: str) -> tuple[Utterance, ...]:
    """What was said, in order; what one speaker said on end is one utterance. Raises Unreadable.

    Where nobody is named, the lines are taken in turns, from `1`, who picked up, on.
    """
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    if not text.strip():
        raise Unreadable("empty")
    found = _joined(_read(text))
    if not found:
        raise Unreadable("nothing_said")
    return found


def _read(text: str) -> Iterable[Utterance]:
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
        data = json.loads(text)
    except (ValueError, RecursionError) as mistake:
        if re.match(r"^\[\d", text):
            return None  # plain text that begins with a time in brackets
        raise Unreadable("broken") from mistake
    rows = max(_lists(data), key=len, default=[])
    starts = [
        value for row in rows if isinstance(value := _first(row, START_KEYS), int) and not isinstance(value, bool)
    ]
    scale = 0.001 if len(starts) == len(rows) > 1 and max(starts) / len(rows) > MILLISECONDS_FROM else 1.0
    return [
        Utterance(
            _speaker(_first(row, SPEAKER_KEYS)),
            str(_first(row, TEXT_KEYS)),
            _seconds(_first(row, START_KEYS), scale),
            _seconds(_first(row, END_KEYS), scale),
        )
        for row in rows[:MOST_UTTERANCES]
    ]


def _lists(data: Any, depth: int = 0) -> Iterator[list[Mapping[str, Any]]]:
    """Every list of things that were said, wherever a recorder puts it."""
    if depth > 6:
        return
    if isinstance(data, list):
        rows = [row for row in data if isinstance(row, Mapping) and isinstance(_first(row, TEXT_KEYS), str)]
        if rows and any(_first(row, SPEAKER_KEYS) is not None or _first(row, START_KEYS) is not None for row in rows):
            yield rows
    inside = data.values() if isinstance(data, Mapping) else data if isinstance(data, list) else ()
    for part in inside:
        if isinstance(part, Mapping | list):
            yield from _lists(part, depth + 1)


def _first(row: Mapping[str, Any], keys: Iterable[str]) -> Any:
    return next((row[key] for key in keys if row.get(key) is not None), None)


def _speaker(value: Any) -> str:
    if isinstance(value, Mapping):
        value = _first(value, ("name", "display_name", "id"))
    return " ".join(str("" if value is None else value).split())[:LONGEST_SPEAKER]


def _seconds(value: Any, scale: float) -> float | None:
    try:
        seconds = float(value) * scale
    except (TypeError, ValueError):
        stamp = _STAMP.match(str(value or ""))
        return _stamped(stamp[1], stamp[2], stamp[3]) if stamp else None
    return round(seconds, 2) if 0 <= seconds < 1e6 else None


def _captions(text: str, form: str) -> list[Utterance]:
    try:
        captions = webvtt.from_buffer(text.split("\n"), format=form).captions
    except (MalformedFileError, MalformedCaptionError, ValueError, IndexError) as mistake:
        raise Unreadable("broken") from mistake
    found = []
    for caption in captions[:MOST_UTTERANCES]:
        said = " ".join(caption.text.split())
        named = _NAMED.match(said)
        speaker = (caption.voice or "") or (named[1] if named else "")
        words = said if caption.voice or not named else named[5]
        found.append(Utterance(_speaker(speaker), words, caption.start_in_seconds, caption.end_in_seconds))
    return found


def _plain(text: str) -> list[Utterance]:
    lines = [line for line in text.split("\n") if line.strip()][:MOST_UTTERANCES]
    named = sum(bool(_NAMED.match(_STAMP.sub("", line))) for line in lines)
    if named < max(1, len(lines) // 4):
        return [Utterance(str(n % 2 + 1), _DASH.sub("", line).strip()) for n, line in enumerate(lines)]
    found: list[Utterance] = []
    for line in lines:
        stamp = _STAMP.match(line)
        rest = line[stamp.end() :] if stamp else line
        match = _NAMED.match(rest)
        if match:
            at = _stamped(stamp[1], stamp[2], stamp[3]) if stamp else _stamped(match[2], match[3], match[4])
            found.append(Utterance(_speaker(match[1]), match[5].strip(), at))
        elif found:
            last = found[-1]
            found[-1] = Utterance(last.speaker, f"{last.text} {rest.strip()}", last.start_s)
    return found


def _stamped(hours: str | None, minutes: str | None, seconds: str | None) -> float | None:
    if minutes is None or seconds is None:
        return None
    return float(int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds))


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
