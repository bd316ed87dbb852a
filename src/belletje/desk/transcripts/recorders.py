"""The JSON of common recorders: somewhere in it is a list of what was said, and often several.

Seen: Whisper, whisper.cpp and Transformers (segments, nobody named), WhisperX (segments with speakers), Deepgram
(utterances, paragraphs), AssemblyAI (utterances, words; milliseconds), Amazon Transcribe (audio segments), Fireflies
(sentences).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from belletje.desk.transcripts.utterance import Utterance

LONGEST_SPEAKER = 60
DEEPEST = 8
TEXT_KEYS = ("text", "transcript", "utterance", "content", "display", "words_text", "raw_text", "spokenText")
SPEAKER_KEYS = ("speaker", "speaker_name", "speaker_label", "speakerName", "who", "participant", "name", "channel")
START_KEYS = ("start", "start_time", "startTime", "start_s", "at_s", "start_timestamp", "begin")
END_KEYS = ("end", "end_time", "endTime", "end_s", "end_timestamp")
MILLISECONDS_FROM = 60.0
"""Whole numbers that lie further apart than this many seconds an utterance are milliseconds."""
SLOWEST_WORD_S = 20.0
"""Nobody takes longer than this for a word: who does is measured in milliseconds."""
MOST_OF_IT = 0.8
"""Of several lists, those that hold at least this share of all that was said tell the whole call."""
STAMP = re.compile(r"^\s*[\[(]?(?:(\d+):)?(\d{1,2}):(\d\d)(?:[.,]\d+)?[\])]?\s*[-–]?\s*")


def utterances_in(data: Any) -> list[Utterance]:
    """What was said, as the recorder wrote it: of its lists one with speakers, and of those the one in whole turns."""
    rows = _best([*_lists(data)])
    scale = 0.001 if _in_milliseconds(rows) else 1.0
    keys = _speaker_keys(rows)
    return [
        Utterance(
            speaker_of(_first(row, keys)),
            str(_first(row, TEXT_KEYS)),
            _seconds(_first(row, START_KEYS), scale),
            _seconds(_first(row, END_KEYS), scale),
        )
        for row in rows
    ]


def speaker_of(value: Any) -> str:
    """The name of a speaker, on one line."""
    if isinstance(value, Mapping):
        value = _first(value, ("name", "display_name", "id"))
    return " ".join(str("" if value is None else value).split())[:LONGEST_SPEAKER]


def stamped(hours: str | None, minutes: str | None, seconds: str | None) -> float | None:
    """A time of the clock in seconds, or None."""
    if minutes is None or seconds is None:
        return None
    return float(int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds))


def _best(lists: list[list[Mapping[str, Any]]]) -> list[Mapping[str, Any]]:
    named = [rows for rows in lists if any(_first(row, SPEAKER_KEYS) is not None for row in rows)]
    among = named or [rows for rows in lists if len(rows) > 1] or lists
    most = max((_length(rows) for rows in among), default=0)
    return min((rows for rows in among if _length(rows) >= MOST_OF_IT * most), key=len, default=[])


def _length(rows: Iterable[Mapping[str, Any]]) -> int:
    return sum(len(str(_first(row, TEXT_KEYS))) for row in rows)


def _lists(data: Any, depth: int = 0) -> Iterator[list[Mapping[str, Any]]]:
    """Every list of things that were said, wherever a recorder puts it."""
    if depth > DEEPEST:
        return
    if isinstance(data, list):
        made = [_row(row) for row in data if isinstance(row, Mapping)]
        rows = [row for row in made if isinstance(_first(row, TEXT_KEYS), str)]
        if rows and any(_first(row, SPEAKER_KEYS) is not None or _first(row, START_KEYS) is not None for row in rows):
            yield rows
    inside = data.values() if isinstance(data, Mapping) else data if isinstance(data, list) else ()
    for part in inside:
        if isinstance(part, Mapping | list):
            yield from _lists(part, depth + 1)


def _row(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """The row with its text and start where other recorders have them: `sentences`, `offsets`, `timestamp`."""
    sentences, offsets, pair = row.get("sentences"), row.get("offsets"), row.get("timestamp")
    if isinstance(sentences, list) and _first(row, TEXT_KEYS) is None:
        spoken = [_first(one, TEXT_KEYS) for one in sentences if isinstance(one, Mapping)]
        row = {**row, "text": " ".join(one for one in spoken if isinstance(one, str))}
    if isinstance(offsets, Mapping) and _first(row, START_KEYS) is None:
        row = {**row, **{name: _thousandth(offsets.get(key)) for name, key in (("start", "from"), ("end", "to"))}}
    if isinstance(pair, list) and len(pair) == 2:
        row = {**row, "start": pair[0], "end": pair[1]}
    return row


def _thousandth(value: Any) -> float | None:
    return value / 1000 if isinstance(value, int | float) and not isinstance(value, bool) else None


def _speaker_keys(rows: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """Where the speaker stands; each on a channel of their own, the one speaker of each channel tells nothing."""
    given = [key for key in SPEAKER_KEYS if any(row.get(key) is not None for row in rows)]
    apart = [key for key in given if len({str(row.get(key)) for row in rows}) > 1]
    return (*apart, *given)


def _in_milliseconds(rows: list[Mapping[str, Any]]) -> bool:
    starts: list[int] = [value for row in rows if _is_whole(value := _first(row, START_KEYS))]
    ends: list[int] = [value for row in rows if _is_whole(value := _first(row, END_KEYS))]
    if not rows or len(starts) != len(rows):
        return False
    if len(ends) == len(starts):
        words = sum(len(str(_first(row, TEXT_KEYS)).split()) for row in rows)
        return (sum(ends) - sum(starts)) > SLOWEST_WORD_S * max(1, words)
    return len(rows) > 1 and max(starts) / len(rows) > MILLISECONDS_FROM


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _first(row: Mapping[str, Any], keys: Iterable[str]) -> Any:
    return next((row[key] for key in keys if row.get(key) is not None), None)


def _seconds(value: Any, scale: float) -> float | None:
    try:
        seconds = float(value) * scale
    except (TypeError, ValueError, OverflowError):
        stamp = STAMP.match(str(value or ""))
        return stamped(stamp[1], stamp[2], stamp[3]) if stamp else None
    return round(seconds, 2) if 0 <= seconds < 1e6 else None
