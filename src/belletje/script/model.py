"""A call script: the steps of a conversation, what to say in each, and where a reaction leads."""

from collections.abc import Mapping
from dataclasses import dataclass

from belletje.script.diagnostic import Finding


@dataclass(frozen=True, slots=True)
class Span:
    """Where a piece of a say stands in the source: `offset` in the say's text, 1-based `line` and `column`."""

    offset: int
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Say:
    """One quoted paragraph, as it is read aloud: Markdown emphasis removed, lines joined by a space."""

    text: str
    line: int
    column: int
    spans: tuple[Span, ...] = ()

    def place(self, offset: int) -> tuple[int, int]:
        """The 1-based line and column in the source of the character at `offset` in the text."""
        before = [span for span in self.spans if span.offset <= offset]
        if not before:
            return self.line, self.column
        return before[-1].line, before[-1].column + offset - before[-1].offset


@dataclass(frozen=True, slots=True)
class Answer:
    """Where a reaction leads: `- reaction -> target`. `target_column` is where the target's name begins."""

    reaction: str
    target: str
    line: int
    column: int
    target_column: int


@dataclass(frozen=True, slots=True)
class Step:
    """One heading: what to say there, and what to do next. `line` is 1-based."""

    name: str
    line: int
    says: tuple[Say, ...] = ()
    answers: tuple[Answer, ...] = ()

    @property
    def key(self) -> str:
        """The name as steps are looked up by: capitals, spaces and a final colon do not matter."""
        return key(self.name)

    @property
    def text(self) -> str:
        """All that is said in this step, in one breath."""
        return " ".join(say.text for say in self.says)


@dataclass(frozen=True, slots=True)
class Script:
    """A script as it was read. `caller` and `company` are empty when the front matter does not name them.

    `role` is whom the script is for (a role of the scenario space, or empty). `lines` is the source; `mistakes` is what
    went wrong in reading it. The conversation starts at the first step.
    """

    title: str
    language: str
    caller: str
    company: str
    role: str
    steps: tuple[Step, ...]
    front_matter: Mapping[str, str]
    lines: tuple[str, ...]
    mistakes: tuple[Finding, ...]

    def step(self, name: str) -> Step | None:
        """The first step of that name, or None."""
        wanted = key(name)
        return next((step for step in self.steps if step.key == wanted), None)

    @property
    def values(self) -> dict[str, str]:
        """The placeholders that the front matter itself fills in."""
        own = {"caller": self.caller, "company": self.company}
        return {name: value for name, value in own.items() if value}


def key(name: str) -> str:
    """A step's name for looking it up."""
    return " ".join(name.casefold().split()).rstrip(" .:")
