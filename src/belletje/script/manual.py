"""The manual of the checks, made from the checks themselves: docs/script-checks.md and docs/script-controles.md.

python -m belletje.script.manual en > docs/script-checks.md
python -m belletje.script.manual nl > docs/script-controles.md
"""

import sys
from collections.abc import Iterator

from belletje.script.diagnostic import Rule, rules
from belletje.script.filling import placeholders

_WORDS = {
    "nl": {
        "title": "Controles van het belscript",
        "intro": "`belletje script check BESTAND` en de scriptpagina melden wat hieronder staat, met regel en kolom. "
        "Een *fout* maakt het script onbruikbaar of onwettig, een *waarschuwing* kost gesprekken, "
        "een *tip* maakt het beter. Deze bladzijde komt uit de controles zelf; de tests voeren de voorbeelden uit.",
        "error": "fout",
        "warning": "waarschuwing",
        "hint": "tip",
        "header": "| code | ernst | wat |",
        "says": "Melding",
        "mend": "Zo lost u het op",
        "why": "Waarom",
        "bad": "Fout",
        "good": "Goed",
        "placeholders": "Invulplekken",
        "placeholder_header": "| invulplek | wat er komt te staan | bijvoorbeeld |",
    },
    "en": {
        "title": "Checks of the call script",
        "intro": "`belletje script check FILE` and the script page report what is listed below, with line and column. "
        "An *error* makes the script unusable or unlawful, a *warning* costs calls, a *hint* makes it better. "
        "This page is made from the checks themselves; the tests run the examples.",
        "error": "error",
        "warning": "warning",
        "hint": "hint",
        "header": "| code | severity | what |",
        "says": "Message",
        "mend": "How to mend it",
        "why": "Why",
        "bad": "Bad",
        "good": "Good",
        "placeholders": "Placeholders",
        "placeholder_header": "| placeholder | what it becomes | for example |",
    },
}


def render(language: str) -> str:
    """The whole page as Markdown, in `nl` or `en`."""
    return "\n".join(_page(language, _WORDS[language])) + "\n"


def _page(language: str, words: dict[str, str]) -> Iterator[str]:
    yield from (f"# {words['title']}", "", words["intro"], "", words["header"], "|---|---|---|")
    for rule in rules(language).values():
        yield f"| [`{rule.code}`](#{rule.code}) | {words[rule.severity]} | {rule.name} |"
    for rule in rules(language).values():
        yield from _section(rule, words)
    yield from ("", f"## {words['placeholders']}", "", words["placeholder_header"], "|---|---|---|")
    for name, known in placeholders().items():
        yield f"| `{{{name}}}` | {known.meaning[language]} | {known.example[language]} |"


def _section(rule: Rule, words: dict[str, str]) -> Iterator[str]:
    yield from ("", f"## {rule.code}", "", f"**{rule.name}** ({words[rule.severity]}). {rule.why}", "")
    yield f"- {words['says']}: {_plain(rule.message)}"
    yield f"- {words['mend']}: {_plain(rule.mend)}"
    for title, example in ((words["bad"], rule.bad), (words["good"], rule.good)):
        yield from ("", f"{title}:", "", "```markdown", example.rstrip("\n"), "```")


def _plain(template: str) -> str:
    """A message as its reader gets it, except that `…` stands where a value will."""
    return template.format_map(_Dots())


class _Dots(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "…"


if __name__ == "__main__":
    sys.stdout.write(render(sys.argv[1]))
