"""Sound as it goes over the wire: PCM16 little-endian, mono, 16 kHz."""

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]
"""Samples in [-1, 1], (n_samples,)."""

SAMPLE_RATE_HZ = 16_000
BYTES_PER_SECOND = 2 * SAMPLE_RATE_HZ
FRAME_BYTES = 640
"""20 ms."""


def to_samples(pcm: bytes) -> Samples:
    """PCM16 as samples."""
    return np.frombuffer(pcm[: len(pcm) // 2 * 2], "<i2").astype(np.float32) / 32768.0


def to_pcm(samples: Samples) -> bytes:
    """Samples as PCM16; what is too loud is clipped."""
    return bytes((np.clip(samples, -1.0, 1.0) * 32767.0).astype("<i2").tobytes())


def seconds(pcm: bytes | bytearray) -> float:
    """How long PCM16 lasts."""
    return len(pcm) / BYTES_PER_SECOND


def telephone(samples: Samples) -> Samples:
    """What a telephone line leaves of it: the band of 300 to 3400 Hz, in the 8 bits of G.711 (A-law, ITU-T G.711)."""
    if not len(samples):
        return samples
    size = 1 << (len(samples) - 1).bit_length()
    spectrum = np.fft.rfft(samples, size)
    hertz = np.fft.rfftfreq(size, 1 / SAMPLE_RATE_HZ)
    # fourth-order slopes, as the filters of an exchange have
    low = (hertz / 300.0) ** 4 / np.sqrt(1 + (hertz / 300.0) ** 8)
    high = 1 / np.sqrt(1 + (hertz / 3400.0) ** 16)
    narrow = np.fft.irfft(spectrum * low * high, size)[: len(samples)]
    return _a_law(narrow.astype(np.float32))


def _a_law(samples: Samples) -> Samples:
    """Coarser where it is louder: to 8 bits by the A-law and back."""
    law = np.float32(87.6)
    whole = 1 + np.log(law)
    size = np.abs(np.clip(samples, -1.0, 1.0))
    small = size < 1 / law
    packed = np.where(small, law * size, 1 + np.log(np.maximum(law * size, 1.0))) / whole
    coarse = np.round(packed * 127) / 127
    unpacked = np.where(coarse < 1 / whole, coarse * whole / law, np.exp(coarse * whole - 1) / law)
    return np.asarray(np.sign(samples) * unpacked, np.float32)
