"""Telephone numbers as people write them, to E.164 with kind, label and extension."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberType

from belletje.calllist.contact import Phone, PhoneKind, PhoneLabel
from belletje.calllist.folding import folded, tidy

HOME_REGION = "NL"

_SCIENTIFIC = re.compile(r"^\+?(\d+)(?:[.,](\d+))?e\+?(\d+)$", re.IGNORECASE)
_WHOLE_FLOAT = re.compile(r"^(\d{6,15})[.,]0+$")
_ROUNDED = re.compile(r"^[1-9]\d{2,4}0{6,}(?:[.,]0+)?$")  # 31600000000: what 3,16E+10 becomes when it is read again
_TRUNK_ZERO = re.compile(r"\(\s*0\s*\)")
_SCHEME = re.compile(r"^\s*(?:tel|callto|sip|phone)\s*:\s*/*", re.IGNORECASE)
_EXTENSION_WORD = re.compile(
    r"\b(?:toestel|tst|doorkies(?:nummer)?|durchwahl|poste|extension)\b\.?\s*:?", re.IGNORECASE
)
_BETWEEN_NUMBERS = re.compile(r"\s*(?::::|[;|\n]|\s/\s|,\s|\bof\b|\bor\b|\boder\b|\bou\b)\s*", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
_BRACKETS = re.compile(r"\s*\([^)]*\)")
_ONLY_A_NOTE = re.compile(r"^[^\d]*$")
_MOBILE = {PhoneNumberType.MOBILE, PhoneNumberType.PAGER}
_LANDLINE = {PhoneNumberType.FIXED_LINE, PhoneNumberType.TOLL_FREE, PhoneNumberType.UAN, PhoneNumberType.VOIP,
             PhoneNumberType.SHARED_COST}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unusable:
    """Why a written number gives no telephone number: a code of `data/rejections.tsv`, and the writing."""

    reason: str
    written: str


def read_phones(
    written: str, label: PhoneLabel = "other", region: str = HOME_REGION
) -> tuple[list[Phone], list[Unusable]]:
    """The numbers in one cell ("020-1234567 / 06 12345678") and what in it could not be used.

    A cell without any digit ("n.v.t.", "-", "onbekend") holds no number and is no mistake.
    """
    whole = read_phone(written, label, region)
    if isinstance(whole, Phone):
        return [whole], []
    if whole is None:
        return [], []
    parts = [part for part in _BETWEEN_NUMBERS.split(written) if part.strip()]
    phones: list[Phone] = []
    wrong: list[Unusable] = []
    for part in parts if len(parts) > 1 else [written]:
        one = read_phone(part, label, region)
        if isinstance(one, Phone):
            phones.append(one)
        elif among_words := _phones_among_words(tidy(part), label, region):
            phones += among_words
        elif one:
            wrong.append(one)
    return phones, wrong


def _phones_among_words(text: str, label: PhoneLabel, region: str) -> list[Phone]:
    """The numbers in a cell with words around them: "06-12345678 (privé)", "thuis 020-5550019 werk 020-5550020".

    A number belongs to the words before it, and to what stands in brackets or last in the cell after it.
    """
    if _lost_its_digits(text):
        return []
    found: list[Phone] = []
    matches = list(phonenumbers.PhoneNumberMatcher(text, region))
    for place, match in enumerate(matches):
        start = matches[place - 1].end if place else 0
        last = place == len(matches) - 1
        aside = _BRACKETS.match(text, match.end)
        after = text[match.end :] if last else aside[0] if aside else ""
        before = text[start : match.start] if place == 0 else _BRACKETS.sub("", text[start : match.start], count=1)
        one = read_phone(match.raw_string, label, region)
        if isinstance(one, Phone):
            found.append(_labelled(one, f"{before} {after}"))
    return found


def _labelled(phone: Phone, said: str) -> Phone:
    """The phone with what the words beside it say; "home" from either side stays: such a number is never offered."""
    told = phone_label(said)
    if told == "other" or phone.label == "home":
        return phone
    return replace(phone, label=told if told == "home" or phone.label in ("other", "mobile") else phone.label)


def read_phone(written: str, label: PhoneLabel = "other", region: str = HOME_REGION) -> Phone | Unusable | None:
    """One number; None when the cell holds no number at all.

    A number without + whose digits start with a country code is read as international: spreadsheets drop the plus
    (31612340035 means +31612340035). A number in scientific notation that lost digits is named, not guessed.
    """
    text = tidy(written)
    if _lost_its_digits(text):
        return Unusable("number_lost_its_digits", text)
    if _ONLY_A_NOTE.match(text):
        return None
    found = _parsed(_cleaned(text), region)
    if found is None:
        return Unusable("not_a_phone_number", text)
    e164, kind, extension = found
    phone = Phone(e164, kind, "mobile" if label == "other" and kind == "mobile" else label, extension, text)
    return _labelled(phone, text) if _LETTER.search(text) else phone


def phone_label(written: str) -> PhoneLabel:
    """What a label or column says about a number: "Privé" -> home, "* Work" -> work, "CELL" -> mobile."""
    text = folded(written)
    if re.search(r"thuis|prive|private|home|privat|domicile|personal|persoonlijk", text):
        return "home"
    if re.search(r"mobiel|mobile|cell|gsm|handy|portable|iphone|\b06\b", text):
        return "mobile"
    if re.search(
        r"werk|work|zakelijk|business|kantoor|office|bedrijf|company|direct|main|hoofd|dienst|arbeit|bureau|gesch", text
    ):
        return "work"
    return "other"


def _lost_its_digits(text: str) -> bool:
    if _ROUNDED.match(text):
        return True
    match = _SCIENTIFIC.match(text.replace(" ", ""))
    if not match:
        return bool(re.fullmatch(r"#+|#(?:num|waarde|value|ref|n/a|naam|name)[!?]?", folded(text)))
    fraction, exponent = match[2] or "", int(match[3])
    return exponent > 20 or len(fraction.rstrip("0")) < exponent - 2


def _cleaned(text: str) -> str:
    scientific = _SCIENTIFIC.match(text.replace(" ", ""))
    if scientific:
        fraction, exponent = scientific[2] or "", int(scientific[3])
        return scientific[1] + fraction[:exponent].ljust(exponent, "0")
    whole = _WHOLE_FLOAT.match(text)
    text = whole[1] if whole else text
    text = _TRUNK_ZERO.sub(" ", _SCHEME.sub("", text))
    return _EXTENSION_WORD.sub(" ext ", text)


@lru_cache(maxsize=50_000)
def _parsed(text: str, region: str) -> tuple[str, PhoneKind, str] | None:
    number = _valid(text, region)
    digits = re.sub(r"\D", "", text)
    if number is None and not text.lstrip().startswith("+") and 10 <= len(digits) <= 15 and not digits.startswith("0"):
        number = _valid("+" + text.lstrip(), region)
    if number is None:
        return None
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return e164, _kind(number), number.extension or ""


def _valid(text: str, region: str) -> PhoneNumber | None:
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    return number if phonenumbers.is_valid_number(number) else None


def _kind(number: PhoneNumber) -> PhoneKind:
    kind = phonenumbers.number_type(number)
    if kind in _MOBILE:
        return "mobile"
    return "landline" if kind in _LANDLINE else "other"
