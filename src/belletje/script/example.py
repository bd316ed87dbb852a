"""The example script that comes with Belletje."""

from belletje.script.knowledge import LANGUAGES, text_of


def example(language: str) -> str:
    """The example as Markdown, in `nl` or `en`; any other language gets Dutch."""
    return text_of(f"example.{language if language in LANGUAGES else LANGUAGES[0]}.md")
