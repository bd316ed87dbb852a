"""Why rows are rejected or doubted, as sentences for a page or a terminal."""

from __future__ import annotations

from belletje.calllist.callable import Language
from belletje.calllist.contact import Rejected
from belletje.calllist.knowledge import table

_SENTENCES = {line["reason"]: line for line in table("rejections.tsv")}
REASONS = tuple(_SENTENCES)
"""All codes that `Rejected.reason` can hold."""


def sentence_for(rejected: Rejected, language: Language) -> str:
    """The reason as one sentence, with the value at fault in it."""
    return _SENTENCES[rejected.reason][language].replace("{value}", rejected.value)
