"""The checks: each is one function from a script to what it finds, named after the code it gives.

`data/severities.tsv` says how bad each is, `data/checks.<language>.toml` puts it into words with a bad and a good
example, and docs/script-checks.md is made from those.
"""

from collections.abc import Callable, Iterator

from belletje.script.checks import conversation, law, structure, wording
from belletje.script.diagnostic import Diagnostic, Finding, tell
from belletje.script.model import Script
from belletje.script.reading import read

Check = Callable[[Script], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    structure.empty_script,
    structure.duplicate_step,
    structure.silent_step,
    structure.unknown_reaction,
    structure.unknown_step,
    structure.unreachable_step,
    structure.dead_end,
    structure.endless_loop,
    law.no_introduction,
    law.no_company,
    law.no_sales_purpose,
    law.no_opt_out,
    law.opt_out_not_confirmed,
    conversation.unanswered_reactions,
    conversation.no_open_question,
    conversation.no_next_step,
    wording.monologue,
    wording.unknown_placeholder,
    wording.empty_placeholder,
    wording.jargon,
)


def check(script: Script, language: str | None = None) -> tuple[Diagnostic, ...]:
    """Everything there is to say about a script, in the order of its text, the mistakes of reading it included.

    In `language` (`nl` or `en`), or else in the script's own.
    """
    found = (finding for one in CHECKS for finding in one(script))
    return tell((*script.mistakes, *found), language or script.language)


def check_text(text: str, language: str | None = None) -> tuple[Diagnostic, ...]:
    """The same for a script as text."""
    script, _ = read(text)
    return check(script, language)
