"""`belletje questions`: every question, and one's own in and out of a file."""

OWN = """
[[question]]
id = "own_van"
topic = "experience"
reaction = "asks_experience"
depth = "basic"
ask.nl = ["Rijdt u met een [eigen] busje?"]
names.nl = ["busje rijdt"]
"""


def test_every_question_is_listed_and_the_callers_own_come_first(belletje, tmp_path):
    assert len(belletje("questions", "--json").json) == 158
    file = tmp_path / "own.toml"
    file.write_text(OWN)

    assert belletje("questions", "import", file, "--json").json == {"file": "own.toml", "questions": 1, "changed": 1}
    assert belletje("questions", "import", file, "--json").json["changed"] == 0
    first = belletje("questions", "--json").json[0]
    assert (first["id"], first["own"], first["ask"]["nl"]) == ("own_van", True, ["Rijdt u met een [eigen] busje?"])
    assert "[eigen]" in belletje("questions", "--own").text
    assert "Codec" in belletje("questions", "--language", "en").text.title()


def test_what_is_exported_can_be_imported_elsewhere(belletje, tmp_path):
    file = tmp_path / "own.toml"
    file.write_text(OWN)
    belletje("questions", "import", file)
    out = tmp_path / "out.toml"
    out.write_bytes(belletje("questions", "export").out)

    other = tmp_path / "other"
    assert belletje("questions", "import", out, "--data", other).status == 0
    assert belletje("questions", "export", "--data", other).out == out.read_bytes()
    assert belletje("questions", "export", "--shipped").text.count("[[question]]") == 158


def test_a_mistake_is_one_sentence_with_its_place_and_nothing_is_kept(belletje, tmp_path):
    file = tmp_path / "own.toml"
    file.write_text(OWN + OWN.replace("own_van", "own_bus").replace("basic", "shallow"))
    ran = belletje("questions", "import", file)
    assert ran.status == 2
    assert "own.toml:11: 'own_bus': depth is 'shallow'" in ran.err
    assert ran.err.count("\n") == 1
    assert belletje("questions", "--own", "--json").json == []

    for words in (["import", tmp_path / "none.toml"], ["--language", "fr"]):
        refused = belletje("questions", *words)
        assert (refused.status, refused.err.count("\n")) == (2, 1)
