"""vCards 2.1, 3.0 and 4.0 to contacts; a file holds many, and a damaged one spoils only itself."""

from __future__ import annotations

import logging
import re
from datetime import date
from typing import Any

import vobject  # type: ignore[import-untyped,unused-ignore]

from belletje.calllist.contact import Contact, PhoneLabel, Rejected
from belletje.calllist.intake.people_rows import Rows, assemble
from belletje.calllist.phones import phone_label

# vobject logs every line it cannot read, and those lines hold people's names and numbers.
logging.getLogger("vobject.base").setLevel(logging.CRITICAL)

_CARD = re.compile(r"^[ \t]*BEGIN:VCARD\b.*?(?=^[ \t]*BEGIN:VCARD\b|\Z)", re.IGNORECASE | re.DOTALL | re.MULTILINE)
_END = re.compile(r"^[ \t]*END:VCARD[ \t]*$", re.IGNORECASE | re.MULTILINE)
# Pictures, sounds and keys say nothing about calling, and their folding differs between versions.
_PICTURE = re.compile(
    r"^(?:[\w-]+\.)?(?:PHOTO|LOGO|SOUND|KEY)\b[^\n]*\n"
    r"(?:[ \t][^\n]*\n|[A-Za-z0-9+/=]{40,}\n|(?:[A-Za-z0-9+/=]+\n)(?=\n))*",
    re.IGNORECASE | re.MULTILINE,
)
_APPLE_LABEL = re.compile(r"^_\$!<(.*)>!\$_$")


def read_cards(text: str, file: str, today: date) -> Rows:
    """The contacts of a vCard file; rows count cards."""
    rows = Rows()
    for number, match in enumerate(_CARD.finditer(text)):
        found = _read_card(match[0], file, number, today, rows)
        if isinstance(found, Rejected):
            rows.rejected.append(found)
        else:
            rows.contacts.append(found)
        rows.count += 1
    return rows


def _read_card(card: str, file: str, row: int, today: date, rows: Rows) -> Contact | Rejected:
    end = _END.search(card)
    if not end:
        return Rejected(row, "unreadable_card", _first_line_of(card))
    try:
        parsed = vobject.readOne(_PICTURE.sub("", card[: end.end()] + "\n"), ignoreUnreadable=True, allowQP=True)
        values, phones = _values(parsed)
    # vobject raises many kinds of errors on damaged cards (ParseError, ValueError, LookupError, binascii.Error, ...).
    except Exception:
        return Rejected(row, "unreadable_card", _first_line_of(card))
    rows.doubts.extend(Rejected(row, "unreadable_line", line[:80]) for line in card.split("\n") if _is_damaged(line))
    return assemble(values, phones, file, row, today, rows.doubts)


def _is_damaged(line: str) -> bool:
    return bool(re.match(r"(?:TEL|EMAIL|FN|N|ORG)\b", line)) and ":" not in line


def _values(card: Any) -> tuple[dict[str, list[str]], list[tuple[PhoneLabel, str]]]:
    values: dict[str, list[str]] = {}
    phones: list[tuple[PhoneLabel, str]] = []
    labels = {line.group: _plain(line.value) for line in card.contents.get("x-ablabel", []) if line.group}
    for line in card.contents.get("tel", []):
        phones.append((_label(line, labels), _plain(line.value)))
    for name in card.contents.get("n", [])[:1]:
        values["given"] = [_plain(name.value.given)]
        values["middle"] = [_plain(name.value.additional)]
        values["family"] = [_plain(name.value.family)]
    for property_, meaning in _MEANINGS.items():
        values.setdefault(meaning, []).extend(_plain(line.value) for line in card.contents.get(property_, []))
    organisation = card.contents.get("org", [])
    if organisation:
        parts = organisation[0].value if isinstance(organisation[0].value, list) else [organisation[0].value]
        values["organisation"] = [_plain(parts[0])] if parts else []
    return {meaning: [cell for cell in cells if cell] for meaning, cells in values.items()}, phones


_MEANINGS = {
    "fn": "full_name", "title": "title", "role": "title", "email": "email", "note": "remarks", "url": "link",
    "x-socialprofile": "link", "categories": "remarks",
}  # fmt: skip


def _label(line: Any, labels: dict[str, str]) -> PhoneLabel:
    written = [kind for kinds in line.params.get("TYPE", []) for kind in str(kinds).split(",")]
    written += [str(part) for part in line.singletonparams]
    if line.group in labels:
        apple = _APPLE_LABEL.match(labels[line.group])
        written.append(apple[1] if apple else labels[line.group])
    found = [phone_label(kind.strip("\"'")) for kind in written]
    for label in ("home", "mobile", "work"):
        if label in found:
            return phone_label(label)
    return "other"


def _plain(value: object) -> str:
    if isinstance(value, list | tuple):
        return " ".join(_plain(part) for part in value).strip()
    text = value.decode("utf-8", errors="replace") if isinstance(value, bytes) else str(value)
    return re.sub(r"\\([,;\\])", r"\1", text).strip()


def _first_line_of(card: str) -> str:
    named = re.search(r"^FN[^:]*:(.*)$", card, re.IGNORECASE | re.MULTILINE)
    return (named[1] if named else card.strip().split("\n")[0])[:80]
