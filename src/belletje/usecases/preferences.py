"""What the caller set once: name, company, language."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from belletje.store import audit, settings
from belletje.store.engine import reading, transaction
from belletje.usecases.house import House, Refused, stamp


@dataclass(frozen=True, slots=True)
class Preferences:
    """Empty texts where nothing was set; `language` is nl, en or empty."""

    caller: str = ""
    caller_company: str = ""
    language: str = ""


def read_preferences(*, house: House) -> Preferences:
    """What was set."""
    with reading(house.engine) as connection:
        return Preferences(*(settings.read(connection, name) for name in ("caller", "caller_company", "language")))


def caller_name(connection: Connection, house: House) -> str:
    """The name that who is at work calls under: their own where they gave one, else the one that was set here."""
    return house.by if house.named else settings.read(connection, "caller")


def keep_preferences(*, house: House, caller: str, caller_company: str, language: str, now: datetime) -> None:
    """Keeps all three, with who changed which and when. Raises Refused for an unknown language or too long a name."""
    if language not in ("", "nl", "en"):
        raise Refused(
            f"'{language}' is no language of Belletje. Choose nl or en.",
            nl=f"'{language}' is geen taal van Belletje. Kies nl of en.",
        )
    if max(len(caller), len(caller_company)) > 200:
        raise Refused(
            "A name is at most 200 letters. Shorten it.", nl="Een naam is hoogstens 200 letters. Maak hem korter."
        )
    with transaction(house.engine) as connection:
        for name, value in (("caller", caller), ("caller_company", caller_company), ("language", language)):
            if settings.read(connection, name) != value.strip():
                settings.write(connection, name, value.strip())
                audit.note(connection, at=stamp(now), by=house.by, action=f"set {name}", subject="settings")
