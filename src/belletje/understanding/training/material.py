"""What is trained on, as numbers: each utterance as written, as a recogniser writes it, and as it mishears it."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from belletje.understanding.acts import Act
from belletje.understanding.encoder import PackagedEncoder
from belletje.understanding.ngrams import BUCKETS, ngrams, weighed
from belletje.understanding.noise import as_recognised, confusions, misheard
from belletje.understanding.spelling import Spelling
from belletje.understanding.utterances import LANGUAGES, Example
from belletje.understanding.wording import clean

Floats = NDArray[np.float32]
Matrix = Any  # scipy.sparse.csr_matrix, which has no types

WRITTEN, RECOGNISED = range(2)
ERRORS = (0.06, 0.12, 0.18, 0.12, 0.08, 0.15, 0.2, 0.12)
"""Share of words that each misheard form gets wrong: no two hearings are alike."""
FORMS = 2 + len(ERRORS)


@dataclass(frozen=True, slots=True)
class Material:
    """Utterances as numbers. `pieces` and `words` hold one sequence for each form, the misheard ones last; rows agree.

    `before` (utterances, 512) are the vectors of the lines before, zeros where there is none; `targets` (utterances,
    acts) is 1 where an act is present; `files` names the file of each.
    """

    pieces: tuple[tuple[NDArray[np.int64], ...], ...]
    words: tuple[Matrix, ...]
    before: Floats
    targets: Floats
    files: tuple[str, ...]
    rarity: Floats


def data_digest(found: Sequence[Example]) -> str:
    """Names the training data, the recogniser's confusions included: the same digest gives the same weights."""
    rows = [f"{one.language}\t{one.utterance}\t{' '.join(sorted(one.acts))}\t{one.before}" for one in found]
    known = [repr(confusions(language)) for language in LANGUAGES]
    return hashlib.sha256("\n".join((*rows, *known)).encode()).hexdigest()[:12]


def word_counts(found: Sequence[Example]) -> Counter[str]:
    """How often each word occurs in the utterances and in the lines before them."""
    return Counter(word for one in found for word in as_recognised(f"{one.utterance} {one.before}").split())


def material(found: Sequence[Example], encoder: PackagedEncoder, spelling: Spelling) -> Material:
    """The utterances as numbers; what is misheard follows from the place of the utterance."""
    written = [clean(one.utterance).lower() for one in found]
    recognised = [as_recognised(text) for text in written]
    heard = (
        [
            spelling(misheard(text, one.language, share, Random(f"misheard/{hearing}/{one.where}")))
            for text, one in zip(recognised, found, strict=True)
        ]
        for hearing, share in enumerate(ERRORS)
    )
    forms = (written, recognised, *heard)
    rarity = rarity_of(written)
    return Material(
        pieces=tuple(tuple(encoder.pieces(text) for text in form) for form in forms),
        words=tuple(word_matrix(form, rarity) for form in forms),
        before=before_vectors(found, encoder),
        targets=np.array([[act in one.acts for act in Act] for one in found], np.float32),
        files=tuple(f"{one.language}/{one.situation}" for one in found),
        rarity=rarity,
    )


def before_vectors(found: Sequence[Example], encoder: PackagedEncoder) -> Floats:
    """The vectors of the lines before, (utterances, 512), zeros where there is none."""
    lines = sorted({clean(one.before).lower() for one in found if one.before})
    vectors = dict(zip(lines, encoder.encode(lines), strict=True))
    nothing = np.zeros(encoder.size, np.float32)
    return np.stack([vectors[clean(one.before).lower()] if one.before else nothing for one in found])


def rarity_of(texts: Sequence[str]) -> Floats:
    """Inverse document frequency for each n-gram bucket; zero for those seen once only."""
    seen = np.zeros(BUCKETS, np.float64)
    for text in texts:
        seen[list(ngrams(text))] += 1
    rarity = np.log((1 + len(texts)) / (1 + seen)) + 1
    return np.where(seen >= 2, rarity, 0.0).astype(np.float32)


def word_matrix(texts: Sequence[str], rarity: Floats) -> Matrix:
    """Weighed n-grams, (texts, buckets)."""
    rows = [weighed(text, rarity) for text in texts]
    starts = np.cumsum([0, *(len(buckets) for buckets, _ in rows)])
    values = np.concatenate([values for _, values in rows])
    return sparse.csr_matrix((values, np.concatenate([buckets for buckets, _ in rows]), starts), (len(texts), BUCKETS))
