"""Bytes to text: UTF-8 with and without BOM, UTF-16, cp1252, latin-1."""

from __future__ import annotations

import codecs
import re

from belletje.calllist.intake.unreadable import Unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MISREAD_UTF8 = re.compile("[ÃÂ][\u0080-\u00bf\u2013-\u2122]")


def decoded(content: bytes, name: str) -> str:
    """The text of a file, with \\n as line end. Raises Unreadable when it is no text."""
    text = _decoded(content).replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    sample = text[:200_000]
    if len(_CONTROL.findall(sample)) > max(2, len(sample) // 100):
        raise Unreadable("no_text", name)
    return _CONTROL.sub("", _mended(text))


def _decoded(content: bytes) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, errors="replace")
    if unmarked := _utf16_without_mark(content):
        return content.decode(unmarked, errors="replace")
    for encoding in ("utf-8", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return _mostly_utf8(content) or content.decode("latin-1")


def _utf16_without_mark(content: bytes) -> str | None:
    sample = content[:4000]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > len(sample) * 0.3 and even < odd / 10:
        return "utf-16-le"
    if even > len(sample) * 0.3 and odd < even / 10:
        return "utf-16-be"
    return None


def _mostly_utf8(content: bytes) -> str | None:
    """UTF-8 with a few broken bytes keeps its other letters; anything else is not UTF-8."""
    text = content.decode("utf-8", errors="replace")
    broken, other = text.count("\ufffd"), sum(1 for letter in text[:100_000] if "\x7f" < letter < "\ufffd")
    return text if broken and broken * 4 < other else None


def _mended(text: str) -> str:
    """Text that some program read as cp1252 although it was UTF-8 ("Ã–zdemir"), put right line by line."""
    if not _MISREAD_UTF8.search(text):
        return text
    return "\n".join(_mended_line(line) for line in text.split("\n"))


def _mended_line(line: str) -> str:
    if not _MISREAD_UTF8.search(line):
        return line
    try:
        return line.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return line
