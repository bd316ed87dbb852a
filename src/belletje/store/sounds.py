"""The sound of calls whose caller asked to keep it: one WAV file a call (PCM16, mono, 16 kHz), both ends mixed."""

import struct
from pathlib import Path

import numpy as np

RATE_HZ = 16_000
SAMPLE_BYTES = 2
HEADER_BYTES = 44
LONGEST_S = 3600
"""Nobody rehearses for longer than an hour; what comes later is not kept."""


def file_of(folder: Path, call_id: int) -> Path:
    """Where the sound of a call is, if it is kept."""
    return folder / "sounds" / f"{call_id}.wav"


def begin(folder: Path, call_id: int) -> None:
    """Keeps the sound of this call from now on."""
    path = file_of(folder, call_id)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.touch(mode=0o600)


def is_kept(folder: Path, call_id: int) -> bool:
    """Whether the sound of this call is kept, be it empty so far."""
    return file_of(folder, call_id).is_file()


def mix(folder: Path, call_id: int, pcm: bytes, at_s: float) -> None:
    """Puts sound at so many seconds since dialling, together with what was there; nothing where none is kept."""
    path = file_of(folder, call_id)
    start = max(0, round(at_s * RATE_HZ))
    samples = np.frombuffer(pcm[: len(pcm) // SAMPLE_BYTES * SAMPLE_BYTES], "<i2")
    samples = samples[: max(0, LONGEST_S * RATE_HZ - start)]
    if not len(samples) or not path.is_file():
        return
    with path.open("r+b") as file:
        size = path.stat().st_size
        have = max(0, size - HEADER_BYTES) // SAMPLE_BYTES
        file.seek(HEADER_BYTES + start * SAMPLE_BYTES)
        there = np.frombuffer(file.read(len(samples) * SAMPLE_BYTES), "<i2") if start < have else samples[:0]
        mixed = samples.astype(np.int32)
        mixed[: len(there)] += there
        file.seek(HEADER_BYTES + start * SAMPLE_BYTES)  # a gap before it is read as zeros: silence
        file.write(np.clip(mixed, -32768, 32767).astype("<i2").tobytes())
        file.seek(0)
        file.write(_header(max(have, start + len(samples))))


def _header(samples: int) -> bytes:
    """The head of a WAV file of so many samples (RIFF, one `fmt ` and one `data` chunk)."""
    size = samples * SAMPLE_BYTES
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, RATE_HZ, RATE_HZ * SAMPLE_BYTES, SAMPLE_BYTES, 8 * SAMPLE_BYTES)
    return struct.pack("<4sI4s", b"RIFF", 36 + size, b"WAVE") + form + struct.pack("<4sI", b"data", size)


def delete(folder: Path, call_id: int) -> None:
    """Deletes the sound of a call, where there is any."""
    file_of(folder, call_id).unlink(missing_ok=True)
