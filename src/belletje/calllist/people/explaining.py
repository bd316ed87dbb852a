"""Why contacts were taken for one person, in words."""

from __future__ import annotations

from collections.abc import Iterable

from belletje.calllist.callable import Language
from belletje.calllist.knowledge import table

_SAID = {line["evidence"]: {"nl": line["nl"], "en": line["en"]} for line in table("merging.tsv")}


def explained(because: Iterable[str], language: Language) -> str:
    """Evidence (codes of `data/merging.tsv`) as words: "dezelfde naam, hetzelfde mobiele nummer"."""
    return ", ".join(_SAID[code][language] for code in because)
