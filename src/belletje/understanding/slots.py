"""The day and time that a caller proposes, in the caller's own words: what the prospect repeats."""

import re

_DAYS = {
    "nl": r"maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|morgen|overmorgen|vanmiddag",
    "en": r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow|this afternoon",
}
_PARTS = {
    "nl": r"(?:ochtend|middag|avond)?|(?: in de (?:ochtend|middag|voormiddag|namiddag))",
    "en": r"(?: morning| afternoon)?",
}
_NUMBERS = {
    "nl": r"een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|\d{1,2}(?:[.:]\d\d)?",
    "en": r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon|\d{1,2}(?:[.:]\d\d)?",
}
_HOURS = {
    "nl": rf"(?:half |kwart (?:voor|over) )?(?:{_NUMBERS['nl']})(?: uur)?",
    "en": rf"(?:half past |quarter (?:to|past) )?(?:{_NUMBERS['en']})(?: ?(?:am|pm|o'clock|thirty|fifteen))?",
}
_AT = {"nl": r"(?:om|rond|tegen)", "en": r"(?:at|around)"}
_SLOT = {
    language: re.compile(
        rf"\b(?:{_DAYS[language]})(?:{_PARTS[language]})(?: {_AT[language]}? ?(?:{_HOURS[language]}))?\b"
        rf"|\b{_AT[language]} (?:{_HOURS[language]})\b",
        re.IGNORECASE,
    )
    for language in _DAYS
}


def slot_in(text: str, language: str) -> str:
    """The first day, time or both in the text, as it was said; empty when there is none."""
    found = _SLOT[language].search(text)
    return found.group().strip() if found else ""
