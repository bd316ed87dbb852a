"""The block between `---` lines at the top of a script: who calls, for whom, in which language."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import yaml

from belletje.script.diagnostic import Finding
from belletje.script.knowledge import table
from belletje.script.nearby import nearest

FENCE = "---"


@dataclass(frozen=True, slots=True)
class Field:
    """One thing the front matter may say. `options` is empty when any text will do."""

    name: str
    required: bool
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the block says, `length` in lines (fences included; 0 when there is none), and what is wrong with it."""

    values: Mapping[str, str]
    length: int
    mistakes: tuple[Finding, ...]


@cache
def fields() -> Mapping[str, Field]:
    """What the front matter may say, from `data/front_matter.tsv`."""
    rows = table("front_matter.tsv", ("key", "needed", "options"))
    return {
        name: Field(name, needed == "required", () if options == "any" else tuple(options.split()))
        for _, (name, needed, options) in rows
    }


def front_matter(lines: Sequence[str]) -> FrontMatter:
    """Reads the block at the top of `lines`; whatever is wrong with it comes back as mistakes."""
    if not lines or lines[0].rstrip() != FENCE:
        return FrontMatter({}, 0, (Finding("no_front_matter", 1, 1),))
    closed_at = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() in {FENCE, "..."}), None)
    if closed_at is None:
        end = next((n for n, line in enumerate(lines) if n and (not line.strip() or line[0] in "#>")), len(lines))
        unclosed = Finding("broken_front_matter", 1, 1)
        values, mistakes = _read(lines[1:end])
        return FrontMatter(values, end, (unclosed, *(one for one in mistakes if one.code != "broken_front_matter")))
    values, mistakes = _read(lines[1:closed_at])
    return FrontMatter(values, closed_at + 1, tuple(mistakes))


def _read(lines: Sequence[str]) -> tuple[dict[str, str], list[Finding]]:
    try:
        # Composing stops at text with its place: no dates, no booleans (`no` stays "no"), no alias bombs.
        root = yaml.compose("\n".join(lines), Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError) as mistake:
        return {}, [_broken(mistake, lines)]
    if root is None:
        return {}, list(_incomplete({}))
    if not isinstance(root, yaml.MappingNode):
        return {}, [Finding("broken_front_matter", 2, 1)]
    values: dict[str, str] = {}
    mistakes: list[Finding] = []
    for name, value in root.value:
        line, column = name.start_mark.line + 2, name.start_mark.column + 1
        if not isinstance(name, yaml.ScalarNode) or not isinstance(value, yaml.ScalarNode):
            mistakes.append(Finding("broken_front_matter", line, column))
            continue
        values[name.value] = str(value.value).strip()
        mistakes.extend(_entry(name.value, values[name.value], line, column))
    return values, [*mistakes, *_incomplete(values)]


def _entry(name: str, value: str, line: int, column: int) -> Iterator[Finding]:
    field = fields().get(name)
    if field is None:
        yield _unknown(name, name, fields(), line, column)
    elif field.options and value and value not in field.options:
        yield _unknown(f"{name}: {value}", value, field.options, line, column)


def _unknown(given: str, word: str, options: Iterable[str], line: int, column: int) -> Finding:
    options = tuple(options)
    values = {"given": given, "near": nearest(word, options), "options": ", ".join(options)}
    return Finding("unknown_front_matter", line, column, values)


def _incomplete(values: Mapping[str, str]) -> Iterator[Finding]:
    missing = [field.name for field in fields().values() if field.required and not values.get(field.name)]
    if missing:
        yield Finding("incomplete_front_matter", 1, 1, {"missing": ", ".join(missing)})


def _broken(mistake: Exception, lines: Sequence[str]) -> Finding:
    mark = getattr(mistake, "problem_mark", None)
    if mark is None or not 0 <= mark.line < len(lines):
        return Finding("broken_front_matter", 1, 1)
    column = min(mark.column, max(len(lines[mark.line]) - 1, 0)) + 1
    return Finding("broken_front_matter", mark.line + 2, column)
