"""Job alerts by e-mail (.eml): one posting a paragraph, with its link; or one vacancy forwarded as text or HTML."""

from __future__ import annotations

import email
import re
from datetime import date
from email import policy
from email.message import Message
from email.utils import parsedate_to_datetime

from belletje.calllist.contact import Rejected, Vacancy
from belletje.calllist.dates import read_date
from belletje.calllist.folding import folded, tidy
from belletje.calllist.intake.decoding import decoded
from belletje.calllist.intake.unreadable import Unreadable
from belletje.calllist.intake.vacancy_html import postings_in_html, text_of_html, up_to_last
from belletje.calllist.intake.vacancy_parts import finished, mentions, without_way_of_working
from belletje.calllist.intake.vacancy_text import looks_like_a_vacancy, posting_of

_HEADER_NAMES = (b"from", b"to", b"subject", b"date", b"mime-version", b"received", b"return-path", b"message-id",
                 b"content-type", b"delivered-to", b"reply-to", b"dkim-signature", b"x-")  # fmt: skip
_HEADER = re.compile(rb"^([A-Za-z][A-Za-z0-9-]*):", re.MULTILINE)
_URL = re.compile(r"https?://[^\s<>\")\]]+")
_DOT = re.compile(r"\s+[·•|–—]\s+|\s+-\s+")
_MARK = "\ue000"  # a private character: survives the cleaning of text
_LINK = re.compile(r"<a\b[^<>]*?\bhref\s*=\s*[\"']?(https?://[^\"'\s<>]+)[^<>]*>(.*?)</a", re.IGNORECASE | re.DOTALL)


def is_email(content: bytes) -> bool:
    """Whether a file starts as an e-mail does: header lines, at least two of them of the usual kinds."""
    head = content[:8000].lstrip(b"\xef\xbb\xbf\r\n ").replace(b"\r\n", b"\n").split(b"\n\n", 1)[0].lower()
    names = [match[1] for match in _HEADER.finditer(head)]
    known = {name for name in names if name.startswith(_HEADER_NAMES)}
    return len(known) >= 2 and bool(_HEADER.match(head)) and bool({b"from", b"subject", b"mime-version"} & known)


def postings_in_email(content: bytes, file: str, today: date) -> list[Vacancy | Rejected]:
    """A vacancy, or why not, for each posting in the message; `posted` is the message's day unless it says better."""
    # compat32 keeps broken headers as they are; the newer policy raises on some of them.
    message = email.message_from_bytes(content.lstrip(b"\xef\xbb\xbf\r\n "), policy=policy.compat32)
    sent = _sent_on(message)
    plain, page = _bodies(message, file)
    structured = postings_in_html(page, file, today) if page else []
    if structured:
        return structured
    text = plain or text_of_html(page)
    paragraphs = _postings(text) if plain else _linked_postings(page)
    if paragraphs:
        return [_posting(lines, file, row, today, sent) for row, lines in enumerate(paragraphs)]
    if looks_like_a_vacancy(text):
        return [posting_of(text, file, 0, today)]
    return []


def _sent_on(message: Message) -> date | None:
    try:
        return parsedate_to_datetime(str(message.get("Date", ""))).date()
    except (ValueError, TypeError, OverflowError, IndexError, AttributeError):
        return None


def _bodies(message: Message, file: str) -> tuple[str, str]:
    plain, page = "", ""
    for part in message.walk():
        kind = part.get_content_type()
        if kind == "text/plain" and not plain:
            plain = _text_of(part, file)
        elif kind == "text/html" and not page:
            page = _text_of(part, file)
    return plain, page


def _text_of(part: Message, file: str) -> str:
    try:
        content = part.get_payload(decode=True)
        if not isinstance(content, bytes):
            return ""
        charset = part.get_content_charset()
        return content.decode(charset).replace("\r\n", "\n") if charset else decoded(content, file)
    except Unreadable:
        return ""
    # A wrong charset name, broken base64 or bytes outside the charset: read what can be read.
    except Exception:
        return content.decode("latin-1") if isinstance(content, bytes) else ""


def _linked_postings(page: str) -> list[list[str]]:
    """The postings of an HTML alert: a linked title and the lines after it, or lines up to a link "view vacancy"."""
    closed, rest = up_to_last("</a", page.replace(_MARK, ""))
    marked = _LINK.sub(lambda link: f"<br>{_MARK}{link[1]}{_MARK}{link[2]}<br><a", closed) + rest
    found: list[list[str]] = []
    waiting: list[str] = []
    titled = False
    for line in filter(None, text_of_html(marked).split("\n")):
        _, url, said = line.split(_MARK, 2) if line.count(_MARK) >= 2 else ("", "", line)
        if mentions("footer", said):
            titled, waiting = False, []
        elif url and said.strip() and not mentions("link_line", said):
            titled = True
            found.append([said.strip(), url])
        elif url and said.strip() and not titled:
            found.append([*waiting[-3:], url])
            waiting = []
        elif not url:
            (found[-1] if titled else waiting).append(said)
    return [lines[:6] for lines in found if len(lines) > 1]


def _postings(text: str) -> list[list[str]]:
    """The paragraphs that end in a link to a vacancy; a link that stands alone belongs to the paragraph above it."""
    found: list[list[str]] = []
    waiting: list[str] = []
    for paragraph in re.split(r"\n\s*\n", text):
        lines = [tidy(line) for line in paragraph.split("\n") if tidy(line)]
        if not lines or (mentions("footer", " ".join(lines)) and not _has_words(lines, 3)):
            waiting = []
        elif any(_URL.search(line) for line in lines):
            found += _apart(lines) if _has_words(lines, 1) else [waiting + lines]
            waiting = []
        else:
            waiting = lines
    return [lines for lines in found if not mentions("footer", lines[0])]


def _apart(lines: list[str]) -> list[list[str]]:
    """The postings in one paragraph: each ends with its link, or has it right under its title (a linked title)."""
    links = [place for place, line in enumerate(lines) if _is_link(line)]
    if len(links) < 2:
        return [lines]
    starts = [place - 1 for place in links] if links[0] == 1 else [0, *(place + 1 for place in links[:-1])]
    return [lines[start:end] for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)]


def _has_words(lines: list[str], at_least: int) -> bool:
    return len([line for line in lines if not _is_link(line) and not _is_noise(line)]) >= at_least


def _is_link(line: str) -> bool:
    return bool(_URL.search(line)) and len(_URL.sub("", line).strip(" :")) < 40


def _posting(lines: list[str], file: str, row: int, today: date, sent: date | None) -> Vacancy | Rejected:
    url = next((match[0] for line in lines if (match := _URL.search(line))), "")
    told = [piece for line in lines if not _is_link(line) for piece in _pieces(line)]
    age = next((piece for piece in told if re.search(r"\b(?:geleden|ago)\b", folded(piece))), "")
    told = [piece for piece in told if piece != age and not _is_noise(piece)]
    if not told:
        return Rejected(row, "no_vacancy_title", url)
    if len(told) < 2:
        return Rejected(row, "no_organisation", told[0])
    return finished(
        Vacancy(
            file=file, row=row, title=told[0], organisation=told[1],
            places=tuple(place for piece in told[2:3] if (place := without_way_of_working(piece))),
            description="\n".join(lines), posted=read_date(age, sent or today) if age else sent, url=url,
        )
    )  # fmt: skip


def _pieces(line: str) -> list[str]:
    return [piece.strip() for piece in _DOT.split(line) if piece.strip()]


def _is_noise(piece: str) -> bool:
    return mentions("noise", without_way_of_working(piece)) or not without_way_of_working(piece)
