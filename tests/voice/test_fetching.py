"""Ears and voices from the hub: whole and right, or not at all. The hub is the test's own."""

import hashlib
import resource
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from belletje.usecases.house import Refused
from belletje.voice.hub import HuggingFace, Unreachable, Wanted, ears_to_fetch, fetch, voices_to_fetch
from belletje.voice.models import own_voices, voice_folder

MODEL, CONFIG = b"a voice " * 1000, b"{}"


@dataclass
class LocalHub:
    """A hub with these files; `breaks_at` is after how many bytes the line is lost."""

    files: dict[str, bytes]
    breaks_at: int = 1 << 30
    asked: list[str] = field(default_factory=list)

    def read(self, repository: str, revision: str, file: str) -> Iterator[bytes]:
        self.asked.append(f"{repository}@{revision}/{file}")
        for start in range(0, len(self.files[file]), 1000):
            if start >= self.breaks_at:
                raise Unreachable("the line was lost")
            yield self.files[file][start : start + 1000]


@pytest.fixture
def hub() -> LocalHub:
    """A hub with one voice."""
    return LocalHub({"nl/pim/nl_NL-pim-medium.onnx": MODEL, "nl/pim/nl_NL-pim-medium.onnx.json": CONFIG})


@pytest.fixture
def voice(tmp_path: Path) -> Wanted:
    """That voice."""
    return Wanted(
        "nl_NL-pim-medium", "Piper, Pim", "CC0", "voices", "v1", "nl/pim",
        {
            "nl_NL-pim-medium.onnx.json": (len(CONFIG), hashlib.md5(CONFIG).hexdigest()),
            "nl_NL-pim-medium.onnx": (len(MODEL), hashlib.sha256(MODEL).hexdigest()),
        },
        voice_folder(tmp_path) / "piper",
    )  # fmt: skip


def left(folder: Path) -> list[str]:
    """All files that are there now."""
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_what_is_fetched_is_used(hub: LocalHub, voice: Wanted, tmp_path: Path) -> None:
    told: list[int] = []
    assert not voice.is_there
    fetch(voice, hub, told.append)
    assert voice.is_there
    assert own_voices(tmp_path, "nl") == [voice.place / "nl_NL-pim-medium.onnx"]
    assert sum(told) == voice.size
    assert hub.asked[0] == "voices@v1/nl/pim/nl_NL-pim-medium.onnx.json"
    assert left(tmp_path) == sorted(voice.files)


def test_a_line_that_is_lost_leaves_nothing_behind(hub: LocalHub, voice: Wanted, tmp_path: Path) -> None:
    hub.breaks_at = 3000
    with pytest.raises(Refused, match=r"could not be fetched \(the line was lost\): connect to the internet"):
        fetch(voice, hub, lambda _: None)
    assert left(tmp_path) == []


@pytest.mark.parametrize("content", [b"", MODEL[:-1], MODEL + b"x", b"<html>sign in first</html>"])
def test_another_content_is_not_kept(content: bytes, hub: LocalHub, voice: Wanted, tmp_path: Path) -> None:
    hub.files["nl/pim/nl_NL-pim-medium.onnx"] = content
    with pytest.raises(Refused, match="another content"):
        fetch(voice, hub, lambda _: None)
    assert left(tmp_path) == []


def test_no_more_is_taken_than_there_should_be(hub: LocalHub, voice: Wanted) -> None:
    hub.files["nl/pim/nl_NL-pim-medium.onnx"] = MODEL * 100
    told: list[int] = []
    with pytest.raises(Refused):
        fetch(voice, hub, told.append)
    assert sum(told) < 2 * voice.size


def test_who_stops_it_keeps_what_was_there(hub: LocalHub, voice: Wanted, tmp_path: Path) -> None:
    fetch(voice, hub, lambda _: None)

    def stop(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fetch(voice, hub, stop)
    assert voice.is_there
    assert left(tmp_path) == sorted(voice.files)


def test_on_a_full_disk_it_says_how_much_room_it_needs(hub: LocalHub, voice: Wanted, tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4000, hard))
    try:
        with pytest.raises(Refused, match=r"it needs 0 MB; make room there"):
            fetch(voice, hub, lambda _: None)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert left(tmp_path) == []


def test_what_was_broken_is_made_whole(hub: LocalHub, voice: Wanted) -> None:
    fetch(voice, hub, lambda _: None)
    (voice.place / "nl_NL-pim-medium.onnx").write_bytes(b"rust")
    assert not voice.is_there
    fetch(voice, hub, lambda _: None)
    assert voice.is_there


@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_can_be_fetched_is_pinned(language: str, tmp_path: Path) -> None:
    known = [*voices_to_fetch(tmp_path, language), ears_to_fetch(tmp_path, "small"), ears_to_fetch(tmp_path, "medium")]
    for one in known:
        assert one.size > 50e6
        assert one.licence
        assert all(len(pin) in (32, 64) for _, pin in one.files.values())
    with pytest.raises(Refused, match="Choose small or medium"):
        ears_to_fetch(tmp_path, "enormous")


@pytest.fixture
def address() -> Iterator[str]:
    """A server that answers for the hub: what it has is one file, and another is a page that says so."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            there = self.path == "/voices/resolve/v1/a/b.onnx"
            self.send_response(200 if there else 404)
            self.end_headers()
            self.wfile.write(MODEL if there else b"no")

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def elsewhere(address: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The hub is that server."""
    monkeypatch.setenv("HF_ENDPOINT", address)
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    return address


def test_the_hub_is_read_piece_by_piece(elsewhere: str) -> None:
    assert b"".join(HuggingFace().read("voices", "v1", "a/b.onnx")) == MODEL


def test_a_hub_that_has_it_not_says_so(elsewhere: str) -> None:
    with pytest.raises(Unreachable, match="the hub answers 404"):
        list(HuggingFace().read("voices", "v1", "a/c.onnx"))


def test_at_the_terminal_it_is_one_sentence(belletje, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    for words in (("nl",), ("en",), ("--ears", "small")):
        ran = belletje("voice", "fetch", *words)
        assert ran.status == 2
        assert len(ran.err.strip().splitlines()) == 1
        assert ran.err.startswith("belletje: ")
        assert "connect to the internet and try again" in ran.err
    assert left(tmp_path / "house") == []


@pytest.mark.parametrize("words", [("fr",), ("--ears", "huge")])
def test_what_there_is_not_to_fetch_is_refused(belletje, words: tuple[str, ...]) -> None:
    ran = belletje("voice", "fetch", *words)
    assert ran.status == 2
    assert len(ran.err.strip().splitlines()) == 1
