"""Where ears and voices are, and whether they are what they should be."""

import resource
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from belletje.voice.models import (
    NotReady,
    base_ears,
    base_ears_at_hand,
    known_models,
    missing_parts,
    own_voices,
    packaged_voice,
    voice_folder,
)
from belletje.voice.mouth import begin
from belletje.voice.parts import OwnMouth

PART_1, PART_2 = known_models()["ears"]["base"]["parts"]


def put(folder: Path, package: str, file: str, content: bytes) -> None:
    """A package that has one file."""
    place = folder / package / file
    place.parent.mkdir(parents=True, exist_ok=True)
    (folder / package / "__init__.py").touch()
    place.write_bytes(content)


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder that packages come from."""
    folder = tmp_path / "packages"
    folder.mkdir()
    monkeypatch.setattr(sys, "path", [str(folder)])
    return folder


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """No file can grow beyond so many bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("there", [(), (PART_1,), (PART_2,)])
def test_without_a_part_there_are_no_ears_and_it_is_said_how_to_get_them(
    there: tuple[tuple[str, str], ...], packages: Path, tmp_path: Path
) -> None:
    for package, file in there:
        put(packages, package, file, b"half")
    assert not base_ears_at_hand(tmp_path)
    with pytest.raises(NotReady, match=r"pip install 'belletje\[voice\]'") as missing:
        base_ears(tmp_path)
    assert "installeer" in missing.value.sentence("nl")
    assert not list(voice_folder(tmp_path).glob("*"))


def test_ears_of_another_content_are_never_put_in_place(packages: Path, tmp_path: Path) -> None:
    for package, file in (PART_1, PART_2):
        put(packages, package, file, b"not a model")
    for name in known_models()["ears"]["base"]["beside"]:
        put(packages, PART_1[0], f"data/{name}", b"{}")
    assert base_ears_at_hand(tmp_path)
    with pytest.raises(NotReady, match="damaged"):
        base_ears(tmp_path)
    assert not list(voice_folder(tmp_path).glob("*"))


def test_a_part_that_lacks_what_lies_beside_it_is_one_sentence(packages: Path, tmp_path: Path) -> None:
    for package, file in (PART_1, PART_2):
        put(packages, package, file, b"not a model")
    with pytest.raises(NotReady, match="No such file"):
        base_ears(tmp_path)
    assert not list(voice_folder(tmp_path).glob("*"))


def test_on_a_full_disk_no_half_of_it_stays(tmp_path: Path) -> None:
    with room_for(1 << 20), pytest.raises(NotReady, match="make room there") as full:
        base_ears(tmp_path)
    assert "maak daar ruimte" in full.value.sentence("nl")
    assert not list(voice_folder(tmp_path).glob("*"))


def test_where_the_folder_cannot_be_made_it_is_one_sentence(tmp_path: Path) -> None:
    voice_folder(tmp_path).write_text("somebody put a file here")
    with pytest.raises(NotReady, match="cannot be put in"):
        base_ears(tmp_path)


def test_the_ears_are_joined_once_and_again_when_they_were_damaged(base_model: Path, tmp_path: Path) -> None:
    place = voice_folder(tmp_path) / "whisper-base"
    shutil.copytree(base_model, place)
    before = (place / "model.bin").stat().st_mtime_ns
    assert base_ears(tmp_path) == place
    assert (place / "model.bin").stat().st_mtime_ns == before
    with (place / "model.bin").open("r+b") as model:
        model.write(b"x" * 100)
    assert base_ears(tmp_path) == place
    assert (place / "model.bin").read_bytes()[:100] != b"x" * 100
    assert sorted(path.name for path in voice_folder(tmp_path).iterdir()) == ["whisper-base"]


def test_a_voice_that_is_missing_or_damaged_is_one_sentence(packages: Path) -> None:
    with pytest.raises(NotReady, match=r"The voice Piper, Joe is not there: .*pip install"):
        packaged_voice("joe")
    joe = known_models()["voices"]["joe"]
    put(packages, joe["package"], joe["file"], b"not a voice")
    put(packages, joe["package"], joe["file"] + ".json", b"{}")
    with pytest.raises(NotReady, match="damaged"):
        packaged_voice("joe")


def test_a_damaged_voice_keeps_nobody_from_the_pages_and_is_told_where_it_speaks(
    packages: Path, tmp_path: Path
) -> None:
    joe = known_models()["voices"]["joe"]
    put(packages, joe["package"], joe["file"], b"not a voice")
    mouth = OwnMouth(tmp_path, "en")
    assert mouth.name == "Piper (en_US-joe-medium)"
    mouth.close()
    with pytest.raises(NotReady, match="damaged"):
        begin({"language": "en", "piper": [], "packaged": "joe"})


def test_a_voice_of_ones_own_counts_when_both_its_files_are_there(tmp_path: Path) -> None:
    folder = voice_folder(tmp_path) / "piper"
    folder.mkdir(parents=True)
    for name in ("nl_NL-pim-medium.onnx", "nl_NL-pim-medium.onnx.json", "nl_BE-half.onnx", "en_GB-alba-medium.onnx"):
        (folder / name).touch()
    assert [path.stem for path in own_voices(tmp_path, "nl")] == ["nl_NL-pim-medium"]
    assert own_voices(tmp_path, "en") == []


def test_the_parts_of_the_extra_that_are_missing_are_named(packages: Path) -> None:
    assert "piper" in missing_parts()
    put(packages, "piper", "anything", b"")
    assert "piper" not in missing_parts()
