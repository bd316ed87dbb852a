"""The port for dialling: what the call button leads to. A person presses it, for each call; nothing dials by itself."""

from typing import Protocol

import phonenumbers


class Line(Protocol):
    """A way to make a call. A telephone line behind the same button takes the place of `tel_link`."""

    def __call__(self, e164: str) -> str:
        """The address that the button leads to, for a number such as +31612345678."""
        ...


def tel_link(e164: str) -> str:
    """A `tel:` address (RFC 3966): the softphone or the mobile that the user has takes it from there."""
    return f"tel:{e164}"


def spaced(e164: str) -> str:
    """A number as people read it aloud: in the national form for Dutch numbers, else the international."""
    try:
        number = phonenumbers.parse(e164)
    except phonenumbers.NumberParseException:
        return e164
    dutch = number.country_code == 31
    form = phonenumbers.PhoneNumberFormat.NATIONAL if dutch else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, form)
