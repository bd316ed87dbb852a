"""Reading a call script from Markdown. Whatever the text is, this returns a script; mistakes are values.

---
title: Netwerkengineers
language: nl
caller: Sanne de Wit
company: Noordlicht Netwerken
---

# Opening                                    a heading of any level is a step
> Goedemorgen, met {caller} van {company}.   a quote is what to say
- bad_moment, no_time -> Terugbellen         a list item is what to do on a reaction
Even wachten op antwoord.                    anything else inside a step is a note to yourself
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

from belletje.script.diagnostic import Diagnostic, Finding, tell
from belletje.script.frontmatter import front_matter
from belletje.script.language import language_of
from belletje.script.model import Answer, Say, Script, Span, Step

# Nobody nests deeper; the parser's own limit of 20 lets a hostile line take minutes.
_MARKDOWN = MarkdownIt("commonmark", {"html": False, "maxNesting": 6})
_ARROW = re.compile(r"\s*(?:[-–—=]+>|→|⇒)\s*")
_ORNAMENTS = ' \t#*`"“”„'
_BEFORE_QUOTED_TEXT = re.compile(r"[\s>]*")


def read(text: str) -> tuple[Script, tuple[Diagnostic, ...]]:
    """Reads a script. The diagnostics are the mistakes of reading only, in the script's own language.

    Never raises, for any text. `checks.check` gives these and everything else.
    """
    lines = _lines(text)
    front = front_matter(lines)
    body = [""] * front.length + list(lines[front.length :])
    draft = _Draft(lines)
    for block in _blocks(_MARKDOWN.parse("\n".join(body))):
        draft.add(block)
    script = Script(
        title=front.values.get("title", ""),
        language=language_of(front.values.get("language", ""), body),
        caller=front.values.get("caller", ""),
        company=front.values.get("company", ""),
        role=front.values.get("role", ""),
        steps=tuple(draft.steps()),
        front_matter=front.values,
        lines=lines,
        mistakes=(*front.mistakes, *draft.mistakes),
    )
    return script, tell(script.mistakes, script.language)


def _lines(text: str) -> tuple[str, ...]:
    """The lines as editors count them."""
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    return tuple(plain.split("\n"))


@dataclass(frozen=True, slots=True)
class _Block:
    """A piece of Markdown that holds words: `kind` is heading, quote, item or note; `line` counts from 0."""

    kind: str
    line: int
    inline: Token


def _blocks(tokens: Sequence[Token]) -> Iterator[_Block]:
    """The outermost container decides what words are for: a list inside a quote is still said."""
    outermost = ""
    first_of_item = False
    for token in tokens:
        if token.level == 0 and token.nesting == 1:
            outermost = token.type
        if token.type == "list_item_open":
            first_of_item = True
        if token.type != "inline" or token.map is None:
            continue
        line = token.map[0]
        if outermost == "heading_open":
            yield _Block("heading", line, token)
        elif outermost == "blockquote_open":
            yield _Block("quote", line, token)
        elif outermost in {"bullet_list_open", "ordered_list_open"} and first_of_item:
            first_of_item = False
            yield _Block("item", line, token)
        else:
            yield _Block("note", line, token)


@dataclass(slots=True)
class _DraftStep:
    name: str
    line: int
    says: list[Say] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)


@dataclass(slots=True)
class _Draft:
    """The script while it is being read."""

    lines: Sequence[str]
    begun: list[_DraftStep] = field(default_factory=list)
    mistakes: list[Finding] = field(default_factory=list)

    def add(self, block: _Block) -> None:
        if block.kind == "heading":
            self.begun.append(_DraftStep(_say(block, self.lines).text, block.line + 1))
        elif not self.begun:
            self.mistakes.append(Finding("loose_text", block.line + 1, 1))
        elif block.kind == "quote":
            said = _say(block, self.lines)
            if said.text:
                self.begun[-1].says.append(said)
        elif block.kind == "item":
            self._answers(block, self.begun[-1])

    def _answers(self, block: _Block, step: _DraftStep) -> None:
        source, number = self.lines[block.line], block.line + 1
        content = block.inline.content.split("\n")[0]
        start = max(source.find(content), 0)
        arrow = _ARROW.search(content)
        target = content[arrow.end() :].strip(_ORNAMENTS) if arrow else ""
        reactions = list(_reactions(content[: arrow.start()])) if arrow else []
        if arrow is None or not target or not reactions:
            self.mistakes.append(Finding("unreadable_answer", number, start + 1, {"given": content}))
            return
        target_column = start + content.index(target, arrow.end()) + 1
        for offset, reaction in reactions:
            column = start + offset + 1
            if any(answer.reaction == reaction for answer in step.answers):
                self.mistakes.append(
                    Finding("double_answer", number, column, {"reaction": reaction, "step": step.name})
                )
            else:
                step.answers.append(Answer(reaction, target, number, column, target_column))

    def steps(self) -> Iterator[Step]:
        for step in self.begun:
            yield Step(step.name, step.line, tuple(step.says), tuple(step.answers))


def _reactions(text: str) -> Iterator[tuple[int, str]]:
    """The reactions before the arrow, separated by commas, each with its offset."""
    for part in re.finditer(r"[^,]+", text):
        name = part[0].strip(_ORNAMENTS)
        if name:
            yield part.start() + part[0].index(name), re.sub(r"[\s-]+", "_", name.casefold())


def _say(block: _Block, lines: Sequence[str]) -> Say:
    """The words of a block without Markdown, with the place of each piece."""
    row, column = block.line, _indent(lines[block.line])
    text, spans = "", [Span(0, row + 1, column + 1)]
    for piece in block.inline.children or ():
        if piece.type in {"softbreak", "hardbreak"}:
            row = min(row + 1, len(lines) - 1)
            column = _indent(lines[row])
            text += " "
        elif piece.content:
            found = lines[row].find(piece.content, column)
            column = found if found >= 0 else column
            spans.append(Span(len(text), row + 1, column + 1))
            text += piece.content
            column += len(piece.content) if found >= 0 else 0
    spaces = len(text) - len(text.lstrip())
    moved = tuple(Span(max(span.offset - spaces, 0), span.line, span.column) for span in spans)
    return Say(text.strip(), moved[0].line, moved[0].column, moved)


def _indent(line: str) -> int:
    found = _BEFORE_QUOTED_TEXT.match(line)
    return min(found.end() if found else 0, max(len(line) - 1, 0))
