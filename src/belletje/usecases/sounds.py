"""The sound of calls by voice: kept only where the caller asked for it, to be listened to and deleted."""

from pathlib import Path

from belletje.store import sounds as store
from belletje.usecases.house import House, NotThere


def keep_sound(*, house: House, call: int) -> None:
    """Keeps the sound of a call from now on."""
    store.begin(house.folder, call)


def keeps_sound(*, house: House, call: int) -> bool:
    """Whether the sound of a call is kept."""
    return store.is_kept(house.folder, call)


def add_sound(*, house: House, call: int, pcm: bytes, at_s: float) -> None:
    """Adds PCM16 (mono, 16 kHz) at so many seconds since dialling to what is there; nothing where none is kept."""
    store.mix(house.folder, call, pcm, at_s)


def sound_of(*, house: House, call: int) -> Path:
    """The WAV file of a call. Raises NotThere where none was kept."""
    path = store.file_of(house.folder, call)
    if not path.is_file() or not path.stat().st_size:
        raise NotThere(
            f"No sound of call {call} is kept. Ask for it before you dial: 'Keep the sound of this call'.",
            nl=f"Van gesprek {call} is geen geluid bewaard. Vraag erom voordat u belt: 'Het geluid van dit gesprek "
            "bewaren'.",
        )
    return path


def delete_sound(*, house: House, call: int) -> None:
    """Deletes the sound of a call; what is not there is no mistake."""
    store.delete(house.folder, call)
