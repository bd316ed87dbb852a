"""Which parts are ready, and how to get the rest."""

import shutil
from dataclasses import asdict, dataclass

from belletje.store.engine import FILE, HEAD, reading
from belletje.store.people import known_files
from belletje.usecases.house import House


@dataclass(frozen=True, slots=True)
class Part:
    """A part of Belletje: whether it is ready, what it is now, and how to get it where it is not."""

    part: str
    ready: bool
    detail: str
    mend: str = ""


def examine(*, house: House) -> list[Part]:
    """Looks at every part. Nothing is changed."""
    with reading(house.engine) as connection:
        files = len(known_files(connection))
    understood = house.ear("Goedemorgen, u spreekt met Sanne de Wit van Noordlicht.", "")
    browser = shutil.which("chromium") or shutil.which("google-chrome") or shutil.which("firefox")
    return [
        Part("database", True, f"{house.folder / FILE}, schema {HEAD}, {files} files imported"),
        Part("understanding", bool(understood.chosen), f"heard: {', '.join(understood.chosen)}"),
        Part(
            "browser",
            browser is not None,
            browser or "none found on the path",
            "" if browser else "Open the address that `belletje run` prints in any browser.",
        ),
        Part("language model", False, "the prospect is scripted and needs none", "None is needed."),
    ]


def to_data(parts: list[Part]) -> dict[str, object]:
    """The shape of `belletje doctor --json`."""
    return {part.part.replace(" ", "_"): asdict(part) for part in parts}
