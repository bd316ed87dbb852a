"""What `belletje doctor` tells of calling by voice: what hears and speaks, from where, why, and what is better."""

from importlib.util import find_spec
from pathlib import Path

from belletje.usecases.doctor import Part
from belletje.voice.choosing import Chosen, Machine, choose_ears, this_machine, wished_ears
from belletje.voice.hub import voices_to_fetch
from belletje.voice.models import (
    NotReady,
    ears_at_hand,
    known_models,
    missing_parts,
    own_voices,
    packaged_voice,
    voice_folder,
    voice_in_packages,
)
from belletje.voice.parts import Wishes
from belletje.voice.services import host

EXTRA = "pip install 'belletje[voice]'"
NAMES = {"nl": "Dutch", "en": "English"}


def examine_voice(data_folder: Path, wishes: Wishes, machine: Machine | None = None) -> list[Part]:
    """A line for voice as a whole, for the ears, and for the mouth of each language. Nothing is changed or loaded."""
    lacks = missing_parts()
    if lacks:
        voice = Part("voice", False, "rehearsals are by text", f"To call by voice: {EXTRA}.")
        rest = [
            Part(part, False, f"needs {', '.join(lacks)}", f"{EXTRA}.") for part in ("ears", "mouth nl", "mouth en")
        ]
        return [voice, *rest]
    parts = [_ears(data_folder, wishes, machine or this_machine())]
    parts += [_mouth(language, data_folder, wishes) for language in NAMES]
    ready = all(part.ready for part in parts)
    detail = "rehearsals are by voice or by text" if ready else "rehearsals are by text where ears or a mouth lack"
    return [Part("voice", ready, detail), *parts]


def _ears(data_folder: Path, wishes: Wishes, machine: Machine) -> Part:
    if wishes.ears_url:
        return Part("ears", True, f"a service at {host(wishes.ears_url)}, as BELLETJE_EARS_URL says: sound goes there")
    if wishes.ears_pipecat:
        return _through_pipecat("ears", "EARS", wishes.ears_pipecat)
    there = ears_at_hand(data_folder)
    if wishes.ears_model:
        name, folder = wished_ears(wishes.ears_model, "nl", data_folder)
        ready = (Path(folder) / "model.bin").is_file() if folder else name in there
        mend = "" if ready else _get(name) if not folder else "Put a faster-whisper model there, or leave it empty."
        return Part("ears", ready, f"{folder or _title(name)}, as BELLETJE_EARS_MODEL says", mend)
    if not there:
        return Part("ears", False, "no model is there", f"{EXTRA}.")
    chosen = {language: choose_ears(language, machine, there) for language in NAMES}
    told = "; ".join(f"{NAMES[language]}: {_from(one.name, data_folder)}" for language, one in chosen.items())
    has = f"this machine has {machine.cores} cores and {machine.gigabytes:.0f} GB"
    return Part("ears", True, f"{told}; {has}", _better(chosen["nl"]))


def _through_pipecat(part: str, setting: str, path: str) -> Part:
    name = f"BELLETJE_{setting}_PIPECAT"
    try:
        there = find_spec(path.rpartition(".")[0]) is not None
    except (ImportError, ValueError):  # what it stands in is not there, or it is no name at all
        there = False
    mend = "" if there else f"Install what it needs, name the class as module.Class, or leave {name} empty."
    return Part(part, there, f"{path}, as {name} says: what it hears or says may go elsewhere", mend)


def _from(name: str, data_folder: Path) -> str:
    place = "from the packages" if name == "base" else f"from {voice_folder(data_folder)}"
    return f"{_title(name)}, {place}"


def _title(name: str) -> str:
    return next((str(one["title"]) for one in known_models()["hub"]["ears"] if one["name"] == name), "Whisper base")


def _get(name: str) -> str:
    return f"belletje voice fetch --ears {name}." if name != "base" else f"{EXTRA}."


def _better(chosen: Chosen) -> str:
    if not chosen.better:
        return ""
    known = next(one for one in known_models()["hub"]["ears"] if one["name"] == chosen.better)
    if chosen.better_here:
        return f"{known['title']} hears Dutch better and is quick enough here: {_get(chosen.better)}"
    return (
        f"{known['title']} hears Dutch better, but answers in time only with {known['cores']['nl']} cores and "
        f"{known['gigabytes']} GB; to wait for it: {_get(known['name'])[:-1]}, and BELLETJE_EARS_MODEL={known['name']}."
    )


def _mouth(language: str, data_folder: Path, wishes: Wishes) -> Part:
    part = f"mouth {language}"
    if wishes.mouth_url:
        return Part(
            part, True, f"a service at {host(wishes.mouth_url)}, as BELLETJE_MOUTH_URL says: what is said goes there"
        )
    if wishes.mouth_pipecat:
        return _through_pipecat(part, "MOUTH", wishes.mouth_pipecat)
    own = own_voices(data_folder, language)
    if own:
        names = ", ".join(voice.stem for voice in own)
        return Part(part, True, f"Piper ({names}), from {own[0].parent}")
    size_mb = sum(one.size for one in voices_to_fetch(data_folder, language)) / 1e6
    fetch = f"belletje voice fetch {language} ({size_mb:.0f} MB)"
    packaged = voice_in_packages(language)
    if packaged:
        try:
            packaged_voice(packaged)
        except NotReady as fault:
            return Part(part, False, fault.sentence("en"), f"Or {fetch}.")
        return Part(
            part, True, f"{known_models()['voices'][packaged]['name']}, from the packages", f"More voices: {fetch}."
        )
    return Part(
        part, True, "eSpeak NG, from the packages: it sounds robotic, for no package has a Dutch voice",
        f"A natural voice: {fetch}, or choose the browser's own voice before a call.",
    )  # fmt: skip
