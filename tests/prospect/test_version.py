"""A call keeps what it was made with."""

from pathlib import Path

from belletje.prospect.version import prospect_version, version_of


def test_other_words_or_other_rules_are_another_version(tmp_path: Path) -> None:
    (tmp_path / "answers").mkdir()
    (tmp_path / "answers" / "nl.tsv").write_text("Goedemorgen.", "utf-8")
    (tmp_path / "dynamics.toml").write_text("patience = 1", "utf-8")
    first = version_of(tmp_path)
    assert version_of(tmp_path) == first
    (tmp_path / "answers" / "nl.tsv").write_text("Goedemiddag.", "utf-8")
    second = version_of(tmp_path)
    (tmp_path / "dynamics.toml").write_text("patience = 2", "utf-8")
    assert len({first, second, version_of(tmp_path), prospect_version()}) == 4


def test_what_the_readers_learn_from_changes_no_version(tmp_path: Path) -> None:
    (tmp_path / "asked").mkdir()
    before = version_of(tmp_path)
    (tmp_path / "asked" / "nl.tsv").write_text("Hoeveel?", "utf-8")
    assert version_of(tmp_path) == before
