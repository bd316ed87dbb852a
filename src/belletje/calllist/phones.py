"""Telephone numbers as people write them, to E.164 with kind, label and extension."""

from __future__ import annotations

import re
from dataclasses import dataclass
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
    parts = [part for part in _BETWEEN_NUMBERS.split(written) if part.strip()]
    if whole is None or len(parts) < 2:
        return [], [whole] if whole else []
    found = [read_phone(part, label, region) for part in parts]
    phones = [one for one in found if isinstance(one, Phone)]
    wrong = [one for one in found if isinstance(one, Unusable)]
    return phones, wrong


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
    return Phone(e164, kind, "mobile" if label == "other" and kind == "mobile" else label, extension, text)


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
