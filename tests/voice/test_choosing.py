"""Which ears hear a language, and what the doctor tells of ears and mouths."""

from pathlib import Path

import pytest

from belletje.usecases.doctor import Part
from belletje.voice.checkup import examine_voice
from belletje.voice.choosing import Chosen, Machine, choose_ears, wished_ears
from belletje.voice.models import known_models, voice_folder
from belletje.voice.parts import Wishes

LAPTOP, DESKTOP, SERVER = Machine(2, 8), Machine(4, 16), Machine(16, 64)
ALL = ("base", "small", "medium")


@pytest.mark.parametrize(
    ("language", "machine", "there", "chosen"),
    [
        ("nl", LAPTOP, ("base",), Chosen("base", "small", False)),  # better there is, but not in time
        ("nl", LAPTOP, ALL, Chosen("base", "small", False)),
        ("nl", DESKTOP, ("base",), Chosen("base", "small", True)),
        ("nl", DESKTOP, ALL, Chosen("small", "medium", False)),
        ("nl", Machine(4, 2), ALL, Chosen("base", "small", False)),  # too little memory
        ("nl", SERVER, ("base",), Chosen("base", "medium", True)),
        ("nl", SERVER, ("base", "small"), Chosen("small", "medium", True)),
        ("nl", SERVER, ALL, Chosen("medium")),
        ("nl", LAPTOP, ("small",), Chosen("small", "medium", False)),  # slow ears are better than none
        ("nl", LAPTOP, (), Chosen("base", "small", False)),
        ("en", DESKTOP, ALL, Chosen("base", "small", False)),  # base hears English well
        ("en", SERVER, ("base",), Chosen("base", "small", True)),
        ("en", SERVER, ALL, Chosen("small")),
    ],
)
def test_the_ears_are_the_largest_that_are_there_and_answer_in_time(
    language: str, machine: Machine, there: tuple[str, ...], chosen: Chosen
) -> None:
    assert choose_ears(language, machine, there) == chosen


@pytest.mark.parametrize(
    ("wish", "ears"),
    [("", ("base", "")), ("small", ("small", "")), ("base", ("base", "")), ("/my/model", ("/my/model", "/my/model"))],
)
def test_a_wish_goes_before(wish: str, ears: tuple[str, str], tmp_path: Path) -> None:
    assert wished_ears(wish, "nl", tmp_path) == ears


def doctor(folder: Path, machine: Machine = LAPTOP, **wishes: str) -> dict[str, Part]:
    """What the doctor tells, by part."""
    return {part.part: part for part in examine_voice(folder, Wishes(**wishes), machine)}


def test_the_doctor_tells_what_hears_and_speaks_and_what_would_be_better(tmp_path: Path) -> None:
    told = doctor(tmp_path)
    assert all(part.ready for part in told.values())
    assert told["ears"].detail == (
        "Dutch: Whisper base, from the packages; English: Whisper base, from the packages; "
        "this machine has 2 cores and 8 GB"
    )
    assert "only with 4 cores and 4 GB" in told["ears"].mend
    assert "BELLETJE_EARS_MODEL=small" in told["ears"].mend
    assert "robotic" in told["mouth nl"].detail
    assert "belletje voice fetch nl (127 MB)" in told["mouth nl"].mend
    assert told["mouth en"].detail == "Piper, Joe, from the packages"


def test_the_doctor_sees_that_a_voice_is_damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    joe = known_models()["voices"]["joe"]
    place = tmp_path / "packages" / joe["package"]
    (place / joe["file"]).parent.mkdir(parents=True)
    (place / "__init__.py").touch()
    (place / joe["file"]).write_bytes(b"not a voice")
    monkeypatch.syspath_prepend(str(tmp_path / "packages"))
    told = doctor(tmp_path)
    assert (told["mouth en"].ready, told["voice"].ready) == (False, False)
    assert "damaged: run pip install --force-reinstall" in told["mouth en"].detail


def test_on_a_larger_machine_it_says_what_to_fetch(tmp_path: Path) -> None:
    assert doctor(tmp_path, DESKTOP)["ears"].mend == (
        "Whisper small hears Dutch better and is quick enough here: belletje voice fetch --ears small."
    )


def test_what_was_fetched_is_told_with_where_it_lies(tmp_path: Path) -> None:
    small, voices = voice_folder(tmp_path) / "whisper-small", voice_folder(tmp_path) / "piper"
    for folder in (small, voices):
        folder.mkdir(parents=True)
    for file in (small / "model.bin", voices / "nl_NL-pim-medium.onnx", voices / "nl_NL-pim-medium.onnx.json"):
        file.touch()
    told = doctor(tmp_path, DESKTOP)
    assert told["ears"].detail.startswith(f"Dutch: Whisper small, from {voice_folder(tmp_path)}; English: Whisper base")
    assert told["mouth nl"] == Part("mouth nl", True, f"Piper (nl_NL-pim-medium), from {voices}")


def test_a_model_that_is_asked_for_and_is_not_there_is_told(tmp_path: Path) -> None:
    assert doctor(tmp_path, ears_model="small")["ears"] == Part(
        "ears", False, "Whisper small, as BELLETJE_EARS_MODEL says", "belletje voice fetch --ears small."
    )
    assert not doctor(tmp_path, ears_model=str(tmp_path))["ears"].ready
    assert not doctor(tmp_path, ears_model=str(tmp_path))["voice"].ready


def test_a_service_is_told_by_its_host_and_never_by_its_key(tmp_path: Path) -> None:
    told = doctor(
        tmp_path, ears_url="https://me:pw@ears.example/v1", ears_key="geheim", mouth_url="http://mouth.example:8000"
    )
    assert told["ears"].detail.startswith("a service at ears.example")
    assert told["mouth nl"].detail.startswith("a service at mouth.example")
    assert not any("geheim" in repr(part) or "pw" in repr(part) for part in told.values())
