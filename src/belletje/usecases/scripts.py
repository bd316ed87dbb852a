"""Call scripts: kept as the Markdown that a person reads aloud, and checked."""

from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from belletje.script.checks import check_text
from belletje.script.diagnostic import Diagnostic
from belletje.script.example import example
from belletje.script.reading import read
from belletje.store import audit
from belletje.store import scripts as store
from belletje.store.engine import reading, transaction
from belletje.store.scripts import StoredScript
from belletje.usecases.house import House, NotThere, Refused, stamp

LONGEST_SCRIPT = 200_000


def read_script_file(path: Path) -> str:
    """The text of a script on disk. Raises Refused when it cannot be read as text."""
    try:
        if path.is_dir():
            raise Refused(
                f"{path} is a folder. Name a script in it, such as {path}/belscript.md.",
                nl=f"{path} is een map. Noem een script erin, zoals {path}/belscript.md.",
            )
        if path.stat().st_size > LONGEST_SCRIPT:
            raise Refused(
                f"{path.name} is too long for a call script ({LONGEST_SCRIPT // 1000} kB at most). "
                "Is it the right file?",
                nl=f"{path.name} is te lang voor een belscript (hoogstens {LONGEST_SCRIPT // 1000} kB). "
                "Is dit het goede bestand?",
            )
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise Refused(
            f"{path.name} is not UTF-8 text. Save it as UTF-8 (in most editors: Save as, Encoding).",
            nl=f"{path.name} is geen UTF-8-tekst. Bewaar het als UTF-8 (meestal: Opslaan als, Codering).",
        ) from fault
    except OSError as fault:
        raise Refused(
            f"{path} cannot be read ({fault.strerror}). Check the name and your rights to it.",
            nl=f"{path} kan niet worden gelezen ({fault.strerror}). Kijk of de naam klopt en of u erbij mag.",
        ) from fault


def check(*, text: str, language: str | None = None) -> tuple[Diagnostic, ...]:
    """What is wrong with a script, in the order of its lines; `language` is that of the messages."""
    return check_text(text, "nl" if language == "nl" else "en" if language == "en" else None)


def list_scripts(*, house: House) -> list[StoredScript]:
    """All scripts, the current one first."""
    with reading(house.engine) as connection:
        return store.every(connection)


def show_script(*, house: House, script: int) -> StoredScript:
    """One script. Raises Refused when there is none of that number."""
    with reading(house.engine) as connection:
        return _one(store.get(connection, script), script)


def current_script(*, house: House) -> StoredScript | None:
    """The script that lies beside the next call, if any."""
    with reading(house.engine) as connection:
        return next((script for script in store.every(connection) if script.current), None)


def keep_script(*, house: House, text: str, now: datetime, script: int | None = None, name: str = "") -> int:
    """Keeps a script, new or anew; its name is the title in its front matter unless given. Gives its number.

    A new one that is there already, word for word, is not kept once more.
    """
    if len(text) > LONGEST_SCRIPT:
        raise Refused(
            f"A call script is at most {LONGEST_SCRIPT // 1000} kB; this is longer. Split it in two.",
            nl=f"Een belscript is hoogstens {LONGEST_SCRIPT // 1000} kB; dit is langer. Splits het in tweeën.",
        )
    title = name or read(text)[0].title or "Script"
    with transaction(house.engine) as connection:
        if script is None:
            there = next((one.id for one in store.every(connection) if (one.name, one.text) == (title, text)), None)
            if there is None:
                there = store.add(connection, name=title, text=text, at=stamp(now))
                _note(connection, house, now, "keep script", there)
            return there
        before = _one(store.get(connection, script), script)
        if (before.name, before.text) != (title, text):
            store.change(connection, script, name=title, text=text, at=stamp(now))
            _note(connection, house, now, "keep script", script)
        return script


def use_script(*, house: House, script: int, now: datetime) -> None:
    """Lays a script beside the next calls."""
    with transaction(house.engine) as connection:
        if not _one(store.get(connection, script), script).current:
            store.make_current(connection, script)
            _note(connection, house, now, "use script", script)


def remove_script(*, house: House, script: int, now: datetime) -> None:
    """Throws a script away."""
    with transaction(house.engine) as connection:
        _one(store.get(connection, script), script)
        store.remove(connection, script)
        _note(connection, house, now, "remove script", script)


def _note(connection: Connection, house: House, now: datetime, action: str, script: int) -> None:
    audit.note(connection, at=stamp(now), by=house.by, action=action, subject=f"script:{script}")


def example_script(language: str) -> str:
    """The script that ships with Belletje, as a start."""
    return example("nl" if language == "nl" else "en")


def _one(found: StoredScript | None, number: int) -> StoredScript:
    if found is None:
        raise NotThere(
            f"There is no script {number}. The script page lists those there are.",
            nl=f"Er is geen script {number}. De pagina Scripts toont welke er zijn.",
        )
    return found
